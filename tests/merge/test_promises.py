"""Commitments of several documents that are one promise, and such as are not."""

from __future__ import annotations

from itertools import permutations

import pytest

from dragoman.merge import derive
from dragoman.merge.compare.promises import amounts, words
from dragoman.model.judgement import Judgement, Matter, Verdict
from dragoman.model.ledger import LedgerCommitment
from dragoman.model.record import Commitment, InstrumentKind, Strength
from dragoman.model.text import EngagementKind, Realis
from tests.merge.builders import Told, maps, parties, when


def told(
    text: str,
    *,
    published: str | None,
    due: str | None = None,
    due_text: str | None = None,
    who: str = "RUS",
    lang: str = "en",
    areas: tuple[str, ...] = (),
) -> Told:
    """A document of one sentence that is a promise."""
    made = Told(text, lang=lang, published=published, source=f"wire {published} {lang}")
    made.records.append(
        Commitment(
            who=parties(who),
            what=text.rstrip("."),
            strength=Strength.COMMITMENT,
            due=when(due),
            due_text=due_text,
            areas=areas,
            evidence=(made.says(text),),
        )
    )
    return made


def commitments(*documents: Told) -> tuple[LedgerCommitment, ...]:
    texts, readings = maps(documents)
    return derive(texts, readings, ()).commitments


FIRST = "Russia will open 500 places for students of Tunisia by 2022."
SLIPPED = "Russia will open 500 places for students of Tunisia by June 2023."


def test_a_promise_told_with_a_later_deadline_is_the_same_promise_and_says_why() -> None:
    (found,) = commitments(
        told(FIRST, published="2021-06-10", due="2022", due_text="2022"),
        told(SLIPPED, published="2022-05-01", due="2023-06", due_text="June 2023"),
    )
    assert [str(m.due.date) for m in found.members] == ["2022", "2023-06"]
    assert str(found.commitment.due.date) == "2023-06"  # the deadline that was told last
    (joining,) = found.joined
    assert {r.feature for r in joining.reasons} >= {"wording", "counted"}
    assert joining.score > 0.8


def test_the_deadline_told_last_counts_in_whatever_order_documents_come() -> None:
    documents = (
        told(FIRST, published="2021-06-10", due="2022", due_text="2022"),
        told(SLIPPED, published="2022-05-01", due="2023-06", due_text="June 2023"),
        told(FIRST.replace("2022", "2024"), published="2023-02-01", due="2024", due_text="2024"),
    )
    every = [commitments(*order) for order in permutations(documents)]
    assert all(found == every[0] for found in every)
    assert [str(c.commitment.due.date) for c in every[0]] == ["2024"]


@pytest.mark.parametrize(
    ("text", "published", "why"),
    [
        (FIRST.replace("500", "700"), "2022-05-01", "other figures"),
        (FIRST.replace("Tunisia", "Morocco").replace("places", "seats in schools"), "2022-05-01", "words"),
        (SLIPPED, "2026-05-01", "told long after the first was due"),
    ],
)
def test_other_promises_stay_apart(text: str, published: str, why: str) -> None:
    found = commitments(
        told(FIRST, published="2021-06-10", due="2022", due_text="2022"),
        told(text, published=published, due="2027", due_text="2022"),
    )
    assert len(found) == 2, why


def test_promises_of_other_parties_stay_apart() -> None:
    found = commitments(
        told(FIRST, published="2021-06-10", due="2022", due_text="2022"),
        told(SLIPPED, published="2022-05-01", due="2023-06", due_text="June 2023", who="RUS TUN"),
    )
    assert len(found) == 2


def test_words_within_the_words_of_another_promise_of_the_document_are_that_promise() -> None:
    document = told(FIRST, published="2021-06-10", due="2022", due_text="2022")
    inner = "open 500 places for students of Tunisia by 2022"
    document.records.append(
        Commitment(
            who=parties("RUS"),
            what=inner,
            strength=Strength.INTENT,
            evidence=(document.says(inner),),
        )
    )
    (found,) = commitments(document)
    assert len(found.members) == 2
    assert found.commitment.what == FIRST.rstrip(".")


def test_two_languages_are_one_promise_where_they_name_one_thing_and_one_figure() -> None:
    english = told(
        "Russia will finance the Memorandum on Nuclear Cooperation with 500 million dollars.",
        published="2021-06-10",
        areas=("energy",),
    )
    french = told(
        "La Russie va financer le Mémorandum de Coopération Nucléaire avec 500 millions de dollars.",
        published="2021-09-10",
        lang="fr",
        areas=("energy",),
    )
    english.instrument("Memorandum on Nuclear Cooperation", InstrumentKind.MOU, "RUS TUN")
    french.instrument("Mémorandum de Coopération Nucléaire", InstrumentKind.MOU, "RUS TUN")
    (found,) = commitments(english, french)
    assert len(found.members) == 2
    other = told(
        "La Russie va financer un pont avec 500 millions de dollars.", published="2021-09-10", lang="fr"
    )
    assert len(commitments(english, other)) == 2


def test_figures_are_read_with_their_scale_and_unit_and_years_are_none() -> None:
    assert amounts("en", "2.5 billion dollars in 2024") == {"2500000000 USD"}
    assert amounts("fr", "2,5 milliards de dollars") == {"2500000000 USD"}
    assert amounts("en", "1,500 buses") == {"1500"}
    assert amounts("en", "by 2030") == frozenset()


def test_words_leave_out_those_of_the_deadline() -> None:
    assert "2030" not in words("en", "build the bridge by spring 2030", "spring 2030")
    assert words("en", "build the bridge by spring 2030", "spring 2030") == {"build", "bridge"}
    assert words("zh", "修建大桥", None) == {"修建", "建大", "大桥"}


def test_a_session_promised_again_after_it_was_held_is_another_promise() -> None:
    text = "They agreed to hold a session of the Joint Commission in Tunis in May 2022."
    first = told(text, published="2021-11-10", due="2022-05", due_text="May 2022", who="RUS TUN")
    again = "They agreed to hold a session of the Joint Commission in Tunis in June 2022."
    second = told(again, published="2022-05-25", due="2022-06", due_text="June 2022", who="RUS TUN")
    assert len(commitments(first, second)) == 1
    first.event(EngagementKind.COMMISSION_SESSION, text, date="2022-05", realis=Realis.PLANNED)
    report = Told("A session was held in Tunis on 20 May 2022.", published="2022-05-21", source="press")
    report.event(EngagementKind.COMMISSION_SESSION, "A session was held", date="2022-05-20")
    plan, held = (t.records[-1].id for t in (first, report))
    texts, readings = maps((first, second, report))
    one = Judgement(
        matter=Matter.ENGAGEMENT, left=min(plan, held), right=max(plan, held), verdict=Verdict.SAME, score=0.9
    )
    assert len(derive(texts, readings, (one,)).commitments) == 2
