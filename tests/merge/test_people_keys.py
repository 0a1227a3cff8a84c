"""Which people are looked up together: names across scripts and spellings, and how many keys it takes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.detect.names import rough_sounds, split_latin, without_article
from dragoman.merge.block import Seat, person_seat
from dragoman.merge.compare.people import Profile, canonical_words, is_full, respelt
from dragoman.model.record import Party, Role

MINISTER = (Role.FOREIGN_MINISTER,)


def _profile(
    name: str,
    party: str | None = None,
    roles: tuple[Role, ...] = (),
    given: Mapping[str, str] | None = None,
    romanised: bool = False,
) -> Profile:
    forms = {name, *respelt(name)} if romanised else {name}
    cut = {canonical_words(form, given or {}) for form in forms}
    return Profile(
        id=f"{name} {party}",
        names=tuple(sorted(cut)),
        written=frozenset({name.casefold()}),
        romanised=romanised,
        given=frozenset(),
        party=Party(code=party) if party else None,
        inferred=False,
        roles=frozenset(roles),
        company=frozenset(),
        met=frozenset(),
        beside=frozenset(),
        first=name,
        count=1,
    )


def _meet(left: Profile, right: Profile) -> bool:
    """Whether a key brings the two together: one that either has as a firm one."""
    one, other = person_seat(left), person_seat(right)
    return bool({*one.firm} & {*other.firm, *other.loose} or {*one.loose} & {*other.firm})


TOGETHER = [
    # an article written together with the surname
    (_profile("Karim Alhddad", romanised=True), _profile("Karim El Haddad", "LBN")),
    (_profile("Karim Assalmi", "TUN"), _profile("Karim es-Salmi")),
    # scripts that have one sign for r and l
    (_profile("Nora Bralinova", romanised=True), _profile("Nora Blarinova")),
    # one consonant in many spellings
    (_profile("Omar Jabbur"), _profile("Omar Dschabbur")),
    (_profile("Omar Cabbur"), _profile("Omar Yabbur", "JOR")),
    (_profile("Tarik Çetin"), _profile("Tarik Chetin", "TUR")),
    # the canonical given name begins with another letter than the one that is written
    (_profile("Helen Marsh", given={"helen": "jelena"}), _profile("Elen Marsh")),
    # surname first
    (_profile("Kovacs Ilona"), _profile("Ilona Kovacs", "HUN")),
    # a party makes up for a misprint in the surname
    (_profile("Karim Sulimani", "LBN"), _profile("Karim Lusimani", "LBN")),
    # a party or an office brings a bare surname to full ones
    (_profile("Voronov", "RUS"), _profile("Mikhail Voronov", "RUS")),
    (_profile("Voronov", None, MINISTER), _profile("Mikhail Voronov", "RUS", MINISTER)),
    (_profile("Voronov"), _profile("Mikhail Voronov", "RUS")),
    # a name written as one word
    (_profile("Hunmanet", romanised=True), _profile("Hun Manet", "KHM")),
    # the same name for two parties, one of which may be wrong
    (_profile("Jana Novak", "CZE"), _profile("Jana Novak", "SVN")),
]
ASUNDER = [
    (_profile("Jana Novak", "CZE"), _profile("Petra Novak", "SVN")),
    (_profile("Jana Novak", "CZE"), _profile("Jana Novotna", "SVN")),
    (_profile("Karim Haddad", "LBN"), _profile("Omar Mansur", "LBN")),
    (_profile("Voronov", "RUS"), _profile("Mikhail Petrenko", "RUS")),
    (_profile("Voronov"), _profile("Petrenko")),
]


@pytest.mark.parametrize(("left", "right"), TOGETHER, ids=lambda one: one.id)
def test_who_may_be_one_person_is_looked_up_together(left: Profile, right: Profile) -> None:
    assert _meet(left, right)


@pytest.mark.parametrize(("left", "right"), ASUNDER, ids=lambda one: one.id)
def test_who_is_plainly_another_is_not_looked_up(left: Profile, right: Profile) -> None:
    assert not _meet(left, right)


def test_full_names_do_not_meet_by_a_surname_alone() -> None:
    one, other = _profile("Jana Novak"), _profile("Viktor Novak")
    assert {*person_seat(one).loose} & {*person_seat(other).loose}
    assert not _meet(one, other)


def test_names_that_sound_alike_sit_side_by_side() -> None:
    names = ["Karim Haddad", "Omar Mansur", "Karim Alhaddad", "Jana Novak", "Omar Elmansur", "Jana Nowak"]
    order = sorted(names, key=lambda name: person_seat(_profile(name)).order)
    surnames = [without_article(name.split()[1]).casefold()[:2] for name in order]
    assert all(surnames[at] == surnames[at + 1] for at in (0, 2, 4))


def test_a_name_takes_a_dozen_keys() -> None:
    seat = person_seat(_profile("Karim Haddad", "LBN", MINISTER))
    assert len(seat.firm) + len(seat.loose) <= 12


@given(st.text("abcdehjklmnoprstvwyzç '-", min_size=1, max_size=24), st.sampled_from([None, "LBN"]))
def test_every_name_has_a_key_and_the_same_one_each_time(name: str, party: str | None) -> None:
    if not split_latin(name):
        return
    first, again = (person_seat(_profile(name, party)) for _ in range(2))
    assert isinstance(first, Seat)
    assert first == again
    assert first.firm or first.loose
    assert is_full(split_latin(name)) or first.firm


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Haddad", "Hadad"),
        ("Bralin", "Blarin"),
        ("Vershinsky", "Verchinski"),
        ("Petrow", "Bedrov"),
        ("Uwe", "Aofi"),
    ],
)
def test_rough_sounds_are_what_scripts_keep(left: str, right: str) -> None:
    assert rough_sounds(left) == rough_sounds(right)


@pytest.mark.parametrize(("left", "right"), [("Haddad", "Hammad"), ("Novak", "Novotna"), ("Marin", "Martin")])
def test_rough_sounds_tell_names_apart(left: str, right: str) -> None:
    assert rough_sounds(left) != rough_sounds(right)


def test_soft_sounds_leave_out_what_is_spelt_in_too_many_ways() -> None:
    assert len({rough_sounds(word, True) for word in ("Jabran", "Cabran", "Yabran", "Gebran")}) == 1
    assert rough_sounds("Jabran") != rough_sounds("Cabran")
    assert rough_sounds("Jabran", True) != rough_sounds("Jabal", True)


@pytest.mark.parametrize(
    ("word", "bare"), [("Alhaddad", "haddad"), ("El-Mansur", "Mansur"), ("Haddad", "Haddad"), ("Ali", "Ali")]
)
def test_an_article_is_taken_off(word: str, bare: str) -> None:
    assert without_article(word) == bare


def test_a_given_name_with_ch_or_kh_brings_a_misprinted_surname_to_the_right_one_within_a_party() -> None:
    assert _meet(_profile("Mikhail Orlov", "RUS"), _profile("Michail Orlovs", "RUS"))
    assert not _meet(_profile("Mikhail Orlov", "RUS"), _profile("Michail Orlovs", "BLR"))
