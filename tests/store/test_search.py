"""Search: what is found in which words, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from dragoman.errors import QueryError
from dragoman.model.correction import Correction
from dragoman.model.record import Engagement, Evidence, Party, PartyKind, Person, Reading, Record
from dragoman.model.text import Document, EngagementKind, Realis, Span
from dragoman.model.time import DateBasis, PartialDate, When
from dragoman.store import open_store
from dragoman.store.base import Store
from dragoman.store.catalog import Kind
from dragoman.store.search import Found, Hit, keep
from dragoman.store.search.words import words
from tests.store.samples import ARABIC, ENGLISH, NEW, OLD, arabic, english

EGYPT, RUSSIA, CHINA = Party(code="EGY"), Party(code="RUS"), Party(code="CHN")
LEAGUE = Party(code="LAS", kind=PartyKind.ORGANISATION)


def document(words: str, lang: str, day: str | None = None, title: str | None = None) -> Document:
    return Document(
        text=words,
        lang=lang,
        origin=f"wire/{abs(hash(words))}.txt",
        name="wire.txt",
        title=title,
        published=PartialDate.parse(day) if day else None,
        published_basis=DateBasis.STATED if day else DateBasis.UNKNOWN,
    )


def at(document: Document, quote: str) -> Evidence:
    start = document.text.index(quote)
    return Evidence.of(document, Span(start=start, end=start + len(quote)), OLD, 0.9)


def reading(
    document: Document, people: Iterable[tuple[str, str, Party | None]] = (), records: Sequence[Record] = ()
) -> Reading:
    """A reading with people by (Latin name, as written, party)."""
    named = tuple(
        Person(
            name=name,
            lang=document.lang,
            spellings=(written,),
            offices=(),
            party=party,
            evidence=(at(document, written),),
        )
        for name, written, party in people
    )
    return Reading(document_id=document.id, producer=OLD, people=named, records=tuple(records))


def meeting(document: Document, quote: str, *parties: Party, day: str | None = None) -> Engagement:
    when = When(date=PartialDate.parse(day), basis=DateBasis.STATED) if day else When()
    return Engagement(
        kind=EngagementKind.MEETING,
        realis=Realis.ACTUAL,
        when=when,
        parties=parties,
        evidence=(at(document, quote),),
    )


CAIRO = document("Sergey Lavrov flew to Cairo on Monday. The ministers spoke of wheat.", "en", "2024-03-05")
ARAB = document("التقى لافروف وزير الخارجية بدر عبد العاطي. وبالرباط عُقد اجتماعٌ آخر.", "ar", "2024-03-06")
RUSSIAN = document("Сергей Лавров встретился с министром Египта.", "ru", "2023-01-02")
CHINESE = document("俄罗斯外长拉夫罗夫访问开罗。中国国家主席习近平致贺电。", "zh", "2022-05-06")


def fill(store: Store) -> None:
    store.add(
        CAIRO,
        reading(
            CAIRO,
            [("Sergey Lavrov", "Sergey Lavrov", RUSSIA)],
            [meeting(CAIRO, "Sergey Lavrov flew to Cairo on Monday", RUSSIA, EGYPT, day="2024-03-04")],
        ),
    )
    store.add(
        ARAB,
        reading(
            ARAB,
            [("Sergey Lavrov", "لافروف", RUSSIA), ("Badr Abdelatty", "بدر عبد العاطي", EGYPT)],
            [meeting(ARAB, "التقى لافروف وزير الخارجية بدر عبد العاطي", EGYPT, RUSSIA)],
        ),
    )
    store.add(RUSSIAN, reading(RUSSIAN, [("Sergey Lavrov", "Сергей Лавров", RUSSIA)]))
    store.add(
        CHINESE,
        reading(CHINESE, [("Lavrov", "拉夫罗夫", RUSSIA), ("Xi Jinping", "习近平", CHINA)]),
    )
    store.merge()


def documents(found: Found) -> list[str]:
    return [hit.id for hit in found.of(Kind.DOCUMENT).hits]


def marked(hit: Hit) -> list[str]:
    return [hit.snippet.text[start:end] for start, end in hit.snippet.marks]


# --- documents --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("wheat", [CAIRO]),
        ("WHEAT ministers", [CAIRO]),
        ("whe", [CAIRO]),  # a word is found by how it begins
        ("wheat barley", []),
        ('"flew to cairo"', [CAIRO]),
        ('"cairo to flew"', []),
        ("اجتماع", [ARAB]),  # without its signs
        ("الرباط", [ARAB]),  # without what is written together with it
        ("رباط", [ARAB]),
        ("vstretilsya", [RUSSIAN]),  # in Latin letters
        ("министр", [RUSSIAN]),
        ("开罗", [CHINESE]),
        ("罗开", []),  # signs in another order
        ("国家主席", [CHINESE]),
        ("习 开罗", [CHINESE]),
    ],
)
def test_documents_are_found_by_their_words_in_every_script(
    ledger_url: str, query: str, wanted: list[Document]
) -> None:
    with open_store(ledger_url) as store:
        fill(store)
        assert documents(store.finder.find(query)) == [one.id for one in wanted]


@pytest.mark.parametrize("query", ["Lavrov", "Лавров", "لافروف", "拉夫罗夫", "Lawrow", "lavrov"])
def test_a_name_in_one_script_finds_documents_in_all_of_them_newest_first(
    ledger_url: str, query: str
) -> None:
    with open_store(ledger_url) as store:
        fill(store)
        found = store.finder.find(query, kinds=[Kind.DOCUMENT])
        assert documents(found) == [one.id for one in (ARAB, CAIRO, RUSSIAN, CHINESE)]
        assert [marked(hit) for hit in found.of(Kind.DOCUMENT).hits] == [
            ["لافروف"],
            ["Sergey Lavrov"],
            ["Сергей Лавров"],
            ["拉夫罗夫"],
        ]


@pytest.mark.parametrize("query", ["Egypt", "مصر", "EGY", "Египет", "埃及"])
def test_a_party_is_found_in_every_language(ledger_url: str, query: str) -> None:
    with open_store(ledger_url) as store:
        fill(store)
        found = store.finder.find(query)
        assert found.parties == (EGYPT,)
        assert {ARAB.id, CAIRO.id} <= set(documents(found))
        assert len(found.of(Kind.ENGAGEMENT).hits) == 2


def test_what_a_title_says_comes_before_what_is_newer(ledger_url: str) -> None:
    titled = document("Two ministers met.", "en", "2020-01-01", "Wheat for the Nile")
    newer = document("They spoke of many things. " * 9 + "Wheat was one.", "en", "2024-01-01")
    with open_store(ledger_url) as store:
        for one in (titled, newer):
            store.add(one, reading(one))
        assert documents(store.finder.find("wheat")) == [titled.id, newer.id]


def test_filters_by_language_day_and_party(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        fill(store)
        find = store.finder.find
        assert documents(find("Lavrov", lang="ru")) == [RUSSIAN.id]
        assert documents(find("Lavrov", since=dt.date(2024, 3, 6))) == [ARAB.id]
        assert documents(find("Lavrov", until=dt.date(2023, 1, 1))) == [CHINESE.id]
        assert documents(find("Lavrov", since=dt.date(2023, 1, 2), until=dt.date(2024, 3, 5))) == [
            CAIRO.id,
            RUSSIAN.id,
        ]
        assert documents(find("Lavrov", parties=[EGYPT])) == [ARAB.id, CAIRO.id]
        assert [hit.document_id for hit in find("Lavrov", lang="ru").of(Kind.PERSON).hits] == [RUSSIAN.id]
        assert documents(find("Lavrov", parties=[EGYPT, CHINA])) == []
        assert [hit.id for hit in find("Lavrov", parties=[EGYPT]).of(Kind.PERSON).hits] == []


def test_what_has_no_day_is_last_and_not_within_bounds(ledger_url: str) -> None:
    undated = document("The wheat came late.", "en")
    with open_store(ledger_url) as store:
        fill(store)
        store.add(undated, reading(undated))
        assert documents(store.finder.find("wheat came")) == [undated.id]
        found = store.finder.find("the wheat")
        assert documents(found) == [CAIRO.id, undated.id]
        assert documents(store.finder.find("wheat", until=dt.date(2030, 1, 1))) == [CAIRO.id]


def test_pages_follow_one_another_without_gap_or_repeat(ledger_url: str) -> None:
    many = [document(f"Report {n} on wheat.", "en", f"2020-01-{n:02d}") for n in range(1, 31)]
    with open_store(ledger_url) as store:
        for one in many:
            store.add(one, reading(one))
        whole = documents(store.finder.find("wheat", limit=100))
        assert whole == [one.id for one in reversed(many)]
        pages = [store.finder.find("wheat", limit=7, offset=offset) for offset in range(0, 35, 7)]
        assert [identity for page in pages for identity in documents(page)] == whole
        assert [page.of(Kind.DOCUMENT).has_more for page in pages] == [True] * 4 + [False]


# --- people and records -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Lavrov", "Sergey Lavrov"),
        ("lavr", "Sergey Lavrov"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Serguei Lavrov", "Sergey Lavrov"),
        ("Lavrv", "Sergey Lavrov"),
        ("Lavorv", "Sergey Lavrov"),
        ("سيرغي لافروف", "Sergey Lavrov"),
        ("谢尔盖·拉夫罗夫", "Sergey Lavrov"),
        ("Сергій Лавров", "Sergey Lavrov"),
        ("Abdel Aati", "Badr Abdelatty"),
        ("Badr Abdel-Aty", "Badr Abdelatty"),
        ("عبدالعاطي", "Badr Abdelatty"),
        ("بَدْر", "Badr Abdelatty"),
        ("Xi Jinping", "Xi Jinping"),
        ("习近平", "Xi Jinping"),
    ],
)
def test_a_person_is_found_in_any_script_and_spelling(ledger_url: str, query: str, name: str) -> None:
    with open_store(ledger_url) as store:
        fill(store)
        hits = store.finder.find(query, kinds=[Kind.PERSON]).of(Kind.PERSON).hits
        known = {person.name: person.id for person in store.ledger().people}
        assert [hit.id for hit in hits[:1]] == [known[name]]


def test_a_person_is_one_hit_with_the_id_of_the_ledger_and_the_words_of_a_document(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        fill(store)
        hits = store.finder.find("Sergey Lavrov").of(Kind.PERSON).hits
        lavrov = [person for person in store.ledger().people if person.name == "Sergey Lavrov"]
        assert [hit.id for hit in hits] == [person.id for person in lavrov]
        assert (hits[0].document_id, marked(hits[0])) == (ARAB.id, ["لافروف"])
        assert hits[0].parties == (RUSSIA,)


def test_records_are_found_by_their_quotes_with_the_words_marked(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        store.add(ENGLISH, english())
        store.add(ARABIC, arabic())
        store.merge()
        kept = store.ledger()
        found = store.finder.find("fishing")
        (hit,) = found.of(Kind.INSTRUMENT).hits
        assert hit.id in {one.id for one in kept.instruments}
        assert marked(hit) == ["fishing"]
        start = hit.snippet.start
        assert ENGLISH.text[start : start + len(hit.snippet.text)] == hit.snippet.text
        assert store.finder.find("commission").of(Kind.BODY).hits[0].id in {one.id for one in kept.bodies}
        assert store.finder.find("scholarships").of(Kind.COMMITMENT).hits
        assert store.finder.find("ceasefire").of(Kind.POSITION).hits
        assert store.finder.find("billion").of(Kind.INDICATOR).hits
        engagement = store.finder.find("Voronov").of(Kind.ENGAGEMENT).hits[0]
        assert engagement.id in {one.id for one in kept.engagements}


def test_engagements_that_are_one_are_one_hit(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        store.add(ENGLISH, english())
        store.add(ARABIC, arabic())
        store.merge()
        hits = store.finder.find("Belkacem").of(Kind.ENGAGEMENT).hits
        assert len({hit.id for hit in hits}) == len(hits)
        assert {hit.id for hit in hits} <= {one.id for one in store.ledger().engagements}


# --- keeping ----------------------------------------------------------------------------------------------


def test_what_replaces_a_reading_is_found_and_what_it_replaces_is_not(ledger_url: str) -> None:
    newer = replace(reading(CAIRO, [("Lotfi Belkacem", "Sergey Lavrov", None)]), producer=NEW)
    newer = replace(newer, people=tuple(newer.people))
    with open_store(ledger_url) as store:
        store.add(CAIRO, reading(CAIRO, [("Sergey Lavrov", "Sergey Lavrov", RUSSIA)]))
        assert documents(store.finder.find("RUS")) == [CAIRO.id]
        store.add(CAIRO, newer)
        store.merge()
        assert documents(store.finder.find("RUS")) == []
        assert documents(store.finder.find("Belkacem wheat")) == [CAIRO.id]


def test_what_a_person_corrects_is_found_as_corrected(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        fill(store)
        (event,) = store.finder.find("flew").of(Kind.ENGAGEMENT).hits
        store.correct(
            Correction(
                record=event.record,
                field="parties",
                value="RUS CHN",
                author="officer",
                reason="so it was",
                made_at=dt.datetime(2025, 1, 1, tzinfo=dt.UTC),
            )
        )
        (event,) = store.finder.find("flew").of(Kind.ENGAGEMENT).hits
        assert event.parties == (CHINA, RUSSIA)
        assert documents(store.finder.find("EGY", until=dt.date(2024, 3, 5))) == []


def test_an_older_ledger_is_indexed_at_the_first_search_and_again_when_words_are_cut_otherwise(
    ledger_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(ledger_url) as store:
        fill(store)
        before = answers(store)
    engine = create_engine(ledger_url)
    with engine.begin() as connection:
        for table in ("search_entry", "search_pending", "search_person", "search_state"):
            connection.execute(text(f"DELETE FROM {table}"))
        if connection.dialect.name == "sqlite":
            for table in ("search_words", "search_names"):
                connection.execute(text(f"INSERT INTO {table}({table}) VALUES ('delete-all')"))
        else:
            connection.execute(text("DELETE FROM search_words"))
            connection.execute(text("DELETE FROM search_names"))
    engine.dispose()
    with open_store(ledger_url) as store:
        assert answers(store) == before
        monkeypatch.setattr(keep, "_stamp", lambda: "another version")
        assert answers(store) == before


def test_the_order_of_reading_decides_nothing(ledger_url: str, tmp_path: Path) -> None:
    with open_store(ledger_url) as store:
        fill(store)
        before = answers(store)
    with open_store(tmp_path / "other.db") as store:
        for one in (CHINESE, RUSSIAN, ARAB, CAIRO):
            other = {r.document_id: r for r in _readings(ledger_url)}[one.id]
            store.add(one, other)
        assert answers(store) == before


def _readings(ledger_url: str) -> list[Reading]:
    with open_store(ledger_url) as store:
        return list(store.ledger().readings.values())


def answers(store: Store) -> list[Found]:
    store.merge()
    return [
        store.finder.find(query) for query in ("Lavrov", "wheat", "Egypt", "习近平", "اجتماع", "Abdelatty")
    ]


# --- what cannot be asked ---------------------------------------------------------------------------------


def test_bounds_that_are_none_are_refused(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        for query, bounds in (
            ("w" * 1001, {}),
            ("wheat", {"limit": 0}),
            ("wheat", {"limit": 101}),
            ("wheat", {"offset": -1}),
        ):
            with pytest.raises(QueryError):
                store.finder.find(query, **bounds)  # type: ignore[arg-type]
        with pytest.raises(QueryError, match="after"):
            store.finder.find("wheat", since=dt.date(2024, 1, 2), until=dt.date(2024, 1, 1))


ODD = (
    *(
        "",
        " ",
        "\x00",
        "\ud800",
        "***",
        '"',
        '""',
        '"a',
        "a AND",
        "NEAR(a b)",
        "{words}: a",
        "a:*",
        "-a",
        "'",
    ),
    *(
        "\\",
        "(((",
        "a & | b",
        "!a",
        "\ue000egy\ue000",
        "\u0640\u0640",
        "\u064e",
        "🤝",
        "a" * 1000,
        "l'",
        "the of",
    ),
    *("%_", "م\u0640"),
)


@pytest.mark.parametrize("query", ODD)
def test_no_question_is_too_odd(ledger_url: str, query: str) -> None:
    with open_store(ledger_url) as store:
        fill(store)
        found = store.finder.find(query)
        assert len(found.kinds) == 8


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Store]:
    with open_store(tmp_path_factory.mktemp("search") / "ledger.db") as store:
        fill(store)
        yield store


@given(st.text(st.characters(), max_size=60) | st.text("a\"*لا习 '(){}:^-+NEAR&|!<>\\\x00", max_size=40))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_answered_and_marks_lie_in_their_snippets(filled: Store, query: str) -> None:
    for kind in filled.finder.find(query).kinds:
        for hit in kind.hits:
            assert all(0 <= a < b <= len(hit.snippet.text) for a, b in hit.snippet.marks)


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_words_lie_in_order_in_their_text_and_fold_to_themselves(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        end = word.end
        for form in (word.text, *word.forms):
            assert form
            assert not any(c.isspace() or c in "\"'\\*:()" for c in form)


def test_ordinary_words_do_not_mean_people_whose_names_sound_like_them(ledger_url: str) -> None:
    told = document("Peace talks began, said Jan Pacs.", "en", "2024-01-01")
    with open_store(ledger_url) as store:
        store.add(told, reading(told, [("Jan Pacs", "Jan Pacs", None)]))
        store.merge()
        assert store.finder.find("Pacs").of(Kind.PERSON).hits
        assert store.finder.find("Pax").of(Kind.PERSON).hits
        assert not store.finder.find("peace").of(Kind.PERSON).hits
