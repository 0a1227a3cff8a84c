"""Whether words are written in the Latin script."""


def is_latin(text: str) -> bool:
    """Whether every letter is Latin, with or without marks."""
    return all(c < "ɐ" or "\u1e00" <= c <= "\u1eff" for c in text if c.isalpha())
