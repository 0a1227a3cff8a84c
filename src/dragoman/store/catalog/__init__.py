"""What is where: tables that follow from the ledger, and are asked instead of deriving all of it."""

from dragoman.store.catalog.answers import (
    DEALINGS,
    Catalog,
    DocumentOrder,
    DocumentRow,
    Doubt,
    Entry,
    EntryOrder,
    Home,
    Kind,
    OpenMerge,
    Page,
    PairOrder,
    PairRow,
    PartyRow,
    Size,
)

__all__ = [
    "DEALINGS",
    "Catalog",
    "DocumentOrder",
    "DocumentRow",
    "Doubt",
    "Entry",
    "EntryOrder",
    "Home",
    "Kind",
    "OpenMerge",
    "Page",
    "PairOrder",
    "PairRow",
    "PartyRow",
    "Size",
]
