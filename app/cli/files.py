"""Series files: taken in, looked at, handed out."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from app.audit.domain import note
from app.cli.common import Output, Slug, cli, database, put, warn
from app.clock import now
from app.db import reading, writing
from app.errors import NotUnderstood
from app.installation import vault
from app.series.queries import series_called
from app.series_file import importing
from app.series_file.exporting import CONFIDENTIAL, LEFT_OUT
from app.series_file.exporting import export as export_series

LARGE = 200_000  # bytes from which an import shows its progress

File = Annotated[Path, typer.Argument(help="A series file.")]
Anchor = Annotated[str | None, typer.Option(metavar="N=DATE", help="Move every date so that meeting N falls on DATE.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Leave out what was said or decided after this day.")]


@cli.command("import")
def import_(
    file: File,
    anchor: Anchor = None,
    until: Until = None,
    slug: Annotated[str | None, typer.Option("--as", metavar="SLUG", help="Take it in under another name.")] = None,
) -> None:
    """Take in one series file, all or nothing, and print its name here."""
    with progress(file) as step:
        taken = prepared(file, anchor, until, step)
        step(importing.STEPS[2])
        print(importing.take_in(database(), vault(), taken, slug=slug))
    for text in taken.warnings:
        warn(text)


@cli.command("check-file")
def check_file(file: File, anchor: Anchor = None, until: Until = None) -> None:
    """Say of a series file what an import would say, and take in nothing."""
    taken = prepared(file, anchor, until, lambda _: None)
    print(importing.look(database(), vault(), taken))
    for text in taken.warnings:
        warn(text)


def prepared(file: Path, anchor: str | None, until: str | None, step: Callable[[str], None]) -> importing.Taken:
    try:
        data = file.read_bytes()
    except OSError as wrong:
        raise NotUnderstood(f"{file} cannot be read: {wrong.strerror}.") from wrong
    last_day = day(until) if until else None
    return importing.prepare(data, anchor=anchor_of(anchor) if anchor else None, last_day=last_day, step=step)


def anchor_of(text: str) -> tuple[int, date]:
    number, equals, when = text.partition("=")
    if not equals or not (number.isascii() and number.isdigit() and len(number) <= 2):
        raise NotUnderstood("--anchor takes a meeting's number and a date, as in 4=2026-11-25.")
    return int(number), day(when)


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise NotUnderstood(f"'{text}' is not a date. Write it as in 2026-11-25.") from wrong


@contextmanager
def progress(file: Path) -> Iterator[Callable[[str], None]]:
    """Say what is being done where a file is large enough to take a moment."""
    if not file.exists() or file.stat().st_size < LARGE or not sys.stderr.isatty():
        yield lambda _: None
        return
    with Progress(
        SpinnerColumn(), *Progress.get_default_columns(), TextColumn(""), console=Console(stderr=True)
    ) as bar:
        task = bar.add_task("", total=len(importing.STEPS))

        def step(name: str) -> None:
            bar.update(task, description=f"{name} {file.name}", completed=importing.STEPS.index(name))

        yield step
        bar.update(task, completed=len(importing.STEPS))


@cli.command()
def export(
    slug: Slug,
    with_stories: Annotated[bool, typer.Option("--with-stories", help="Add story bodies and debriefs.")] = False,
    output: Output = None,
) -> None:
    """Hand a series out as a series file."""
    engine = database()
    if with_stories:
        with writing(engine) as db:
            note(db, series_called(db, slug), "handed out with stories", at=now())
    with reading(engine) as db:
        text = export_series(db, series_called(db, slug), vault(), with_stories=with_stories)
    put(text, output)
    warn(CONFIDENTIAL if with_stories else LEFT_OUT)
