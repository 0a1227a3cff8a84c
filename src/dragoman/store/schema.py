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

undoing = Table(  # who took a decision back, and why
    "undoing",
    metadata,
    Column("decision_id", String(40), primary_key=True),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
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

addition = Table(  # what a person found in a document, and no machine
    "addition",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("record_id", String(40), nullable=False),
    Column("document_id", String(40), nullable=False),
    Column("body", Text, nullable=False),  # JSON, as that of a reading
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("retracted_at", DateTime(timezone=True)),
)
Index("ix_addition_document_id", addition.c.document_id)

confirmation = Table(  # that a record is right as it was seen
    "confirmation",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("record_id", String(40), nullable=False),
    Column("seen", String(40), nullable=False),  # a checksum of its values
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("retracted_at", DateTime(timezone=True)),
)
Index("ix_confirmation_record_id", confirmation.c.record_id)

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

# --- who may use the ledger on the web; no answer depends on these ----------------------------------------

account = Table(
    "account",
    metadata,
    Column("id", String(40), primary_key=True),  # of the name, whatever its case
    Column("name", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("password", Text, nullable=False),  # what argon2 makes of it
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("disabled_at", DateTime(timezone=True)),
    Column("last_login_at", DateTime(timezone=True)),
)

account_session = Table(
    "account_session",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("secret", String(64), nullable=False),  # the SHA-256 of what the browser has
    Column("account_id", String(40), ForeignKey("account.id"), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
    Column("ends_at", DateTime(timezone=True), nullable=False),
    Column("address", Text, nullable=False),
    Column("agent", Text, nullable=False),
)
Index("ix_account_session_account_id", account_session.c.account_id)

account_token = Table(
    "account_token",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("secret", String(64), nullable=False),  # the SHA-256 of what the program has
    Column("account_id", String(40), ForeignKey("account.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("ends_at", DateTime(timezone=True), nullable=False),
    Column("used_at", DateTime(timezone=True)),
    Column("revoked_at", DateTime(timezone=True)),
)
Index("ix_account_token_account_id", account_token.c.account_id)

login_attempt = Table(
    "login_attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", String(40), nullable=False),  # of the name that was given, whether it is one or not
    Column("network", String(50), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("failed", SmallInteger, nullable=False),
)
Index("ix_login_attempt_account_id", login_attempt.c.account_id, login_attempt.c.at)
Index("ix_login_attempt_network", login_attempt.c.network, login_attempt.c.at)

audit = Table(  # the migration adds triggers that refuse to change or delete a line
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("who", Text, nullable=False),
    Column("how", String(20), nullable=False),
    Column("address", Text, nullable=False),
    Column("act", String(20), nullable=False),
    Column("about", Text, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("note", Text, nullable=False),
)
Index("ix_audit_at", audit.c.at)

# --- documents that were sent to be read, until they are; no answer depends on these -----------------------

job = Table(
    "job",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("who", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("cancelled_at", DateTime(timezone=True)),
    Column("holder", String(80)),  # the reader that has it, null where none has
    Column("held_until", DateTime(timezone=True)),
)
Index("ix_job_made_at", job.c.made_at)

job_file = Table(
    "job_file",
    metadata,
    Column("job_id", String(40), ForeignKey("job.id"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("suffix", String(20), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("checksum", String(64)),  # null until its bytes are here
    Column("state", String(20), nullable=False),
    Column("reason", Text),
    Column("tries", SmallInteger, nullable=False),
    Column("read", Integer, nullable=False),
    Column("known", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("documents", Text, nullable=False),  # JSON, as failures is; of very many the first
    Column("failures", Text, nullable=False),
)
Index("ix_job_file_state", job_file.c.state)

job_part = Table(  # the bytes of files that wait to be read
    "job_part",
    metadata,
    Column("job_id", String(40), ForeignKey("job.id"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)

# --- the catalogue: what is where; it follows from readings and merging, as the tables above do ------------

revision = Table(  # one row, which every write changes that an answer may depend on
    "revision",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", String(40), nullable=False),
)

catalog_document = Table(
    "catalog_document",
    metadata,
    Column("document", String(40), primary_key=True),
    Column("lang", String(20), nullable=False),
    Column("first", String(10)),  # the days on which it may have been published, null where they are unknown
    Column("last", String(10)),
    Column("title", Text),
    Column("name", Text, nullable=False),
    Column("source_name", Text),
    Column("source_url", Text),
    Column("retrieved", String(40)),
    Column("voice", String(40), nullable=False),
    Column("program", String(40), nullable=False),  # a checksum of what worked the rows out
)
Index("ix_catalog_document_last", catalog_document.c.last)
Index("ix_catalog_document_lang", catalog_document.c.lang, catalog_document.c.last)
Index("ix_catalog_document_retrieved", catalog_document.c.retrieved)
Index("ix_catalog_document_voice", catalog_document.c.voice)

catalog_record = Table(
    "catalog_record",
    metadata,
    Column("record", String(40), primary_key=True),
    Column("document", String(40), nullable=False),
    Column("kind", SmallInteger, nullable=False),  # its place in the kinds of store/catalog/rows.py
    Column("thing", String(40)),  # the least record that is the same; null until it is merged
    Column("type", String(40)),
    Column("name", Text),
    Column("parties", Text, nullable=False),  # codes with spaces between them
    Column("sides", Text, nullable=False),  # of those who take part
    Column("first", String(10)),
    Column("last", String(10)),
    Column("firm", SmallInteger, nullable=False),  # how much its date tells
    Column("due", String(10)),
    Column("realis", String(20)),
    Column("main", SmallInteger, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("said", Text),  # JSON: the fields that people put right, with the times
    Column("visible", String(40)),  # a checksum of its values, by which a confirmation holds or is void
)
Index("ix_catalog_record_document", catalog_record.c.document)
Index("ix_catalog_record_thing", catalog_record.c.thing, catalog_record.c.document)
Index("ix_catalog_record_confidence", catalog_record.c.confidence)

catalog_thing = Table(
    "catalog_thing",
    metadata,
    Column("thing", String(40), primary_key=True),
    Column("kind", SmallInteger, nullable=False),
    Column("type", String(40)),
    Column("name", Text),
    Column("parties", Text, nullable=False),
    Column("sides", Text, nullable=False),
    Column("first", String(10)),
    Column("last", String(10)),
    Column("due", String(10)),
    Column("realis", String(20)),
    Column("main", SmallInteger, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("told_first", String(10)),
    Column("told_last", String(10)),
    Column("record", String(40), nullable=False),  # one to show, and its document
    Column("document", String(40), nullable=False),
)
Index("ix_catalog_thing_last", catalog_thing.c.kind, catalog_thing.c.last)
Index("ix_catalog_thing_told", catalog_thing.c.kind, catalog_thing.c.told_last)
Index("ix_catalog_thing_due", catalog_thing.c.kind, catalog_thing.c.due)
Index("ix_catalog_thing_documents", catalog_thing.c.kind, catalog_thing.c.documents)

catalog_side = Table(  # the parties that have a part in a thing
    "catalog_side",
    metadata,
    Column("party", String(20), primary_key=True),
    Column("kind", SmallInteger, primary_key=True, autoincrement=False),
    Column("thing", String(40), primary_key=True),
)

catalog_telling = Table(  # documents that tell of two parties in one thing, or of one: then both are that
    "catalog_telling",
    metadata,
    Column("one", String(20), primary_key=True),
    Column("other", String(20), primary_key=True),
    Column("day", String(10), primary_key=True),  # of publication; empty where it is unknown
    Column("document", String(40), primary_key=True),
    Column("kinds", SmallInteger, nullable=False),  # one bit for each kind
)
Index("ix_catalog_telling_document", catalog_telling.c.document)

catalog_pair = Table(  # of the rows above that are of a dealing, and of single parties
    "catalog_pair",
    metadata,
    Column("one", String(20), primary_key=True),
    Column("other", String(20), primary_key=True),
    Column("documents", Integer, nullable=False),
    Column("first", String(10)),
    Column("last", String(10)),
)
Index("ix_catalog_pair_other", catalog_pair.c.other)
Index("ix_catalog_pair_last", catalog_pair.c.last)
Index("ix_catalog_pair_documents", catalog_pair.c.documents)

catalog_node = Table(  # the nodes of merging that stand for several records
    "catalog_node",
    metadata,
    _layer(),
    Column("node", String(40), primary_key=True),
    Column("first", String(40), nullable=False),  # the least of its records
    Column("score", Float, nullable=False),  # how surely they are one thing
    Column("count", Integer, nullable=False),
)
Index("ix_catalog_node_score", catalog_node.c.layer, catalog_node.c.score)

catalog_open = Table(  # compared pairs of which it is open whether they are one
    "catalog_open",
    metadata,
    _layer(),
    Column("left_id", String(40), primary_key=True),
    Column("right_id", String(40), primary_key=True),
    Column("score", Float, nullable=False),
    Column("one", String(40), nullable=False),  # the two things, the lesser first
    Column("other", String(40), nullable=False),
    Column("best", SmallInteger, nullable=False),  # 1 for the pair by which it is asked
)
Index("ix_catalog_open_one", catalog_open.c.layer, catalog_open.c.one, catalog_open.c.other)
Index("ix_catalog_open_other", catalog_open.c.layer, catalog_open.c.other)
Index("ix_catalog_open_best", catalog_open.c.layer, catalog_open.c.best, catalog_open.c.score)

catalog_stale = Table(  # things that lost a record and are to be told anew
    "catalog_stale",
    metadata,
    Column("thing", String(40), primary_key=True),
)

# --- what a search looks through: it follows from the above, and is made anew where it is old --------------

_NUMBER = BigInteger().with_variant(Integer(), "sqlite")

search_entry = Table(
    "search_entry",
    metadata,
    Column("number", _NUMBER, primary_key=True, autoincrement=False),
    Column("document_id", String(40)),  # null where the number is out of use
)
Index("ix_search_entry_document_id", search_entry.c.document_id, unique=True)

search_pending = Table(
    "search_pending",
    metadata,
    Column("document_id", String(40), primary_key=True),
)

search_person = Table(  # a description of people, as merging keeps it
    "search_person",
    metadata,
    Column("number", _NUMBER, primary_key=True, autoincrement=False),
    Column("node", String(40)),  # null where the number is out of use
    Column("names", Text, nullable=False),  # JSON
    Column("first", String(40), nullable=False),  # the least id of its records
    Column("records", Integer, nullable=False),
)
Index("ix_search_person_node", search_person.c.node, unique=True)

search_state = Table(
    "search_state",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

FULL_TEXT = ("search_words", "search_names")  # of types that each database has of its own: see store/search
