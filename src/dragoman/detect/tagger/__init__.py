"""The trained tagger: its runtime and, in ``artifact``, its weights."""

from dragoman.detect.tagger.artifact import UnusableArtifact
from dragoman.detect.tagger.tagger import Passage, Tagger

__all__ = ["Passage", "Tagger", "UnusableArtifact"]
