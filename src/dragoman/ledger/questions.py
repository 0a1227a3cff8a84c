"""What a ledger can be asked: every answer of the desk, each as the command of its name gives it."""

from __future__ import annotations

from dragoman.ledger.dealings import Dealings
from dragoman.ledger.press import Press
from dragoman.ledger.prospects import Prospects
from dragoman.ledger.registers import Registers
from dragoman.ledger.standing import Standing


class Questions(Dealings, Registers, Standing, Prospects, Press):
    """The answers of the desk. A party is given by its ISO 3166 code, its acronym, or its name in any
    language; a day as a date or as "2024-12-31"; a bound also as "2024" or "2024-12".

    Where ``on`` may be left out, today is meant, or, for registers and lists, all that is in the ledger.
    """
