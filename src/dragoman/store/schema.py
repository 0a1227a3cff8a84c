"""The tables. A change here ships a migration; a test compares the two."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

document = Table(
    "document",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("text", Text, nullable=False),
    Column("masked", Text),  # null where it is the text itself
    Column("prose_start", Integer, nullable=False),
    Column("prose_end", Integer, nullable=False),
    Column("lang", String(20), nullable=False),
    Column("pages", Text),  # JSON, null where there are none
    Column("published", String(10)),  # these two are what the reading was made with
    Column("published_basis", String(20), nullable=False),
)

document_copy = Table(
    "document_copy",
    metadata,
    Column("document_id", String(40), ForeignKey("document.id"), primary_key=True),
    Column("origin_id", String(40), primary_key=True),  # its hash: an origin can be too long for an index
    Column("origin", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("title", Text),
    Column("author", Text),
    Column("published", String(10)),
    Column("published_basis", String(20), nullable=False),
    Column("published_from", Text),
    Column("source_name", Text),
    Column("source_url", Text),
    Column("retrieved", String(40)),  # for the first time: ISO 8601 with its zone
    Column("seen", String(40)),  # for the last time
)

reading = Table(
    "reading",
    metadata,
    Column("document_id", String(40), ForeignKey("document.id"), primary_key=True),
    Column("producer", String(200), nullable=False),
    Column("body", Text, nullable=False),  # JSON; see serial.py
)

failure = Table(
    "failure",
    metadata,
    Column("origin_id", String(40), primary_key=True),
    Column("origin", Text, nullable=False),
    Column("stage", String(40), nullable=False),
    Column("reason", Text, nullable=False),
)

outlet = Table(
    "outlet",
    metadata,
    Column("key_id", String(40), primary_key=True),
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("country", String(3)),
    Column("kind", String(20), nullable=False),
)

address = Table(
    "address",
    metadata,
    Column("address_id", String(40), primary_key=True),
    Column("address", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("checksum", Text),
    Column("checked_at", String(40), nullable=False),  # ISO 8601 with its zone, as due_at is
    Column("due_at", String(40), nullable=False),
    Column("failures", Integer, nullable=False),
)

judgement = Table(
    "judgement",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("matter", String(20), nullable=False),
    Column("left_id", String(40), nullable=False),
    Column("right_id", String(40), nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),  # JSON
    Column("judge", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("retracted_at", DateTime(timezone=True)),
    Column("note", Text),  # null where there is none
)
Index("ix_judgement_left_id", judgement.c.left_id)
Index("ix_judgement_right_id", judgement.c.right_id)

correction = Table(
    "correction",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("record_id", String(40), nullable=False),
    Column("field", String(80), nullable=False),
    Column("value", Text),  # null where the document gives none
    Column("support_document_id", String(40)),  # no foreign key: a person's word outlasts everything
    Column("support_start", Integer),
    Column("support_end", Integer),
    Column("support_quote", Text),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("retracted_at", DateTime(timezone=True)),
)

rejection = Table(
    "rejection",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("record_id", String(40), nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("retracted_at", DateTime(timezone=True)),
)

subject = Table(  # where a record stood that a decision is about
    "subject",
    metadata,
    Column("record_id", String(40), primary_key=True),
    Column("document_id", String(40), nullable=False),
    Column("spans", Text, nullable=False),  # JSON
)

ruling = Table(  # with the words that it is about: it outlasts their record
    "ruling",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("record_id", String(40), nullable=False),
    Column("document_id", String(40), nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("mark", String(40), nullable=False),
    Column("party", String(20)),  # null where it is on every party
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("retracted_at", DateTime(timezone=True)),
)

# --- what a merge keeps: it follows from the tables above, and is made anew where it does not fit ---------

_SORTED = String(80).with_variant(String(80, collation="C"), "postgresql")  # in the order of code points


def _layer() -> Column[int]:
    """The place of the layer in ``merge.layer.LAYERS``."""
    return Column("layer", SmallInteger, primary_key=True)


merge_state = Table(
    "merge_state",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

merge_pending = Table(
    "merge_pending",
    metadata,
    Column("document_id", String(40), primary_key=True),
)

merge_facts = Table(
    "merge_facts",
    metadata,
    Column("document_id", String(40), primary_key=True),
    Column("lang", String(20), nullable=False),
    Column("first", String(10)),  # the days on which it may have been published, null where they are unknown
    Column("last", String(10)),
    Column("people", Text, nullable=False),  # this and the next four are JSON; see merge/facts.py
    Column("events", Text, nullable=False),
    Column("deeds", Text, nullable=False),
    Column("organs", Text, nullable=False),
    Column("outline", Text, nullable=False),
    Column("runs", LargeBinary, nullable=False),  # four bytes each, the least first
    Column("program", String(40), nullable=False),  # a checksum of what worked them out
)

merge_member = Table(
    "merge_member",
    metadata,
    _layer(),
    Column("record", String(40), primary_key=True),
    Column("node", String(40), nullable=False),
    Column("document", String(40), nullable=False),
)
Index("ix_merge_member_node", merge_member.c.layer, merge_member.c.node)
Index("ix_merge_member_document", merge_member.c.layer, merge_member.c.document)

merge_body = Table(
    "merge_body",
    metadata,
    _layer(),
    Column("node", String(40), primary_key=True),
    Column("body", Text, nullable=False),  # JSON
)

merge_place = Table(
    "merge_place",
    metadata,
    _layer(),
    Column("node", String(40), primary_key=True),
    Column("place", _SORTED, nullable=False),
    Column("firm", LargeBinary, nullable=False),  # keys, eight bytes each
    Column("loose", LargeBinary, nullable=False),
)

merge_seat = Table(
    "merge_seat",
    metadata,
    Column("layer", SmallInteger, nullable=False),
    Column("seat_key", BigInteger, nullable=False),
    Column("place", _SORTED, nullable=False),
    Column("node", _SORTED, nullable=False),
    Column("firm", SmallInteger, nullable=False),
)
Index("ix_merge_seat_key", merge_seat.c.layer, merge_seat.c.seat_key, merge_seat.c.place, merge_seat.c.node)

merge_edge = Table(
    "merge_edge",
    metadata,
    _layer(),
    Column("left_id", String(40), primary_key=True),
    Column("right_id", String(40), primary_key=True),
    Column("score", Float, nullable=False),
    Column("details", Text, nullable=False),  # JSON: the value of each feature
    Column("refused", String(20), nullable=False),
)
Index("ix_merge_edge_right_id", merge_edge.c.layer, merge_edge.c.right_id)

merge_home = Table(
    "merge_home",
    metadata,
    _layer(),
    Column("node", String(40), primary_key=True),
    Column("sure", String(40), nullable=False),
    Column("maybe", String(40), nullable=False),
)
Index("ix_merge_home_sure", merge_home.c.layer, merge_home.c.sure)
