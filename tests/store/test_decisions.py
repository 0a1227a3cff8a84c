"""People's corrections and rejections in every store: kept, undone, never lost, and in effect at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

import dragoman.store
from dragoman.errors import StoreError
from dragoman.merge import MergeSettings
from dragoman.model.correction import Rejection, Subject
from dragoman.model.judgement import Linker, Verdict
from dragoman.model.record import Engagement, Evidence, Reading
from dragoman.model.text import EngagementKind, Span
from dragoman.review.log import State, gone, log
from dragoman.store import STORES, open_store
from dragoman.store.base import Store
from dragoman.store.serial import dump_reading
from tests.merge.builders import dump
from tests.merge.decisions import correction, rejection, undone
from tests.store.samples import ARABIC, ENGLISH, NEW, arabic, decision, english, says

MEETING = next(r.id for r in english().records if isinstance(r, Engagement))
OTHER = next(r.id for r in arabic().records if isinstance(r, Engagement))
QUOTE = says(ENGLISH, "9 June 2021")


def fill(store: Store) -> None:
    store.add(ENGLISH, english())
    store.add(ARABIC, arabic())


def snapshot(store: Store) -> str:
    return dump(
        [store.ledger(), store.judgements(), store.corrections(), store.rejections(), store.subjects()]
    )


def test_corrections_and_rejections_come_back_as_they_were_made_and_in_order_of_time(ledger_url: str) -> None:
    moved = dt.timezone(dt.timedelta(hours=-7))
    later = correction(MEETING, "date", "2021-06-08/2021-06-09", minute=9, by="Désirée", support=QUOTE)
    later = replace(later, made_at=later.made_at.astimezone(moved), reason="غير صحيح 📜", id="")
    earlier = correction(MEETING, "place", None, minute=1)
    struck = rejection(MEETING), rejection(OTHER, minute=3, by="Ben")
    with open_store(ledger_url) as store:
        fill(store)
        store.correct(later, earlier)
        store.correct(later)
        store.reject(struck[1])
        store.reject(*struck)
    with open_store(ledger_url, create=False) as store:
        found = store.corrections()
        assert [c.id for c in found] == [earlier.id, later.id]
        kept_quote = replace(QUOTE, producer="Désirée", confidence=1.0)
        assert found == (earlier, replace(later, support=kept_quote))
        assert store.rejections() == struck


def test_an_undo_is_kept_and_the_first_one_stays(ledger_url: str) -> None:
    put, struck = correction(MEETING, "session", "9"), rejection(OTHER)
    with open_store(ledger_url) as store:
        fill(store)
        store.correct(put)
        store.reject(struck)
        first = replace(put, retracted_at=dt.datetime(2026, 6, 1, tzinfo=dt.UTC))
        gone_ = replace(struck, retracted_at=dt.datetime(2026, 6, 2, tzinfo=dt.UTC))
        store.correct(first)
        store.correct(replace(put, retracted_at=dt.datetime(2026, 7, 1, tzinfo=dt.UTC)), put)
        store.reject(gone_)
        store.reject(struck)
    with open_store(ledger_url) as store:
        assert store.corrections() == (first,)
        assert store.rejections() == (gone_,)


def test_a_correction_is_in_effect_at_once_and_undoing_it_restores_the_ledger(ledger_url: str) -> None:
    put = correction(MEETING, "date", "2021-06-08", support=QUOTE)
    with open_store(ledger_url) as store:
        fill(store)
        before = store.ledger()
        store.correct(put)
        after = store.ledger()
        assert {str(e.when.date) for e in after.engagements} >= {"2021-06-08"}
        assert after.corrections[0].id == put.id
        store.correct(undone(put))  # type: ignore[arg-type]
        restored = replace(store.ledger(), corrections=())
    assert dump(restored) == dump(before)


def test_a_rejection_is_in_effect_at_once_and_undoing_it_restores_the_ledger(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        fill(store)
        before = store.ledger()
        store.reject(rejection(OTHER))
        after = store.ledger()
        assert [len(e.members) for e in after.engagements] == [1]
        assert [item.id for item in after.rejected] == [OTHER]
        store.reject(undone(rejection(OTHER)))  # type: ignore[arg-type]
        assert dump(replace(store.ledger(), rejections=())) == dump(before)


def test_reading_again_loses_no_decision(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        fill(store)
        store.correct(correction(MEETING, "date", "2021-06-08"))
        store.reject(rejection(OTHER))
        store.judge(decision(MEETING, OTHER, Verdict.APART))
        before = dump(replace(store.ledger(), readings={}, engagements=(), people=(), judgements=()))
        shown = [str(e.when.date) for e in store.ledger().engagements]
        fill(store)
        store.add(ENGLISH, english(NEW))
        store.add(ARABIC, arabic(NEW))
        assert [str(e.when.date) for e in store.ledger().engagements] == shown == ["2021-06-08"]
        assert len(store.corrections()) == len(store.rejections()) == len(store.judgements()) == 1
        assert before.count("2021-06-08") == 1


def test_a_decision_on_what_a_newer_reading_words_otherwise_is_kept_and_led_to_it(ledger_url: str) -> None:
    """The newer reading takes the meeting for a call: the same words, another id."""
    put, struck = correction(MEETING, "place", "Kazan, RUS"), rejection(OTHER)
    with open_store(ledger_url) as store:
        fill(store)
        items = {r.id: r for r in (*english().records, *arabic().records)}
        store.note(Subject.of(items[MEETING]), Subject.of(items[OTHER]))
        store.correct(put)
        store.reject(struck)
        newer = _with_kind(english(NEW), MEETING)
        store.add(ENGLISH, newer)
        store.add(ARABIC, Reading(document_id=ARABIC.id, producer=NEW))
    with open_store(ledger_url) as store:
        found = gone(store.ledger(), store.subjects())
        now = next(r.id for r in newer.records if isinstance(r, Engagement))
        assert [(d.decision.id, d.now) for d in found] == sorted(
            [(put.id, ((MEETING, (now,)),)), (struck.id, ((OTHER, ()),))]
        )
        assert now != MEETING
        book = store.ledger()
        assert {e.state for e in log(book, Linker(book.judgements))} == {State.GONE}
        store.add(ENGLISH, english())
        store.add(ARABIC, arabic())
        assert gone(store.ledger(), store.subjects()) == ()
        assert [str(e.place) for e in store.ledger().engagements] == ["Kazan, RUS"]


def _with_kind(reading: Reading, record: str) -> Reading:
    changed = [
        replace(r, kind=EngagementKind.CALL, id="") if isinstance(r, Engagement) and r.id == record else r
        for r in reading.records
    ]
    return replace(reading, records=tuple(changed))


def test_where_a_record_stood_is_noted_once_and_for_good(ledger_url: str) -> None:
    here = Subject(id=MEETING, document_id=ENGLISH.id, spans=(Span(start=1, end=4), Span(start=7, end=9)))
    with open_store(ledger_url) as store:
        store.note()
        store.note(here)
        store.note(here, here)
    with open_store(ledger_url) as store:
        assert store.subjects() == {MEETING: here}


LIE = Evidence(document_id=ENGLISH.id, span=Span(start=0, end=4), quote="lies", producer="Ana")
STRAY = Evidence(document_id="doc-0", span=Span(start=0, end=4), quote="lies", producer="Ana")


@pytest.mark.parametrize("words", [LIE, STRAY])
def test_words_that_are_not_in_their_document_bear_nothing_out(ledger_url: str, words: Evidence) -> None:
    with open_store(ledger_url) as store:
        fill(store)
        good = correction(MEETING, "session", "9")
        with pytest.raises(StoreError, match="not in"):
            store.correct(good, correction(MEETING, "date", "2021", support=words))
        assert store.corrections() == ()


REFUSED: dict[str, Callable[[Store], object]] = {
    "correction": lambda s: s.correct(replace(correction(MEETING, "session", "9"), reason="\ud800")),
    "rejection": lambda s: s.reject(
        Rejection(record=MEETING, author="\ud800", made_at=dt.datetime.now(dt.UTC))
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_no_database_can_keep_is_a_store_error(ledger_url: str, what: str) -> None:
    with open_store(ledger_url) as store:
        with pytest.raises((StoreError, UnicodeError)):
            REFUSED[what](store)
        assert (store.corrections(), store.rejections()) == ((), ())


def test_a_corrected_reading_is_never_kept_as_what_was_read(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        fill(store)
        store.correct(correction(MEETING, "session", "9"))
        shown = store.ledger().readings[ENGLISH.id]
        with pytest.raises(StoreError, match="as it was read"):
            store.add(ENGLISH, replace(shown, producer=NEW))


def test_a_note_on_a_judgement_is_kept(ledger_url: str) -> None:
    said = replace(decision(), note="другой день")
    with open_store(ledger_url) as store:
        store.judge(said, decision(minute=5))
    with open_store(ledger_url) as store:
        assert [j.note for j in store.judgements()] == ["другой день", ""]


def test_several_decisions_are_kept_all_or_none(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        with pytest.raises(StoreError):
            store.judge(decision(), replace(decision(minute=5), judge="\ud800", id=""))
        assert store.judgements() == ()


def test_settings_decide_what_is_merged(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        fill(store)
        assert len(store.ledger().engagements) == 1
        assert len(store.ledger(MergeSettings(same=1.0)).engagements) == 2


def test_both_databases_give_the_same_ledger_of_decisions_byte_for_byte(ledger_url: str) -> None:
    seen = []
    for store in (open_store(ledger_url), STORES["sqlite"]("sqlite:///:memory:")):
        with store:
            fill(store)
            store.correct(*(correction(MEETING, "session", str(n), minute=n % 3) for n in range(1, 7)))
            store.correct(correction(OTHER, "place", "Kazan", support=None, by="Ä"))
            store.reject(rejection(english().records[2].id))
            seen.append(snapshot(store))
    assert seen[0] == seen[1]


def test_a_ledger_of_the_third_schema_keeps_its_judgements_and_takes_corrections(ledger_url: str) -> None:
    said = decision(MEETING, OTHER, Verdict.APART)
    engine = create_engine(ledger_url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", f"{dragoman.store.__path__[0]}/migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        values = {
            "id": ENGLISH.id,
            "text": ENGLISH.text,
            "masked": ENGLISH.masked,
            "body": dump_reading(english()),
        }
        values |= {"judgement": said.id, "left": said.left, "right": said.right, "made": said.made_at}
        for statement in THIRD:
            connection.execute(text(statement), values)
    engine.dispose()
    for _ in range(2):
        with open_store(ledger_url, create=False) as store:
            assert [replace(j, reasons=said.reasons) for j in store.judgements()] == [said]
            assert store.ledger().readings == {ENGLISH.id: english()}
            assert (store.corrections(), store.rejections(), store.subjects()) == ((), (), {})
    with open_store(ledger_url) as store:
        store.correct(correction(MEETING, "session", "9"))
        assert [e.session for e in store.ledger().engagements] == [9]


THIRD = (
    "INSERT INTO document (id, text, masked, prose_start, prose_end, lang, published, published_basis)"
    " VALUES (:id, :text, :masked, 2, 300, 'en', '2021-06-10', 'stated')",
    "INSERT INTO document_copy (document_id, origin_id, origin, name, published_basis)"
    " VALUES (:id, 'ori-1', 'wire/en.md', 'en.md', 'unknown')",
    "INSERT INTO reading (document_id, producer, body) VALUES (:id, 'hand@1', :body)",
    "INSERT INTO judgement (id, matter, left_id, right_id, verdict, score, reasons, judge, made_at)"
    " VALUES (:judgement, 'engagement', :left, :right, 'apart', 1.0, '[]', 'Désirée', :made)",
)
