"""Facts -> pictures, as SVG or PNG: timeline, momentum, scorecard.

They need the extra ``charts``. The same facts give the same bytes on every machine. Text stays text in SVG,
with a title and a description for those who listen; in black and white nothing is lost. ``labels`` puts other
words for those of ``ENGLISH``, by their keys, and ``lang`` says which language they are in.
"""

from dragoman.export.charts.momentum import momentum_chart
from dragoman.export.charts.scorecard import scorecard_chart
from dragoman.export.charts.timeline import timeline_chart
from dragoman.export.charts.words import ENGLISH

FORMATS = ("svg", "png")

__all__ = ["ENGLISH", "FORMATS", "momentum_chart", "scorecard_chart", "timeline_chart"]
