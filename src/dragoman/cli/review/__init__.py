"""``dragoman review``: what waits for a person, why two things are one, and what people decide."""

from __future__ import annotations

import typer

from dragoman.cli.review import adding, asking, deciding

app = typer.Typer(
    help="What waits for a person, and what people decide; every decision is kept and can be undone.",
    no_args_is_help=True,
)
app.command("list")(asking.list_open)
app.command("why")(asking.why_so)
app.command("same")(deciding.judge_same)
app.command("apart")(deciding.judge_apart)
app.command("accept")(deciding.accept_question)
app.command("correct")(deciding.correct_field)
app.command("reject")(deciding.reject_record)
app.command("add")(adding.add_record)
app.command("confirm")(adding.confirm_record)
app.command("split")(adding.split_thing)
app.command("undo")(deciding.undo_decision)
app.command("move")(deciding.move_decision)
app.command("log")(asking.show_log)


def register(main: typer.Typer) -> None:
    """Add the commands to the application."""
    main.add_typer(app, name="review")
