"""A catalogue tells what is where, so that a page need not derive the whole ledger; a revision tells that
anything was written."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "revision",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_revision"),
    )
    op.create_table(
        "catalog_document",
        sa.Column("document", sa.String(40), nullable=False),
        sa.Column("lang", sa.String(20), nullable=False),
        sa.Column("first", sa.String(10)),
        sa.Column("last", sa.String(10)),
        sa.Column("title", sa.Text()),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source_name", sa.Text()),
        sa.Column("source_url", sa.Text()),
        sa.Column("retrieved", sa.String(40)),
        sa.Column("voice", sa.String(40), nullable=False),
        sa.Column("program", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("document", name="pk_catalog_document"),
    )
    op.create_index("ix_catalog_document_lang", "catalog_document", ["lang", "last"])
    op.create_index("ix_catalog_document_last", "catalog_document", ["last"])
    op.create_index("ix_catalog_document_retrieved", "catalog_document", ["retrieved"])
    op.create_index("ix_catalog_document_voice", "catalog_document", ["voice"])
    op.create_table(
        "catalog_record",
        sa.Column("record", sa.String(40), nullable=False),
        sa.Column("document", sa.String(40), nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("thing", sa.String(40)),
        sa.Column("type", sa.String(40)),
        sa.Column("name", sa.Text()),
        sa.Column("parties", sa.Text(), nullable=False),
        sa.Column("sides", sa.Text(), nullable=False),
        sa.Column("first", sa.String(10)),
        sa.Column("last", sa.String(10)),
        sa.Column("firm", sa.SmallInteger(), nullable=False),
        sa.Column("due", sa.String(10)),
        sa.Column("realis", sa.String(20)),
        sa.Column("main", sa.SmallInteger(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("said", sa.Text()),
        sa.PrimaryKeyConstraint("record", name="pk_catalog_record"),
    )
    op.create_index("ix_catalog_record_confidence", "catalog_record", ["confidence"])
    op.create_index("ix_catalog_record_document", "catalog_record", ["document"])
    op.create_index("ix_catalog_record_thing", "catalog_record", ["thing", "document"])
    op.create_table(
        "catalog_thing",
        sa.Column("thing", sa.String(40), nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("type", sa.String(40)),
        sa.Column("name", sa.Text()),
        sa.Column("parties", sa.Text(), nullable=False),
        sa.Column("sides", sa.Text(), nullable=False),
        sa.Column("first", sa.String(10)),
        sa.Column("last", sa.String(10)),
        sa.Column("due", sa.String(10)),
        sa.Column("realis", sa.String(20)),
        sa.Column("main", sa.SmallInteger(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("told_first", sa.String(10)),
        sa.Column("told_last", sa.String(10)),
        sa.Column("record", sa.String(40), nullable=False),
        sa.Column("document", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("thing", name="pk_catalog_thing"),
    )
    op.create_index("ix_catalog_thing_documents", "catalog_thing", ["kind", "documents"])
    op.create_index("ix_catalog_thing_due", "catalog_thing", ["kind", "due"])
    op.create_index("ix_catalog_thing_last", "catalog_thing", ["kind", "last"])
    op.create_index("ix_catalog_thing_told", "catalog_thing", ["kind", "told_last"])
    op.create_table(
        "catalog_side",
        sa.Column("party", sa.String(20), nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False, autoincrement=False),
        sa.Column("thing", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("party", "kind", "thing", name="pk_catalog_side"),
    )
    op.create_table(
        "catalog_telling",
        sa.Column("one", sa.String(20), nullable=False),
        sa.Column("other", sa.String(20), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("document", sa.String(40), nullable=False),
        sa.Column("kinds", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("one", "other", "day", "document", name="pk_catalog_telling"),
    )
    op.create_index("ix_catalog_telling_document", "catalog_telling", ["document"])
    op.create_table(
        "catalog_pair",
        sa.Column("one", sa.String(20), nullable=False),
        sa.Column("other", sa.String(20), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("first", sa.String(10)),
        sa.Column("last", sa.String(10)),
        sa.PrimaryKeyConstraint("one", "other", name="pk_catalog_pair"),
    )
    op.create_index("ix_catalog_pair_documents", "catalog_pair", ["documents"])
    op.create_index("ix_catalog_pair_last", "catalog_pair", ["last"])
    op.create_index("ix_catalog_pair_other", "catalog_pair", ["other"])
    op.create_table(
        "catalog_node",
        sa.Column("layer", sa.SmallInteger(), nullable=False, autoincrement=False),
        sa.Column("node", sa.String(40), nullable=False),
        sa.Column("first", sa.String(40), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("layer", "node", name="pk_catalog_node"),
    )
    op.create_table(
        "catalog_open",
        sa.Column("layer", sa.SmallInteger(), nullable=False, autoincrement=False),
        sa.Column("left_id", sa.String(40), nullable=False),
        sa.Column("right_id", sa.String(40), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("one", sa.String(40), nullable=False),
        sa.Column("other", sa.String(40), nullable=False),
        sa.Column("best", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("layer", "left_id", "right_id", name="pk_catalog_open"),
    )
    op.create_index("ix_catalog_open_best", "catalog_open", ["layer", "best", "score"])
    op.create_index("ix_catalog_open_one", "catalog_open", ["layer", "one", "other"])
    op.create_index("ix_catalog_open_other", "catalog_open", ["layer", "other"])
    op.create_table(
        "catalog_stale",
        sa.Column("thing", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("thing", name="pk_catalog_stale"),
    )
    rows = sa.table("revision", sa.column("name"), sa.column("value"))
    op.bulk_insert(rows, [{"name": "ledger", "value": uuid4().hex}])
