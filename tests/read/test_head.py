"""The line with the date under a title."""

from __future__ import annotations

import pytest

from dragoman.model.time import DateBasis
from dragoman.read.base import build
from dragoman.read.head import head_date

BODY = "\n\nThe two ministers spoke of fisheries and of the port, and agreed to meet again before summer.\n"


@pytest.mark.parametrize(
    ("head", "lang", "date"),
    [
        ("Talks on fisheries\n2021-07-24 | Politics", "en", "2021-07-24"),
        ("Wednesday, October 23, 2013\n\nTalks on fisheries", "en", "2013-10-23"),
        ("Conversaciones sobre pesca\n\nActualizado a las 19/04/2017 - 10:34", "es", "2017-04-19"),
        ("Переговоры о рыболовстве\n17 августа 2023 года, 12:40", "ru", "2023-08-17"),
        ("Entretiens sur la pêche\nPublié le 3 mai 2022 à 17h05", "fr", "2022-05-03"),
        ("渔业会谈\n2021年3月18日 15:30 来源:部", "zh", "2021-03-18"),
        ("Talks on fisheries\nPublished: 3 May 2022\nUpdated: 5 May 2022", "en", "2022-05-03"),
        (
            "Talks on fisheries\nBy A REPORTER in Nairobi | Example Daily | Updated: 2018-07-24 02:25",
            "en",
            "2018-07-24",
        ),
        ("9 März 201716:33\n\nZum Gespräch über Fischerei", "de", "2017-03-09"),
    ],
)
def test_a_line_that_is_hardly_more_than_a_date_is_the_day(head: str, lang: str, date: str) -> None:
    assert str(head_date(head + BODY, lang)) == date


@pytest.mark.parametrize(
    "head",
    [
        "Visit of the minister to Nairobi on 3 May 2022",
        "Talks on fisheries\nThe ministers met in Nairobi on 3 May 2022.",
        "News\n3 May 2022\nTalks on fisheries\n9 January 2021\nA port is opened",
        "Talks on fisheries\n04/03/2021",
        "Talks on fisheries\nMay 2022",
        "Talks on fisheries" + BODY * 15 + "3 May 2022" + BODY * 15,
    ],
)
def test_what_is_dated_otherwise_or_not_at_all_gives_none(head: str) -> None:
    assert head_date(head + BODY, "en") is None


@pytest.mark.parametrize(
    ("head", "lang", "date"),
    [
        ("Wednesday 04/03/2020\nTalks on fisheries", "en", "2020-03-04"),
        ("محادثات\nالسبت 06-09-2014 17:41", "ar", "2014-09-06"),
        ("Talks on fisheries\nSunday 04/03/2020", "en", None),
    ],
)
def test_the_day_of_the_week_tells_which_figure_is_the_month(head: str, lang: str, date: str | None) -> None:
    found = head_date(head + BODY, lang)
    assert (str(found) if found else None) == date


@pytest.mark.parametrize(
    ("foot", "lang", "date"),
    [
        ("Lisboa, 3 de maio de 2022", "pt", "2022-05-03"),
        ("05.03.2009\n\nКомментарии ()", "ru", "2009-03-05"),
        ("ven, 29/03/2024 - 17:44\n\nActualités", "fr", "2024-03-29"),
        ("The ministers met last on 3 May 2022 in Nairobi.", "en", None),
        ("© 2022 Example Daily", "en", None),
        ("3 May 2022\nA port is opened\n9 January 2021\nA ship comes in", "en", None),
    ],
)
def test_a_line_at_the_end_is_the_day_where_none_is_at_the_beginning(
    foot: str, lang: str, date: str | None
) -> None:
    found = head_date("Talks on fisheries" + BODY * 6 + foot + "\n", lang)
    assert (str(found) if found else None) == date
    assert str(head_date("Talks on fisheries\n1 April 2020" + BODY * 6 + foot, lang)) == "2020-04-01"


@pytest.mark.parametrize(
    ("text", "lang", "is_clock"),
    [
        ("Friday, 26 April 2024\nThe minister flew today, Sunday, to the islands.", "en", True),
        ("Friday, 26 April 2024\nThe minister flew today, Friday, to the islands.", "en", False),
        ("Friday, 26 April 2024\nThe minister flew on Sunday to the islands.", "en", False),
        ("الجمعة 26 أبريل 2024\nيتوجه الوزير مساء اليوم الأحد إلى الجزر.", "ar", True),
        ("الجمعة 26 أبريل 2024\nيتوجه الوزير مساء اليوم الجمعة إلى الجزر.", "ar", False),
        ("26 апреля 2024\nМинистр вылетел сегодня, в воскресенье, на острова.", "ru", True),
    ],
)
def test_the_clock_of_a_page_is_not_the_day_of_its_text(text: str, lang: str, is_clock: bool) -> None:
    assert (head_date(text, lang) is None) is is_clock


def test_a_document_is_dated_by_it_where_nothing_else_dates_it() -> None:
    text = f"Talks on fisheries\n24 July 2021{BODY}"
    one = build(text, "talks.txt")
    assert (str(one.published), one.published_basis) == ("2021-07-24", DateBasis.INFERRED)
    assert one.published_from == "a line at the head or the end of the text"
    other = build(f"date 2021-08-01\n{text}", "talks.txt")
    assert (str(other.published), other.published_basis) == ("2021-08-01", DateBasis.STATED)
    assert str(one.prose.of(one.text)) == text
