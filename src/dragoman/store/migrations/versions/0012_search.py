"""What a search looks through: the words of documents, and the names of people in every script."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TABLES = {"search_words": ("words", "head"), "search_names": ("names",)}


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("document_id", sa.String(40)),
        sa.PrimaryKeyConstraint("number", name="pk_search_entry"),
    )
    op.create_index("ix_search_entry_document_id", "search_entry", ["document_id"], unique=True)
    op.create_table(
        "search_pending",
        sa.Column("document_id", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("document_id", name="pk_search_pending"),
    )
    op.create_table(
        "search_person",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("node", sa.String(40)),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("first", sa.String(40), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_search_person"),
    )
    op.create_index("ix_search_person_node", "search_person", ["node"], unique=True)
    op.create_table(
        "search_state",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_search_state"),
    )
    plain = op.get_bind().dialect.name == "sqlite"
    for table, columns in _TABLES.items():
        names = ", ".join(columns)
        if plain:
            how = "content='', columnsize=0, tokenize='ascii'"
            op.execute(f"CREATE VIRTUAL TABLE {table} USING fts5({names}, {how})")
        else:
            typed = ", ".join(f"{column} tsvector NOT NULL" for column in columns)
            op.execute(f"CREATE TABLE {table} (number bigint PRIMARY KEY, {typed})")
            op.execute(f"CREATE INDEX ix_{table} ON {table} USING gin ({names})")
