"""Precision, recall and F1 of records against labelled documents, both in the annotation format.

Two records of one kind match where what makes them that record agrees (type, parties or people, words of the
title or quote); fields are then scored on matched pairs alone. Matching is one to one, best first. Intervals
are the 2.5 and 97.5 percentiles of 1,000 bootstrap resamples of the documents, with a fixed seed.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.detect.names import align, split_latin
from dragoman.errors import UnreadableDocument
from dragoman.extract.instrument import title_similarity, title_words

Json = dict[str, Any]

VERSION = 1
_RESAMPLES = 1000
_ALIKE = {
    "consultations": "meeting",
    "session": "commission_session",
    "commission_session": "commission_session",
}
_NAME = 0.8
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Tally:
    """Counts of one kind or field in one document."""

    hit: int = 0
    gold: int = 0
    predicted: int = 0

    def add(self, other: Tally) -> None:
        self.hit += other.hit
        self.gold += other.gold
        self.predicted += other.predicted


@dataclass(slots=True)
class DocumentScore:
    """The counts of one document, and its errors as (kind, "missed" or "wrong", quote)."""

    lang: str
    counts: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    errors: list[Json] = field(default_factory=list)


def evaluate_files(gold: Path, predicted: Path) -> Json:
    """The scores of one file against the other; documents are joined by ``id``.

    Raises UnreadableDocument naming file and line where a line is not an object of the format.
    """
    labelled, found = load(gold), load(predicted)
    empty: Json = {}
    scores = [score_document(g, found.get(key, empty)) for key, g in labelled.items()]
    result = summary(scores)
    result["missing_documents"] = sorted(labelled.keys() - found.keys())
    return result


def load(path: Path) -> dict[str, Json]:
    """The objects of a JSON Lines file by their id."""
    out: dict[str, Json] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableDocument(f"{path}: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            key = str(value["id"])
        except (json.JSONDecodeError, TypeError, KeyError) as error:
            raise UnreadableDocument(f"{path}:{number}: not a document in the annotation format") from error
        if key in out:
            raise UnreadableDocument(f"{path}:{number}: the id {key!r} stands twice")
        out[key] = value
    return out


# --- one document ---


def score_document(gold: Json, predicted: Json) -> DocumentScore:
    """The counts of one document."""
    score = DocumentScore(lang=str(gold.get("lang") or "und"))
    for kind, alike in _MATCHERS.items():
        pairs = _match(score, kind, gold.get(kind) or [], predicted.get(kind) or [], alike)
        if kind == "events":
            for one, other in pairs:
                _event_fields(score, one, other)
    _main_found(score, gold, predicted)
    mine, theirs = set(gold.get("areas") or []) - {"other"}, set(predicted.get("areas") or []) - {"other"}
    score.counts["areas"].add(Tally(len(mine & theirs), len(mine), len(theirs)))
    if not gold.get("events"):
        score.counts["distractor left empty"].add(Tally(int(not predicted.get("events")), 1, 1))
    return score


def _match(
    score: DocumentScore,
    kind: str,
    gold: Sequence[Json],
    predicted: Sequence[Json],
    alike: Callable[[Json, Json], float],
) -> list[tuple[Json, Json]]:
    ranked = sorted(
        ((alike(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted)),
        key=lambda item: (-item[0], item[1], item[2]),
    )
    left, right, pairs = set(range(len(gold))), set(range(len(predicted))), []
    for value, i, j in ranked:
        if value > 0 and i in left and j in right:
            left.discard(i)
            right.discard(j)
            pairs.append((gold[i], predicted[j]))
    score.counts[kind].add(Tally(len(pairs), len(gold), len(predicted)))
    for i in sorted(left):
        score.errors.append({"kind": kind, "error": "missed", "quote": gold[i].get("quote")})
    for j in sorted(right):
        score.errors.append({"kind": kind, "error": "wrong", "quote": predicted[j].get("quote")})
    return pairs


def _event_fields(score: DocumentScore, gold: Json, predicted: Json) -> None:
    for name in ("date", "realis"):
        same = gold.get(name) == predicted.get(name)
        score.counts[f"events.{name}"].add(Tally(int(same), 1, 1))
        if not same:
            error = f"{name}: {predicted.get(name)} for {gold.get(name)}"
            score.errors.append({"kind": "events", "error": error, "quote": gold.get("quote")})
    there, place = _place(gold.get("place")), _place(predicted.get("place"))
    score.counts["events.place"].add(Tally(int(there == place), 1, 1))
    if there != place:
        error = f"place: {_where(place)} for {_where(there)}"
        score.errors.append({"kind": "events", "error": error, "quote": gold.get("quote")})
    people, others = gold.get("participants") or [], predicted.get("participants") or []
    pairs = _people(people, others)
    score.counts["participants"].add(Tally(len(pairs), len(people), len(others)))
    for person, other in pairs:
        right = person.get("role") == other.get("role") and person.get("party") == other.get("party")
        score.counts["participants.office and party"].add(Tally(int(right), 1, 1))
        if not right:
            error = (
                f"{other.get('role')}, {other.get('party')} for {person.get('role')}, {person.get('party')}"
            )
            score.errors.append({"kind": "participants", "error": error, "quote": person.get("name")})
    mine, theirs = set(gold.get("parties") or []), set(predicted.get("parties") or [])
    score.counts["events.parties"].add(Tally(len(mine & theirs), len(mine), len(theirs)))


def _main_found(score: DocumentScore, gold: Json, predicted: Json) -> None:
    mains = [e for e in gold.get("events") or [] if e.get("main")]
    if mains:
        found = any(_events_alike(g, p) > 0 for g in mains for p in predicted.get("events") or [])
        score.counts["main engagement found"].add(Tally(int(found), 1, 1))


# --- what makes two records one ---


def _events_alike(gold: Json, predicted: Json) -> float:
    if _kind(gold) != _kind(predicted):
        return 0.0
    dates = _dates(gold.get("date"), predicted.get("date"))
    people = gold.get("participants") or [], predicted.get("participants") or []
    shared = len(_people(*people))
    smaller = min(len(people[0]), len(people[1]))
    names = shared / smaller if smaller else 0.0
    mine, theirs = set(gold.get("parties") or []), set(predicted.get("parties") or [])
    parties = len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0
    words = _words_alike(gold, predicted)
    total = 1.0 * names + 0.6 * parties + 1.0 * words + 0.7 * dates
    return total if total >= 0.9 and (words > 0.25 or (names >= 0.5 and dates >= 0) or dates > 0) else 0.0


def _kind(event: Json) -> str:
    kind = str(event.get("type"))
    return _ALIKE.get(kind, kind)


def _dates(left: Any, right: Any) -> float:
    if not left or not right:
        return 0.0
    left, right = str(left), str(right)
    return 1.0 if left == right else 0.5 if left.startswith(right) or right.startswith(left) else -1.0


def _people(gold: Sequence[Json], predicted: Sequence[Json]) -> list[tuple[Json, Json]]:
    ranked = sorted(
        (
            (align(split_latin(str(g.get("name"))), split_latin(str(p.get("name")))), i, j)
            for i, g in enumerate(gold)
            for j, p in enumerate(predicted)
        ),
        key=lambda item: (-item[0], item[1], item[2]),
    )
    left, right, pairs = set(range(len(gold))), set(range(len(predicted))), []
    for value, i, j in ranked:
        if value >= _NAME and i in left and j in right:
            left.discard(i)
            right.discard(j)
            pairs.append((gold[i], predicted[j]))
    return pairs


def _place(place: Any) -> tuple[Any, Any] | None:
    return (place.get("city"), place.get("country")) if place else None


def _where(place: tuple[Any, Any] | None) -> str:
    return ", ".join(str(part) for part in place if part) if place else "none"


def _words(text: Any) -> set[str]:
    return {w for w in _WORD.findall(str(text or "").casefold()) if len(w) > 2}


def _words_alike(gold: Json, predicted: Json) -> float:
    """Share of the shorter quote's words found in the other."""
    mine, theirs = _words(gold.get("quote")), _words(predicted.get("quote"))
    smaller = min(len(mine), len(theirs))
    return len(mine & theirs) / smaller if smaller else 0.0


def _titles_alike(gold: Json, predicted: Json) -> float:
    key = "title" if "title" in gold else "name"
    titles = title_similarity(title_words(str(gold.get(key))), title_words(str(predicted.get(key))))
    value = max(titles if titles >= 0.6 else 0.0, _words_alike(gold, predicted) - 0.3)
    session = gold.get("session"), predicted.get("session")
    return 0.0 if None not in session and session[0] != session[1] else max(0.0, value)


def _commitments_alike(gold: Json, predicted: Json) -> float:
    strength = {gold.get("strength") or "commitment", predicted.get("strength") or "commitment"}
    return _words_alike(gold, predicted) - 0.5 + (0.1 if len(strength) == 1 else 0.0)


def _positions_alike(gold: Json, predicted: Json) -> float:
    same = gold.get("who") == predicted.get("who") or gold.get("who") in (predicted.get("holder"),)
    return _words_alike(gold, predicted) - 0.5 if same else 0.0


def _indicators_alike(gold: Json, predicted: Json) -> float:
    return _words_alike(gold, predicted) - 0.4 if gold.get("measure") == predicted.get("measure") else 0.0


_MATCHERS: Mapping[str, Callable[[Json, Json], float]] = {
    "events": _events_alike,
    "instruments": _titles_alike,
    "bodies": _titles_alike,
    "commitments": _commitments_alike,
    "positions": _positions_alike,
    "indicators": _indicators_alike,
}


# --- all documents ---


def summary(scores: Sequence[DocumentScore]) -> Json:
    """Scores for each kind and field, over all documents and for each language, and every error."""
    languages = sorted({s.lang for s in scores})
    return {
        "version": VERSION,
        "documents": len(scores),
        "all": _table(scores),
        "languages": {lang: _table([s for s in scores if s.lang == lang]) for lang in languages},
        "errors": [error | {"lang": s.lang} for s in scores for error in s.errors],
    }


def _table(scores: Sequence[DocumentScore]) -> Json:
    kinds = sorted({kind for score in scores for kind in score.counts})
    return {kind: _row([s.counts[kind] for s in scores if kind in s.counts]) for kind in kinds}


def _row(tallies: Sequence[Tally]) -> Json:
    chance = random.Random(0)
    resampled = sorted(
        _f1(chance.choices(tallies, k=len(tallies))) for _ in range(_RESAMPLES if len(tallies) > 1 else 1)
    )
    total = _sum(tallies)
    return {
        "precision": round(total.hit / total.predicted, 4) if total.predicted else None,
        "recall": round(total.hit / total.gold, 4) if total.gold else None,
        "f1": round(_f1(tallies), 4),
        "low": round(resampled[int(0.025 * len(resampled))], 4),
        "high": round(resampled[min(len(resampled) - 1, int(0.975 * len(resampled)))], 4),
        "gold": total.gold,
        "predicted": total.predicted,
    }


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.add(tally)
    return total


def _f1(tallies: Iterable[Tally]) -> float:
    total = _sum(tallies)
    return 2 * total.hit / (total.gold + total.predicted) if total.gold + total.predicted else 1.0


def report_text(result: Json, errors: int = 0, by_language: bool = False) -> str:
    """A plain table of the scores, languages beside one another, with the first ``errors`` errors.

    With ``by_language`` a whole table for each language follows.
    """
    languages = list(result["languages"])
    lines = [
        f"{result['documents']} documents; F1 with 95 % interval, precision, recall, then F1 by language",
        "",
        _HEAD + " ".join(f"{lang:>5}" for lang in languages),
    ]
    for kind, row in result["all"].items():
        cells = [result["languages"][lang].get(kind) for lang in languages]
        lines.append(_line(kind, row) + " ".join(f"{cell['f1']:5.2f}" if cell else "    -" for cell in cells))
    for lang in languages if by_language else ():
        lines += ["", lang, _HEAD, *(_line(kind, row) for kind, row in result["languages"][lang].items())]
    if result.get("missing_documents"):
        lines += ["", "not among the predictions: " + ", ".join(result["missing_documents"])]
    for error in result["errors"][:errors]:
        lines.append(f"{error['lang']} {error['kind']}: {error['error']}: {str(error['quote'])[:140]}")
    return "\n".join(line.rstrip() for line in lines)


_HEAD = f"{'':32}{'F1':>6} {'interval':>13} {'P':>6} {'R':>6} {'gold':>5}  "


def _line(kind: str, row: Json) -> str:
    return (
        f"{kind:32}{row['f1']:6.2f} {row['low']:6.2f}-{row['high']:5.2f}  {_share(row['precision'])} "
        f"{_share(row['recall'])} {row['gold']:5d}  "
    )


def _share(value: float | None) -> str:
    return f"{value:6.2f}" if value is not None else "     -"
