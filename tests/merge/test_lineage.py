"""Copies, excerpts and translations of a text are one voice; other texts on the same event are not."""

from __future__ import annotations

import pytest

from dragoman.merge.block import outline_seat
from dragoman.merge.compare import documents
from dragoman.merge.compare.documents import Outline
from dragoman.merge.facts import facts
from dragoman.merge.nodes import outline
from dragoman.merge.runs import letters, opened, shingles, sketch, sketched
from dragoman.model.judgement import Matter, Verdict
from dragoman.model.record import Role
from dragoman.model.text import EngagementKind, Realis
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


# --- translations and rewrites ------------------------------------------------------------------------------

TALKS = (
    "Jana Novak received Petr Kral in Bern on Monday. They spoke of trade between Slovakia and Poland, of"
    " the 1994 treaty with Hungary and of 640 places for students from Romania. Petr Kral thanked Austria"
    " for its help in Moldova. On climate change both want Norway and Iceland to lend 350 million euros "
    "to Armenia. Jana Novak recalled that Bulgaria opened 28 offices in Georgia, while Greece closed 17 "
    "in Albania."
)
ENTRETIENS = (
    "Jana Novak a reçu Petr Kral à Berne lundi. Ils ont parlé du commerce entre la Slovaquie et la "
    "Pologne, du traité de 1994 avec la Hongrie et de 640 places pour des étudiants de Roumanie. Petr "
    "Kral a remercié l'Autriche de son aide en Moldavie. Sur le changement climatique, tous deux "
    "souhaitent que la Norvège et l'Islande prêtent 350 millions d'euros à l'Arménie. Jana Novak a "
    "rappelé que la Bulgarie a ouvert 28 bureaux en Géorgie, tandis que la Grèce en a fermé 17 en "
    "Albanie."
)
PROPRE = (
    "Jana Novak et Petr Kral se sont vus lundi à Berne. Selon nos informations, la Pologne et la "
    "Slovaquie se disputent depuis l'été sur les 75 wagons que le Danemark a commandés en Finlande. La "
    "Suède ne veut rien payer. D'après un diplomate, le Portugal cherche avec l'Irlande une issue, mais "
    "Malte et Chypre ont déjà refusé 210 millions. Petr Kral doit partir pour l'Estonie, et Jana Novak "
    "pour la Lettonie, avec 33 élus."
)
REWRITE = (
    "Petr Kral was received by Jana Novak in Bern, where the two spoke of trade between Slovakia and "
    "Poland and of the 1994 treaty with Hungary. There will be 640 places for students from Romania. "
    "Austria was thanked for its help in Moldova. Norway and Iceland ought to lend 350 million euros to "
    "Armenia, on climate change. It was recalled that Bulgaria opened 28 offices in Georgia, and that "
    "Greece closed 17 in Albania."
)
OWN = (
    "In Bern Jana Novak and Petr Kral sat together until midnight, and nobody smiled when they left. "
    "Denmark wants its 75 carriages from Finland, Sweden will not hear of paying, and a diplomat says "
    "that Portugal looks for a way out with Ireland. Malta and Cyprus have turned down 210 million "
    "already. Petr Kral flies on to Estonia, and Jana Novak is expected in Latvia with 33 members of "
    "parliament before the week is out."
)


def _told(text: str, lang: str = "en", *, published: str = "2024-05-06", plan: bool = False) -> Told:
    told = Told(text, lang=lang, published=published, source=text[:40] + published)
    who = [
        told.person(name, side, Role.MINISTER) for name, side in (("Jana Novak", "CHE"), ("Petr Kral", "SVK"))
    ]
    way = Realis.PLANNED if plan else Realis.ACTUAL
    told.event(EngagementKind.MEETING, "Jana Novak", *who, date="2024-05-06", main=True, realis=way)
    return told


def _with_background(text: str, lang: str) -> Told:
    told = _told(text, lang)
    told.event(
        EngagementKind.VISIT, "Petr Kral", date="2024-04-01", sides="SVK", realis=Realis.PAST_BACKGROUND
    )
    return told


def _outline(told: Told) -> Outline:
    found = facts(told.document, told.reading, {})
    alike = {person.id: person.name for person in told.reading.people}
    return outline(found, alike, {event.id: event.kind.value for event in found.events})


def _verdict(*told: Told) -> list[Verdict]:
    return [j.verdict for j in ledger(*told).judgements if j.matter is Matter.DOCUMENT]


def test_translation_is_one_voice_with_its_text() -> None:
    assert _verdict(_told(TALKS), _told(ENTRETIENS, "fr")) == [Verdict.SAME]


def test_own_report_of_the_same_meeting_in_another_language_is_another_voice() -> None:
    assert _verdict(_told(TALKS), _told(PROPRE, "fr")) == []


def test_rewrite_in_the_same_language_is_one_voice_with_its_text() -> None:
    assert _verdict(_told(TALKS), _told(REWRITE)) == [Verdict.SAME]


def test_own_report_of_the_same_meeting_in_the_same_language_is_another_voice() -> None:
    assert _verdict(_told(TALKS), _told(OWN)) == []


def test_five_documents_of_two_texts_are_two_voices() -> None:
    told = (
        _told(TALKS), _told(REWRITE), _told(ENTRETIENS, "fr"), _told(OWN), _told(PROPRE, "fr")
    )  # fmt: skip
    found = ledger(*told)
    voices = {found.documents[key].text: voice for key, voice in found.voices.items()}
    assert voices[TALKS] == voices[REWRITE] == voices[ENTRETIENS]
    assert voices[OWN] == voices[PROPRE] != voices[TALKS]


def test_what_appears_weeks_later_is_no_translation() -> None:
    late = _told(ENTRETIENS, "fr", published="2024-05-20")
    assert documents.apart(_outline(_told(TALKS)), _outline(late))
    assert not documents.apart(_outline(_told(TALKS)), _outline(_told(ENTRETIENS, "fr")))


def test_plan_and_report_of_other_days_are_not_the_same_news() -> None:
    told = Told(ENTRETIENS, lang="fr", published="2024-05-06")
    told.event(EngagementKind.MEETING, "Jana Novak", date="2024-05-09", sides="CHE SVK", main=True)
    other = outline(facts(told.document, told.reading, {}), {}, {})
    assert documents.apart(_outline(_told(TALKS)), other)
    assert documents.engagements(_outline(_told(TALKS)), _outline(_told(TALKS, plan=True))) == -0.5


@pytest.mark.parametrize(
    ("feature", "alike", "other"),
    [
        (documents.words, _told(REWRITE), _told(OWN)),
        (documents.neighbours, _told(ENTRETIENS, "fr"), _told(PROPRE, "fr")),
        (documents.order, _told(ENTRETIENS, "fr"), _told(PROPRE, "fr")),
        (documents.details, _told(ENTRETIENS, "fr"), _told(PROPRE, "fr")),
        (documents.engagements, _told(ENTRETIENS, "fr"), _told(ENTRETIENS, "fr", plan=True)),
        (documents.lag, _told(ENTRETIENS, "fr"), _told(ENTRETIENS, "fr", published="2024-05-10")),
        (documents.length, _told(ENTRETIENS, "fr"), _told("Jana Novak, Petr Kral.", "fr")),
    ],
)
def test_feature_speaks_for_what_follows_a_text_and_against_what_does_not(
    feature: documents.Feature[Outline], alike: Told, other: Told
) -> None:
    text = _outline(_told(TALKS))
    near, far = feature(text, _outline(alike)), feature(text, _outline(other))
    assert near is not None
    assert far is not None
    assert far < 0.0 <= near


def test_background_that_both_tell_speaks_for_one_text() -> None:
    text = _outline(_with_background(TALKS, "en"))
    assert documents.records(text, _outline(_with_background(ENTRETIENS, "fr"))) == 0.25
    assert documents.records(text, _outline(_told(ENTRETIENS, "fr"))) is None


def test_few_marks_prove_little() -> None:
    short, full = (
        _told("Jana Novak, Petr Kral: Poland, 640."),
        _told("Jana Novak, Petr Kral : Pologne, 640.", "fr"),
    )
    assert documents.neighbours(_outline(short), _outline(full)) == -0.5
    assert documents.order(_outline(short), _outline(full)) is None


def test_compilation_of_reports_does_not_make_them_one() -> None:
    assert documents.distinct(_outline(_told(TALKS)), _outline(_told(OWN)))
    assert not documents.distinct(_outline(_told(TALKS)), _outline(_told(REWRITE)))
    assert not documents.distinct(_outline(_told(TALKS)), _outline(_told(PROPRE, "fr")))


def test_texts_whose_engagement_was_not_recognised_meet_by_whom_and_what_they_name() -> None:
    ours, theirs = (facts(t.document, t.reading, {}) for t in (_told(TALKS), _told(ENTRETIENS, "fr")))
    alike = [{p.id: p.names[0][-1] for p in one.people} for one in (ours, theirs)]
    left, right = outline(ours, alike[0], {}), outline(theirs, alike[1], {})
    assert not left.told & right.told
    assert set(outline_seat(left).firm) & set(outline_seat(right).firm)


def test_texts_of_other_weeks_meet_only_by_their_engagements() -> None:
    late = _told(ENTRETIENS, "fr", published="2024-06-03")
    common = set(outline_seat(_outline(_told(TALKS))).firm) & set(outline_seat(_outline(late)).firm)
    assert len(common) == 1


# --- sketches and marks -------------------------------------------------------------------------------------


def test_sketch_is_small_and_tells_how_many_pairs_of_words_are_common() -> None:
    numbers = [f"word{n}" for n in range(4000)]
    whole, half = " ".join(numbers), " ".join(numbers[:2000])
    other = " ".join(f"sign{n}" for n in range(2000))
    assert len(sketch(whole)) <= 512
    found = sketched(opened(sketch(whole)), opened(sketch(half)))
    assert found is not None
    assert found > 0.95
    assert sketched(opened(sketch(half)), opened(sketch(other))) == 0.0
    assert sketched(opened(sketch("Two words.")), opened(sketch(whole))) is None


def test_marks_are_the_same_in_two_languages_and_two_sets_of_digits() -> None:
    left, right = (
        _outline(_told("Jana Novak, Petr Kral: Poland, 1994, 30,000.")),
        _outline(_told("Jana Novak, Petr Kral : Pologne, ١٩٩٤, 30.000.", "fr")),
    )
    assert left.marks == right.marks
    assert "n30000" in left.marks


def test_issue_that_is_named_by_its_country_is_no_mark_of_its_own() -> None:
    marks = _outline(_told("Jana Novak, Petr Kral: Ukraine.")).marks
    assert [mark for mark in marks if mark[0] in "ci"] == ["cUKR"]


def test_chinese_characters_weigh_as_much_as_a_translation_of_them() -> None:
    assert letters("双方交换意见") == 18
    assert letters("views, 12") == 5
