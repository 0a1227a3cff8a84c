"""What the answer on avenues consists of: facts only; ``dragoman.export.avenues_words`` says them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from dragoman.desk.coverage import Coverage
from dragoman.desk.notes import Note, Noted
from dragoman.model.ledger import LedgerIndicator
from dragoman.model.record import Party
from dragoman.trade import TradeCoverage


class Basis(StrEnum):
    """Whose figure it is."""

    EXPORTER = "as the exporter reports"
    IMPORTER = "as the importer reports"
    RECONCILED = "reconciled by BACI"


class Missing(StrEnum):
    """Why an index has no value."""

    NO_FILES = "no trade file was brought"
    NO_YEAR = "no file has a year that both have figures of and that was over by then"
    NO_PRODUCTS = "the files have totals only, and no products"
    NO_WORLD = "too few countries report for their exports to stand for the world's"
    NO_EXPORTER = "the files do not tell what the exporter sells the world, and may not have all its partners"
    NO_IMPORTER = (
        "the files do not tell what the importer buys of the world, and may not have all its partners"
    )
    NO_FLOW = "neither side reports trade with the other"
    NO_STATE = "one of the two is no state"


class IndexName(StrEnum):
    COMPLEMENTARITY = "trade complementarity"
    INTENSITY = "trade intensity"
    INTRA_INDUSTRY = "intra-industry trade (Grubel-Lloyd)"
    EASE = "ease of trade"
    POTENTIAL = "export potential"
    GAP = "unused export potential"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A number that another is made of. ``unit`` is "USD", "share", "index", "days" or empty for a count."""

    name: str
    value: float
    unit: str = ""
    basis: Basis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """A figure with what it is made of, or with the reason for which it cannot be computed."""

    name: IndexName
    value: float | None
    missing: Missing | None = None
    parts: tuple[Part, ...] = ()

    def __post_init__(self) -> None:
        if (self.value is None) == (self.missing is None):
            raise ValueError("an index has a value, or a reason for which it has none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirror:
    """One flow as both sides tell it. ``ratio`` is the importer's figure over the exporter's: imports are
    valued with freight and insurance, so that somewhat more than one is usual. None where a side is silent,
    and where BACI has made one figure of both."""

    exporter_says: float | None
    importer_says: float | None
    reconciled: float | None = None

    @property
    def ratio(self) -> float | None:
        if not self.exporter_says or self.importer_says is None:
            return None
        return self.importer_says / self.exporter_says


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """What one side sells to the other: both sides' figures, which of them is used, and the indices."""

    exporter: Party
    importer: Party
    mirror: Mirror
    used: Basis | None
    value: float | None
    indices: tuple[Index, ...]

    def index(self, name: IndexName) -> Index:
        return next(one for one in self.indices if one.name is name)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTotal:
    """What an exporter sold to an importer in a year, as both sides tell it."""

    year: int
    exporter: Party
    importer: Party
    mirror: Mirror


class Kind(StrEnum):
    EXPORT_POTENTIAL = "export potential"
    NEAR_PRODUCT = "product within reach"
    DECLARED = "declared by both, no instrument"
    IDLE_INSTRUMENT = "instrument without activity"
    OTHERS_HAVE = "others have an instrument"
    IDLE_BODY = "body without sessions"


class Caveat(StrEnum):
    """What a reader must bear in mind."""

    MIRROR = "the two sides' figures are far apart"
    ONE_SIDE = "only one side reports this trade"
    ONE_YEAR = "figures of one year only"
    REVISIONS = "countries report by different editions of the Harmonized System"
    NO_TARIFFS = "tariffs, transport and rules are not taken into account"
    FEW_REPORTS = "one independent source only"
    NO_AREAS = "instruments between the two whose words tell no area are not counted"
    UNDATED = "the date is not known"
    READ_ONLY = "what was not read may have taken place"
    FEW_PAIRS = "one other pair only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """``value`` = weight × strength, + bonus, × (1 - penalty), at most 1; see ``ranking``."""

    weight: float
    strength: float
    bonus: float = 0.0
    penalty: float = 0.0

    @property
    def value(self) -> float:
        return min(1.0, self.weight * self.strength * (1 + self.bonus) * (1 - self.penalty))


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeAvenue:
    """A product that one could sell the other. ``files`` have the figures; ``declared`` are words in which
    both sides have named its area, none where they have not."""

    id: str
    kind: Kind
    exporter: Party
    importer: Party
    product: str
    product_name: str
    area: str
    year: int
    score: Score
    figures: tuple[Part, ...]
    caveats: tuple[Caveat, ...]
    files: tuple[str, ...]
    declared: tuple[Note, ...] = ()

    def figure(self, name: str) -> float | None:
        return next((part.value for part in self.figures if part.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerAvenue(Noted):
    """An avenue that the documents show. ``subject`` is the area, or the title or name of what is idle.

    ``record_ids`` are those of the ledger that it rests on; ``since`` the last day of activity, or that of
    the instrument; ``others`` are the parties that one of the two shares such an instrument with.
    """

    id: str
    kind: Kind
    subject: str
    area: str | None
    score: Score
    figures: tuple[Part, ...]
    caveats: tuple[Caveat, ...]
    record_ids: tuple[str, ...]
    since: dt.date | None = None
    others: tuple[tuple[Party, Party], ...] = ()


Avenue = TradeAvenue | LedgerAvenue


class Verdict(StrEnum):
    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    NOT_CHECKABLE = "not checkable"


class Ground(StrEnum):
    """Why a verdict is what it is."""

    WITHIN = "a figure lies within the tolerance"
    OUTSIDE = "no figure lies within the tolerance"
    RANK_SAME = "the rank in the figures is the same"
    RANK_OTHER = "the rank in the figures is another"
    RANK_WORSE = "the rank among all partners is already better"
    RANK_GROUP = "the rank among all partners is another, and the words may mean a smaller group"
    PART = "the words may be of a part of the trade only"
    CHANGE = "the change on the year before lies within the tolerance"
    PERCENT = "the words do not tell of what the percentage is"
    CURRENCY = "the value is not in US dollars"
    NO_VALUE = "the words give no number"
    NOT_TRADE = "trade files do not tell of this"
    NO_FILES = "no trade file was brought"
    NO_DATA = "the files have no such figures of the year"
    PARTIES = "the words are not of two states alone"
    PARTNERS = "the files have too few partners to rank them"
    PLAN = "the words tell of an aim, not of what was"
    GOODS = "the words name goods or an area, and the figures are of all goods"
    GROUP = "the words name a group of states, and the files do not have all the trade with it"
    OTHERS = "the words name others besides, and may tell of trade with these"
    NO_MEMBER = "neither of the two is a member of the group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Noted):
    """A claim of the documents beside the figures. ``stated_year``: the words tell it; else it is the last
    full year before the publication. ``figures`` are all that it was compared with."""

    indicator: LedgerIndicator
    verdict: Verdict
    ground: Ground
    year: int | None
    stated_year: bool
    claimed: float | None
    figures: tuple[Part, ...]
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Avenues:
    """The answer. ``year`` is that of the trade figures, None where there are none, and then ``missing`` says
    why. ``digits`` is the level of detail of products, ``revisions`` the editions that were reported by."""

    parties: tuple[Party, Party]
    on: dt.date
    year: int | None
    missing: Missing | None
    digits: int | None
    revisions: tuple[str, ...]
    reporters: int
    directions: tuple[Direction, ...]
    history: tuple[YearTotal, ...]
    intra_industry: Index | None
    avenues: tuple[Avenue, ...]
    checks: tuple[Check, ...]
    trade: TradeCoverage | None
    coverage: Coverage
