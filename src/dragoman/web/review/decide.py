"""What a form asks, decided: all or none, on what was shown alone, and never over somebody's head."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.responses import RedirectResponse, Response

from dragoman.errors import InvalidRecord, Outdated, ReviewError, UnknownParty
from dragoman.merge.stamp import Seen
from dragoman.model.addition import Addition
from dragoman.model.decision import Decision, changes
from dragoman.review import Things, subjects
from dragoman.web.page import Page, respond
from dragoman.web.review.asked import Form
from dragoman.web.review.cards import Cards, told
from dragoman.web.view import View

Make = Callable[[Things], Sequence[Decision]]


def decide(view: View, form: Form, documents: Collection[str], make: Make, done: str) -> Response:
    """Write what ``make`` makes of the things of these documents, and go back to the page.

    A page tells where that cannot be done, and another (409) where somebody else decided meanwhile.
    """
    try:
        shown = form.seen()
        things = Things(view.book(tuple(sorted({*documents, *(one.document_id for one in shown)}))).facts)
        missing = [one.record for one in shown if not _is_there(things, one)]
        if missing:
            raise Outdated(f"read anew since you saw it: {', '.join(missing)}", records=tuple(missing))
        made = tuple(make(things))
        _check_shown(made, shown)
        view.desk.store.decide(*made, subjects=subjects(things, made), seen=shown)
    except Outdated as error:
        return conflict(view, form, error)
    except (ReviewError, InvalidRecord, UnknownParty) as error:
        return refused(view, form, error)
    return RedirectResponse(went(form.back(), done, form.one("index")), status_code=303)


def _is_there(things: Things, one: Seen) -> bool:
    rejected = {item.id for item in things.ledger.rejected}
    return one.record in things.known or one.record in rejected


def _check_shown(made: Iterable[Decision], shown: Iterable[Seen]) -> None:
    """Raises ReviewError where a decision is on a record that the form does not say was shown."""
    known = {one.record for one in shown}
    for one in made:
        hidden = [i for i in changes(one) if i not in known]
        if hidden and not isinstance(one, Addition):
            raise ReviewError(f"{', '.join(hidden)}: decide on what a page has shown")


def went(back: str, done: str, index: str = "") -> str:
    """Where to go, with what was done and the item of a list that now has the focus."""
    parts = urlsplit(back)
    query = [(k, v) for k, v in parse_qsl(parts.query) if k not in ("done", "focus")]
    query.append(("done", done))
    if index.isascii() and index.isdigit():
        query.append(("focus", index[:4]))
    return f"{parts.path}?{urlencode(query)}" + (f"#{parts.fragment}" if parts.fragment else "")


def refused(view: View, form: Form, error: Exception) -> Response:
    """That it cannot be done as it was asked, and why."""
    facts = {"message": str(error), "back": form.back()}
    return respond(
        view, lambda: Page(template="review_refused.html.jinja", facts=facts, status=400), fresh=True
    )


def conflict(view: View, form: Form, error: Outdated) -> Response:
    """Both versions: what others decided and how the records stand now, and what was asked; with a form that
    asks it once more on what there is now."""
    store = view.desk.store
    every = every_decision(view)
    since = [one for one in every if one.id in set(error.since)]
    shown = form.seen()
    documents = store.catalog.named({one.document_id for one in shown}).keys()
    now = View(view.request, view.who)  # the ledger as it stands after what the other decided
    cards = Cards(now.book(tuple(sorted(documents))).facts, view.say) if documents else None
    records = [one.record for one in shown]
    facts = {
        "since": [told(view.say, one) for one in since],
        "cards": cards.cards(r for r in records if r in set(error.records)) if cards else (),
        "gone": [r for r in error.records if cards is None or cards.card(r) is None],
        "seen": cards.seen(records) if cards else (),
        "again": form.again(),
        "asked": [(name, value) for name, value in form.again() if name in _SHOWN and value],
        "action": view.request.url.path,
        "back": form.back(),
    }
    return respond(
        view, lambda: Page(template="review_conflict.html.jinja", facts=facts, status=409), fresh=True
    )


_SHOWN = ("field", "value", "nothing", "quote", "reason", "kind")


def every_decision(view: View) -> list[Decision]:
    """Every decision of people, in the order in which they were made."""
    store = view.desk.store
    found: list[Decision] = [
        *store.judgements(),
        *store.corrections(),
        *store.rejections(),
        *store.additions(),
        *store.confirmations(),
    ]
    return sorted(found, key=lambda one: (str(one.made_at), one.id))
