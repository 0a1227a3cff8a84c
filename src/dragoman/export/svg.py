"""Pictures made of text: the parts of an SVG that maps and networks share.

Colours are attributes, so that a saved picture has them, and every shape has a class, so that a page can
give it its own in the dark.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup, escape

INK, GREY, PALE, MARK, LAND = "#22262b", "#6b737b", "#c9c4b8", "#2b567f", "#e4dfd3"


def shape(tag: str, attributes: Mapping[str, object], inside: str | Markup = "") -> Markup:
    """One element; text inside is escaped, and attributes of None are left out."""
    told = Markup("").join(
        Markup(' {}="{}"').format(key, _text(value)) for key, value in attributes.items() if value is not None
    )
    return Markup("<{}{}>{}</{}>").format(Markup(tag), told, escape(inside), Markup(tag))


def picture(width: float, height: float, title: str, lang: str, inside: Markup) -> Markup:
    """The whole, with a title for those who listen."""
    about = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {_text(width)} {_text(height)}",
        "width": width,
        "height": height,
        "role": "group",
        "aria-label": title,
        "lang": lang,
        "direction": "ltr",  # a drawing has its left and right, whatever page it stands in
        "font-family": "Noto Sans, DejaVu Sans, sans-serif",
        "font-size": 12,
    }
    return shape("svg", about, shape("title", {}, title) + inside)


def lettering(attributes: Mapping[str, object], text: str) -> Markup:
    """Words at a place that is counted from the left, themselves in the direction of their own letters."""
    return shape("text", {**attributes, "unicode-bidi": "plaintext"}, text)


def cut(text: str, most: int) -> str:
    """The beginning of a long text, with a sign that it goes on."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _text(value: object) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
