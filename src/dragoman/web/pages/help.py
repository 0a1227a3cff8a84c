"""What the pages are, what keys do, how to read the marks, and what is promised."""

from __future__ import annotations

from fastapi import APIRouter

from dragoman.web.page import Page, page
from dragoman.web.view import Asked

router = APIRouter()

PAGES = (
    ("/", "home"),
    ("/pairs", "pairs"),
    ("/people", "people"),
    ("/bodies", "bodies"),
    ("/instruments", "instruments"),
    ("/documents", "documents"),
    ("/calendar", "calendar"),
    ("/review", "review"),
    ("/add", "add"),
    ("/search", "search"),
)
KEYS = (("/", "slash"), ("?", "question"), ("Tab", "tab"), ("Enter", "enter"))
MARKS = (
    "quotes",
    "relative",
    "inferred",
    "publication",
    "undated",
    "planned",
    "conflicts",
    "voices",
    "copy",
    "repeat",
    "lang",
)
RULES = ("words", "never", "disagree", "undo", "machine")


@page(router, "/help")
def told(view: Asked) -> Page:
    shown = {
        "relative": view.say("date.relative"),
        "inferred": view.say("date.inferred"),
        "publication": view.say("date.publication"),
        "undated": view.say("date.none"),
        "planned": view.say.word("realis", "planned"),
        "lang": "ar",
        "quotes": view.say.count("web.quotes", 2),
    }
    return Page(
        template="help.html.jinja",
        facts={"pages": PAGES, "keys": KEYS, "marks": MARKS, "rules": RULES, "shown": shown},
    )
