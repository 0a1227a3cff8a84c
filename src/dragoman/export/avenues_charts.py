"""Avenues -> charts as pictures (PNG). The same answer makes the same bytes, whatever the machine's fonts.

Titles and axes are ours and in English; names of products are those of the files, codes where they are long.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.desk.avenues.facts import Avenue, Avenues, Kind, TradeAvenue
from dragoman.desk.parties import party_name
from dragoman.errors import ChartError, MissingExtra
from dragoman.export.avenues_words import heading
from dragoman.model.record import Party

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_INK, _PALE, _SECOND = "#2f6690", "#c9d6df", "#d98e04"
_LABEL = 46  # characters of a name beside a bar
_DPI = 144
_MILLION = 1e6
_SHAPED = ("LATIN", "CYRILLIC", "GREEK")  # scripts that are set letter after letter, and the font has
_MOST = 25  # bars of a chart
_STYLE: dict[str, object] = {
    "font.family": "DejaVu Sans",  # comes with matplotlib
    "font.size": 9.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def write_charts(found: Avenues, folder: Path) -> tuple[Path, ...]:
    """The charts that the answer has facts for, into a folder; their paths.

    Raises MissingExtra where matplotlib is not installed, ChartError where the folder cannot be written.
    """
    out = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, picture in charts(found):
            path = folder / f"{name}.png"
            path.write_bytes(picture)
            out.append(path)
    except OSError as error:
        raise ChartError(f"{folder}: {error.strerror or error}") from error
    return tuple(out)


def charts(found: Avenues) -> tuple[tuple[str, bytes], ...]:
    """Name and picture of each chart: what could be sold each way, both sides' figures, and the ranking."""
    out: list[tuple[str, bytes]] = []
    for way in found.directions:
        sides = f"{way.exporter}-{way.importer}"
        seller, buyer = party_name(way.exporter), party_name(way.importer)
        goods = _goods(found, way.exporter, Kind.EXPORT_POTENTIAL)
        if goods:
            title = f"Export potential, {seller} to {buyer}, {found.year}"
            out.append((f"potential-{sides}", _drawn(partial(_potential, goods=goods, title=title))))
        near = _goods(found, way.exporter, Kind.NEAR_PRODUCT)
        if near:
            title = f"Products within reach of {seller} that {buyer} imports, {found.year}"
            out.append((f"near-{sides}", _drawn(partial(_near, goods=near, title=title))))
    if found.history:
        out.append(("mirror", _drawn(lambda figure: _mirrors(figure, found))))
    if found.avenues:
        out.append(("ranking", _drawn(lambda figure: _ranking(figure, found))))
    return tuple(out)


def _goods(found: Avenues, exporter: Party, kind: Kind) -> list[TradeAvenue]:
    chosen = [a for a in found.avenues if isinstance(a, TradeAvenue)]
    return [a for a in chosen if a.exporter == exporter and a.kind is kind]


def _drawn(draw: Callable[[Figure], None]) -> bytes:
    """The picture that ``draw`` makes on a new figure."""
    try:
        import matplotlib as mpl
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtra("to draw charts, install dragoman[charts]") from error
    import io

    with mpl.rc_context():
        mpl.rcdefaults()  # whatever a user has set up at home
        mpl.rcParams.update(_STYLE)  # type: ignore[arg-type]  # keys are theirs
        figure = Figure(figsize=(9, 5), dpi=_DPI, layout="constrained")
        draw(figure)
        out = io.BytesIO()
        FigureCanvasAgg(figure)
        figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def _potential(figure: Figure, goods: Sequence[TradeAvenue], title: str) -> None:
    """What is sold and what more could be, a bar to each product."""
    axes = figure.add_subplot()
    shown = sorted(goods, key=lambda a: (a.figure("gap") or 0.0, a.product))
    sold = [(a.figure("exported to the partner") or 0.0) / _MILLION for a in shown]
    gaps = [(a.figure("gap") or 0.0) / _MILLION for a in shown]
    rows = range(len(shown))
    axes.barh(rows, sold, color=_INK, label="sold")
    axes.barh(rows, gaps, left=sold, color=_SECOND, label="gap to the export potential")
    axes.set_yticks(rows, [_label(a) for a in shown])
    axes.set_xlabel("millions of US dollars")
    axes.set_title(title, loc="left")
    axes.legend(frameon=False, loc="lower right")


def _near(figure: Figure, goods: Sequence[TradeAvenue], title: str) -> None:
    """Density against what the partner imports, a point to each product."""
    axes = figure.add_subplot()
    density = [100 * (a.figure("density") or 0.0) for a in goods]
    bought = [(a.figure("imported by the partner") or 0.0) / _MILLION for a in goods]
    axes.scatter(density, bought, color=_INK, zorder=2)
    for x, y, avenue in zip(density, bought, goods, strict=True):
        axes.annotate(avenue.product, (x, y), xytext=(4, 3), textcoords="offset points")
    axes.set_yscale("log")
    axes.set_xlabel("density: % of the products around it that are strengths")
    axes.set_ylabel("imported by the partner, millions of US dollars")
    axes.set_title(title, loc="left")


def _mirrors(figure: Figure, found: Avenues) -> None:
    """Both sides' figures over the years, a panel to each direction."""
    from matplotlib.ticker import MaxNLocator

    ways = list(dict.fromkeys((one.exporter, one.importer) for one in found.history))
    for number, (exporter, importer) in enumerate(ways, start=1):
        axes = figure.add_subplot(1, len(ways), number)
        totals = [one for one in found.history if one.exporter == exporter]
        for name, colour, mark, told in (
            (f"as {exporter} reports", _INK, "o", "exporter_says"),
            (f"as {importer} reports", _SECOND, "s", "importer_says"),
            ("reconciled by BACI", "#555555", "^", "reconciled"),
        ):
            points = {one.year: getattr(one.mirror, told) for one in totals}
            years = [year for year, value in points.items() if value is not None]
            if years:
                values = [points[year] / _MILLION for year in years]
                axes.plot(years, values, color=colour, marker=mark, label=name)
        axes.set_title(f"{party_name(exporter)} to {party_name(importer)}", loc="left")
        axes.set_ylabel("millions of US dollars")
        axes.set_ylim(bottom=0)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.legend(frameon=False)


def _ranking(figure: Figure, found: Avenues) -> None:
    """The score of every avenue, best on top, with what is of the bonus in another colour."""
    shown = list(reversed(found.avenues[:_MOST]))
    figure.set_size_inches(9, 1.2 + 0.3 * len(shown))
    axes = figure.add_subplot()
    scores = [a.score.value for a in shown]
    labels = [f"{_label(a)}, {a.kind.value} {len(shown) - n}" for n, a in enumerate(shown)]
    plain = [a.score.value / (1 + a.score.bonus) for a in shown]
    axes.barh(range(len(shown)), scores, color=_SECOND, label="for an area that both have named")
    axes.barh(range(len(shown)), plain, color=_INK, label="score")
    axes.set_yticks(range(len(shown)), labels)
    axes.set_xlim(0, 1)
    axes.set_title(
        f"Avenues of {found.parties[0]} and {found.parties[1]}, {found.on.isoformat()}", loc="left"
    )
    if any(a.score.bonus for a in shown):
        axes.legend(frameon=False, loc="lower right")


def _label(avenue: Avenue) -> str:
    """A name that fits beside a bar, where the font has its letters."""
    if isinstance(avenue, TradeAvenue):
        text = f"{avenue.product} {avenue.product_name}"
    else:
        text = heading(avenue).strip("\u2068\u2069")
        if any(not unicodedata.name(c, "").startswith(_SHAPED) for c in text if c.isalpha()):
            return "…"  # the font cannot set it; the kind and the rank tell which it is
    return text if len(text) <= _LABEL else text[: _LABEL - 1].rstrip() + "…"
