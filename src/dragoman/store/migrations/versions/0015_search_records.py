"""Records are looked for by kind: each kind has a column of its own in the words of documents."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_KINDS = ("engagement", "instrument", "body", "commitment", "position", "indicator", "person")
_COLUMNS = ("words", "head", *_KINDS)


def upgrade() -> None:
    op.execute("DROP TABLE search_words")
    names = ", ".join(_COLUMNS)
    if op.get_bind().dialect.name == "sqlite":
        how = "content='', columnsize=0, tokenize='ascii'"
        op.execute(f"CREATE VIRTUAL TABLE search_words USING fts5({names}, {how})")
    else:
        typed = ", ".join(f"{column} tsvector NOT NULL" for column in _COLUMNS)
        op.execute(f"CREATE TABLE search_words (number bigint PRIMARY KEY, {typed})")
        op.execute(f"CREATE INDEX ix_search_words ON search_words USING gin ({names})")
    op.execute(sa.text("DELETE FROM search_state WHERE name = 'documents'"))
