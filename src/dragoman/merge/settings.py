"""The ``[merge]`` table of a settings file -> MergeSettings, with every key and value checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dragoman.errors import InvalidSettings
from dragoman.merge.layer import LAYERS
from dragoman.merge.score import MergeSettings

_SHARES = ("same", "proposed", "copied", "similar")  # from 0 to 1
_DAYS = {"slack_days": 31, "near_days": 366}  # from 0 to these
_LARGEST = 30.0  # log-odds beyond which a score no longer changes


def usual_weights() -> dict[str, float]:
    """Every weight that can be set, by its name, as it is where nobody sets it."""
    return {
        f"{layer.matter.value}.{feature.__name__}": weight
        for layer in LAYERS
        for feature, weight in layer.features
    }


def merge_settings(table: Mapping[str, object], where: str) -> MergeSettings:
    """The settings that a table gives; what it leaves out stays as it is.

    Raises InvalidSettings, naming ``where`` and the key, for a key that is none and a value out of range.
    """
    given: dict[str, float | int] = {}
    weights: dict[str, float] = {}
    for key, value in table.items():
        if key == "weights":
            weights = _weights(value, where)
        elif key in _SHARES:
            given[key] = _number(value, 0.0, 1.0, where, key)
        elif key in _DAYS:
            given[key] = _days(value, _DAYS[key], where, key)
        else:
            known = ", ".join((*_SHARES, *_DAYS, "weights"))
            raise InvalidSettings(f"{where}: merge.{key}: there is no such setting; there are {known}")
    usual = MergeSettings()
    settings = MergeSettings(
        same=given.get("same", usual.same),
        proposed=given.get("proposed", usual.proposed),
        copied=given.get("copied", usual.copied),
        similar=given.get("similar", usual.similar),
        slack_days=int(given.get("slack_days", usual.slack_days)),
        near_days=int(given.get("near_days", usual.near_days)),
    )
    for least, most in (("proposed", "same"), ("similar", "copied")):
        low, high = getattr(settings, least), getattr(settings, most)
        if low > high:
            raise InvalidSettings(f"{where}: merge.{least}: {low} is more than merge.{most}, which is {high}")
    return replace(settings, weights=weights)


def _weights(value: object, where: str) -> dict[str, float]:
    if not isinstance(value, Mapping):
        raise InvalidSettings(f"{where}: merge.weights: a table is wanted")
    usual = usual_weights()
    out: dict[str, float] = {}
    for name, weight in _flat(value):
        if name not in usual:
            near = ", ".join(sorted(n for n in usual if n.partition(".")[0] == name.partition(".")[0]))
            known = near or ", ".join(sorted({n.partition(".")[0] + ".…" for n in usual}))
            told = f"there is no such feature; there are {known}"
            raise InvalidSettings(f"{where}: merge.weights.{name}: {told}")
        out[name] = _number(weight, 0.0, _LARGEST, where, f"weights.{name}")
    return {name: out[name] for name in sorted(out)}


def _flat(table: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """``person.party`` is one key where it is quoted, and a table within a table where it is not."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from ((f"{key}.{name}", inner) for name, inner in _flat(value))
        else:
            yield key, value


def _number(value: object, least: float, most: float, where: str, key: str) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most:
        return float(value)
    wanted = f"a number from {least:g} to {most:g} is wanted"
    raise InvalidSettings(f"{where}: merge.{key}: {wanted}, not {value!r}")


def _days(value: object, most: int, where: str, key: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise InvalidSettings(f"{where}: merge.{key}: whole days from 0 to {most} are wanted, not {value!r}")
    return value
