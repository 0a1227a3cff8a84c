"""A question to every operation of the API, with parameters from the ledger that it is asked of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from starlette.testclient import TestClient

ROOT = "/api/v1"
ON = "2025-12-31"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question: the operation, its parameters as the description has them, and the address."""

    operation: str
    path: str
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        inside = {k: v for k, v in self.parameters.items() if "{" + k + "}" in self.path}
        rest = {k: v for k, v in self.parameters.items() if k not in inside}
        pairs = [(k, one) for k, v in rest.items() for one in (v if isinstance(v, list) else [v])]
        query = "&".join(f"{k}={one}" for k, one in pairs)
        return ROOT + self.path.format(**inside) + (f"?{query}" if query else "")


def questions(client: TestClient, document: dict[str, Any], pair: tuple[str, str]) -> Iterator[Asked]:
    """Every GET operation of the document, asked about this pair and what the ledger has of it."""
    for path, methods in document["paths"].items():
        told = methods.get("get")
        if told is None or "{job_id}" in path:  # a ledger that nothing was sent to has no job
            continue
        known = [one["name"] for one in told.get("parameters", ())]
        parameters: dict[str, Any] = {}
        for name in known:
            match name:
                case "left":
                    parameters[name] = pair[0]
                case "right":
                    parameters[name] = pair[1]
                case "identity":
                    kind = path.split("/")[1]
                    parameters[name] = _first(client, "engagements" if kind == "review" else kind, pair)
                case "party" if "{party}" in path:
                    parameters[name] = pair[0]
                case "doc":
                    listed = client.get(f"{ROOT}/documents?limit=2&party={pair[0]}&party={pair[1]}").json()
                    parameters[name] = [one["id"] for one in listed["items"]]
                case "q":
                    parameters[name] = "Lavrov"
                case "on":
                    parameters[name] = ON
                case "limit":
                    parameters[name] = 2
        yield Asked(operation=told["operationId"], path=path, parameters=parameters)


def _first(client: TestClient, kind: str, pair: tuple[str, str]) -> str:
    """The first thing of a kind in which both have a part, or one of them, or anybody."""
    for parties in (pair, pair[:1], pair[1:], ()):
        query = "".join(f"&party={one}" for one in parties)
        items = client.get(f"{ROOT}/{kind}?limit=1{query}").json()["items"]
        if items:
            return str(items[0]["id"])
    raise AssertionError(f"the ledger has no {kind}")
