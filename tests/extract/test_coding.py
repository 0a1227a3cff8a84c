"""Public acts get the CAMEO and PLOVER codes that the manuals' rules give them."""

from __future__ import annotations

import pytest

from dragoman.detect.resolve import detect
from dragoman.extract.account import Account
from dragoman.extract.coding import act_of
from dragoman.extract.context import Context
from dragoman.gazetteer.acts import QUADS, load_acts
from dragoman.lexicon.load import pack
from dragoman.lexicon.marks import marked
from dragoman.lexicon.pack import Example
from dragoman.model.record import Party, Place
from dragoman.model.text import Document, EventScores, Label, Markup, Sentence, Span


def act(text: str, lang: str, sides: tuple[str, ...] = (), place: str | None = None) -> str | None:
    """The act of the first event marked in a sentence."""
    plain, mentions = marked(Example(text=text, published=None, expect=None, file="test", line=1))
    document = Document(text=plain, lang=lang, origin="test", name="test")
    sentence = Sentence(span=Span(start=0, end=len(plain)), paragraph=0, lang=lang)
    markup = Markup(mentions=mentions, links=())
    context = Context(detection=detect(document, (sentence,), markup, lambda _: pack(lang), "test@1"))
    number, found = next(iter(context.of(Label.EVENT)))
    assert found.mention.event is not None
    assert found.mention.realis is not None
    account = Account(
        event=number,
        sentence=0,
        kind=found.mention.event,
        realis=found.mention.realis,
        scores=EventScores(),
        parties={Party(code=code): () for code in sides},
    )
    where = Place(country=place) if place else None
    return act_of(context, account.kind, [account], None, where)


def codes(text: str, sides: tuple[str, ...] = (), place: str | None = None) -> tuple[str | None, str] | None:
    """PLOVER type and CAMEO code of the first event marked in an English sentence."""
    name = act(text, "en", sides, place)
    return (load_acts()[name].plover, load_acts()[name].cameo) if name else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministers [EVT.meeting met].", ("CONSULT", "040")),
        ("The ministers will [EVT.meeting? meet].", ("AGREE", "036")),
        ("The [EVT.visit! visit] was called off.", ("REJECT", "125")),
        ("Ghana [EVT.meeting summoned] the ambassador.", ("ACCUSE", "114")),
        ("They [EVT.call spoke] by phone.", ("CONSULT", "041")),
        ("The two [EVT.signing signed] an accord.", ("SUPPORT", "057")),
        ("The two will [EVT.signing? sign] an accord.", ("AGREE", "030")),
        ("Chile [EVT.condemnation condemned] the raid.", ("ACCUSE", "111")),
        ("Chile [EVT.condemnation accused] Peru of spying.", ("ACCUSE", "112")),
        ("Chile [EVT.request called on] both to show restraint.", ("REQUEST", "025")),
        ("Chile [EVT.request demanded] an explanation.", ("REQUEST", "100")),
        ("Chile [EVT.statement rejected] the claim.", ("REJECT", "120")),
        ("Chile [EVT.statement threatened] Peru with sanctions.", ("THREATEN", "1312")),
        ("The minister [EVT.statement said] it rained.", (None, "010")),
        ("The king [EVT.message congratulated] the emir.", ("SUPPORT", "018")),
        ("Peru [EVT.other expelled] two Chilean diplomats.", ("SANCTION", "166")),
        ("Peru will [EVT.other? expel] two diplomats.", ("THREATEN", "1313")),
        ("Peru [EVT.other recalled] its ambassador.", ("SANCTION", "160")),
        ("Peru [EVT.other delivered] 20 tonnes of relief supplies.", ("AID", "073")),
        ("Troops [EVT.other massed] along the border.", None),
        ("The navies held a joint [EVT.other exercise].", ("COOPERATE", "062")),
        ("Peru [EVT.other closed] the border.", ("COERCE", "172")),
        ("The army [EVT.other shelled] the town.", ("ASSAULT", "194")),
        ("Students [EVT.other demonstrated] at the embassy.", ("PROTEST", "141")),
        ("Peru [EVT.other withdrew] its troops.", ("RETREAT", "0874")),
        ("Peru [EVT.other apologised] to Chile.", ("CONCEDE", "055")),
        ("Peru [EVT.other deployed] warships off Chile.", ("MOBILIZE", "154")),
    ],
)
def test_acts(text: str, expected: tuple[str, str] | None) -> None:
    assert codes(text) == expected


def test_a_meeting_in_a_third_state_is_told_apart() -> None:
    met = "The ministers [EVT.meeting met] in Geneva."
    assert codes(met, ("MAR", "RUS"), "CHE") == ("CONSULT", "044")
    assert codes(met, ("MAR", "RUS"), "MAR") == ("CONSULT", "040")


def test_the_table_has_every_type_of_plover_and_weights_in_range() -> None:
    acts = load_acts().values()
    assert {act.plover for act in acts} - {None} == QUADS.keys()
    assert all(act.goldstein is None or -10 <= act.goldstein <= 10 for act in acts)
    assert all(act.cameo.isdigit() and 3 <= len(act.cameo) <= 4 for act in acts)
