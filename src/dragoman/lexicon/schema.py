"""The files of a language pack, as they are written. See languages/README.md for what each key means."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from dragoman.gazetteer.acts import load_acts


def _text(value: object) -> object:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


Form = Annotated[str, BeforeValidator(_text), Field(min_length=1)]
Forms = list[Form]
RoleName = Literal[
    "foreign minister",
    "deputy foreign minister",
    "ambassador",
    "head of state",
    "head of government",
    "deputy prime minister",
    "minister (other)",
    "king/queen",
    "special envoy",
    "secretary-general",
    "spokesperson",
    "official (other)",
]
ROLES: tuple[str, ...] = get_args(RoleName)
AreaName = Literal[
    "trade",
    "energy",
    "fisheries",
    "agriculture",
    "defence",
    "education",
    "culture",
    "health",
    "migration",
    "security",
    "transport",
    "science and technology",
    "tourism",
    "environment",
    "investment",
    "humanitarian",
]
AREAS: tuple[str, ...] = get_args(AreaName)


OriginName = Literal[
    "foreign ministry", "ministry", "presidency", "royal court", "government", "embassy", "unnamed source"
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class PackFile(_Strict):
    """pack.toml"""

    name: str
    native: str
    script: str
    direction: Literal["ltr", "rtl"]
    words: Literal["spaces", "characters"] = "spaces"
    abbreviations: Forms = []
    numbered: Forms = []
    ordinal_point: bool = False
    fold: list[tuple[str, str]] = []
    ignore: str = ""
    proclitics: Forms = []
    article: str = ""
    endings: list[str] = []
    reads: Forms = []


class PartyNames(_Strict):
    names: Forms = []
    demonyms: Forms = []
    short: Forms = []
    shorter: Forms = []


class DemonymsFile(_Strict):
    parties: dict[str, PartyNames]
    territories: dict[str, Forms] = {}
    organisations: dict[str, Forms] = {}
    bloc_adjectives: dict[str, Forms] = {}


class OfficeRuleFile(_Strict):
    role: RoleName
    any: Forms
    unless: Forms = []
    only: list[str] = []


class NamesFile(_Strict):
    honorifics: Forms = []
    particles: Forms = []
    surnames: Forms = []
    latin: dict[Form, Form] = {}
    foreign: str = ""
    letters: list[tuple[str, str]] = []
    readings: list[tuple[str, str]] = []
    cases: list[tuple[str, str]] = []
    variants: list[Forms] = []


class DatesFile(_Strict):
    months: dict[int, Forms] = {}
    weekdays: dict[int, Forms] = {}
    days: dict[int, Forms] = {}
    monthdays: dict[int, Forms] = {}
    units: dict[Literal["day", "week", "month", "quarter", "year", "weekend"], Forms] = {}
    numbers: dict[int, Forms] = {}
    ordinals: dict[int, Forms] = {}
    this: Forms = []
    past: Forms = []
    next: Forms = []
    ago: Forms = []
    ahead: Forms = []
    same: Forms = []
    step: dict[int, Forms] = {}
    range: Forms = []
    both: Forms = []
    since: Forms = []
    before: Forms = []
    early: Forms = []
    middle: Forms = []
    late: Forms = []
    seasons: dict[Literal["spring", "summer", "autumn", "winter"], Forms] = {}
    vague: Forms = []
    order: Literal["dmy", "mdy", "ymd"] = "dmy"


Meanings = dict[str, Forms]


def _known_acts(value: Meanings) -> Meanings:
    unknown = sorted(value.keys() - load_acts().keys())
    if unknown:
        raise ValueError(f"no act of gazetteer/acts.tsv: {', '.join(unknown)}")
    return value


class HostCues(_Strict):
    of: Forms = []
    received: Forms = []


class InitiatorCues(_Strict):
    of: Forms = []
    received: Forms = []
    called: Forms = []


class CommitmentCues(_Strict):
    act: Forms = []
    intent: Forms = []
    unless: Forms = []


Months = Annotated[int, Field(ge=1, le=600)]
Days = Annotated[int, Field(ge=2, le=31)]


class CadenceCues(_Strict):
    """How often something is held, in months: told of what is done, or by an adjective of what it is."""

    held: dict[Months, Forms] = {}
    before: dict[Months, Forms] = {}
    after: dict[Months, Forms] = {}


class ReferenceCues(_Strict):
    counterpart: Forms = []
    two_people: Forms = []
    two_sides: Forms = []
    by_role: dict[RoleName, Forms] = {}
    former: Forms = []
    latter: Forms = []
    person: Forms = []


class CuesFile(_Strict):
    format: dict[Literal["phone", "video", "sidelines"], Forms] = {}
    visit_by: dict[RoleName, Forms] = {}
    visit_class: dict[Literal["state", "official", "working", "private", "transit"], Forms] = {}
    initiator: InitiatorCues = InitiatorCues()
    host: HostCues = HostCues()
    cancelled: Forms = []
    postponed: Forms = []
    planned: Forms = []
    background: Forms = []
    instrument_kind: Meanings = {}
    instrument_status: Meanings = {}
    term: dict[Literal["lasts", "ends", "period", "extends", "renews"], Forms] = {}
    create: Forms = []
    chair: Forms = []
    mandate: Forms = []
    body_kind: Meanings = {}
    session: Forms = []
    multilateral: Forms = []
    consultations: Forms = []
    commitment: CommitmentCues = CommitmentCues()
    position: Meanings = {}
    act: Annotated[Meanings, AfterValidator(_known_acts)] = {}
    joint: Forms = []
    attribution: Forms = []
    origin: dict[OriginName, Forms] = {}
    reference: ReferenceCues = ReferenceCues()
    cadence: CadenceCues = CadenceCues()
    counted: Forms = []
    first_since: Forms = []
    ended: Forms = []
    lasts: dict[Days, Forms] = {}
    capital: Forms = []
    credentials: Forms = []
    sport: Forms = []
    indicator: Meanings = {}
    scale: dict[int, Forms] = {}
    currency: dict[str, Forms] = {}
    percent: Forms = []


def cue_groups() -> tuple[str, ...]:
    """The names of all groups of cues, those within others after a point: "initiator.of"."""
    out: list[str] = []
    for name, value in CuesFile():
        out += [f"{name}.{key}" for key, _ in value] if isinstance(value, BaseModel) else [name]
    return tuple(out)


class TopicsFile(_Strict):
    areas: dict[AreaName, Forms]
    issues: dict[str, Forms] = {}


class Expected(_Strict):
    parties: dict[str, str | None] | None = None
    offices: dict[str, RoleName | None] | None = None
    people: dict[str, str] | None = None
    dates: dict[str, Annotated[str | None, BeforeValidator(lambda v: _iso(v))]] | None = None
    references: dict[str, str] | None = None
    cues: dict[str, str | list[str] | None] | None = None
    areas: list[str] | None = None


def _iso(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else _text(value)


class ExampleFile(_Strict):
    text: str
    published: Annotated[str | None, BeforeValidator(lambda v: _iso(v))] = None
    expect: Expected | Literal["nothing"]
