"""Names of people: the span without titles, the Latin form, and whether two names can be one person's.

Comparison across scripts works on consonant skeletons of romanised words; it only proposes, since true and
false scores overlap: office, party and date decide (see ``dragoman.merge``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler

from dragoman.lexicon.pack import Pack
from dragoman.model.text import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`-][^\W\d_]+)*\.?")
_INITIALS = re.compile(r"(?<![^\W\d_])([^\W\d_])\.\s*(?=[^\W\d_])")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_FULL_NAME, _INITIAL = 2, 2
_MASCULINE_GENITIVE = "а"  # of surnames in Cyrillic
_OBLIQUE = frozenset("еиіїоуыює")  # letters that given names end in where they are in no nominative
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# letters that romanisations of one sound are written with; each digraph before its letters
_SOUNDS = (
    ("tch", "c"), ("sch", "s"), ("sh", "s"), ("ch", "s"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("ph", "f"),
    ("th", "t"), ("dh", "d"), ("dj", "j"), ("ts", "c"), ("ck", "k"), ("qu", "k"), ("ou", ""), ("x", "ks"),
    ("q", "k"), ("w", "v"), ("p", "b"), ("z", "s"), ("c", "k"), ("g", "j"),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouyàáâäãåèéêëìíîïòóôöõùúûü'’`ʿʾ-]+")


def name_span(text: str, span: Span, pack: Pack) -> Span | None:
    """The span without titles before the name and signs around it; None where nothing is left."""
    words = span.of(text)
    start, end = span.start, span.end
    tokens = pack.tokens(words)
    offset = 0
    changed = True
    while changed:
        changed = False
        rest = [t for t in tokens if t.start >= offset]
        for match in pack.names.honorifics.find(rest):
            if rest and match.start == rest[0].start and match.end < len(words):
                following = re.match(r"[\s.]*", words[match.end :])
                offset = match.end + (following.end() if following else 0)
                changed = True
                break
    start += offset
    trimmed = _trim(text[start:end], pack)
    if trimmed is None:
        return None
    left, right = trimmed
    name = text[start + left : start + right]
    right -= len(name) - len(_without_common_word(name, pack))
    return Span(start=start + left, end=start + right)


def _without_common_word(name: str, pack: Pack) -> str:
    """A name of two words or more in capitals without a word in small letters behind it, which is none of it:
    "Friedrich Merz préside"."""
    parts = name.split()
    if len(parts) < 3 or not all(part[0].isupper() for part in parts[:-1]):
        return name
    last = parts[-1]
    common = last.isalpha() and last[0].islower() and pack.tokenizer.fold(last) not in pack.names.particles
    return name[: len(name) - len(last)].rstrip() if common else name


def _trim(words: str, pack: Pack) -> tuple[int, int] | None:
    left, right = 0, len(words)
    while left < right and not (words[left].isalnum()):
        left += 1
    while right > left and not (words[right - 1].isalnum() or (words[right - 1] == "." and right - left > 2)):
        right -= 1
    if right > left and words[right - 1] == "." and not _ends_in_initial(words[left:right]):
        right -= 1
    possessive = _POSSESSIVE.search(words[left:right])
    if possessive and pack.script == "Latn":
        right = left + possessive.start()
    return (left, right) if any(c.isalpha() for c in words[left:right]) else None


def _ends_in_initial(words: str) -> bool:
    return bool(re.search(r"(?:^|[\s.])[^\W\d_]\.\Z|\bJr\.\Z|\bSr\.\Z", words))


def name_words(written: str) -> tuple[str, ...]:
    """The words of a name as written, initials apart from what follows them."""
    spaced = _INITIALS.sub(r"\1. ", written)
    return tuple(_WORD.findall(spaced)) or (written.strip(),)


def base_words(written: str, pack: Pack) -> tuple[str, ...]:
    """The words of a name in the base form that the pack's case endings give them.

    A surname that may be a man's genitive or a woman's nominative (Захарова) is as its given name: a woman's
    where that is no man's genitive, and else both are a man's.
    """
    words = name_words(_POSSESSIVE.sub("", written) if pack.script == "Latn" else written)
    if not pack.names.cases:
        return words
    based = tuple(_base(word, pack) for word in words)
    if len(words) < _FULL_NAME or based[-1] == words[-1] or words[-1] != based[-1] + _MASCULINE_GENITIVE:
        return based
    *given, _ = words
    men = [_man_of(word, pack) for word in given]
    told = zip(given, men, strict=True)
    if any(man is None and _is_nominative(word, pack) for word, man in told):
        return (*based[:-1], words[-1])
    return tuple(man or base for man, base in zip((*men, None), based, strict=True))


def _is_known(word: str, pack: Pack) -> bool:
    return len(word) > _INITIAL and (pack.tokenizer.fold(word),) in pack.names.latin


def _is_nominative(word: str, pack: Pack) -> bool:
    """Whether the pack's table knows a given name, and it has no other ending than in the nominative."""
    if not _is_known(word, pack) or word[-1:] in _OBLIQUE:
        return False
    return word[-1:] not in "ая" or pack.names.latin[(pack.tokenizer.fold(word),)].endswith("a")


def _man_of(word: str, pack: Pack) -> str | None:
    """The man's name of which a given name can be the genitive, where the pack's table has it: Aleksandra."""
    stem = word[:-1]
    bases = {"а": (stem,), "я": (stem + "й", stem + "ь")}.get(word[-1:], ())
    return next((base for base in bases if _is_known(base, pack)), None)


def _base(word: str, pack: Pack) -> str:
    folded = pack.tokenizer.fold(word)
    if len(folded) != len(word) or folded.endswith("."):
        return word
    if (folded,) in pack.names.latin:
        return word
    for ending, base in pack.names.cases:
        if folded.endswith(ending) and len(folded) - len(ending) >= 2:
            return word[: len(word) - len(ending)] + base
    return word


def latin_name(written: str, pack: Pack) -> str:
    """The usual Latin-script form of a name, as far as the pack tells it; a Latin name stays as it is.

    Words that the pack's table does not know are romanised letter by letter.
    """
    if _is_latin(written):
        return " ".join(name_words(_POSSESSIVE.sub("", unicodedata.normalize("NFC", written))))
    words = [w for w in base_words(written, pack) if w]
    if len(words) == 1 and (parts := _surname_first(words[0], pack)):
        read = [_romanise(part, pack, pack.names.readings) for part in parts]
        if len(parts[0]) > 1:  # one of two signs may be Japanese, which the table tells
            read[0] = pack.names.latin.get((pack.tokenizer.fold(parts[0]),), read[0])
        return " ".join(read)
    out: list[str] = []
    index = 0
    while index < len(words):
        for size in (3, 2, 1):
            piece = tuple(pack.tokenizer.fold(w.strip(".")) for w in words[index : index + size])
            if len(piece) == size and piece in pack.names.latin:
                out.append(pack.names.latin[piece])
                index += size
                break
        else:
            out.append("-".join(_latin_part(part, pack) for part in words[index].split("-")))
            index += 1
    return " ".join(out)


def _latin_part(part: str, pack: Pack) -> str:
    """The Latin form of a word of a name that the table does not know whole, or of what hyphens join."""
    known = pack.names.latin.get((pack.tokenizer.fold(part.strip(".")),))
    return known or _romanise(part, pack, pack.names.letters)


def _surname_first(word: str, pack: Pack) -> tuple[str, ...]:
    """Surname and given name of a name written together, where the pack lists surnames and this begins so.

    The surname alone where it is the whole name. A word with a sign that no given name has is a foreign name,
    whatever it begins with; so is one that the pack's table knows.
    """
    folded = pack.tokenizer.fold(word)
    if folded in pack.names.surnames:
        return (word,)
    if (folded,) in pack.names.latin or len(folded) != len(word):
        return ()
    for surname in pack.names.surnames:
        given = folded[len(surname) :]
        if folded.startswith(surname) and 1 <= len(given) <= 2 and not pack.names.foreign & set(given):
            return word[: len(surname)], word[len(surname) :]
    return ()


def _is_latin(text: str) -> bool:
    return all("LATIN" in unicodedata.name(c, "") for c in text if c.isalpha())


def _romanise(word: str, pack: Pack, table: Sequence[tuple[str, str]]) -> str:
    point = "." if word.endswith(".") else ""
    folded = pack.tokenizer.fold(word.rstrip("."))
    out: list[str] = []
    index = 0
    while index < len(folded):
        for letters, latin in table:
            if folded.startswith(letters, index):
                out.append(latin)
                index += len(letters)
                break
        else:
            out.append(anyascii(folded[index]).lower())
            index += 1
    latin = "".join(out)
    particle = folded in pack.names.particles
    cased = latin if particle else "-".join(p[:1].upper() + p[1:] for p in latin.split("-"))
    return cased + point


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a romanised word, letters of one sound made one, doubled ones single."""
    text = anyascii(word).casefold()
    for letters, sound in _SOUNDS:
        text = text.replace(letters, sound)
    first = text[:1] if text[:1] in "aeiou" else ""
    text = _VOWELS.sub("", text)
    text = re.sub(r"[^a-z]", "", text).replace("h", "") or re.sub(r"[^a-z]", "", text)
    return ("a" if first else "") + re.sub(r"(.)\1+", r"\1", text)


@lru_cache(maxsize=65536)
def rough_sounds(word: str, soft: bool = False) -> str:
    """What a word of a name keeps through most scripts and misprints: to look it up by, not to compare it.

    Vowels and breaths go (h, j, v, w, f, y), and kinds of sounds that some script writes alike become one: r
    and l, m and n, b and p, d and t, hissing and hard ones. ``soft`` drops the hard ones too, for some write
    with c or g what others write with dj or y.
    """
    text = anyascii(word).casefold()
    for letters, sound in _ROUGH:
        text = text.replace(letters, sound)
    bare = re.sub(r"[^a-z]", "", text)
    kinds = (re.sub(r"[kgcqj]", "", bare) if soft else bare).translate(_KINDS)
    sounds = re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyhjvwf]", "", kinds))
    return sounds or ("v" if re.search(r"[vwf]", bare) else "a")


_ROUGH = (
    ("tsch", "k"), ("dsch", "j"), ("tch", "k"), ("sch", "k"), ("sh", "k"), ("zh", "j"), ("kh", "h"),
    ("ch", "k"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("dj", "j"), ("ts", "k"), ("x", "k"),
)  # fmt: skip
_KINDS = str.maketrans("rmpdszcqg", "lnbtkkkkk")
_GLUED = re.compile(r"\A[ae]l[-'’]?(?=[^\W\d_]{3})", re.IGNORECASE)


def without_article(word: str) -> str:
    """A word without an article that is written together with it; of a word that only begins like that,
    such as Alban, what is left is no name, so that both forms are to be looked up."""
    return _GLUED.sub("", anyascii(word))


@lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    """A word in small Latin letters, without the dot of an initial."""
    return anyascii(word).casefold().strip(".")


@lru_cache(maxsize=262144)
def word_similarity(left: str, right: str) -> float:
    """How alike two words of names are across spellings and romanisations, from 0 to 1.

    1 for the same word, 0.9 or more for the same skeleton; an initial fits any word that it begins. A word
    that is the other without its first syllable is another name: Qiang is not Keqiang.
    """
    a, b = _plain(left), _plain(right)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    if _REGNAL.match(left) and _REGNAL.match(right):
        return 0.0
    if len(a) == 1 or len(b) == 1:
        return 0.85 if a[0] == b[0] or skeleton(a)[:1] == skeleton(b)[:1] else 0.0
    if _beheaded(*sorted((a, b), key=len)):
        return _OTHER_HEAD
    x, y = skeleton(a), skeleton(b)
    if _begun(*sorted((x, y), key=len)):
        return _OTHER_HEAD
    plain = float(JaroWinkler.similarity(a, b))
    if x == y and x:
        return max(plain, 0.92 if len(x) > 2 else 0.88)
    bones = float(JaroWinkler.similarity(x, y)) if len(x) > 1 and len(y) > 1 else 0.0
    return max(plain * 0.95, min(bones, 0.9) if min(len(x), len(y)) > 2 else bones * 0.8)


def _beheaded(short: str, long: str) -> bool:
    """Whether the shorter word is the longer without a syllable before it, which is no article."""
    head = long.removesuffix(short)
    if not len(short) > 2 or not 1 < len(head) < len(long) or head.strip("-'") in _ARTICLES:
        return False
    return bool(_VOWELS.search(head)) and not head.endswith(("-", "'"))


def _begun(short: str, long: str) -> bool:
    """Whether the sounds of one word are but the beginning of the other's: Abdel, Abdulrahman."""
    return len(short) > 2 and len(long) - len(short) > 2 and long.startswith(short)


SAME_WORD = 0.87
_OTHER_HEAD = 0.75
_ARTICLES = frozenset({"al", "el", "ad", "ar", "as", "at", "ash"})
_TURNED = 0.92  # surname first in one of two names: then both words must be plainly the same
_REGNAL = re.compile(r"[IVX]+\Z")


def align(left: Sequence[str], right: Sequence[str]) -> float:
    """How well the shorter name fits into the longer, word by word in order, from 0 to 1.

    The surname weighs double: the last word of a name, or the first where the names are written
    surname first. Names of one word fit a name that has the word.
    """
    one = [w for w in left if w.strip(".'’-")]
    other = [w for w in right if w.strip(".'’-")]
    if not one or not other:
        return 0.0
    short, long = sorted((one, other), key=lambda words: (len(words), words))
    best = _in_order(short, long)
    if len(short) == len(long) == 2 and all(
        word_similarity(a, b) >= _TURNED for a, b in zip(reversed(short), long, strict=True)
    ):
        best = max(best, _in_order(short[::-1], long))
    return best


def _in_order(short: Sequence[str], long: Sequence[str]) -> float:
    total, weight, position = 0.0, 0.0, 0
    for number, word in enumerate(short):
        share = 2.0 if number == len(short) - 1 else 1.0
        scores = [(word_similarity(word, other), -at) for at, other in enumerate(long) if at >= position]
        if not scores:
            return 0.0
        score, at = max(scores)
        position = -at + 1
        if score < 0.7:
            return 0.0
        total += share * score
        weight += share
    return total / weight


_ASSIMILATED = re.compile(r"(?i)\b[ae](d|n|r|s|sh|t|z)[-'’](?=\1)")  # es-Sadiq, an-Nasser


def split_latin(name: str) -> tuple[str, ...]:
    """The words of a Latin name without particles' hyphens: "Al-Nasser" and "an-Nasser" are cut alike."""
    joined = _ASSIMILATED.sub("", _CAMEL.sub(" ", name))
    spaced = re.sub(r"(?i)\b(al|el|ad|ar|as|at|ash|ould|ben|bin|ibn)[-'’ ]+", r"\1 ", joined)
    words = [w for w in re.split(r"[\s]+", spaced) if w]
    bare = [
        w
        for w in words
        if w.casefold() not in {"al", "el", "ad", "ar", "as", "at", "ash", "de", "van", "von"}
    ]
    return tuple(bare or words)
