"""Names that sources give a disputed matter, and which of them are one name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from dragoman.errors import InvalidPack
from dragoman.gazetteer.issues import load_issues
from dragoman.gazetteer.tables import load_entries

_FILE = "labels.yaml"
NO_NAME = "none"  # what looks like a name of the matter and is none


@cache
def load_labels() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Issue -> name -> beginnings by which it is known. Raises InvalidPack where the file is wrong."""
    found: dict[str, Mapping[str, tuple[str, ...]]] = {}
    for issue, entry in load_entries(_FILE).items():
        if issue not in load_issues() or not load_issues()[issue].disputed:
            raise InvalidPack(f"gazetteer/{_FILE}: {issue}: no disputed issue of issues.yaml")
        names: dict[str, tuple[str, ...]] = {}
        for name, forms in entry.items():
            if not isinstance(forms, list) or not all(isinstance(form, str) and form for form in forms):
                raise InvalidPack(f"gazetteer/{_FILE}: {issue}: {name}: wants a list of beginnings")
            names[name] = tuple(forms)
        found[issue] = MappingProxyType(names)
    return MappingProxyType(found)


def name_in(issue: str, words: str) -> str | None:
    """The name of the issue that stands in the words, the longest of several; None for any other."""
    text = words.casefold()
    fit = [
        (len(form), name)
        for name, forms in load_labels().get(issue, {}).items()
        for form in forms
        if _begins(form, text)
    ]
    return max(fit)[1] if fit else None


def _begins(form: str, text: str) -> bool:
    """Whether a word of the text begins so; scripts without spaces have words anywhere."""
    if not form.isascii() and not re.match(r"[\w]", form[0]):
        return form in text
    at = text.find(form)
    while at >= 0:
        if at == 0 or not text[at - 1].isalpha() or _unspaced(form):
            return True
        at = text.find(form, at + 1)
    return False


def _unspaced(form: str) -> bool:
    return any("\u3040" <= letter <= "\u9fff" for letter in form)
