"""The values of every record, as they are shown in a form, are taken back as they are."""

from __future__ import annotations

import pytest

from dragoman.desk.parties import find_party
from dragoman.lexicon.load import packs
from dragoman.model.correction import FIELDS
from dragoman.model.record import Party
from dragoman.review.values import value_text, values_of
from tests.store.samples import arabic, english

ITEMS = {item.id: item for r in (english(), arabic()) for item in (*r.people, *r.records)}


def party(words: str) -> Party:
    return find_party(words.removeprefix("org:"), packs().values())


@pytest.mark.parametrize("identity", ITEMS)
def test_each_field_of_a_record_has_its_value_and_it_is_taken_back(identity: str) -> None:
    item = ITEMS[identity]
    told = values_of(item)
    assert {name.partition(":")[0] for name in told} >= {
        name for name, field in FIELDS[identity[:3]].items() if not field.each
    }
    for name, value in told.items():
        if value is not None and name != "part_of":
            typed = value.replace("org:", "")
            assert value_text(identity, name, typed, party) == value
        elif value is None:
            assert value_text(identity, name, "none", party) is None
