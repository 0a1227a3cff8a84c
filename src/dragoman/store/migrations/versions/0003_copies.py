"""A text is known by its words alone, and what is said of it belongs to its copies.

Documents, people and records get new ids; a person's judgements follow them. New tables keep the outlets that
a user names and what is remembered of watched addresses.
"""

import datetime as dt
import json
import os
from typing import Any

import sqlalchemy as sa
from alembic import op

from dragoman.model.ids import content_id
from dragoman.model.text import text_id

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SAID = ("title", "published", "published_basis", "source_name", "source_url")


def upgrade() -> None:
    connection = op.get_bind()
    documents = [dict(row) for row in connection.execute(sa.text("SELECT * FROM document")).mappings()]
    readings = [dict(row) for row in connection.execute(sa.text("SELECT * FROM reading")).mappings()]
    copies = [dict(row) for row in connection.execute(sa.text("SELECT * FROM document_copy")).mappings()]
    op.drop_table("reading")
    op.drop_table("document_copy")
    op.drop_table("document")
    tables = _tables()
    said = {row["id"]: {name: row[name] for name in _SAID} for row in documents}
    new = {row["id"]: text_id(row["text"]) for row in documents}
    kept: dict[str, dict[str, Any]] = {}
    for row in sorted(documents, key=_form):
        kept.setdefault(new[row["id"]], row)
    for key, row in kept.items():
        columns = ("text", "masked", "prose_start", "prose_end", "lang", "published", "published_basis")
        op.bulk_insert(tables["document"], [{"id": key} | {name: row[name] for name in columns}])
    copies = [row | {"origin_id": _origin_id(row["origin"])} for row in copies]
    unique = {(new[row["document_id"]], row["origin_id"]): row for row in copies}
    for (key, _), row in unique.items():
        op.bulk_insert(tables["document_copy"], [row | said[row["document_id"]] | {"document_id": key}])
    ids: dict[str, str] = dict(new)
    for row in readings:
        old = row["document_id"]
        body = _renamed(json.loads(row["body"]), old, new[old], ids)
        if kept[new[old]]["id"] == old and body is not None:
            values = {"document_id": new[old], "producer": row["producer"], "body": body}
            op.bulk_insert(tables["reading"], [values])
    _judgements(connection, ids)
    for failure in connection.execute(sa.text("SELECT origin_id, origin FROM failure")).mappings().all():
        change = sa.text("UPDATE failure SET origin_id = :new WHERE origin_id = :old")
        connection.execute(change, {"new": _origin_id(failure["origin"]), "old": failure["origin_id"]})


def _origin_id(origin: str) -> str:
    """One for each file, however its path is written."""
    whole = origin == "-" or origin[:8].lower().startswith(("http://", "https://"))
    return content_id("ori", origin if whole else os.path.abspath(origin))


def _tables() -> dict[str, sa.Table]:
    document = op.create_table(
        "document",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("masked", sa.Text()),
        sa.Column("prose_start", sa.Integer(), nullable=False),
        sa.Column("prose_end", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(20), nullable=False),
        sa.Column("pages", sa.Text()),
        sa.Column("published", sa.String(10)),
        sa.Column("published_basis", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
    )
    copy = op.create_table(
        "document_copy",
        sa.Column("document_id", sa.String(40), nullable=False),
        sa.Column("origin_id", sa.String(40), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("author", sa.Text()),
        sa.Column("published", sa.String(10)),
        sa.Column("published_basis", sa.String(20), nullable=False),
        sa.Column("published_from", sa.Text()),
        sa.Column("source_name", sa.Text()),
        sa.Column("source_url", sa.Text()),
        sa.Column("retrieved", sa.String(40)),
        sa.Column("seen", sa.String(40)),
        sa.PrimaryKeyConstraint("document_id", "origin_id", name="pk_document_copy"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_document_copy_document_id"),
    )
    reading = op.create_table(
        "reading",
        sa.Column("document_id", sa.String(40), nullable=False),
        sa.Column("producer", sa.String(200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", name="pk_reading"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_reading_document_id"),
    )
    op.create_table(
        "outlet",
        sa.Column("key_id", sa.String(40), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.String(3)),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("key_id", name="pk_outlet"),
    )
    op.create_table(
        "address",
        sa.Column("address_id", sa.String(40), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("checksum", sa.Text()),
        sa.Column("checked_at", sa.String(40), nullable=False),
        sa.Column("due_at", sa.String(40), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("address_id", name="pk_address"),
    )
    return {"document": document, "document_copy": copy, "reading": reading}


def _form(row: dict[str, Any]) -> tuple[object, ...]:
    """Of one text in several forms the store keeps the least."""
    bases = ("stated", "relative", "inferred", "publication", "unknown")
    published = row["published"] or ""
    when = (bases.index(row["published_basis"]), -len(published), published)
    return (
        *when,
        row["masked"] is None,
        row["masked"] or "",
        row["prose_start"],
        row["prose_end"],
        row["lang"],
        row["text"],
    )


def _renamed(body: Any, old: str, new: str, ids: dict[str, str]) -> str | None:
    """The reading with the ids that its document's new id gives, which are added to ``ids``.

    None where it cannot be told: the document is then read anew.
    """
    from dragoman.store.serial import restamp

    try:
        text, changed = restamp(body, old, new)
    except (ValueError, KeyError, TypeError):
        return None
    ids.update(changed)
    return text


def _judgements(connection: sa.Connection, ids: dict[str, str]) -> None:
    rows = [dict(row) for row in connection.execute(sa.text("SELECT * FROM judgement")).mappings()]
    for row in rows:
        left, right = sorted(
            (ids.get(row["left_id"], row["left_id"]), ids.get(row["right_id"], row["right_id"]))
        )
        if [left, right] == [row["left_id"], row["right_id"]]:
            continue
        connection.execute(sa.text("DELETE FROM judgement WHERE id = :id"), {"id": row["id"]})
        if left == right:
            continue  # two documents that are now one
        made = row["made_at"]
        moment = dt.datetime.fromisoformat(made) if isinstance(made, str) else made
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        parts = (row["matter"], left, right, row["verdict"], row["judge"])
        identity = content_id("jud", *parts, zoned.astimezone(dt.UTC).isoformat())
        values = row | {"id": identity, "left_id": left, "right_id": right}
        columns = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        connection.execute(sa.text(f"INSERT INTO judgement ({columns}) VALUES ({marks})"), values)
