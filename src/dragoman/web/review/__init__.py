"""The review desk on the web: what waits, one thing or document to put right, and what was decided.

``queue`` finds what waits and ``cards`` makes what is shown of records, with the stamps of what was seen;
``asked`` reads a form, and ``decide`` writes what it asks or tells who was faster.
"""
