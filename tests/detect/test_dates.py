"""Time expressions in five languages: one meaning, one date, one basis."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.detect.dates import Frame, resolve
from dragoman.detect.expressions import parse
from dragoman.lexicon.load import pack
from dragoman.model.time import UNDATED, DateBasis, PartialDate, When

LANGUAGES = ("en", "fr", "nl", "ar", "ru")
HORIZON = 2026


def dated(text: str, lang: str, published: str = "", *, future: bool | None = None, named: str = "") -> When:
    """What the words mean in a document of that day."""
    frame = Frame(
        published=PartialDate.parse(published) if published else None,
        named=PartialDate.parse(named) if named else None,
        horizon=HORIZON,
    )
    return resolve(parse(text, pack(lang)), frame, future=future)


def written(when: When) -> str:
    """``date``, or ``date/end``, or nothing."""
    return f"{when.date}/{when.end}" if when.end else str(when.date or "")


# one meaning in the five languages, the day of publication, and the date and basis it must have in each
MEANINGS: list[tuple[tuple[str, str, str, str, str], str, str, str]] = [
    (
        ("14 March 2023", "le 14 mars 2023", "14 maart 2023", "14 مارس 2023", "14 марта 2023 года"),
        "",
        "2023-03-14",
        "stated",
    ),
    (
        ("the 1st of June 2024", "1er juin 2024", "1 juni 2024", "1 يونيو 2024", "1 июня 2024 г."),
        "",
        "2024-06-01",
        "stated",
    ),
    (
        ("14/03/2023", "14/03/2023", "14-03-2023", "14/3/2023", "14.03.2023"),
        "",
        "2023-03-14",
        "stated",
    ),
    (("March 2016", "mars 2016", "maart 2016", "مارس 2016", "в марте 2016 года"), "", "2016-03", "stated"),
    (("in 2016", "en 2016", "in 2016", "في 2016", "в 2016 году"), "", "2016", "stated"),
    (
        ("Tuesday 14 March", "mardi 14 mars", "dinsdag 14 maart", "الثلاثاء 14 مارس", "во вторник, 14 марта"),
        "",
        "2023-03-14",
        "inferred",
    ),
    (
        ("Tuesday 14 March", "mardi 14 mars", "dinsdag 14 maart", "الثلاثاء 14 مارس", "во вторник, 14 марта"),
        "2023-03-16",
        "2023-03-14",
        "inferred",
    ),
    (
        ("on 17 February", "le 17 février", "op 17 februari", "في 17 فبراير", "17 февраля"),
        "2021-03-18",
        "2021-02-17",
        "inferred",
    ),
    (
        ("on 3 December", "le 3 décembre", "op 3 december", "في 3 ديسمبر", "3 декабря"),
        "2021-01-05",
        "2020-12-03",
        "inferred",
    ),
    (("today", "aujourd’hui", "vandaag", "اليوم", "сегодня"), "2024-05-07", "2024-05-07", "relative"),
    (("yesterday", "hier", "gisteren", "أمس", "вчера"), "2024-03-01", "2024-02-29", "relative"),
    (("tomorrow", "demain", "morgen", "غدا", "завтра"), "2024-12-31", "2025-01-01", "relative"),
    (("on Wednesday", "mercredi", "woensdag", "الأربعاء", "в среду"), "2021-03-18", "2021-03-17", "relative"),
    (("on Thursday", "jeudi", "donderdag", "الخميس", "в четверг"), "2021-03-18", "2021-03-18", "relative"),
    (
        ("last Thursday", "jeudi dernier", "afgelopen donderdag", "الخميس الماضي", "в прошлый четверг"),
        "2024-05-07",
        "2024-05-02",
        "relative",
    ),
    (
        ("next Monday", "lundi prochain", "volgende maandag", "الاثنين المقبل", "в следующий понедельник"),
        "2024-05-07",
        "2024-05-13",
        "relative",
    ),
    (
        ("last month", "le mois dernier", "vorige maand", "الشهر الماضي", "в прошлом месяце"),
        "2024-01-15",
        "2023-12",
        "relative",
    ),
    (
        ("next month", "le mois prochain", "volgende maand", "الشهر المقبل", "в следующем месяце"),
        "2023-12-15",
        "2024-01",
        "relative",
    ),
    (
        ("last year", "l’année dernière", "vorig jaar", "العام الماضي", "в прошлом году"),
        "2024-05-07",
        "2023",
        "relative",
    ),
    (
        ("next year", "l’année prochaine", "volgend jaar", "العام المقبل", "в следующем году"),
        "2024-05-07",
        "2025",
        "relative",
    ),
    (
        ("two weeks ago", "il y a deux semaines", "twee weken geleden", "قبل أسبوعين", "две недели назад"),
        "2024-05-07",
        "2024-04-23",
        "relative",
    ),
    (
        ("three days ago", "il y a trois jours", "drie dagen geleden", "قبل ثلاثة أيام", "три дня назад"),
        "2024-03-02",
        "2024-02-28",
        "relative",
    ),
    (
        ("this week", "cette semaine", "deze week", "هذا الأسبوع", "на этой неделе"),
        "2024-05-08",
        "2024-05-06/2024-05-12",
        "relative",
    ),
    (
        ("last week", "la semaine dernière", "vorige week", "الأسبوع الماضي", "на прошлой неделе"),
        "2024-05-08",
        "2024-04-29/2024-05-05",
        "relative",
    ),
    (
        ("this week", "cette semaine", "deze week", "هذا الأسبوع", "на этой неделе"),
        "2021-03",
        "2021-03",
        "relative",
    ),
    (
        (
            "3 to 5 May 2024",
            "du 3 au 5 mai 2024",
            "van 3 tot 5 mei 2024",
            "من 3 إلى 5 مايو 2024",
            "с 3 по 5 мая 2024 года",
        ),
        "",
        "2024-05-03/2024-05-05",
        "stated",
    ),
    (
        (
            "from 30 April to 2 May 2024",
            "du 30 avril au 2 mai 2024",
            "van 30 april tot 2 mei 2024",
            "من 30 أبريل إلى 2 مايو 2024",
            "с 30 апреля по 2 мая 2024 года",
        ),
        "",
        "2024-04-30/2024-05-02",
        "stated",
    ),
    (
        (
            "September-October 2020",
            "septembre-octobre 2020",
            "september-oktober 2020",
            "سبتمبر - أكتوبر 2020",
            "в сентябре – октябре 2020 года",
        ),
        "",
        "2020-09/2020-10",
        "stated",
    ),
    (
        ("the end of 2025", "fin 2025", "eind 2025", "نهاية 2025", "в конце 2025 года"),
        "",
        "2025-12",
        "stated",
    ),
    (
        (
            "by the end of 2025",
            "d’ici la fin de 2025",
            "voor eind 2025",
            "قبل نهاية 2025",
            "до конца 2025 года",
        ),
        "2024-05-07",
        "2025-12",
        "stated",
    ),
    (
        ("by 1 June", "d’ici le 1er juin", "voor 1 juni", "قبل 1 يونيو", "до 1 июня"),
        "2024-05-07",
        "2024-06-01",
        "inferred",
    ),
    (
        (
            "the second quarter of 2025",
            "le deuxième trimestre 2025",
            "het tweede kwartaal van 2025",
            "الربع الثاني من 2025",
            "во втором квартале 2025 года",
        ),
        "",
        "2025-04/2025-06",
        "stated",
    ),
    (("recently", "récemment", "onlangs", "مؤخرا", "недавно"), "2024-05-07", "", "unknown"),
    (("yesterday", "hier", "gisteren", "أمس", "вчера"), "", "", "unknown"),
    (
        ("last Thursday", "jeudi dernier", "afgelopen donderdag", "الخميس الماضي", "в прошлый четверг"),
        "",
        "",
        "unknown",
    ),
    (("on 3 December", "le 3 décembre", "op 3 december", "في 3 ديسمبر", "3 декабря"), "", "", "unknown"),
    (
        ("31 February 2024", "31 février 2024", "31 februari 2024", "31 فبراير 2024", "31 февраля 2024 года"),
        "2024-05-07",
        "",
        "unknown",
    ),
    (
        ("the talks", "les entretiens", "de gesprekken", "المحادثات", "переговоры"),
        "2024-05-07",
        "",
        "unknown",
    ),
]
ROWS = [
    (words[number], lang, published, date, basis)
    for words, published, date, basis in MEANINGS
    for number, lang in enumerate(LANGUAGES)
]


@pytest.mark.parametrize(("text", "lang", "published", "date", "basis"), ROWS)
def test_one_meaning_has_one_date_in_every_language(
    text: str, lang: str, published: str, date: str, basis: str
) -> None:
    when = dated(text, lang, published)
    assert (written(when), when.basis.value) == (date, basis)


OF_ONE_LANGUAGE = [
    ("March 14, 2023", "en", "", "2023-03-14", "stated"),
    ("2023-03-14", "en", "", "2023-03-14", "stated"),
    ("3-5 May 2024", "en", "", "2024-05-03/2024-05-05", "stated"),
    ("this Thursday", "en", "2024-05-10", "2024-05-09", "relative"),
    ("in two weeks", "en", "2024-05-07", "2024-05-21", "relative"),
    ("last spring", "en", "2024-02-07", "2023", "relative"),
    ("last January", "en", "2023-03-15", "2023-01", "relative"),
    ("last weekend", "en", "2024-05-07", "2024-05-04/2024-05-05", "relative"),
    ("the past two weeks", "en", "2024-05-07", "2024-04-23/2024-05-07", "relative"),
    ("the past two months", "en", "2024-05-07", "2024-03/2024-05", "relative"),
    ("exactly one month ago", "en", "2021-03-18", "2021-02", "relative"),
    ("exactly one month ago, on February 17", "en", "2021-03-18", "2021-02-17", "inferred"),
    ("two days later, on 5 May 2024", "en", "", "2024-05-05", "stated"),
    ("August 31", "en", "2024-01-02", "2023-08-31", "inferred"),
    ("volgende week maandag", "nl", "2024-05-07", "2024-05-13", "relative"),
    ("precies een maand geleden, op 17 februari", "nl", "2021-03", "2021-02-17", "inferred"),
    ("7 avril dernier", "fr", "2024-05-07", "2024-04-07", "relative"),
    ("أمس الخميس", "ar", "2024-05-10", "2024-05-09", "relative"),
    ("١٤ مارس ٢٠٢٣", "ar", "", "2023-03-14", "stated"),
    ("14 آذار/مارس 2023", "ar", "", "2023-03-14", "stated"),
    ("14 آذار 2023", "ar", "", "2023-03-14", "stated"),
    ("اليوم الثلاثاء 14 مارس الجاري", "ar", "", "2023-03-14", "inferred"),
    ("14 مارس الجاري", "ar", "2023-03-15", "2023-03-14", "relative"),
    ("14 مارس الماضي", "ar", "2023-04-15", "2023-03-14", "relative"),
    ("يناير الماضي", "ar", "2023-03-15", "2023-01", "relative"),
    ("منتصف مارس 2016", "ar", "", "2016-03", "stated"),
    ("3–5 мая 2024 г.", "ru", "", "2024-05-03/2024-05-05", "stated"),
    ("14 марта т.г.", "ru", "2023-04-15", "2023-03-14", "relative"),
    ("17 марта с.г.", "ru", "2021-03-18", "2021-03-17", "relative"),
    ("in March last year", "en", "2025-06-18", "2024-03", "relative"),
    ("in spring next year", "en", "2025-02-01", "2026", "relative"),
    ("the third quarter of the year 2024", "en", "", "2024-07/2024-09", "stated"),
    ("2024年3月14日", "zh", "", "2024-03-14", "stated"),
    ("２０２４年３月１４日", "zh", "", "2024-03-14", "stated"),
    ("二〇二四年十月一日", "zh", "", "2024-10-01", "stated"),
    ("2024年3月14日至16日", "zh", "", "2024-03-14/2024-03-16", "stated"),
    ("3月14—16日", "zh", "2024-03-20", "2024-03-14/2024-03-16", "inferred"),
    ("今年3月", "zh", "2024-06-01", "2024-03", "relative"),
    ("去年3月", "zh", "2024-06-01", "2023-03", "relative"),
    ("去年12月", "zh", "2024-12-20", "2023-12", "relative"),
    ("14日", "zh", "2024-03-15", "2024-03-14", "relative"),
    ("31日", "zh", "2024-04-02", "2024-03-31", "relative"),
    ("28日", "zh", "2024-04-20", "2024-04-28", "relative"),
    ("14日至16日", "zh", "2024-03-15", "2024-03-14/2024-03-16", "relative"),
    ("30日至2日", "zh", "2024-05-01", "2024-04-30/2024-05-02", "relative"),
    ("本月28日", "zh", "2024-04-20", "2024-04-28", "relative"),
    ("周三（17日）", "zh", "2024-04-18", "2024-04-17", "relative"),
    ("上周五", "zh", "2024-05-07", "2024-05-03", "relative"),
    ("本周三", "zh", "2024-05-07", "2024-05-08", "relative"),
    ("下周一", "zh", "2024-05-07", "2024-05-13", "relative"),
    ("下月", "zh", "2024-05-07", "2024-06", "relative"),
    ("三年前", "zh", "2024-05-07", "2021", "relative"),
    ("五年内", "zh", "2024-05-07", "2029", "relative"),
    ("年内", "zh", "2024-05-07", "2024", "relative"),
    ("年底前", "zh", "2024-05-07", "2024-12", "relative"),
    ("今天下午", "zh", "2024-05-07", "2024-05-07", "relative"),
]


@pytest.mark.parametrize(("text", "lang", "published", "date", "basis"), OF_ONE_LANGUAGE)
def test_what_one_language_has_of_its_own_is_dated_too(
    text: str, lang: str, published: str, date: str, basis: str
) -> None:
    when = dated(text, lang, published)
    assert (written(when), when.basis.value) == (date, basis)


def test_order_of_figures_is_the_languages_own() -> None:
    assert written(dated("03/04/2024", "fr")) == written(dated("03/04/2024", "nl")) == "2024-04-03"
    assert written(dated("2024/04/03", "fr")) == "2024-04-03"
    assert written(dated("04/31/2024", "fr")) in ("", "2024")
    assert written(dated("12/31/2024", "fr")) == "2024-12-31"


@pytest.mark.parametrize(
    ("text", "future", "date"),
    [
        ("on 20 June", True, "2024-06-20"),
        ("on 20 June", False, "2023-06-20"),
        ("on 20 March", True, "2025-03-20"),
        ("on 20 April", False, "2024-04-20"),
        ("on Friday", True, "2024-05-10"),
        ("on Friday", False, "2024-05-03"),
        ("on Tuesday", False, "2024-05-07"),
        ("in June", True, "2024-06"),
        ("in June", False, "2023-06"),
        ("9日", True, "2024-05-09"),
        ("9日", False, "2024-04-09"),
        ("7日", False, "2024-05-07"),
    ],
)
def test_whether_it_is_told_as_to_come_decides_the_side(text: str, future: bool, date: str) -> None:
    assert written(dated(text, "zh" if "日" in text else "en", "2024-05-07", future=future)) == date


@pytest.mark.parametrize(("text", "future", "date"), [
    ("on 8 May", False, "2024-05-08"),  # "was to begin on 8 May", said on the 7th
    ("on 16 April", True, "2024-04-16"),
    ("on 5 January", False, "2024-01-05"),
])  # fmt: skip
def test_a_day_within_weeks_needs_no_year_however_it_is_told(text: str, future: bool, date: str) -> None:
    assert written(dated(text, "en", "2024-05-07", future=future)) == date


def test_a_month_of_the_past_gives_no_year_to_what_is_to_come() -> None:
    frame = Frame(latest=PartialDate(year=2022, month=9), horizon=HORIZON)
    said = parse("on 7 December", pack("en"))
    assert resolve(said, frame, future=True).date is None
    assert written(resolve(said, frame, future=False)) == "2022-12-07"


def test_a_day_alone_in_an_undated_text_is_of_the_month_named_last() -> None:
    when = dated("16日", "zh", named="2024-03-14")
    assert (written(when), when.basis) == ("2024-03-16", DateBasis.INFERRED)
    assert written(dated("16日至18日", "zh", named="2024-03-14")) == "2024-03-16/2024-03-18"
    assert dated("16日", "zh") == dated("31日", "zh", named="2024-02-14") == UNDATED


@pytest.mark.parametrize("text", ["十日内", "72小时内", "此前", "当天", "1970年代"])
def test_what_only_sounds_like_a_day_is_no_date(text: str) -> None:
    assert dated(text, "zh", "2024-05-07") == UNDATED


@pytest.mark.parametrize(
    ("text", "date"), [("Thursday at 10", "2024-05-02"), ("Thursday, the 9th", "2024-05-09")]
)
def test_a_number_beside_a_weekday_is_its_day_only_where_both_fit(text: str, date: str) -> None:
    assert written(dated(text, "en", "2024-05-07")) == date


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("the same day", "en"),
        ("le même jour", "fr"),
        ("dezelfde dag", "nl"),
        ("في اليوم نفسه", "ar"),
        ("в тот же день", "ru"),
    ],
)
def test_the_same_day_is_the_one_named_before(text: str, lang: str) -> None:
    when = dated(text, lang, "2024-05-07", named="2023-01-02")
    assert (written(when), when.basis) == ("2023-01-02", DateBasis.RELATIVE)


def test_the_year_of_a_weekday_is_not_before_a_year_that_the_text_names_and_not_past_the_horizon() -> None:
    said = parse("Tuesday 14 March", pack("en"))
    assert written(resolve(said, Frame(horizon=2016))) == ""  # none in the eight years to 2016 but 2017's
    assert written(resolve(said, Frame(horizon=2022))) == "2017-03-14"
    assert written(resolve(said, Frame(horizon=HORIZON, floor=2024))) == ""


# --- laws ---

days = st.dates(dt.date(1990, 1, 1), dt.date(2089, 12, 31))
texts = st.text("0123456789/.- lastnexotweekdyMarch,الخميسвчера14", max_size=30)


@given(texts, st.sampled_from(LANGUAGES), st.none() | days, st.sampled_from([None, True, False]))
def test_whatever_is_said_nothing_fails_and_every_date_has_a_basis(
    text: str, lang: str, published: dt.date | None, future: bool | None
) -> None:
    frame = Frame(horizon=HORIZON, published=PartialDate.of(published) if published else None)
    when = resolve(parse(text, pack(lang)), frame, future=future)
    assert (when.date is None) == (when.basis is DateBasis.UNKNOWN)


MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}


@pytest.mark.parametrize("lang", LANGUAGES)
@given(day=days, published=st.none() | days)
def test_a_full_date_is_that_day_whenever_it_was_published(
    lang: str, day: dt.date, published: dt.date | None
) -> None:
    text = f"{day.day} {MONTHS[lang].split()[day.month - 1]} {day.year}"
    frame = Frame(horizon=HORIZON, published=PartialDate.of(published) if published else None)
    assert resolve(parse(text, pack(lang)), frame) == When(date=PartialDate.of(day), basis=DateBasis.STATED)


@given(days)
def test_days_and_weeks_are_counted_from_publication(published: dt.date) -> None:
    frame = Frame(horizon=HORIZON, published=PartialDate.of(published))

    def first(text: str) -> dt.date | None:
        when = resolve(parse(text, pack("en")), frame)
        return when.date.first if when.date else None

    assert first("yesterday") == published - dt.timedelta(1)
    assert first("12 days ago") == published - dt.timedelta(12)
    assert first("two weeks ago") == published - dt.timedelta(14)
    thursday = first("last Thursday")
    assert thursday is not None
    assert thursday.isoweekday() == 4
    assert 1 <= (published - thursday).days <= 7


@given(texts, st.sampled_from(LANGUAGES))
def test_without_a_date_to_count_from_nothing_is_relative(text: str, lang: str) -> None:
    assert resolve(parse(text, pack(lang)), Frame(horizon=HORIZON)).basis is not DateBasis.RELATIVE


def test_nothing_said_is_undated() -> None:
    assert (
        resolve(parse("", pack("en")), Frame(horizon=HORIZON, published=PartialDate.parse("2024-05-07")))
        == UNDATED
    )


@pytest.mark.parametrize(
    ("lang", "before", "after"),
    [
        ("en", "the day before", "the next day"),
        ("fr", "la veille", "le lendemain"),
        ("de", "am Vortag", "am folgenden Tag"),
        ("es", "la víspera", "al día siguiente"),
        ("it", "il giorno prima", "il giorno dopo"),
        ("pt", "na véspera", "no dia seguinte"),
        ("nl", "de dag ervoor", "de volgende dag"),
        ("pl", "poprzedniego dnia", "następnego dnia"),
        ("ru", "днём ранее", "на следующий день"),
        ("uk", "днем раніше", "наступного дня"),
        ("ar", "في اليوم السابق", "في اليوم التالي"),
        ("tr", "bir önceki gün", "ertesi gün"),
        ("id", "sehari sebelumnya", "keesokan harinya"),
    ],
)
def test_a_neighbouring_day_is_counted_from_the_date_named_last(lang: str, before: str, after: str) -> None:
    assert written(dated(before, lang, "2024-05-07", named="2024-03-01")) == "2024-02-29"
    assert written(dated(after, lang, "2024-05-07", named="2024-02-29")) == "2024-03-01"
    assert dated(before, lang, "2024-05-07") == dated(after, lang, named="2024-02") == UNDATED


@pytest.mark.parametrize(
    ("lang", "words", "date"),
    [
        ("pt", "nesta quinta-feira (5/6)", "2025-06-05"),
        ("de", "am Freitag (6.6.)", "2025-06-06"),
        ("es", "el jueves 5/6", "2025-06-05"),
        ("de", "Freitag, 10.05 Uhr", ""),
    ],
)
def test_a_day_and_a_month_in_figures_stand_beside_a_weekday(lang: str, words: str, date: str) -> None:
    found = dated(words, lang, "2025-06-08", future=False)
    assert written(found) == date or (not date and found.date != PartialDate(year=2025, month=5, day=10))


def test_a_month_that_begins_within_days_is_that_month() -> None:
    assert written(dated("fin octobre", "fr", "2024-09-27", future=False)) == "2024-10"
    assert written(dated("fin novembre", "fr", "2024-09-27", future=False)) == "2023-11"
