"""What each source calls a disputed matter. All names stand side by side, and none is the right one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from dragoman.desk.differ.rows import Disagreement, Kind, Standing, Told, documents, versions
from dragoman.desk.wording import isolated, issue_name, listed
from dragoman.gazetteer.issues import load_issues
from dragoman.gazetteer.labels import NO_NAME, name_in
from dragoman.lexicon.load import pack_or_bare
from dragoman.lexicon.pack import Pack
from dragoman.model.ledger import Ledger
from dragoman.model.record import Engagement, Evidence, Position
from dragoman.model.text import Span

_SHOWN = 4  # spellings of one name
_QUOTED = re.compile(
    r"“[^“”\n]{1,600}”|«[^«»\n]{1,600}»|„[^„“\n]{1,600}“|\"[^\"\n]{1,600}\"|「[^「」\n]{1,600}」"
)


def labels(ledger: Ledger, within: Collection[str] | None = None) -> list[Disagreement]:
    """Disputed matters that sources call by different names, with who uses which.

    Names are taken from documents that tell of the matter, of ``within`` only where given. Two are one
    name where they name the same parties ("Sahara marocain", "Moroccan Sahara") and the gazetteer does not
    tell them apart ("Malvinas", "Falkland"), so that a name and its translations are one. A source that uses
    several stands under each. A matter is shown where a source uses a name that another does not.
    """
    used: dict[str, dict[str, list[Evidence]]] = {}
    keys = [key for key in ledger.readings if within is None or key in within]
    for key in keys:
        for issue, sense, words in _names(ledger, key):
            used.setdefault(issue, {}).setdefault(sense, []).append(words)
    out = []
    for issue, senses in used.items():
        values = [_told(ledger, sense, words) for sense, words in senses.items()]
        homes = {frozenset(documents(one)) for one in values}
        if len(values) > 1 and len(homes) > 1:
            out.append(
                Disagreement(
                    id=issue,
                    kind=Kind.LABEL,
                    standing=Standing.DIFFERS,
                    name="label",
                    subject=issue_name(issue),
                    text="Sources call it by different names; none of them is taken for the right one",
                    versions=versions(ledger, values),
                )
            )
    return out


def _told(ledger: Ledger, sense: str, words: Iterable[Evidence]) -> Told:
    """One name with the first words of each document that use it, in the spellings met."""
    first: dict[str, Evidence] = {}
    for evidence in words:
        first.setdefault(evidence.document_id, evidence)
    spellings = list(dict.fromkeys(" ".join(e.quote.split()) for e in first.values()))
    unlike = {spelling.casefold(): spelling for spelling in reversed(spellings)}
    shown = [isolated(s) for s in reversed(list(unlike.values()))][:_SHOWN]
    more = " and others" if len(unlike) > _SHOWN else ""
    return Told(
        code=sense,
        value=(", ".join(shown) + more) if more else listed(shown),
        evidence=tuple((e, ledger.document(e).lang) for e in first.values()),
    )


def _names(ledger: Ledger, document_id: str) -> Iterator[tuple[str, str, Evidence]]:
    """Every name of a disputed matter in a document that tells of it: issue, sense, and the words.

    Names between quotation marks are those of whoever is quoted, and not of the source.
    """
    about: dict[str, str] = {}  # issue -> producer of the first record on it
    for record in ledger.readings[document_id].records:
        issues = (
            record.topics
            if isinstance(record, Engagement)
            else (record.issue,)
            if isinstance(record, Position)
            else ()
        )
        for issue in issues:
            if issue in load_issues() and load_issues()[issue].disputed:
                about.setdefault(issue, record.evidence[0].producer)
    if not about:
        return
    document = ledger.documents[document_id]
    assert document.prose is not None
    pack = pack_or_bare(document.lang)
    text = document.prose.of(document.masked)
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    for issue, start, end in _runs(pack, text, about):
        if any(a < end and start < b for a, b in quoted):
            continue
        span = Span(start=document.prose.start + start, end=document.prose.start + end)
        sense = _sense(pack, issue, span.of(document.text))
        if sense is not None:
            yield issue, sense, Evidence.of(document, span, about[issue])


def _runs(pack: Pack, text: str, about: Collection[str]) -> Iterator[tuple[str, int, int]]:
    """The words for each issue, those that overlap as one: "question of the Moroccan Sahara" is no shorter
    for "question of the" and "Moroccan Sahara" being known."""
    last: dict[str, tuple[int, int]] = {}
    for match in pack.issues.find(pack.tokens(text)):
        if match.value not in about:
            continue
        start, end = last.get(match.value, (match.start, match.start))
        if match.start < end:
            last[match.value] = (start, max(end, match.end))
            continue
        if match.value in last:
            yield match.value, start, end
        last[match.value] = (match.start, match.end)
    for issue, (start, end) in last.items():
        yield issue, start, end


def _sense(pack: Pack, issue: str, words: str) -> str | None:
    """Which name it is: the parties within it, and the gazetteer's name; None for what is no name of it."""
    tokens = pack.tokens(words)
    territory = load_issues()[issue].territory
    parties = {match.value.party.code for match in pack.parties.longest(tokens)} - {territory}
    known = name_in(issue, words)
    if known is not None:
        return known if known != NO_NAME else None
    if territory is None or not any(m.value == territory for m in pack.territories.longest(tokens)):
        return None
    return "+".join(sorted(parties)) or territory
