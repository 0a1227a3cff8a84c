"""What the program itself says, in English, French or Arabic: templates filled with facts, never free text.

The sentences stand in ``en.toml``, ``fr.toml`` and ``ar.toml`` beside this file: the same keys, with the same
fields in braces, in every language (a test holds them to it). A key that depends on a number is a table with
one template for each plural category that CLDR knows of the language (Arabic has six). Dates, names of
states, and the plural rules come from CLDR, by way of Babel::

    say = phrases("ar")
    say("brief.as_of", day=say.day(day))          # a sentence
    say.count("count.document", 3)                # with a number: 3 وثائق
    say.word("kind", EngagementKind.VISIT.value)  # the name of a value of the model
    say.party(party), say.when(when), say.place(place)
    say.parts("state.latest", title=words)        # the same, in pieces: fields need not be text

Words of documents are never translated: whoever prints them keeps their language and direction. That is what
``parts`` is for: the field comes back as it was given, between the pieces of the sentence.
"""

from __future__ import annotations

from dragoman.phrases.catalogue import LANGS, Phrases, phrases

__all__ = ["LANGS", "Phrases", "phrases"]
