"""Packs: those that are shipped are right; what is wrong with another is said with file and line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from dragoman.detect.examples import check_examples, marked
from dragoman.errors import InvalidPack
from dragoman.lexicon.load import languages, load_pack, pack, pack_or_bare, packs
from dragoman.model.record import Role

MINIMAL = {
    "pack.toml": 'name = "Test"\nnative = "Test"\nscript = "Latn"\ndirection = "ltr"\n',
    "dates.yaml": "days:\n  -1: [yesterday]\npast: [last]\n",
    "cues.yaml": "planned: [will]\n",
    "names.yaml": "honorifics: [mr]\n",
    "demonyms.yaml": "parties:\n  TUN:\n    demonyms: [tunisian]\n",
    "offices.yaml": "- role: ambassador\n  any: [ambassador]\n",
    "topics.yaml": "areas:\n  trade: [trade]\n",
    "examples.yaml": (
        '- text: "A [GPE Tunisian] [OFF ambassador]."\n'
        "  expect:\n"
        "    parties: {Tunisian: TUN}\n"
        "    offices: {ambassador: ambassador}\n"
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small pack that is right."""
    path = tmp_path / "en"
    path.mkdir()
    for name, text in MINIMAL.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


# --- the packs that come with Dragoman ---


def test_the_five_languages_of_the_seeds_and_their_neighbours_are_here() -> None:
    assert set(languages()) >= {"ar", "en", "fr", "nl", "ru"}
    assert list(languages()) == sorted(languages())


@pytest.mark.parametrize("lang", languages())
def test_the_pack_meets_its_own_examples(lang: str) -> None:
    assert pack(lang).examples, "a pack without examples proves nothing"
    assert list(check_examples(pack(lang))) == []


@pytest.mark.parametrize("lang", languages())
def test_the_examples_cover_every_file_of_the_pack(lang: str) -> None:
    asked = {key for example in pack(lang).examples for key in example.expect or {}}
    assert asked >= {"parties", "offices", "people", "dates", "references", "cues", "areas"}
    assert any(example.expect is None for example in pack(lang).examples), "no sentence it must not match"


@pytest.mark.parametrize("lang", languages())
def test_every_pack_knows_the_states_and_the_months(lang: str) -> None:
    one = pack(lang)
    assert {"FRA", "NLD", "MAR", "RUS", "EGY", "CHN"} <= {
        name.party.code for words in one.country_names.values() if (name := one.party(words))
    }
    assert len(one.offices) >= len(Role)


def test_all_packs_are_had_by_their_tags() -> None:
    assert tuple(packs()) == languages()
    assert all(one.lang == lang for lang, one in packs().items())


@pytest.mark.parametrize(("lang", "words", "code"), [("sv", "Nederländerna", "NLD"), ("xx", "France", "FRA")])
def test_a_language_without_a_pack_still_knows_what_cldr_knows(lang: str, words: str, code: str) -> None:
    assert lang not in languages()
    named = pack_or_bare(lang).party(words)
    assert named is not None
    assert named.party.code == code


# --- packs that are wrong ---


def test_a_pack_is_one_folder_of_files(folder: Path) -> None:
    one = load_pack(folder)
    assert one.role("ambassador") is Role.AMBASSADOR
    assert list(check_examples(one)) == []


@pytest.mark.parametrize("name", sorted(set(MINIMAL) - {"examples.yaml"}))
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(InvalidPack, match=re.escape(str(folder / name))):
        load_pack(folder)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidPack, match="nowhere"):
        load_pack(tmp_path / "nowhere")


def test_a_tag_that_is_no_language_is_named(folder: Path) -> None:
    other = folder.with_name("zzzz")
    shutil.copytree(folder, other)
    with pytest.raises(InvalidPack, match="zzzz"):
        load_pack(other)


WRONG: dict[str, tuple[str, str, int, str]] = {
    "unknown group of cues": ("cues.yaml", "planned: [will]\nplaned: [shall]\n", 2, "planed"),
    "unknown meaning": ("cues.yaml", "format:\n  phone: [by phone]\n  fax: [by fax]\n", 3, "fax"),
    "unknown role": (
        "offices.yaml",
        "- role: ambassador\n  any: [a]\n- role: envoy\n  any: [b]\n",
        3,
        "role",
    ),
    "a rule without forms": ("offices.yaml", "- role: ambassador\n", 1, "any"),
    "a word for a list": ("cues.yaml", "planned: [will]\ncancelled: denied\n", 2, "cancelled"),
    "an empty form": ("cues.yaml", 'planned:\n- will\n- ""\n', 3, "planned"),
    "a key twice": (
        "topics.yaml",
        "areas:\n  trade: [trade]\n  energy: [gas]\n  trade: [goods]\n",
        4,
        "trade",
    ),
    "a key twice at the top": (
        "cues.yaml",
        "planned: [will]\njoint: [both]\nplanned: [shall]\n",
        3,
        "planned",
    ),
    "an unknown code of a state": (
        "demonyms.yaml",
        "parties:\n  TUN: {}\n  TUM:\n    names: [x]\n",
        3,
        "TUM",
    ),
    "a code of two letters": ("demonyms.yaml", "parties:\n  TN: {names: [x]}\n", 2, "TN"),
    "an unknown territory": ("demonyms.yaml", "parties: {}\nterritories:\n  XYZ: [x]\n", 3, "XYZ"),
    "no yaml": ("names.yaml", "honorifics: [mr]\nparticles: [van, der\nlatin: {}\n", 3, ""),
    "an unknown key of pack.toml": ("pack.toml", MINIMAL["pack.toml"] + 'wrds = "spaces"\n', 5, "wrds"),
    "an unknown strategy": ("pack.toml", MINIMAL["pack.toml"] + 'words = "none"\n', 5, "words"),
    "no toml": ("pack.toml", MINIMAL["pack.toml"] + "words = \n", 5, ""),
    "a mark that is not closed": (
        "examples.yaml",
        '- text: "A sentence."\n  expect: nothing\n- text: "A [GPE Tunisian envoy."\n  expect: nothing\n',
        3,
        "mark",
    ),
    "an example without expect": (
        "examples.yaml",
        '- text: "A sentence."\n  expect: nothing\n\n- text: "The [GPE Tunisian] envoy."\n',
        4,
        "expect",
    ),
    "an example that expects nothing without saying so": (
        "examples.yaml",
        '- text: "A sentence."\n  expect: nothing\n- text: "A [GPE Tunisian]."\n  expect: {}\n',
        3,
        "nothing",
    ),
    "expectations that are all empty": (
        "examples.yaml",
        '- text: "A [GPE Tunisian]."\n  expect: {parties: {}}\n',
        1,
        "nothing",
    ),
    "an unknown key of expect": (
        "examples.yaml",
        '- text: "A [GPE Tunisian]."\n  expect:\n    party: {Tunisian: TUN}\n',
        2,
        "party",
    ),
    "a date that is none": (
        "examples.yaml",
        '- text: "A day."\n  published: "2024-02-30"\n  expect: nothing\n',
        1,
        "2024",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_with_a_pack_is_said_with_file_and_line(folder: Path, case: str) -> None:
    name, text, line, word = WRONG[case]
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(InvalidPack) as error:
        load_pack(folder)
    message = str(error.value)
    assert f"{folder / name}:{line}:" in message
    assert word in message


@pytest.mark.parametrize("name", sorted(set(MINIMAL) - {"pack.toml"}))
def test_a_file_that_is_empty_or_no_utf_8_is_named(folder: Path, name: str) -> None:
    for data in (b"", "Désirée".encode("latin-1")):
        (folder / name).write_bytes(data)
        with pytest.raises(InvalidPack, match=re.escape(name)):
            load_pack(folder)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('- text: "A [NOBODY Tunisian]."', 1),
        ('- text: "A [EVT.dance ball]."', 1),
        ('- text: "A [GPE] x."', 1),
    ],
)
def test_an_unknown_label_of_a_mark_is_said_with_file_and_line(folder: Path, text: str, line: int) -> None:
    """An error when the pack is loaded, says the README."""
    (folder / "examples.yaml").write_text(text + "\n  expect: {parties: {Tunisian: TUN}}\n", encoding="utf-8")
    with pytest.raises(InvalidPack, match=rf"examples\.yaml:{line}:"):
        load_pack(folder)


UNMET = [
    ("parties: {Tunisian: LBY}", "party"),
    ("parties: {Tunisian: null}", "party"),
    ("offices: {ambassador: foreign minister}", "role"),
    ("offices: {ambassador: null}", "role"),
    ("people: {Lotfi Belkacem: Lutfi Belkasem}", "name"),
    ("dates: {yesterday: 2024-05-07}", "date"),
    ("dates: {yesterday: null}", "date"),
    ("references: {Tunisian: counterpart}", "reference"),
    ("cues: {planned: planned}", "cue"),
    ("areas: []", "areas"),
    ("areas: [trade, energy]", "areas"),
]


@pytest.mark.parametrize(("expect", "word"), UNMET)
def test_an_example_that_the_pack_does_not_meet_is_told(folder: Path, expect: str, word: str) -> None:
    """The check of examples can fail."""
    (folder / "examples.yaml").write_text(
        '\n- text: "The [GPE Tunisian] [OFF ambassador] [PER Lotfi Belkacem] spoke of trade '
        '[DATE yesterday]."\n'
        f"  published: 2024-05-07\n  expect: {{{expect}}}\n",
        encoding="utf-8",
    )
    problems = list(check_examples(load_pack(folder)))
    assert len(problems) == 1
    assert problems[0].startswith(f"{folder / 'examples.yaml'}:2: {word}")


def test_short_names_count_by_themselves_or_beside_each_other(folder: Path) -> None:
    """Of two, one must be of those that hardly stand in other words."""
    chinese = shutil.copytree(folder, folder.with_name("zh"))
    (chinese / "pack.toml").write_text(
        'name = "Test"\nnative = "Test"\nscript = "Hans"\ndirection = "ltr"\nwords = "characters"\n',
        encoding="utf-8",
    )
    (chinese / "demonyms.yaml").write_text(
        "parties:\n  CHN: {short: [中], names: [-中东]}\n  RUS: {short: [俄]}\n"
        "  AGO: {shorter: [安]}\n  QAT: {shorter: [卡]}\n",
        encoding="utf-8",
    )
    one = load_pack(chinese)

    def parties(words: str) -> list[str]:
        return [m.value.party.code for m in one.parties.longest(one.tokens(words))]

    assert parties("中俄联委会") == ["CHN", "RUS"]
    assert parties("中卡安") == ["CHN", "QAT"]
    assert parties("中") == ["CHN"]
    assert parties("卡") == ["QAT"]
    assert parties("安卡拉宣言") == parties("其中一项") == parties("中东俄") == []
    assert parties("中国") == ["CHN"]  # the name that CLDR gives
    assert one.party("卡拉") is None


@pytest.mark.parametrize("text", ["A [GPE Tunisian] sentence.", "An [OFF ambassador] spoke."])
def test_nothing_expected_and_something_found_is_told(folder: Path, text: str) -> None:
    (folder / "examples.yaml").write_text(f'- text: "{text}"\n  expect: nothing\n', encoding="utf-8")
    assert len(list(check_examples(load_pack(folder)))) == 1


def test_marks_are_cut_out_of_the_sentence_and_keep_their_places(folder: Path) -> None:
    text = "The [OFF ambassador] [EVT.meeting- had met] [PER Lotfi Belkacem] 🤝 [EVT.session? a session]."
    (folder / "examples.yaml").write_text(
        f'- text: "{text}"\n  expect: {{offices: {{ambassador: ambassador}}}}\n', encoding="utf-8"
    )
    plain, mentions = marked(load_pack(folder).examples[0])
    assert plain == "The ambassador had met Lotfi Belkacem 🤝 a session."
    assert [m.span.of(plain) for m in mentions] == ["ambassador", "had met", "Lotfi Belkacem", "a session"]
    assert [(m.event, m.realis) for m in mentions if m.event] == [
        ("meeting", "past_background"),
        ("commission_session", "planned"),
    ]


def test_a_language_that_no_identifier_tells_apart_is_read_by_its_neighbours_pack() -> None:
    assert pack_or_bare("ms").lang == "id"
    assert pack_or_bare("eo").lang == "eo"
