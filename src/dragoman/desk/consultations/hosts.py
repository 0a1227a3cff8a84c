"""Who hosts next: as a document says, or inferred from where the last ones were."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dragoman.desk.consultations.rows import Balance, Contact, HostBasis, Journey, NextHost, Plan
from dragoman.desk.notes import distinct
from dragoman.model.record import Party

Pair = tuple[Party, Party]
_TWO = 2


def by_plan(planned: Sequence[Plan]) -> NextHost | None:
    """The side in whose country the next one is planned, which a document says.

    A plan without a date of its own, of which it is not known when it was told, may be long past.
    """
    known = (p for p in planned if p.host is not None and (p.due is not None or p.when.date is not None))
    first = next(known, None)
    if first is None or first.host is None:
        return None
    return NextHost(host=first.host, basis=HostBasis.DECLARED, basis_ids=(first.id,), notes=first.notes)


def by_return(balance: Balance | None, found: Sequence[Journey]) -> NextHost | None:
    """The side that made the last visit of this level: a visit is to be returned."""
    if balance is None or balance.turn is None:
        return None
    last = next(j for j in found if j.id == balance.last)
    return NextHost(host=last.guest, basis=HostBasis.RETURN, basis_ids=(last.id,), notes=last.notes)


def by_alternation(contacts: Sequence[Contact], pair: Pair) -> NextHost | None:
    """The side whose turn it is, where the contacts known alternate between the two countries.

    Numbered sessions alternate where those of even numbers were with the one and those of odd numbers with
    the other; others where no two that follow each other were with the same. Two must be known, and the place
    of the last.
    """
    placed = [(c, _host(c, pair)) for c in contacts]
    if not placed or placed[-1][1] is None:
        return None
    known = [(c, host) for c, host in placed if host is not None]
    if len(known) < _TWO or not _alternate(placed, numbered=all(c.session is not None for c, _ in known)):
        return None
    return NextHost(
        host=pair[1] if known[-1][1] == pair[0] else pair[0],
        basis=HostBasis.ALTERNATION,
        basis_ids=tuple(c.id for c, _ in known),
        notes=distinct(n for c, _ in known for n in c.notes[:1]),
    )


def _alternate(placed: Sequence[tuple[Contact, Party | None]], *, numbered: bool) -> bool:
    if not numbered:
        hosts = [host for _, host in placed]
        return None not in hosts and all(a != b for a, b in pairwise(hosts))
    known = [(c.session or 0, host) for c, host in placed if host is not None]
    first, side = known[0]
    return all((host == side) == ((number - first) % 2 == 0) for number, host in known)


def _host(contact: Contact, pair: Pair) -> Party | None:
    country = contact.place.country if contact.place else None
    return next((party for party in pair if party.code == country), None)
