"""Readings -> judgements on what is the same, and the ledger that they imply. Both are pure functions."""

from dragoman.merge.judge import judge
from dragoman.merge.ledger import derive
from dragoman.merge.score import MergeSettings
from dragoman.merge.settings import merge_settings

__all__ = ["MergeSettings", "derive", "judge", "merge_settings"]
