"""The brief. Its shape follows from the classes that it consists of, as its export does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, create_model

from dragoman.desk import brief_rows
from dragoman.desk.assessment.answer import Assessment
from dragoman.desk.coverage import Coverage as DeskCoverage
from dragoman.desk.notes import Note
from dragoman.export.brief_json import VERSION
from dragoman.model import record, time
from dragoman.web.api.schemas import shared

_LEAVES: dict[object, Any] = {
    DeskCoverage: shared.Coverage,
    time.When: shared.When,
    time.PartialDate: shared.Date,
    record.Place: shared.Place,
    record.Party: shared.Code,
    dt.date: shared.Day,
    Note: shared.Footnote,
}
_WHEN = {name: (info.annotation, ...) for name, info in shared.When.model_fields.items()}


def brief_shape() -> type[BaseModel]:
    """The shape of what ``brief_json`` makes."""
    number = Literal[VERSION]  # type: ignore[valid-type]  # a constant of the exporter
    known: dict[str, Any] = {"version": (number, ...), "notes": (list[shared.Footnote], ...)}
    return create_model(
        "Brief",
        __base__=shared.Shape,
        __doc__="The relations of two parties as known on a day: lines name their notes by number.",
        **{**_keys(brief_rows.Brief), **known},
    )


@cache
def _shape(row: type) -> type[BaseModel]:
    made = create_model(f"Brief{row.__name__}", __base__=shared.Shape, **_keys(row))
    made.__doc__ = " ".join((row.__doc__ or row.__name__).split("``")).split("\n\n", 1)[0]
    return made


def _keys(row: type) -> dict[str, Any]:
    assert is_dataclass(row)
    hints = get_type_hints(row, localns={"Assessment": Assessment})
    out: dict[str, Any] = {}
    for one in fields(row):
        if one.name == "assessment":
            continue
        if one.name == "notes":
            out["notes"] = (list[int], ...)
        elif one.name == "when":
            out |= _WHEN
        else:
            out[one.name] = (_type(hints[one.name]), ...)
    return out


def _type(hint: Any) -> Any:
    if hint in _LEAVES:
        return _LEAVES[hint]
    if hint in (str, int, float, bool, NoneType) or (isinstance(hint, type) and issubclass(hint, StrEnum)):
        return hint
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return Union[tuple(_type(one) for one in inner)]  # noqa: UP007  # made at run time
    if origin is tuple:
        return list[_type(inner[0])]  # type: ignore[misc]  # made at run time
    if origin is not None and issubclass(origin, Mapping):
        return dict[str, _type(inner[1])]  # type: ignore[misc]  # made at run time
    return _shape(hint)


Brief = brief_shape()
