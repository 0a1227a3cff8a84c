"""Documents of our own on one meeting in four languages, with the people as each of them writes them.

Tunisia's ambassador met a Russian deputy minister on 9 June 2021, and a month before. The Dutch text adapts
the English one and misprints a name; the Arabic and the Russian are reports of their own.
"""

from __future__ import annotations

from dragoman.model.record import Role
from dragoman.model.text import EngagementKind, Realis
from tests.merge.builders import Told

MEETING, CALL = EngagementKind.MEETING, EngagementKind.CALL
BACKGROUND = Realis.PAST_BACKGROUND


def english() -> Told:
    told = Told(
        "Tunisia's ambassador Lotfi Belkacem saw Deputy Foreign Minister Mikhail Voronov in Moscow on "
        "Wednesday. They spoke about 12 projects and will widen political dialogue. Russia calls for talks "
        "on Libya. The ambassador also called on Deputy Foreign Minister Serguei Chernov. On May 9 Belkacem "
        "and Voronov had met already. Tunisia ranks 4 among partners, with 230 firms. By 2030 Spain, Italy "
        "and Malta are to open 45 schools in Chad, Niger and Mali.",
        published="2021-06-10",
        source="gazette",
    )
    envoy = told.person("Lotfi Belkacem", "TUN", Role.AMBASSADOR)
    deputy = told.person(
        "Mikhail Voronov", "RUS", Role.DEPUTY_FOREIGN_MINISTER, Role.SPECIAL_ENVOY, spellings=("Voronov",)
    )
    other = told.person("Serguei Chernov", "RUS", Role.DEPUTY_FOREIGN_MINISTER)
    told.event(
        MEETING,
        "saw Deputy Foreign Minister Mikhail Voronov in Moscow",
        envoy,
        deputy,
        date="2021-06-09",
        place="Moscow/RUS",
        main=True,
    )
    told.commitment("widen political dialogue", "RUS TUN")
    told.position("RUS", "libya", "calls for talks on Libya")
    told.event(MEETING, "The ambassador also called on", envoy, other)
    told.event(MEETING, "had met already", envoy, deputy, date="2021-05-09", realis=BACKGROUND)
    return told


def dutch() -> Told:
    told = Told(
        "Ambassadeur Lotfi Belkacem van Tunesië sprak deze week in Moskou met vice-minister Michail "
        "Voronovop. Voronov en hij bespraken 12 projecten en willen de politieke dialoog verbreden. "
        "In april uitte Rusland kritiek op de sancties. Rusland roept op tot gesprekken over Libië. "
        "Op 9 mei hadden Belkacem en Mikhail Voronov elkaar al ontmoet. "
        "Tunesië staat op plaats 4, met 230 bedrijven. In 2030 hebben Spanje, Italië en Malta 45 scholen "
        "in Tsjaad, Niger en Mali geopend.",
        lang="nl",
        published="2021-06",
        source="courant",
    )
    envoy = told.person("Lotfi Belkacem", "TUN", Role.AMBASSADOR)
    deputy = told.person(
        "Michail Voronovop",
        "RUS",
        Role.DEPUTY_FOREIGN_MINISTER,
        spellings=("Voronov", "Mikhail Voronov"),
    )
    told.event(
        MEETING, "sprak deze week in Moskou", envoy, deputy, date="2021-06", place="Moscow/RUS", main=True
    )
    told.commitment("willen de politieke dialoog verbreden", "RUS TUN")
    told.event(
        EngagementKind.STATEMENT, "uitte Rusland kritiek", date="2021-04", realis=BACKGROUND, sides="RUS"
    )
    told.position("RUS", "libya", "roept op tot gesprekken over Libië")
    told.event(MEETING, "elkaar al ontmoet", envoy, deputy, date="2021-05-09", realis=BACKGROUND)
    return told


def arabic() -> Told:
    told = Told(
        "التقى سفير تونس في موسكو لطفي بلقاسم نائب وزير الخارجية ميخائيل فورونوف يوم 9 يونيو 2021.",
        lang="ar",
        published="2021-06-11",
        source="sahifa",
    )
    envoy = told.person("لطفي بلقاسم", "TUN", Role.AMBASSADOR, name="Ltfy Blqasm")
    deputy = told.person("ميخائيل فورونوف", "RUS", Role.DEPUTY_FOREIGN_MINISTER, name="Mykhayyl Fwrwnwf")
    told.event(MEETING, "التقى", envoy, deputy, date="2021-06-09", place="Moscow/RUS", main=True)
    return told


def russian() -> Told:
    told = Told(
        "9 июня заместитель министра М. Воронов принял посла Туниса Лотфи Белькасема.",
        lang="ru",
        published="2021-06-09",
        source="vestnik",
    )
    envoy = told.person("Лотфи Белькасема", "TUN", Role.AMBASSADOR, name="Lotfi Belkasem")
    deputy = told.person("М. Воронов", "RUS", Role.DEPUTY_FOREIGN_MINISTER, name="M. Voronov")
    told.event(MEETING, "принял посла", envoy, deputy, date="2021-06-09", place="Moscow/RUS", main=True)
    return told


def cluster() -> tuple[Told, ...]:
    return english(), dutch(), arabic(), russian()
