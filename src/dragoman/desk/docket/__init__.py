"""The commitments docket: who promised what to whom, by when, and what later documents tell of it."""

from dragoman.desk.docket.answer import Filters, make_docket
from dragoman.desk.docket.rows import Docket, Entry
from dragoman.desk.docket.settings import DocketSettings

__all__ = ["Docket", "DocketSettings", "Entry", "Filters", "make_docket"]
