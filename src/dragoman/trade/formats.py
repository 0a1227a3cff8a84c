"""Which kind of trade file it is, told by the names of its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    COMTRADE = "UN Comtrade"
    COMTRADE_LEGACY = "UN Comtrade, legacy headers"
    BACI = "CEPII BACI"
    PRODUCTS = "names of products"  # BACI's product_codes file


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A file's format, and the number of the column that holds each thing, from 0."""

    format: Format
    columns: Mapping[str, int]
    width: int


_NAMES: Mapping[Format, Mapping[str, tuple[str, ...]]] = {
    Format.COMTRADE: {
        "year": ("refyear",),
        "period": ("period",),
        "month": ("refmonth",),
        "frequency": ("freqcode",),
        "type": ("typecode",),
        "reporter_iso": ("reporteriso",),
        "reporter_code": ("reportercode",),
        "partner_iso": ("partneriso",),
        "partner_code": ("partnercode",),
        "second": ("partner2code",),
        "flow": ("flowcode",),
        "flow_name": ("flowdesc",),
        "classification": ("classificationcode",),
        "product": ("cmdcode",),
        "description": ("cmddesc",),
        "customs": ("customscode",),
        "mode": ("motcode",),
        "value": ("primaryvalue",),
    },
    Format.COMTRADE_LEGACY: {
        "year": ("year", "yr"),
        "period": ("period",),
        "reporter_iso": ("reporter iso", "rt3iso"),
        "reporter_code": ("reporter code", "rtcode"),
        "partner_iso": ("partner iso", "pt3iso"),
        "partner_code": ("partner code", "ptcode"),
        "second": ("2nd partner code", "ptcode2"),
        "flow": ("trade flow code", "rgcode"),
        "flow_name": ("trade flow", "rgdesc"),
        "classification": ("classification", "pfcode"),
        "product": ("commodity code", "cmdcode"),
        "description": ("commodity", "cmddesce"),
        "customs": ("customs proc. code", "cstcode"),
        "mode": ("mode of transport code", "motcode"),
        "value": ("trade value (us$)", "tradevalue"),
    },
    Format.BACI: {
        "year": ("t",),
        "reporter_code": ("i",),
        "partner_code": ("j",),
        "product": ("k",),
        "value": ("v",),
    },
    Format.PRODUCTS: {"product": ("code",), "description": ("description",)},
}
_WANTED: Mapping[Format, tuple[tuple[str, ...], ...]] = {  # one of each
    Format.COMTRADE: (
        ("year", "period"),
        ("reporter_iso", "reporter_code"),
        ("partner_iso", "partner_code"),
        ("flow", "flow_name"),
        ("product",),
        ("value",),
    ),
    Format.BACI: (("year",), ("reporter_code",), ("partner_code",), ("product",), ("value",)),
    Format.PRODUCTS: (("product",), ("description",)),
}


def recognised(header: Sequence[str]) -> Layout | None:
    """The layout of a file with this header; None where it is that of no trade file."""
    names = [" ".join(name.strip().strip("\ufeff\"'").casefold().split()) for name in header]
    for format, wanted in _NAMES.items():
        columns = {
            key: next(names.index(alias) for alias in aliases if alias in names)
            for key, aliases in wanted.items()
            if any(alias in names for alias in aliases)
        }
        needs = _WANTED.get(format, _WANTED[Format.COMTRADE])
        if all(any(key in columns for key in group) for group in needs):
            return Layout(format=format, columns=columns, width=len(names))
    return None
