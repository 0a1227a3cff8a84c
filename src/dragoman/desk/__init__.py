"""Ledger -> answers. Everything here is a pure function of a ledger and writes nothing."""
