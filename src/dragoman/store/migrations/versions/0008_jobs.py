"""Documents that are sent to be read: jobs, their files, and their bytes until they are read."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("cancelled_at", _MOMENT),
        sa.Column("holder", sa.String(80)),
        sa.Column("held_until", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
    )
    op.create_index("ix_job_made_at", "job", ["made_at"])
    op.create_table(
        "job_file",
        sa.Column("job_id", sa.String(40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("suffix", sa.String(20), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("checksum", sa.String(64)),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("documents", sa.Text(), nullable=False),
        sa.Column("failures", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("job_id", "place", name="pk_job_file"),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name="fk_job_file_job_id"),
    )
    op.create_index("ix_job_file_state", "job_file", ["state"])
    op.create_table(
        "job_part",
        sa.Column("job_id", sa.String(40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("part", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("job_id", "place", "part", name="pk_job_part"),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name="fk_job_part_job_id"),
    )
