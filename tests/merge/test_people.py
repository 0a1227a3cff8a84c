"""Who is one person: names across scripts, decided by party and office where names alone cannot."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from dragoman.model.judgement import Matter, Verdict
from dragoman.model.record import PartyBasis, Role
from dragoman.model.text import EngagementKind
from tests.merge.builders import Told, ledger

ENVOY, DEPUTY, MINISTER = Role.AMBASSADOR, Role.DEPUTY_FOREIGN_MINISTER, Role.FOREIGN_MINISTER


@dataclass(frozen=True)
class Who:
    name: str
    party: str | None = None
    role: Role | None = None
    latin: str | None = None


def _verdict(left: Who, right: Who, **more: object) -> Verdict:
    told = []
    for number, who in enumerate((left, right)):
        text = Told(f"{who.name} spoke, says text {number}.", lang="en" if not who.latin else "ar")
        text.person(who.name, who.party, *([who.role] if who.role else []), name=who.latin)
        told.append(text)
    judged = [j for j in ledger(*told, **more).judgements if j.matter is Matter.PERSON]
    return judged[0].verdict if judged else Verdict.APART


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        # the same full name is enough
        (Who("Jana Novak"), Who("Jana Novak"), Verdict.SAME),
        # a further word of the name
        (Who("Jana Novak", "CZE"), Who("Jana Maria Novak", "CZE"), Verdict.SAME),
        # one sound, two spellings, with party or without
        (Who("Sergei Vershinsky", "RUS"), Who("Serguei Verchinski", "RUS"), Verdict.SAME),
        (Who("Sergei Vershinsky"), Who("Serguei Verchinski"), Verdict.PROPOSED),
        # a misprint
        (Who("Mikhail Voronov", "RUS", DEPUTY), Who("Michail Voronovop", "RUS", DEPUTY), Verdict.SAME),
        # romanised letter by letter, without vowels
        (Who("Lotfi Bouchnaq", "TUN", ENVOY), Who("لطفي بوشناق", "TUN", ENVOY, "Ltfy Bwshnaq"), Verdict.SAME),
        # a bare surname needs party and office
        (Who("Mikhail Voronov", "RUS", DEPUTY), Who("Voronov", "RUS", DEPUTY), Verdict.SAME),
        (Who("Mikhail Voronov", "RUS", DEPUTY), Who("Voronov", "RUS"), Verdict.PROPOSED),
        (Who("Mikhail Voronov", "RUS", DEPUTY), Who("Voronov"), Verdict.APART),
        (Who("Mikhail Voronov", "RUS", DEPUTY), Who("M. Voronov", "RUS", DEPUTY), Verdict.SAME),
        (Who("Mikhail Voronov", "RUS", DEPUTY), Who("P. Voronov", "RUS", DEPUTY), Verdict.APART),
        # relatives, colleagues, neighbours
        (Who("Mikhail Voronov", "RUS", DEPUTY), Who("Igor Voronov", "RUS", DEPUTY), Verdict.APART),
        (Who("Mikhail Voronov", "RUS", DEPUTY), Who("Mikhail Chernov", "RUS", DEPUTY), Verdict.APART),
        (Who("Aminata Diallo", "SEN", MINISTER), Who("Aminata Diarra", "SEN", MINISTER), Verdict.APART),
        # another party keeps apart all but the same name at one level
        (Who("Jana Novak", "CZE", ENVOY), Who("Jana Novak", "SVN", ENVOY), Verdict.PROPOSED),
        (Who("Jana Novak", "CZE", ENVOY), Who("Jana Novak", "SVN", MINISTER), Verdict.APART),
        (Who("Jana Nowak", "POL", ENVOY), Who("Jana Novak", "CZE", ENVOY), Verdict.APART),
        (Who("Jana Novak", "CZE", ENVOY), Who("Jana Novak", "EU", ENVOY), Verdict.SAME),
        # a promotion is likely, a leap is for a person to decide where the name is not the same
        (Who("Jana Novak", "CZE", DEPUTY), Who("Jana Novak", "CZE", MINISTER), Verdict.SAME),
        (Who("Jana Nowak", "CZE", Role.HEAD_OF_STATE), Who("Jana Novak", "CZE", ENVOY), Verdict.PROPOSED),
        # of a name romanised letter by letter what scripts keep is enough, with the given name and the party
        (Who("Omar Haddadi", "TUN", ENVOY), Who("عمر الحددي", "TUN", ENVOY, "Omar Alhddi"), Verdict.SAME),
        (
            Who("Nora Barelino", "ITA", ENVOY),
            Who("诺拉·巴莱利诺", "ITA", ENVOY, "Nora Balelino"),
            Verdict.SAME,
        ),
        (Who("Nora Barelin", "ITA", ENVOY), Who("诺拉·巴莱蒂", "ITA", ENVOY, "Nora Baleti"), Verdict.APART),
        # an article that took on the first sound of the name
        (Who("Karim al-Sadiq", "SDN"), Who("Karim es-Sadiq", "SDN"), Verdict.SAME),
        (Who("Karim al-Sadiq", "SDN", ENVOY), Who("Karim en-Nadir", "SDN", ENVOY), Verdict.APART),
        # two words written as one
        (Who("Abdel Kader Mansur", "DZA"), Who("Abdulkader Mansur", "DZA"), Verdict.SAME),
        (Who("Abdel Kader Mansur", "DZA"), Who("Abdulrahman Mansur", "DZA"), Verdict.APART),
        (Who("Abdel Kader Mansur", "DZA"), Who("Petra Nassim", "DZA"), Verdict.APART),
        (Who("Chan Sokha", "KHM", ENVOY), Who("Chansokha", "KHM", ENVOY), Verdict.SAME),
        (Who("Chan Sokha", "KHM", ENVOY), Who("Chanvuthy", "KHM", ENVOY), Verdict.APART),
        # of one father, whatever follows
        (Who("Omar bin Said al-Nasser", "OMN"), Who("Omar bin Said bin Ali", "OMN"), Verdict.SAME),
        (Who("Omar bin Said al-Nasser", "OMN"), Who("Omar bin Hamad bin Ali", "OMN"), Verdict.APART),
        # in Latin letters spelling goes only so far
        (Who("Lars Holm", "DNK", ENVOY), Who("Klaus Holm", "DNK", ENVOY), Verdict.APART),
        (Who("Mark Tanner", "CAN", ENVOY), Who("Mark Tannford", "CAN", ENVOY), Verdict.PROPOSED),
        # monarchs are known by a given name and a number
        (Who("Hassan II", "MAR", Role.MONARCH), Who("Hassan Second", "MAR", Role.MONARCH), Verdict.SAME),
    ],
)
def test_one_person_or_not(left: Who, right: Who, verdict: Verdict) -> None:
    assert _verdict(left, right) is verdict


def test_variants_of_given_names_are_told_by_the_packs() -> None:
    left, right = Who("Mikhail Voronov", "RUS"), Who("Michael Voronov", "RUS")
    variants = {"michael": "mikhail", "mikhail": "mikhail", "hassan": "hassan", "hussein": "hussein"}
    assert _verdict(left, right, given_names=variants) is Verdict.SAME
    one, other = Who("Hassan Salem", "YEM", ENVOY), Who("Hussein Salem", "YEM", ENVOY)
    assert _verdict(one, other, given_names=variants) is Verdict.APART


@pytest.mark.parametrize(
    ("other", "basis", "people"),
    [
        ("Jana Novak", PartyBasis.INFERRED, 1),
        ("Jana Novak", PartyBasis.STATED, 2),
        ("Jana Nowak", PartyBasis.INFERRED, 2),
    ],
)
def test_a_party_that_is_inferred_gives_way_to_one_that_is_stated(
    other: str, basis: PartyBasis, people: int
) -> None:
    stated, inferred = Told("Jana Novak spoke."), Told(f"{other} left.")
    stated.person("Jana Novak", "CZE", MINISTER)
    inferred.person(other, "SVN", MINISTER, basis=basis)
    assert len(ledger(stated, inferred).people) == people


def test_a_minister_who_changes_office_stays_one_and_a_father_is_not_his_son() -> None:
    texts = []
    for number, (name, role) in enumerate(
        [
            ("Petr Kral", DEPUTY),
            ("Petr Kral", MINISTER),
            ("Petr Kral", Role.HEAD_OF_GOVERNMENT),
            ("Karel Kral", MINISTER),
        ]
    ):
        told = Told(f"{name} spoke, says text {number}.")
        told.person(name, "CZE", role)
        texts.append(told)
    found = {p.name: {office.role for office in p.offices} for p in ledger(*texts).people}
    assert found == {"Petr Kral": {DEPUTY, MINISTER, Role.HEAD_OF_GOVERNMENT}, "Karel Kral": {MINISTER}}


def test_people_who_meet_each_other_are_two() -> None:
    told = Told("Karim Haddad met Kareem Hadad.")
    one, other = told.person("Karim Haddad", "LBN", MINISTER), told.person("Kareem Hadad", "LBN", MINISTER)
    told.event(EngagementKind.MEETING, "met", one, other)
    assert len(ledger(told).people) == 2


def test_misprint_within_one_document_is_one_person() -> None:
    told = Told("Mikhail Voronov spoke. Mikhail Voronovop left.")
    told.person("Mikhail Voronov", "RUS", DEPUTY)
    told.person("Mikhail Voronovop", "RUS", DEPUTY)
    assert [p.name for p in ledger(told).people] == ["Mikhail Voronov"]


def test_surname_that_two_people_share_joins_neither() -> None:
    texts = []
    for name in ("Mikhail Voronov", "Igor Voronov", "Voronov"):
        told = Told(f"{name} spoke.")
        told.person(name, "RUS", DEPUTY)
        texts.append(told)
    found = ledger(*texts)
    assert len(found.people) == 3
    assert {j.verdict for j in found.judgements} == {Verdict.PROPOSED}


def test_shown_name_is_the_full_latin_one_of_most_reports() -> None:
    texts = []
    for lang, name, latin in (
        ("en", "Sergey Lapin", None),
        ("fr", "Sergueï Lapine", None),
        ("nl", "Sergey Lapin", None),
        ("ru", "Сергея Лапина", "Sergeya Lapina"),
        ("en", "Lapin", None),
    ):
        told = Told(f"{name} / {lang}", lang=lang)
        told.person(name, "RUS", MINISTER, name=latin)
        texts.append(told)
    found = ledger(*texts)
    assert [p.name for p in found.people] == ["Sergey Lapin"]
    assert len(found.people[0].spellings) == 5


def test_offices_keep_role_party_words_and_dates() -> None:
    told = Told("Jana Novak, ambassador, met Petr Kral.", published="2024-05-02")
    one = told.person("Jana Novak", "CZE", ENVOY)
    other = told.person("Petr Kral", "SVK", MINISTER)
    told.event(EngagementKind.MEETING, "met", one, other, date="2024-05-01", main=True)
    office = next(p for p in ledger(told).people if p.name == "Jana Novak").offices[0]
    assert (office.role, str(office.party), office.seen) == (ENVOY, "CZE", ("2024-05-01", "2024-05-02"))
