"""People can correct a field and reject a record, and say why; it is noted where such records stood."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("judgement", sa.Column("note", sa.Text()))
    op.create_table(
        "correction",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("record_id", sa.String(40), nullable=False),
        sa.Column("field", sa.String(80), nullable=False),
        sa.Column("value", sa.Text()),
        sa.Column("support_document_id", sa.String(40)),
        sa.Column("support_start", sa.Integer()),
        sa.Column("support_end", sa.Integer()),
        sa.Column("support_quote", sa.Text()),
        *_made(),
        sa.PrimaryKeyConstraint("id", name="pk_correction"),
    )
    op.create_table(
        "rejection",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("record_id", sa.String(40), nullable=False),
        *_made(),
        sa.PrimaryKeyConstraint("id", name="pk_rejection"),
    )
    op.create_table(
        "subject",
        sa.Column("record_id", sa.String(40), nullable=False),
        sa.Column("document_id", sa.String(40), nullable=False),
        sa.Column("spans", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("record_id", name="pk_subject"),
    )


def _made() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retracted_at", sa.DateTime(timezone=True)),
    )
