"""Language folder -> Pack. Errors name the file and the line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml
from babel import Locale, UnknownLocaleError, localedata
from pydantic import TypeAdapter

from dragoman.errors import InvalidPack, InvalidRecord
from dragoman.gazetteer.parties import alpha3, is_state
from dragoman.lexicon.files import compose, line_of, load_toml, load_yaml, validate
from dragoman.lexicon.forms import FormIndex, Tokenizer
from dragoman.lexicon.marks import marked
from dragoman.lexicon.pack import (
    DateCue,
    DateWord,
    Example,
    NameRules,
    OfficeRule,
    Pack,
    PartyIndex,
    PartyName,
    PartyWord,
    organisation,
    state,
)
from dragoman.lexicon.schema import (
    CuesFile,
    DatesFile,
    DemonymsFile,
    ExampleFile,
    NamesFile,
    OfficeRuleFile,
    PackFile,
    TopicsFile,
)
from dragoman.model.record import Role
from dragoman.model.time import PartialDate

_LETTERS = re.compile(r"[^\W\d_]+")


def languages_folder() -> Traversable:
    """The folder of the packs that come with Dragoman."""
    return files("dragoman") / "languages"


@cache
def languages() -> tuple[str, ...]:
    """The tags of the languages there is a pack for, in order."""
    return tuple(sorted(f.name for f in languages_folder().iterdir() if f.joinpath("pack.toml").is_file()))


@cache
def pack(lang: str) -> Pack:
    """The compiled pack of a language; raises InvalidPack where there is none or it is wrong."""
    return load_pack(languages_folder() / lang)


class _Packs(Mapping[str, Pack]):
    """The packs of all languages, each compiled when it is first looked up."""

    def __getitem__(self, lang: str) -> Pack:
        if lang not in languages():
            raise KeyError(lang)
        return pack(lang)

    def __iter__(self) -> Iterator[str]:
        return iter(languages())

    def __len__(self) -> int:
        return len(languages())


def packs() -> Mapping[str, Pack]:
    """Every pack that comes with Dragoman, by language tag, compiled as it is first looked up."""
    return _Packs()


@cache
def heads() -> Mapping[str, PackFile]:
    """The first file of every pack that comes with Dragoman, by language tag; the others are not read."""
    return {lang: load_toml(languages_folder() / lang) for lang in languages()}


@cache
def given_names() -> Mapping[str, str]:
    """Every spelling of a given name that the packs list, casefolded, to one of its spellings.

    Lists of several packs that share a spelling are one name. No other file of the packs is read for it.
    """
    canonical: dict[str, str] = {}
    for lang in languages():
        for spellings in _names(languages_folder() / lang).variants:
            folded = [s.casefold() for s in spellings]
            known = sorted({canonical[s] for s in folded if s in canonical})
            target = known[0] if known else folded[0]
            for spelling, chosen in list(canonical.items()):
                if chosen in known:
                    canonical[spelling] = target
            canonical.update(dict.fromkeys(folded, target))
    return canonical


@cache
def pack_or_bare(lang: str) -> Pack:
    """The pack of a language, or, where there is none, what CLDR knows of it: states, months and weekdays.

    A pack may read further languages than its own (``reads`` in pack.toml), which no identifier tells from
    it. A language that CLDR does not know either gets English names; the tagger reads it all the same.
    """
    if lang in languages():
        return pack(lang)
    for other, head in heads().items():
        if lang in head.reads:
            return pack(other)
    locale = Locale.parse(lang, sep="-") if lang in localedata.locale_identifiers() else Locale("en")
    tokenizer = Tokenizer(characters=lang in ("zh", "ja", "th"))
    return _compile(
        lang,
        PackFile(name=lang, native=lang, script="", direction="ltr"),
        tokenizer,
        locale,
        _Files(
            dates=DatesFile(),
            cues=CuesFile(),
            names=NamesFile(),
            demonyms=DemonymsFile(parties={}),
            offices=[],
            topics=TopicsFile(areas={}),
        ),
        (),
    )


def load_pack(folder: Traversable | Path) -> Pack:
    """Compile one language folder; raises InvalidPack naming file and line."""
    head = load_toml(folder)
    given = _Files(
        dates=load_yaml(folder, "dates.yaml", TypeAdapter(DatesFile)),
        cues=load_yaml(folder, "cues.yaml", TypeAdapter(CuesFile)),
        names=_names(folder),
        demonyms=load_yaml(folder, "demonyms.yaml", TypeAdapter(DemonymsFile)),
        offices=load_yaml(folder, "offices.yaml", TypeAdapter(list[OfficeRuleFile])),
        topics=load_yaml(folder, "topics.yaml", TypeAdapter(TopicsFile)),
    )
    tokenizer = Tokenizer(
        fold=head.fold,
        ignore=head.ignore,
        proclitics=head.proclitics,
        article=head.article,
        characters=head.words == "characters",
    )
    locale = _locale(folder, folder.name)
    _check_codes(folder, given.demonyms)
    return _compile(folder.name, head, tokenizer, locale, given, tuple(_examples(folder)))


def _names(folder: Traversable | Path) -> NamesFile:
    given: NamesFile = load_yaml(folder, "names.yaml", TypeAdapter(NamesFile))
    return given


@dataclass(frozen=True, slots=True, kw_only=True)
class _Files:
    """The files of a pack as written."""

    dates: DatesFile
    cues: CuesFile
    names: NamesFile
    demonyms: DemonymsFile
    offices: list[OfficeRuleFile]
    topics: TopicsFile


def _compile(
    lang: str,
    head: PackFile,
    tokenizer: Tokenizer,
    locale: Locale,
    given: _Files,
    examples: tuple[Example, ...],
) -> Pack:
    names = given.names
    territories = ((f, code) for code, fs in given.demonyms.territories.items() for f in fs)
    return Pack(
        lang=lang,
        name=head.name,
        native=head.native,
        script=head.script,
        direction=head.direction,
        words=head.words,
        tokenizer=tokenizer,
        endings=tuple(sorted({tokenizer.fold(e) for e in head.endings if e}, key=lambda e: (-len(e), e))),
        proclitics=tuple(sorted(head.proclitics, key=lambda p: (-len(p), p))),
        parties=PartyIndex(tokenizer, _party_forms(given.demonyms, locale), endings=head.endings),
        blocs=FormIndex(tokenizer, _bloc_forms(given.demonyms)),
        territories=FormIndex(tokenizer, territories, head.endings),
        offices=FormIndex(tokenizer, _office_forms(tokenizer, given.offices)),
        names=_name_rules(tokenizer, names, characters=head.words == "characters"),
        dates=FormIndex(tokenizer, _date_forms(given.dates, locale)),
        date_order=given.dates.order,
        cues={group: FormIndex(tokenizer, forms) for group, forms in _cue_groups(given.cues).items()},
        areas=FormIndex(tokenizer, _meanings(given.topics.areas)),
        issues=FormIndex(tokenizer, _meanings(given.topics.issues)),
        variants=tuple(tuple(v) for v in names.variants),
        examples=examples,
        country_names={
            code: str(name)
            for short, name in locale.territories.items()
            if (code := alpha3(short)) is not None
        },
    )


def _party_forms(demonyms: DemonymsFile, locale: Locale) -> Iterator[tuple[str, PartyName]]:
    for short, name in locale.territories.items():
        code = alpha3(short)
        if code and code not in demonyms.territories:
            for written in {str(name), str(name).split(" (")[0]}:
                yield written, PartyName(state(code), PartyWord.NAME)
    for code, given in demonyms.parties.items():
        for form in given.names:
            yield form, PartyName(state(code), PartyWord.NAME)
        for form in given.demonyms:
            yield form, PartyName(state(code), PartyWord.DEMONYM)
        for grade, forms in ((2, given.short), (1, given.shorter)):
            for form in forms:
                yield form, PartyName(state(code), PartyWord.DEMONYM, short=grade)
    for acronym, forms in demonyms.organisations.items():
        for form in forms:
            yield form, PartyName(organisation(acronym), PartyWord.NAME)


def _bloc_forms(demonyms: DemonymsFile) -> Iterator[tuple[str, PartyName]]:
    for acronym, forms in demonyms.bloc_adjectives.items():
        for form in forms:
            yield form, PartyName(organisation(acronym), PartyWord.BLOC)


def _office_forms(tokenizer: Tokenizer, rules: Iterable[OfficeRuleFile]) -> Iterator[tuple[str, OfficeRule]]:
    for order, rule in enumerate(rules):
        unless = FormIndex(tokenizer, ((form, "") for form in rule.unless))
        compiled = OfficeRule(Role(rule.role), unless, frozenset(rule.only), order)
        for form in rule.any:
            yield form, compiled


def _name_rules(tokenizer: Tokenizer, names: NamesFile, *, characters: bool) -> NameRules:
    fold = tokenizer.fold

    def words(key: str) -> tuple[str, ...]:
        """The words of a name: runs of letters, also where texts are cut into characters."""
        if characters:
            return tuple(fold(word) for word in _LETTERS.findall(key))
        return tuple(t.text for t in tokenizer.tokens(key))

    return NameRules(
        honorifics=FormIndex(tokenizer, ((form, form) for form in names.honorifics)),
        particles=frozenset(fold(p) for p in names.particles),
        surnames=tuple(sorted({fold(s) for s in names.surnames}, key=lambda s: (-len(s), s))),
        latin={words(k): v for k, v in names.latin.items()},
        letters=tuple(sorted(((fold(a), b) for a, b in names.letters), key=lambda p: (-len(p[0]), p[0]))),
        cases=tuple(sorted(((fold(a), fold(b)) for a, b in names.cases), key=lambda p: (-len(p[0]), p[0]))),
        foreign=frozenset(fold(names.foreign)),
        readings=tuple(sorted(((fold(a), b) for a, b in names.readings), key=lambda p: (-len(p[0]), p[0]))),
    )


def _date_forms(dates: DatesFile, locale: Locale) -> Iterator[tuple[str, DateCue]]:
    for style in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[style][width].items():
                if not name.strip(". ").isdigit():
                    yield name.rstrip("."), DateCue(DateWord.MONTH, int(number))
            for number, name in locale.days[style][width].items():
                if width == "wide":
                    yield name, DateCue(DateWord.WEEKDAY, int(number) + 1)
    numbered = (
        (DateWord.MONTH, dates.months),
        (DateWord.WEEKDAY, dates.weekdays),
        (DateWord.DAY, dates.days),
        (DateWord.MONTHDAY, dates.monthdays),
        (DateWord.NUMBER, dates.numbers),
        (DateWord.ORDINAL, dates.ordinals),
        (DateWord.STEP, dates.step),
    )
    for word, table in numbered:
        for value, forms in table.items():
            for form in forms:
                yield form, DateCue(word, value)
    for unit, forms in dates.units.items():
        for form in forms:
            yield form, DateCue(DateWord.UNIT, unit)
    for season, forms in dates.seasons.items():
        for form in forms:
            yield form, DateCue(DateWord.SEASON, season)
    plain = "this past next ago ahead same range since before early middle late vague"
    for key in plain.split():
        for form in getattr(dates, key):
            yield form, DateCue(DateWord(key))
    for form in dates.both:
        yield form, DateCue(DateWord.RANGE, "both")


def _cue_groups(cues: CuesFile) -> dict[str, list[tuple[str, str]]]:
    """Every group of cues.yaml as (form, meaning); a plain list's meaning is the group's own name.

    What puts an event off counts among what cancels it too: it will not be as planned.
    """
    out: dict[str, list[tuple[str, str]]] = {}
    for key, value in cues:
        if isinstance(value, list):
            out[key] = [(form, key) for form in value]
        elif isinstance(value, dict):
            out[key] = [(form, str(meaning)) for meaning, forms in value.items() for form in forms]
        else:
            for inner, content in value:
                if isinstance(content, dict):
                    out[f"{key}.{inner}"] = [(f, str(m)) for m, fs in content.items() for f in fs]
                else:
                    out[f"{key}.{inner}"] = [(form, inner) for form in content]
    out["cancelled"] += [(form, "cancelled") for form in cues.postponed]
    return out


def _meanings(table: Mapping[Any, list[str]]) -> Iterator[tuple[str, str]]:
    return ((form, meaning) for meaning, forms in table.items() for form in forms)


def _examples(folder: Traversable | Path) -> Iterator[Example]:
    path = folder / "examples.yaml"
    if not path.is_file():
        return
    node = compose(path)
    adapter = TypeAdapter(ExampleFile)
    for item in node.value if isinstance(node, yaml.SequenceNode) else []:
        line = item.start_mark.line + 1
        example = validate(path, adapter, item)
        try:
            published = PartialDate.parse(example.published) if example.published else None
        except InvalidRecord as error:
            raise InvalidPack(f"{path}:{line}: {error}") from error
        expect = None if isinstance(example.expect, str) else example.expect.model_dump(exclude_none=True)
        if expect is not None and all(value == {} for value in expect.values()):
            raise InvalidPack(f"{path}:{line}: the example expects nothing without saying so")
        found = Example(text=example.text, published=published, expect=expect, file=str(path), line=line)
        marked(found)  # raises where a mark is wrong
        yield found


def _check_codes(folder: Traversable | Path, demonyms: DemonymsFile) -> None:
    for key, codes in (("parties", demonyms.parties), ("territories", demonyms.territories)):
        wrong = next((code for code in codes if not is_state(code)), None)
        if wrong is not None:
            path = folder / "demonyms.yaml"
            line = line_of(compose(path), (key, wrong))
            raise InvalidPack(f"{path}:{line}: no ISO 3166-1 alpha-3 code: {wrong}")


def _locale(folder: Traversable | Path, lang: str) -> Locale:
    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError) as error:
        raise InvalidPack(f"{folder}: {lang!r} is no language tag that CLDR knows") from error
