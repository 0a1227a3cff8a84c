"""Origins of any length: their hash is the key, since no index of PostgreSQL holds a long address."""

import sqlalchemy as sa
from alembic import op

from dragoman.model.ids import content_id

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    copies = (
        connection.execute(sa.text("SELECT document_id, origin, name FROM document_copy")).mappings().all()
    )
    failures = connection.execute(sa.text("SELECT origin, stage, reason FROM failure")).mappings().all()
    op.drop_table("document_copy")
    op.drop_table("failure")
    copy = op.create_table(
        "document_copy",
        sa.Column("document_id", sa.String(40), nullable=False),
        sa.Column("origin_id", sa.String(40), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", "origin_id", name="pk_document_copy"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_document_copy_document_id"),
    )
    failure = op.create_table(
        "failure",
        sa.Column("origin_id", sa.String(40), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("origin_id", name="pk_failure"),
    )
    for table, rows in ((copy, copies), (failure, failures)):
        op.bulk_insert(table, [{**row, "origin_id": content_id("ori", row["origin"])} for row in rows])
