"""Whether two documents tell of one promise: the parties, what is named and counted in it, and its words.

Two records are compared only where the same parties promise. Score: 1 / (1 + e^-(S - PRIOR)), where S is the
sum of weight × value as for all that is merged (``dragoman.merge.score``), and ``PRIOR`` stands for that most
promises of two parties are different ones. Deadlines are not held against a pair: a promise whose date
slips is still that promise. But one told long after the day on which the other was due is a new one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from dragoman.detect.names import word_similarity
from dragoman.lexicon.load import pack_or_bare
from dragoman.lexicon.pack import DateWord
from dragoman.merge.compare.titles import Titles, likeness
from dragoman.merge.score import logistic
from dragoman.model.judgement import Reason
from dragoman.model.record import Commitment, Party

PRIOR = 1.35
SAME = 0.8
_STALE_DAYS = 180  # a promise told so long after the other's deadline is made anew
_KINDRED = 0.88  # words of two languages that are one word: cooperation, cooperación
_SHORT = 4
_OPENING = 3  # signs within which the words that promise begin
_COUNTING = ("scale", "currency", "percent")
_EVENT = "eng-"
_ORDINAL = "th"
_LIKE_NAME = 0.75
_YEARS = range(1900, 2101)
_FIGURE = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?:[.,]\d+)?(?!\d)|(?<![\w.,])\d+(?:[.,]\d+)?(?!\d)"
)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A commitment, ready to compare. ``named`` are the ids of the instruments, bodies and planned
    engagements in its words, and ``titles`` their names; ``amounts`` its figures with their units ("500",
    "2200000000 USD") but for years and dates; ``words`` its words but for those of the deadline. ``told`` are
    the days on which it may have been told, ``others`` the parties besides those who promise that its words
    name, and ``held`` the first day on which an event that it plans took place.
    """

    record: Commitment
    lang: str
    named: frozenset[str]
    titles: Titles
    amounts: frozenset[str]
    words: frozenset[str]
    told: tuple[dt.date, dt.date] | None
    others: frozenset[Party] = frozenset()
    held: dt.date | None = None

    @property
    def due(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day that the deadline can mean."""
        due = self.record.due
        return None if due.date is None else (due.date.first, (due.end or due.date).last)


@lru_cache(maxsize=16384)
def amounts(lang: str, text: str) -> frozenset[str]:
    """The figures of a text with their scale and unit, and its ordinals ("3rd"); years are none."""
    pack = pack_or_bare(lang)
    found = set()
    for figure in _FIGURE.finditer(text):
        number = _number(figure[0])
        after = pack.tokens(text[figure.end() : figure.end() + 40])[:4]
        before = pack.tokens(text[max(0, figure.start() - 8) : figure.start()])[-2:]
        scales = pack.cue("scale", after[:2])
        unit = pack.meaning("currency", after) or pack.meaning("currency", before)
        unit = unit or ("%" if pack.cue("percent", after[:2]) else None)
        if number is None or (number in _YEARS and not scales and not unit):
            continue
        number *= int(scales[0].value) if scales else 1
        found.add(f"{number:.10g}" + (f" {unit}" if unit else ""))
    for match in pack.dates.longest(pack.tokens(text)):
        if match.value.word is DateWord.ORDINAL:
            found.add(f"{match.value.value}{_ORDINAL}")
    return frozenset(found)


def _number(written: str) -> float | None:
    raw = re.sub(r"[\u00a0\u202f ]", "", written)
    if re.fullmatch(r"[1-9]\d{0,2}(?:[.,]\d{3})+", raw):
        return float(re.sub(r"[.,]", "", raw))
    try:
        return float(
            raw.replace(",", ".") if raw.count(",") + raw.count(".") < 2 else re.sub(r"[.,]", "", raw)
        )
    except ValueError:
        return None


@lru_cache(maxsize=16384)
def named_parties(lang: str, text: str) -> frozenset[Party]:
    """The parties that words name."""
    pack = pack_or_bare(lang)
    return frozenset(m.value.party for m in pack.parties.longest(pack.tokens(text)))


@lru_cache(maxsize=16384)
def words(lang: str, text: str, without: str | None = None) -> frozenset[str]:
    """The words that tell a promise from others, without those of its deadline, of parties and of figures,
    and without those that only promise ("pledged to")."""
    text = text.replace(without, " ") if without else text
    pack = pack_or_bare(lang)
    tokens = pack.tokens(text)
    spans = [(m.start, m.end) for group in _COUNTING for m in pack.cue(group, tokens)]
    spans += [(m.start, m.end) for m in pack.parties.longest(tokens)]
    spans += [
        _promising(text, m.start, m.end) for m in pack.cue("commitment.act", tokens) if m.start <= _OPENING
    ]
    signs = list(text)
    for start, end in spans:
        signs[start:end] = " " * (end - start)
    return plain_words(lang, "".join(signs))


def _promising(text: str, start: int, end: int) -> tuple[int, int]:
    """The words of a cue that promise, without its last, which may say what is done: "agreed to [open]"."""
    last = text.rfind(" ", start, end)
    return start, last if last > start else end


def plain_words(lang: str, text: str) -> frozenset[str]:
    """The words that carry meaning: four letters or more; pairs of signs of a script without spaces."""
    if pack_or_bare(lang).words == "characters":
        runs = _WORD.findall(text)
        return frozenset(run[n : n + 2] for run in runs for n in range(len(run) - 1))
    return frozenset(w for w in _WORD.findall(text.casefold()) if len(w) >= _SHORT)


# --- features ---------------------------------------------------------------------------------------------


def named(left: Promise, right: Promise) -> float | None:
    """For: an instrument, a body or a planned event named in both, less for such as are of a like name; in
    one language against where both name other instruments or bodies. A plan of another date is no reason
    against: dates slip."""
    if not left.named or not right.named:
        return None
    common = left.named & right.named
    if common:
        return len(common) / min(len(left.named), len(right.named))
    if (likeness(left.titles, right.titles) or 0.0) >= _LIKE_NAME:
        return 0.6
    things = [any(not i.startswith(_EVENT) for i in one.named) for one in (left, right)]
    return -0.5 if left.lang == right.lang and all(things) else None


def counted(left: Promise, right: Promise) -> float | None:
    """For: the same figures, and a little the same ordinals; against other ones."""
    if not left.amounts or not right.amounts:
        return None
    if left.amounts == right.amounts:
        return 1.0 if any(not a.endswith(_ORDINAL) for a in left.amounts) else 0.3
    return 0.2 if left.amounts & right.amounts else -1.5


def wording(left: Promise, right: Promise) -> float | None:
    """Within a language the share of words in common, from -0.5 to 1 for four fifths of them; between
    languages only for, where words are the same but for spelling."""
    ours, theirs = left.words, right.words
    if not ours or not theirs:
        return None
    if left.lang == right.lang:
        share = len(ours & theirs) / len(ours | theirs)
        return round(min(1.0, max(-0.5, (share - 0.2) / 0.6)), 4)
    both = sorted({latin(w) for w in ours}), sorted({latin(w) for w in theirs})
    short, long = sorted(both, key=lambda found: (len(found), found))
    hits = sum(1 for v in short if len(v) > _SHORT and any(_one_word(v, w) for w in long))
    return round(min(1.0, 2 * hits / len(short)), 4) if hits > 1 else None


def about(left: Promise, right: Promise) -> float | None:
    """For: the same areas of cooperation; against none in common."""
    ours, theirs = set(left.record.areas), set(right.record.areas)
    if not ours or not theirs:
        return None
    return 1.0 if ours == theirs else 0.4 if ours & theirs else -1.0


def deadline(left: Promise, right: Promise) -> float | None:
    """For: deadlines that can be one day. Others are no reason against: dates slip."""
    if left.due is None or right.due is None:
        return None
    return 1.0 if left.due[0] <= right.due[1] and right.due[0] <= left.due[1] else 0.0


Feature = Callable[[Promise, Promise], float | None]
FEATURES: tuple[tuple[Feature, float], ...] = (
    (named, 2.0),
    (counted, 1.5),
    (wording, 3.0),
    (about, 0.5),
    (deadline, 0.5),
)


def compare(left: Promise, right: Promise) -> tuple[float, tuple[Reason, ...]]:
    """The score from 0 to 1 that they are one promise, and what made it up."""
    found = [(f.__name__, f(left, right), weight) for f, weight in FEATURES]
    reasons = tuple(Reason(feature=n, value=round(v, 4), weight=w) for n, v, w in found if v is not None)
    return logistic(sum(r.value * r.weight for r in reasons) - PRIOR), reasons


def forbids(left: Promise, right: Promise) -> str | None:
    """Why they cannot be one promise, in words; None where they can."""
    if set(left.record.who) != set(right.record.who):
        return "other parties"
    if left.record.evidence[0].document_id == right.record.evidence[0].document_id:
        return "told apart in one document"
    if left.others and right.others and not left.others & right.others:
        return "promised to others"
    if counted(left, right) == -1.5:
        return "other figures"
    for one, other in ((left, right), (right, left)):
        if one.held is not None and other.told is not None and other.told[0] > one.held:
            return "told after the other was kept"
        if one.due is None or other.told is None or deadline(left, right) == 1.0:
            continue
        if (other.told[0] - one.due[1]).days > _STALE_DAYS:
            return "told long after the other was due"
    return None


def latin(word: str) -> str:
    """A word in Latin letters."""
    return anyascii(word).casefold()


def _one_word(v: str, w: str) -> bool:
    return min(len(v), len(w)) > _SHORT and word_similarity(v, w) >= _KINDRED
