"""Whom a document credits for its news, and where two documents credit different origins for one text.

The words are those that reading found to credit somebody, and besides the names of agencies in brackets or
between strokes in the first and the last passages ("MOSCOW, 5 September. /TASS/", "Source: WAM"). Who is
meant is told by the office or the outlet that these words name; what names neither stays as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.desk.lineage_rows import Credit, CreditDispute, OriginKind
from dragoman.desk.notes import Note, distinct, note
from dragoman.desk.parties import party_name
from dragoman.desk.passages import FactKind, Passage
from dragoman.gazetteer.outlets import Outlets
from dragoman.gazetteer.parties import is_state
from dragoman.gazetteer.places import load as load_places
from dragoman.lexicon.load import pack, pack_or_bare
from dragoman.model.ledger import Ledger
from dragoman.model.outlet import Outlet, SourceKind
from dragoman.model.record import Evidence, Party, PartyBasis, PartyKind
from dragoman.model.text import Document, Source, Span

PRODUCER = "dragoman-lineage@1"
_NEAR = 3  # words between an office and the party that it belongs to
_CLOSE = 6  # words between an office or outlet and the words that credit it
_LONGEST = 5  # words of an outlet's name
_EDGES = 2  # passages at either end in which an agency may be named by itself
_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*")
_PAUSE = re.compile(r"[.!?:;,،؛。；，\n]")
_MARKED = re.compile(r"[(\[/]\s*([^()\[\]/\n]{2,60}?)\s*[)\]/]")
_LABELLED = re.compile(r"[\[(]?\b[^\W\d_]{3,12}\s*:\s*([^\n:]{2,60}?)[\s.)\]]*\Z")
_QUOTES = "\"'“”‘’«»„()[]/"
_GENERAL = (OriginKind.MINISTRY, OriginKind.GOVERNMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What a credit is worked out from."""

    ledger: Ledger
    document: Document
    passages: Sequence[Passage]
    outlets: Outlets

    @property
    def home(self) -> Outlet | None:
        """Who published the document."""
        return self.ledger.outlets.get(self.document.id)

    def passage(self, evidence: Evidence) -> Passage | None:
        return next((p for p in self.passages if p.span.overlaps(evidence.span)), None)


def credits_of(
    ledger: Ledger, document_id: str, passages: Sequence[Passage], outlets: Outlets
) -> tuple[Credit, ...]:
    """Whom the document credits, each origin once with all the words that credit it, in text order."""
    document, reading = ledger.documents[document_id], ledger.readings.get(document_id)
    words = _Words(ledger=ledger, document=document, passages=passages, outlets=outlets)
    found: list[Credit] = list(_marked(words))
    unknown: list[Credit] = []
    own = words.home is not None and words.home.kind is SourceKind.OFFICIAL
    for evidence in reading.attributions if reading is not None else ():
        here = [*_offices(words, evidence), *_outlets(words, evidence)]
        found += here
        if not here and not own:
            said = (note(ledger, evidence),)
            unknown.append(Credit(kind=OriginKind.UNKNOWN, written=evidence.quote, notes=said))
    found.sort(key=lambda credit: min(n.start for n in credit.notes))
    return _without_vaguer(_merged(found or unknown))


def _merged(credits: Iterable[Credit]) -> list[Credit]:
    """Credits of one origin as one, with the notes of all."""
    groups: dict[str, list[Credit]] = {}
    for credit in credits:
        groups.setdefault(credit.identity, []).append(credit)
    return [replace(g[0], notes=distinct(n for credit in g for n in credit.notes)) for g in groups.values()]


def _without_vaguer(credits: Sequence[Credit]) -> tuple[Credit, ...]:
    """Leaves out "the ministry" and "the same source" beside a fuller name of an origin."""
    offices = [c for c in credits if c.kind not in (*_GENERAL, *_NO_OFFICE)]

    def says_less(credit: Credit) -> bool:
        if credit.kind is OriginKind.UNNAMED_SOURCE:
            return any(other.kind not in (credit.kind, OriginKind.UNKNOWN) for other in credits)
        if credit.kind in _GENERAL:
            return any(credit.party in (None, other.party) for other in offices)
        like = (other for other in offices if other.kind is credit.kind)
        return credit.kind not in _NO_OFFICE and credit.party is None and any(o.party for o in like)

    return tuple(credit for credit in credits if not says_less(credit))


_NO_OFFICE = (OriginKind.OUTLET, OriginKind.UNNAMED_SOURCE, OriginKind.UNKNOWN)


# --- offices ------------------------------------------------------------------------------------------------


def _offices(words: _Words, evidence: Evidence) -> Iterator[Credit]:
    """The offices that the words name, each with the party beside it, else with the publisher's country if
    the document is about that."""
    passage = words.passage(evidence)
    if passage is None:
        return
    speaker = pack_or_bare(passage.lang)
    said = (note(words.ledger, evidence),)
    tokens = speaker.tokens(evidence.quote)
    cues = [(cue.start, cue.end) for cue in speaker.cue("attribution", tokens)]
    for match in speaker.cue("origin", tokens):
        if not any(_beside(evidence.quote, (match.start, match.end), cue) for cue in cues):
            continue
        first, last = evidence.span.start + match.start, evidence.span.start + match.end
        kind = OriginKind(match.value)
        if any(fact.span.start <= first < fact.span.end for fact in passage.of(FactKind.OFFICE)):
            continue  # the minister, not the ministry
        party, begin, end = _party_beside(words.document, passage, first, last)
        basis = PartyBasis.STATED if party else None
        if party is None and kind is not OriginKind.UNNAMED_SOURCE:
            party, basis = _own_country(words)
        written = " ".join(words.document.text[begin:end].split())
        name = office_name(kind, party)
        yield Credit(kind=kind, written=written, party=party, party_basis=basis, name=name, notes=said)


def _beside(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether few words stand between two places of a text, and no end of a sentence."""
    gap = text[min(one[1], other[1]) : max(one[0], other[0])]
    return len(_WORD.findall(gap)) <= _CLOSE


def _party_beside(document: Document, passage: Passage, first: int, last: int) -> tuple[str | None, int, int]:
    """The party within the name of an office or nearest to it, and where the name with it stands; a seat
    ("the Kremlin") tells its country by itself."""
    best: tuple[int, str, int, int] | None = None
    for fact in passage.of(FactKind.PARTY):
        far = 0
        if fact.span.end <= first or last <= fact.span.start:
            gap = document.text[min(last, fact.span.end) : max(first, fact.span.start)]
            far = len(_WORD.findall(gap)) + 1
            if _PAUSE.search(gap) or far > _NEAR + 1:
                continue
        if best is None or far < best[0]:
            best = (far, fact.value, min(first, fact.span.start), max(last, fact.span.end))
    return best[1:] if best else (load_places().capital_country(document.text[first:last]), first, last)


def _own_country(words: _Words) -> tuple[str | None, PartyBasis | None]:
    """The publisher's country, if the document deals with it: "the ministry" of a paper is its own."""
    country = words.home.country if words.home else None
    dealt = any(fact.value == country for p in words.passages for fact in p.of(FactKind.PARTY))
    return (country, PartyBasis.INFERRED) if country and dealt else (None, None)


def office_name(kind: OriginKind, party: str | None) -> str | None:
    """What is printed of an office: "foreign ministry of Russia"."""
    if party is None:
        return None
    known = Party(code=party, kind=PartyKind.STATE if is_state(party) else PartyKind.ORGANISATION)
    return f"{kind.value} of {party_name(known)}"


# --- outlets ------------------------------------------------------------------------------------------------


def _outlets(words: _Words, evidence: Evidence) -> Iterator[Credit]:
    """Agencies that the words name, and papers named in full or in quotation marks."""
    passage = words.passage(evidence)
    speaker = pack_or_bare(passage.lang if passage else words.document.lang)
    cues = [(cue.start, cue.end) for cue in speaker.cue("attribution", evidence.quote)]
    said = (note(words.ledger, evidence),)
    for (first, last), outlet in _named_in(evidence.quote, words.outlets):
        near = any(_beside(evidence.quote, (first, last), cue) for cue in cues)
        if near and not _is_home(outlet, words.home):
            yield _credit(outlet, evidence.quote[first:last], said)


def _named_in(text: str, outlets: Outlets) -> Iterator[tuple[tuple[int, int], Outlet]]:
    """The outlets that a text names, the longest name at each place."""
    found = list(_WORD.finditer(text))
    at = 0
    while at < len(found):
        taken = 1
        for size in range(min(_LONGEST, len(found) - at), 0, -1):
            first, last = found[at].start(), found[at + size - 1].end()
            outlet = _outlet(text, first, last, size, outlets)
            if outlet is not None:
                yield (first, last), outlet
                taken = size
                break
        at += taken


def _outlet(text: str, first: int, last: int, size: int, outlets: Outlets) -> Outlet | None:
    """Who a stretch of words names: a single word only where it is written as a name, and then an agency, or
    whatever stands in quotation marks or brackets."""
    named = text[first:last]
    if named[0].islower() or _PAUSE.search(named.strip(".")):
        return None
    outlet = outlets.of(Source(name=named))
    if outlet is None or outlet.kind in (SourceKind.INTERNATIONAL, SourceKind.OFFICIAL):
        return None
    quoted = text[first - 1 : first] in _QUOTES and text[last : last + 1] in _QUOTES and first > 0
    return outlet if size > 1 or quoted or outlet.kind is SourceKind.AGENCY else None


def _marked(words: _Words) -> Iterator[Credit]:
    """Agencies named by themselves in the first and last passages: in brackets, between strokes, or after a
    word and a colon that end the text."""
    edges = [*words.passages[:_EDGES], *words.passages[-_EDGES:]]
    for passage in dict.fromkeys(edges):
        spans = [match.span(1) for match in _MARKED.finditer(passage.text)]
        if passage.number >= len(words.passages) - _EDGES:
            spans += [match.span(1) for match in _LABELLED.finditer(passage.text)]
        for first, last in spans:
            start = passage.span.start + first
            for (begin, end), outlet in _named_in(passage.text[first:last], words.outlets):
                if not _is_home(outlet, words.home):
                    named = passage.text[first + begin : first + end]
                    span = Span(start=start, end=start + last - first)
                    evidence = Evidence.of(words.document, span, PRODUCER)
                    yield _credit(outlet, named, (note(words.ledger, evidence),))


def _is_home(outlet: Outlet, home: Outlet | None) -> bool:
    return home is not None and (
        outlet.key == home.key or (outlet.name, outlet.kind) == (home.name, home.kind)
    )


def _credit(outlet: Outlet, named: str, said: tuple[Note, ...]) -> Credit:
    return Credit(
        kind=OriginKind.OUTLET,
        written=named,
        party=outlet.country,
        party_basis=PartyBasis.KNOWN if outlet.country else None,
        name=outlet.name,
        notes=said,
    )


# --- who is who ---------------------------------------------------------------------------------------------


def origin_of(outlet: Outlet | None) -> tuple[OriginKind, str | None, str] | None:
    """What an outlet is as an origin: the office that its name tells, with its country, or itself."""
    if outlet is None:
        return None
    if outlet.kind is SourceKind.OFFICIAL:
        meaning = pack("en").meaning("origin", outlet.name)
        if meaning is not None:
            return OriginKind(meaning), outlet.country, outlet.name
    return OriginKind.OUTLET, outlet.country, outlet.name


def is_by(credit: Credit, outlet: Outlet | None) -> bool:
    """Whether this outlet is the origin that is credited."""
    own = origin_of(outlet)
    if own is None:
        return False
    if credit.kind is OriginKind.OUTLET or own[0] is OriginKind.OUTLET:
        return credit.kind is own[0] and credit.name == own[2]
    same = credit.kind is own[0] or credit.kind in _GENERAL
    return same and credit.party is not None and credit.party == own[1]


def disputes(
    voices: Mapping[str, Sequence[str]], credited: Mapping[str, Sequence[Credit]]
) -> tuple[CreditDispute, ...]:
    """For the documents of each text (by its voice): where two of them credit offices or outlets of which
    neither can be the other."""
    out = []
    for _, documents in sorted(voices.items()):
        sides = [(d, tuple(c for c in credited[d] if tells(c))) for d in documents]
        sides = [(d, told) for d, told in sides if told]
        apart = any(_apart(a, b) for at, (_, a) in enumerate(sides) for _, b in sides[at + 1 :])
        if apart:
            notes = distinct(n for _, told in sides for credit in told for n in credit.notes)
            out.append(CreditDispute(sides=tuple(sides), notes=notes))
    return tuple(out)


def tells(credit: Credit) -> bool:
    """Whether a credit names an office or an outlet."""
    return credit.kind not in (OriginKind.UNNAMED_SOURCE, OriginKind.UNKNOWN)


def _apart(left: Sequence[Credit], right: Sequence[Credit]) -> bool:
    """Whether no credit of one can mean what one of the other means. An agency is no rival of the ministry
    whose release it carries, so offices are held against offices and agencies against agencies."""
    for outlets in (True, False):
        ours = [c for c in left if (c.kind is OriginKind.OUTLET) is outlets]
        theirs = [c for c in right if (c.kind is OriginKind.OUTLET) is outlets]
        if ours and theirs and not any(may_be(a, b) for a in ours for b in theirs):
            return True
    return False


def may_be(left: Credit, right: Credit) -> bool:
    """Whether two credits can mean one origin: an office without its country can be any country's."""
    if OriginKind.OUTLET in (left.kind, right.kind):
        return left.name == right.name
    alike = left.kind is right.kind or left.kind in _GENERAL or right.kind in _GENERAL
    return alike and (left.party is None or right.party is None or left.party == right.party)
