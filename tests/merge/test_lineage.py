"""Copies, excerpts and translations of a text are one voice; other texts on the same event are not."""

from __future__ import annotations

import pytest

from dragoman.merge.facts import figures
from dragoman.merge.runs import shingles
from dragoman.model.judgement import Matter, Verdict
from dragoman.model.record import Role
from dragoman.model.text import EngagementKind
from tests.merge.builders import Told, ledger
from tests.merge.situations import arabic, english

RELEASE = (
    "The two ministers met on Tuesday in the old town hall and spoke for an hour about harbours, schools and "
    "the new railway. They praised the work of the commission that sat in spring. A note was handed over on "
    "the return of two ships. Both sides will meet again before the end of the year in the same place."
)
OTHER = (
    "Our correspondent saw the delegation leave late at night without a word to the press. People close to "
    "the talks say that the matter of the ships remains open and that no date was found for another round, "
    "though everybody smiled for the cameras. The harbour is as quiet as it ever was in winter."
)


def _verdicts(*texts: str, langs: str = "en") -> list[Verdict]:
    found = ledger(*(Told(text, source=str(n), lang=langs) for n, text in enumerate(texts)))
    return [j.verdict for j in found.judgements if j.matter is Matter.DOCUMENT]


def test_copy_with_a_new_head_and_tail_is_one_voice() -> None:
    assert _verdicts(RELEASE, f"By our staff. {RELEASE} Photo: agency.") == [Verdict.SAME]


def test_excerpt_is_one_voice_with_the_whole() -> None:
    assert _verdicts(RELEASE, RELEASE[:180] + " Read more tomorrow.") == [Verdict.SAME]


def test_half_a_copy_is_proposed() -> None:
    assert _verdicts(RELEASE, RELEASE[:150] + " " + OTHER[:170]) == [Verdict.PROPOSED]


def test_other_words_on_the_event_are_another_voice() -> None:
    assert _verdicts(RELEASE, OTHER) == []


def test_compilation_does_not_make_its_parts_one() -> None:
    found = ledger(*(Told(text) for text in (RELEASE, OTHER, f"{RELEASE} {OTHER}")))
    voices = {found.documents[key].text: voice for key, voice in found.voices.items()}
    assert voices[RELEASE] != voices[OTHER]


@pytest.mark.parametrize(
    "text", ["双方就地区局势和双边合作交换了意见并同意继续保持密切沟通与协调共同推动两国关系发展"]
)
def test_scripts_without_spaces_have_word_runs(text: str) -> None:
    assert len(shingles(text)) > 20


def test_figures_are_compared_in_european_digits() -> None:
    assert figures("١٢ مشروعا و 230") == {"12", "230"}


def test_report_of_its_own_in_another_language_is_no_translation() -> None:
    found = ledger(english(), arabic())
    assert [j for j in found.judgements if j.matter is Matter.DOCUMENT] == []
    assert len(set(found.voices.values())) == 2


def test_copies_count_as_one_voice_against_two_independent_texts() -> None:
    texts = []
    for number, (text, role) in enumerate(
        [
            (f"{RELEASE} Wire.", Role.AMBASSADOR),
            (f"{RELEASE} Copy one.", Role.AMBASSADOR),
            (f"{RELEASE} Copy two.", Role.AMBASSADOR),
            (OTHER, Role.MINISTER),
            ("Short word from the coast: they met and parted.", Role.MINISTER),
        ]
    ):
        told = Told(f"Jana Novak, Petr Kral. {text}", published="2024-05-02", source=str(number))
        one, other = told.person("Jana Novak", "CZE", role), told.person("Petr Kral", "SVK", Role.MINISTER)
        told.event(EngagementKind.MEETING, "Jana Novak, Petr Kral", one, other, date="2024-05-01")
        texts.append(told)
    found = ledger(*texts)
    assert len(set(found.voices.values())) == 3
    event = found.engagements[0]
    assert next(p.role for p in event.participants if p.name == "Jana Novak") is Role.MINISTER
    conflict = event.conflicts[0]
    assert [(value, len(claims)) for value, claims in conflict.values] == [
        ("minister (other)", 2),
        ("ambassador", 3),
    ]
