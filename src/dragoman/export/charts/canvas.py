"""The paper that charts are drawn on: one look, the same bytes everywhere, and words for those who listen."""

from __future__ import annotations

import io
import textwrap
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from dragoman.errors import MissingExtra
from dragoman.export.direction import direction

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH_IN = 6.7  # the text of an A4 page
_DPI = 200
_TITLE_CHARS, _NOTE_CHARS = 80, 84  # that fit on a line, and in the width of the axes
_STYLE = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],  # comes with the library: no font of the machine is asked
    "font.size": 8,
    "axes.labelsize": 8,
    "axes.linewidth": 0.6,
    "axes.edgecolor": "#444444",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "legend.fontsize": 7.5,
    "legend.frameon": False,
    "lines.linewidth": 1.2,
    "hatch.linewidth": 0.5,
    "svg.fonttype": "none",
    "svg.hashsalt": "dragoman",
    "savefig.facecolor": "white",
    "axes.unicode_minus": True,
    "timezone": "UTC",
}
_ONE_AT_A_TIME = threading.Lock()  # the library's settings are of the whole process

INK, GREY, PALE = "#111111", "#666666", "#cccccc"


@contextmanager
def _library() -> Iterator[type[Figure]]:
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ModuleNotFoundError as error:
        raise MissingExtra("to draw charts, install the extra: pip install 'dragoman[charts]'") from error
    with _ONE_AT_A_TIME, mpl.rc_context():
        mpl.rcdefaults()  # whatever the user's own settings say
        mpl.rcParams.update(_STYLE)  # type: ignore[arg-type]  # its type knows no mixed values
        yield Figure


def drawn(
    draw: Callable[[Figure], None],
    *,
    height_in: float,
    format: str,
    lang: str,
    title: str,
    description: str,
) -> bytes:
    """The picture that ``draw`` makes, as "svg" or "png".

    Raises MissingExtra where the library is not installed, ValueError for any other format.
    """
    if format not in ("svg", "png"):
        raise ValueError(f"no format of a chart: {format}")
    with _library() as new:
        figure = new(figsize=(WIDTH_IN, height_in), layout="constrained")
        draw(figure)
        out = io.BytesIO()
        if format == "png":
            about = {"Software": None, "Title": title, "Description": description}
            figure.savefig(out, format="png", dpi=_DPI, metadata=about)
            return out.getvalue()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return _spoken(out.getvalue().decode("utf-8"), lang, title, description).encode("utf-8")


def titled(figure: Figure, title: str, lang: str) -> None:
    """The title, where the language begins its lines; a long one on several lines."""
    rtl = is_rtl(lang)
    figure.suptitle(
        textwrap.fill(title, _TITLE_CHARS),
        x=0.995 if rtl else 0.005,
        ha="right" if rtl else "left",
        fontsize=10,
        fontweight="bold",
    )


def noted(axes: Axes, note: str) -> None:
    """Small print below the axis, on as many lines as it takes."""
    axes.set_xlabel(textwrap.fill(note, _NOTE_CHARS), fontsize=7.5, color=GREY)


def is_rtl(lang: str) -> bool:
    """Whether the language runs from right to left."""
    return direction(lang) == "rtl"


def _spoken(svg: str, lang: str, title: str, description: str) -> str:
    """The SVG with a title and a description, which readers of screens read out in its place."""
    start = svg.index("<svg ")
    end = svg.index(">", start)
    head = svg[start:end]
    words = (
        f'\n <title id="chart-title">{escape(title)}</title>'
        f'\n <desc id="chart-description">{escape(description)}</desc>'
    )
    spoken = f' role="img" aria-labelledby="chart-title chart-description" xml:lang="{lang}" lang="{lang}"'
    return svg[:start] + head + spoken + ">" + words + svg[end + 1 :]
