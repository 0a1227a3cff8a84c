"""The facts of the answer on avenues in sentences of English: templates that are filled, nothing else."""

from __future__ import annotations

from dragoman.desk.avenues.facts import (
    Avenue,
    Basis,
    Check,
    Direction,
    Ground,
    Index,
    IndexName,
    Kind,
    LedgerAvenue,
    Mirror,
    Part,
    Score,
    TradeAvenue,
)
from dragoman.desk.parties import party_name
from dragoman.desk.wording import count_text, day_text, isolated, listed
from dragoman.trade import FileCoverage, TradeCoverage

_LEVELS = {0: "totals", 2: "two digits", 4: "four digits", 6: "six digits"}
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1e3, "thousand"))
_SHOWN = 4


def money(value: float) -> str:
    """ "USD 1.24 billion"."""
    for scale, name in _SCALES:
        if abs(value) >= scale * 0.9995:
            return (
                f"USD {value / scale:.3g} {name}"
                if value < 999.5 * scale
                else f"USD {value / scale:,.0f} {name}"
            )
    return f"USD {value:,.0f}"


def part_text(part: Part) -> str:
    """ "exported to the world: USD 12 million"."""
    whose = f" ({part.basis.value})" if part.basis else ""
    return f"{part.name}: {number(part)}{whose}"


def number(part: Part) -> str:
    """A number with its unit."""
    if part.unit == "USD":
        return money(part.value)
    if part.unit == "share":
        return f"{100 * part.value:.1f} %"
    if part.unit == "%":
        return f"{part.value:+.1f} %"
    if part.unit == "index":
        return f"{part.value:.2f}"
    return f"{part.value:,.0f}"


def heading(avenue: Avenue) -> str:
    """What an avenue is on, in a few words."""
    if isinstance(avenue, TradeAvenue):
        return f"{avenue.product} {isolated(avenue.product_name)}, {avenue.exporter} to {avenue.importer}"
    return isolated(avenue.subject)


def why(avenue: Avenue) -> str:
    """Why it is an avenue."""
    return _why_goods(avenue) if isinstance(avenue, TradeAvenue) else _why_ledger(avenue)


def _why_goods(avenue: TradeAvenue) -> str:
    def usd(name: str) -> str:
        return money(avenue.figure(name) or 0.0)

    seller, buyer = party_name(avenue.exporter), party_name(avenue.importer)
    rca = avenue.figure("RCA") or 0.0
    text = (
        f"In {avenue.year} {buyer} imported this product for {usd('imported by the partner')} and {seller} "
        f"exported it for {usd('exported to the world')}, of which {usd('exported to the partner')} went "
        f"to {buyer}. "
    )
    if avenue.kind is Kind.EXPORT_POTENTIAL:
        text += (
            f"The product's part in {seller}'s exports is {rca:.1f} times its part in the world's; as easily "
            f"as the two trade otherwise, {usd('export potential')} would be sold: {usd('gap')} more than is."
        )
    else:
        density = 100 * (avenue.figure("density") or 0.0)
        text += (
            f"It is not among {seller}'s strengths (RCA {rca:.1f}), but near to them: {density:.0f} % of the "
            f"products around it are. At an RCA of 1, {usd('gap at an RCA of 1')} more would be sold."
        )
    if avenue.declared:
        text += f" Both sides have named {avenue.area} as an area of cooperation."
    return text


def _why_ledger(avenue: LedgerAvenue) -> str:
    figures = {part.name: int(part.value) for part in avenue.figures}
    if avenue.kind is Kind.DECLARED:
        told = [
            text
            for name, one, many in (
                ("engagements", "engagement", ""),
                ("commitments and intents", "commitment or intent", "commitments or intents"),
                ("positions", "position", ""),
            )
            for text in ([count_text(figures[name], one, many)] if figures[name] else [])
        ]
        text = (
            f"Both sides have named {avenue.area} in {listed(told)}; no instrument of theirs on it is known"
        )
        return f"{text}{_drafts(figures)}.{_others(avenue, figures)}"
    if avenue.kind is Kind.OTHERS_HAVE:
        text = f"No instrument between the two on {avenue.area} is known{_drafts(figures)}"
        return f"{text}.{_others(avenue, figures)}"
    since = day_text(avenue.since) if avenue.since else ""
    if avenue.kind is Kind.IDLE_INSTRUMENT:
        return (
            f"Nothing under it, and no engagement on its area, is known since {since}, "
            f"{count_text(figures['days without activity'], 'day')} ago; nothing is planned."
        )
    gaps = (
        f"; {count_text(figures['missing numbers'], 'numbered session')} missing"
        if figures["missing numbers"]
        else ""
    )
    if avenue.since:
        return f"The last session known was held by {since}{gaps}; none is planned."
    known = figures["sessions known"]
    if known:
        sessions = count_text(known, "session")
        return f"No date is known of {sessions} that documents speak of{gaps}; none is planned."
    return "Documents speak of it, but no session is known, and none is planned."


def _drafts(figures: dict[str, int]) -> str:
    number = figures["instruments planned or proposed"]
    return f", though {count_text(number, 'is', 'are')} planned or proposed" if number else ""


def _others(avenue: LedgerAvenue, figures: dict[str, int]) -> str:
    if not avenue.others:
        return ""
    shown = listed([f"{ours}–{theirs}" for ours, theirs in avenue.others[:_SHOWN]])
    more = f" and {len(avenue.others) - _SHOWN} more" if len(avenue.others) > _SHOWN else ""
    every = figures["other pairs of either with instruments"]
    have = "has one" if len(avenue.others) == 1 else "have one"
    pairs = count_text(every, "other pair")
    return f" Of {pairs} of either side with instruments in the ledger, {shown}{more} {have}."


def score_text(score: Score) -> str:
    """ "0.43 = 0.8 × 0.54"."""
    text = f"{score.value:.2f} = {score.weight:g} × {score.strength:.2f}"
    text += f" × {1 + score.bonus:g}" if score.bonus else ""
    return text + (f" × {1 - score.penalty:g}" if score.penalty else "")


def index_text(index: Index) -> str:
    """ "trade intensity 1.18", or why there is none."""
    if index.value is None or index.missing is not None:
        return f"{index.name.value}: cannot be computed: {index.missing.value if index.missing else ''}"
    if index.name in (IndexName.POTENTIAL, IndexName.GAP):
        return f"{index.name.value}: {money(index.value)}"
    shown = f"{index.value:.1f} of 100" if index.name is IndexName.COMPLEMENTARITY else f"{index.value:.2f}"
    return f"{index.name.value}: {shown}"


def mirror_text(told: Mirror, used: Basis | None = None) -> str:
    """Both sides' figures of a flow, and which is used."""
    if told.reconciled is not None:
        return f"{money(told.reconciled)} (reconciled by BACI: one figure for both sides)"
    sides = [
        f"{money(value)} {basis.value}"
        for basis, value in ((Basis.EXPORTER, told.exporter_says), (Basis.IMPORTER, told.importer_says))
        if value is not None
    ]
    if not sides:
        return "neither side reports it"
    ratio = (
        f"; importer's over exporter's {told.ratio:.2f}"
        if told.ratio is not None
        else "; the other side reports nothing"
    )
    use = f"; used: {used.value}" if used is not None else ""
    return f"{'; '.join(sides)}{ratio}{use}"


def direction_text(way: Direction) -> str:
    return f"{party_name(way.exporter)} to {party_name(way.importer)}"


def claimed_text(check: Check) -> str:
    """What is claimed: "second-largest Arab trading partner: rank 2"."""
    said = check.indicator.indicator
    value = said.value or ""
    if said.unit == "USD" and check.claimed is not None:
        value = money(check.claimed)
    elif said.unit == "rank":
        value = f"rank {value}"
    elif said.unit:
        value = f"{value} {said.unit}"
    return f"{isolated(said.subject)}: {value}" if value else isolated(said.subject)


def check_text(check: Check) -> str:
    """The verdict with its reason and the figures."""
    year = f"{check.year}" if check.year is not None else "no year"
    assumed = "" if check.stated_year or check.year is None else ", the year before it was published"
    figures = "; ".join(part_text(part) for part in check.figures)
    tail = f" {figures[0].upper()}{figures[1:]}." if figures else ""
    group = (
        f" Group: {check.group}." if check.group and check.ground in (Ground.NO_MEMBER, Ground.GROUP) else ""
    )
    return f"{check.verdict.value}: {check.ground.value} ({year}{assumed}).{tail}{group}"


def trade_texts(found: TradeCoverage) -> tuple[str, ...]:
    """What trade files covered, a line to each and one to each reason for which rows were refused or left."""
    out: list[str] = []
    for file in found.files:
        out.append(f"{isolated(file.name)}: {_file_text(file)}.")
        out += [
            f"{isolated(file.name)}: {count_text(one.rows, 'row')} refused: {one.reason} "
            f"({'line' if one.rows == 1 else 'lines'} {', '.join(str(n) for n in one.lines)}"
            f"{' ...' if one.rows > len(one.lines) else ''})."
            for one in file.refused
        ]
        out += [
            f"{isolated(file.name)}: {count_text(one.rows, 'row')} left out: {one.reason}."
            for one in file.left
        ]
        if file.restored:
            out.append(
                f"{isolated(file.name)}: {count_text(file.restored, 'product code')} had lost the zero "
                "at the beginning."
            )
    return tuple(out)


def _file_text(file: FileCoverage) -> str:
    years = _spans(file.years)
    digits = listed([_LEVELS.get(level, str(level)) for level in file.digits]) or "no products"
    editions = f", {listed(file.revisions)}" if file.revisions else ""
    return (
        f"{file.format.value}, {years or 'no years'}, {count_text(file.reporters, 'reporter')}, "
        f"{count_text(file.partners, 'partner')}, {digits}{editions}; "
        f"{file.used:,} of {file.rows:,} rows used"
    )


def _spans(years: tuple[int, ...]) -> str:
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
