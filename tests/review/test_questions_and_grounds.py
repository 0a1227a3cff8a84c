"""What waits for a person, and why two things are one, two, or a question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.errors import ReviewError
from dragoman.merge import MergeSettings
from dragoman.merge.explain import Explainer
from dragoman.model.judgement import Linker, Matter, Verdict
from dragoman.model.ledger import Ledger
from dragoman.model.record import BodyKind, Engagement, InstrumentKind, Party, Role
from dragoman.model.text import EngagementKind
from dragoman.review import Things, conflicts, questions, why
from tests.merge.builders import Told, ledger
from tests.merge.decisions import judgement, ledger_with
from tests.merge.situations import arabic, cluster, english

MEETING = EngagementKind.MEETING


def report(number: int, *people: str, date: str = "2021-06-09", place: str = "Moscow/RUS") -> Told:
    """A document that tells of one meeting of some of these."""
    told = Told(f"Bulletin {number}: {', '.join(people)} met.", published="2021-06-10", source=f"s{number}")
    sides = {
        "Lotfi Belkacem": ("TUN", Role.AMBASSADOR),
        "Mikhail Voronov": ("RUS", Role.DEPUTY_FOREIGN_MINISTER),
    }
    persons = [told.person(name, *sides[name]) for name in people]
    told.event(MEETING, "met", *persons, date=date, place=place, sides="RUS TUN")
    return told


BOTH = ("Lotfi Belkacem", "Mikhail Voronov")


def event(told: Told, number: int = 0) -> str:
    return [r for r in told.records if isinstance(r, Engagement)][number].id


def desk(book: Ledger, settings: MergeSettings | None = None) -> tuple[Things, Explainer]:
    return Things(book), Explainer(book, settings or MergeSettings(), {})


def test_a_proposal_is_a_question_until_somebody_answers_it() -> None:
    settings = MergeSettings(same=0.99)
    one, other = report(1, *BOTH), report(2, "Lotfi Belkacem")
    book = ledger(one, other, settings=settings)
    things, explainer = desk(book, settings)
    asked = questions(things, explainer, matter=Matter.ENGAGEMENT)
    (question,) = asked
    assert {question.left.id, question.right.id} == {event(one), event(other)}
    assert question.why == "score"
    assert question.judgement.reasons
    for verdict in (Verdict.SAME, Verdict.APART):
        answer = judgement(Matter.ENGAGEMENT, event(one), event(other), verdict)
        answered = ledger(one, other, settings=settings, decided=(answer,))
        answered = replace(answered, judgements=(*answered.judgements, answer))
        assert questions(*desk(answered, settings), matter=Matter.ENGAGEMENT) == ()


def test_questions_are_of_the_parties_asked_for() -> None:
    settings = MergeSettings(same=0.99)
    book = ledger(report(1, *BOTH), report(2, "Lotfi Belkacem"), settings=settings)
    things, explainer = desk(book, settings)
    sides = Party(code="RUS"), Party(code="TUN")
    assert len(questions(things, explainer, sides, Matter.ENGAGEMENT)) == 1
    assert questions(things, explainer, (Party(code="DEU"),)) == ()


def test_a_merge_that_would_contradict_itself_is_asked_with_the_chain() -> None:
    """Two meetings of one document are two; a third report that fits both joins one of them at most."""
    one = Told(
        "In the morning Lotfi Belkacem and Mikhail Voronov met. In the evening they met again.",
        published="2021-06-10",
    )
    people = (
        one.person("Lotfi Belkacem", "TUN", Role.AMBASSADOR),
        one.person("Mikhail Voronov", "RUS", Role.DEPUTY_FOREIGN_MINISTER),
    )
    one.event(MEETING, "met", *people, date="2021-06-09", place="Moscow/RUS")
    one.event(MEETING, "met again", *people, date="2021-06-09", place="/RUS")
    other = report(2, *BOTH)
    book = ledger(one, other)
    things, explainer = desk(book)
    (question,) = questions(things, explainer, matter=Matter.ENGAGEMENT)
    assert question.why == "contradiction"
    assert question.chain[0].left == question.judgement.left
    assert question.chain[-1].right == question.judgement.right
    assert [step.rule for step in question.chain if step.rule] == ["two records of one document"]
    assert {step.verdict for step in question.chain} == {Verdict.SAME, Verdict.APART}


def test_what_a_chain_of_decisions_contradicts_is_listed_with_the_chain() -> None:
    told = report(1, *BOTH), report(2, *BOTH), report(3, *BOTH)
    a, b, c = sorted(event(one) for one in told)
    first = judgement(Matter.ENGAGEMENT, a, c, Verdict.APART)
    later = [
        judgement(Matter.ENGAGEMENT, a, b, Verdict.SAME, minute=1),
        judgement(Matter.ENGAGEMENT, b, c, Verdict.SAME, minute=2, by="Ben"),
    ]
    book = ledger_with(told, first, *later)
    (conflict,) = conflicts(Things(book), Linker(book.judgements), matter=Matter.ENGAGEMENT)
    assert conflict.judgement.id == first.id
    assert [step.judge for step in conflict.chain] == ["Ana", "Ben"]
    assert len(book.engagements) == 1


def test_a_score_that_a_persons_word_overrules_through_a_third_is_a_conflict() -> None:
    told = report(1, *BOTH, place="/RUS"), report(2, *BOTH, date="2021-06"), report(3, *BOTH)
    said = judgement(Matter.ENGAGEMENT, event(told[0]), event(told[1]), Verdict.APART)
    book = ledger_with(told, said)
    things = Things(book)
    found = conflicts(things, Linker(book.judgements), matter=Matter.ENGAGEMENT)
    assert len(book.engagements) == 2
    (conflict,) = found
    assert conflict.judgement.judge == "machine"
    assert event(told[2]) in (conflict.judgement.left, conflict.judgement.right)
    assert said.id in {step.judgement for step in conflict.chain}
    assert [step.verdict for step in conflict.chain].count(Verdict.APART) == 1
    assert questions(*desk(book), matter=Matter.ENGAGEMENT) == ()
    assert conflicts(things, Linker(book.judgements), (Party(code="DEU"),)) == ()


# --- why ---


def test_two_reports_of_one_event_are_one_by_a_path_of_judgements() -> None:
    told = cluster()
    book = ledger(*told)
    things, explainer = desk(book)
    found = why(things.find(event(told[1])), things.find(event(told[3])), explainer)
    assert found.verdict is Verdict.SAME
    assert (found.steps[0].left, found.steps[-1].right) == (event(told[1]), event(told[3]))
    for one in found.steps:
        assert one.reasons
        assert one.score is not None
        assert one.score >= found.same
        assert all(things.words(identity) for identity in (one.left, one.right))


def test_two_events_are_two_by_a_rule_that_is_named() -> None:
    one, other = english(), arabic()
    things, explainer = desk(ledger(one, other))
    found = why(things.find(event(one, 2)), things.find(event(other)), explainer)
    assert found.verdict is Verdict.APART
    assert [step.rule for step in found.steps if step.rule] == ["other days"]
    assert found.best is not None
    assert found.best.reasons


def test_what_a_person_parted_is_two_on_their_word() -> None:
    one, other = english(), arabic()
    said = judgement(Matter.ENGAGEMENT, event(one), event(other), Verdict.APART, by="Ben")
    things, explainer = desk(ledger_with((one, other), said))
    found = why(things.find(event(other)), things.find(event(one)), explainer)
    assert (found.verdict, [step.judge for step in found.steps]) == (Verdict.APART, ["Ben"])
    assert (found.steps[0].left, found.steps[0].right) == (event(other), event(one))


def test_a_question_is_told_from_either_side() -> None:
    settings = MergeSettings(same=0.99)
    one, other = report(1, *BOTH), report(2, "Lotfi Belkacem")
    things, explainer = desk(ledger(one, other, settings=settings), settings)
    for left, right in ((one, other), (other, one)):
        found = why(things.find(event(left)), things.find(event(right)), explainer)
        assert found.verdict is Verdict.PROPOSED
        assert [(step.left, step.right) for step in found.steps] == [(event(left), event(right))]


@pytest.mark.parametrize("matter", [Matter.PERSON, Matter.DOCUMENT])
def test_people_and_documents_are_explained_too(matter: Matter) -> None:
    one, other = english(), arabic()
    things, explainer = desk(ledger(one, other))
    ids = {
        Matter.PERSON: (one.people[2].id, other.people[1].id),
        Matter.DOCUMENT: (one.document.id, other.document.id),
    }[matter]
    found = why(things.find(ids[0]), things.find(ids[1]), explainer)
    assert found.verdict is Verdict.APART
    assert found.best is not None
    assert found.best.reasons
    assert all(things.words(identity) for identity in ids)


def test_instruments_and_bodies_are_explained_too() -> None:
    told = []
    for number, sides in enumerate(("DEU RUS", "FRA TUN")):
        one = Told(f"{number}: The Agreement on Ports. The Joint Commission met.", source=str(number))
        one.instrument("Agreement on Ports", InstrumentKind.AGREEMENT, sides)
        one.body("Joint Commission", BodyKind.JOINT_COMMISSION, sides)
        told.append(one)
    things, explainer = desk(ledger(*told))
    for left, right in zip(told[0].records, told[1].records, strict=True):
        found = why(things.find(left.id), things.find(right.id), explainer)
        assert [step.rule for step in found.steps] == ["other parties"]


def test_what_cannot_be_compared_is_refused_in_words() -> None:
    one, other = english(), arabic()
    things, explainer = desk(ledger(one, other))
    with pytest.raises(ReviewError, match="of the kind engagement, and per-"):
        why(things.find(event(one)), things.find(one.people[0].id), explainer)
    with pytest.raises(ReviewError, match="named twice"):
        why(things.find(event(one)), things.find(event(one)), explainer)
    said = next(r.id for r in one.records if r.id.startswith("com-"))
    with pytest.raises(ReviewError, match="nothing is judged"):
        why(things.find(said), things.find(said), explainer)


def test_of_two_with_many_reports_the_two_that_were_asked_are_compared() -> None:
    told = [report(number, *BOTH) for number in range(30)]
    others = [report(100 + number, *BOTH, date="2021-07-20") for number in range(3)]
    things, explainer = desk(ledger(*told, *others))
    last = max((event(one) for one in told), key=lambda i: i)
    found = why(things.find(last), things.find(event(others[0])), explainer)
    assert len(found.left.members) == 30
    assert [(step.left, step.right, step.rule) for step in found.steps] == [
        (last, event(others[0]), "other days")
    ]
