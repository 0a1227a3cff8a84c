"""The first schema: documents, their copies and readings, failures, and people's judgements."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("masked", sa.Text()),
        sa.Column("prose_start", sa.Integer(), nullable=False),
        sa.Column("prose_end", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(20), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("published", sa.String(10)),
        sa.Column("published_basis", sa.String(20), nullable=False),
        sa.Column("source_name", sa.Text()),
        sa.Column("source_url", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
    )
    op.create_table(
        "document_copy",
        sa.Column("document_id", sa.String(40), nullable=False),
        sa.Column("origin", sa.String(2000), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", "origin", name="pk_document_copy"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_document_copy_document_id"),
    )
    op.create_table(
        "reading",
        sa.Column("document_id", sa.String(40), nullable=False),
        sa.Column("producer", sa.String(200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", name="pk_reading"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_reading_document_id"),
    )
    op.create_table(
        "failure",
        sa.Column("origin", sa.String(2000), nullable=False),
        sa.Column("stage", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("origin", name="pk_failure"),
    )
    op.create_table(
        "judgement",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("matter", sa.String(20), nullable=False),
        sa.Column("left_id", sa.String(40), nullable=False),
        sa.Column("right_id", sa.String(40), nullable=False),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("judge", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retracted_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_judgement"),
    )
    op.create_index("ix_judgement_left_id", "judgement", ["left_id"])
    op.create_index("ix_judgement_right_id", "judgement", ["right_id"])


def downgrade() -> None:
    for table in ("judgement", "failure", "reading", "document_copy", "document"):
        op.drop_table(table)
