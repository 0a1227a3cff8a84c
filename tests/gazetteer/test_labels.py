"""Names of disputed matters: which of them are one."""

from __future__ import annotations

import pytest

from dragoman.gazetteer.issues import load_issues
from dragoman.gazetteer.labels import NO_NAME, load_labels, name_in


@pytest.mark.parametrize(
    ("issue", "words", "name"),
    [
        ("falklands", "the Falkland Islands", "Falkland"),
        ("falklands", "Islas Malvinas", "Malvinas"),
        ("falklands", "Мальвинские острова", "Malvinas"),
        ("east-china-sea", "钓鱼岛", "Diaoyu"),
        ("essequibo", "Guayana Esequiba", "Guayana Esequiba"),  # the longest name wins
        ("nagorno-karabakh", "Artsakh", "Artsakh"),
        ("nagorno-karabakh", "Heartsakh", None),  # names begin words
        ("western-sahara", "Sahrawi people", NO_NAME),
        ("western-sahara", "Western Sahara", None),
        ("libya", "Libya", None),
    ],
)
def test_a_name_is_known_in_any_writing(issue: str, words: str, name: str | None) -> None:
    assert name_in(issue, words) == name


def test_every_issue_with_names_is_a_disputed_one_and_tells_at_least_two_things_apart() -> None:
    assert load_labels()
    for issue, names in load_labels().items():
        assert load_issues()[issue].disputed
        assert len(names) > 1
        forms = [form for known in names.values() for form in known]
        assert len(forms) == len(set(forms)), issue
        assert all(form == form.casefold() for form in forms)
