"""Tables for what a merge keeps between documents. They start empty: every document is to be merged."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_PARTS = ("people", "events", "deeds", "organs", "outline")
_SORTED = sa.String(80).with_variant(sa.String(80, collation="C"), "postgresql")


def _key() -> sa.Column[str]:
    return sa.Column("node", sa.String(40), nullable=False)


def _layer() -> sa.Column[int]:
    return sa.Column("layer", sa.SmallInteger(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "merge_state",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_merge_state"),
    )
    op.create_table(
        "merge_pending",
        sa.Column("document_id", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("document_id", name="pk_merge_pending"),
    )
    op.create_table(
        "merge_facts",
        sa.Column("document_id", sa.String(40), nullable=False),
        sa.Column("lang", sa.String(20), nullable=False),
        sa.Column("first", sa.String(10)),
        sa.Column("last", sa.String(10)),
        *(sa.Column(part, sa.Text(), nullable=False) for part in _PARTS),
        sa.Column("runs", sa.LargeBinary(), nullable=False),
        sa.Column("program", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("document_id", name="pk_merge_facts"),
    )
    op.create_table(
        "merge_member",
        _layer(),
        sa.Column("record", sa.String(40), nullable=False),
        _key(),
        sa.Column("document", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("layer", "record", name="pk_merge_member"),
    )
    op.create_index("ix_merge_member_node", "merge_member", ["layer", "node"])
    op.create_index("ix_merge_member_document", "merge_member", ["layer", "document"])
    op.create_table(
        "merge_body",
        _layer(),
        _key(),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("layer", "node", name="pk_merge_body"),
    )
    op.create_table(
        "merge_place",
        _layer(),
        _key(),
        sa.Column("place", _SORTED, nullable=False),
        sa.Column("firm", sa.LargeBinary(), nullable=False),
        sa.Column("loose", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("layer", "node", name="pk_merge_place"),
    )
    op.create_table(
        "merge_seat",
        _layer(),
        sa.Column("seat_key", sa.BigInteger(), nullable=False),
        sa.Column("place", _SORTED, nullable=False),
        sa.Column("node", _SORTED, nullable=False),
        sa.Column("firm", sa.SmallInteger(), nullable=False),
    )
    op.create_index("ix_merge_seat_key", "merge_seat", ["layer", "seat_key", "place", "node"])
    op.create_table(
        "merge_edge",
        _layer(),
        sa.Column("left_id", sa.String(40), nullable=False),
        sa.Column("right_id", sa.String(40), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("refused", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("layer", "left_id", "right_id", name="pk_merge_edge"),
    )
    op.create_index("ix_merge_edge_right_id", "merge_edge", ["layer", "right_id"])
    op.create_table(
        "merge_home",
        _layer(),
        _key(),
        sa.Column("sure", sa.String(40), nullable=False),
        sa.Column("maybe", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("layer", "node", name="pk_merge_home"),
    )
    op.create_index("ix_merge_home_sure", "merge_home", ["layer", "sure"])
    op.execute(sa.text("INSERT INTO merge_pending (document_id) SELECT document_id FROM reading"))
