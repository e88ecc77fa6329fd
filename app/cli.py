"""The command line: `beston`. Results on standard output; what went wrong, in one line, on standard error.

Exit status: 0 done; 1 could not (unknown series, database or assets not ready); 2 a refused file or wrong usage.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn
from sqlalchemy import Engine
from sqlmodel import Session

from app.audit.domain import note
from app.clock import now, today
from app.db import make_engine, reading, writing
from app.errors import CannotRun, DomainError, NotUnderstood
from app.figures.reckoning import figures as reckon
from app.installation import migrate as migrate_database
from app.installation import open_database, sqlite_file, vault
from app.record.reading import Record, read_record
from app.series.queries import series_called
from app.series_file import importing
from app.series_file.exporting import CONFIDENTIAL, LEFT_OUT
from app.series_file.exporting import export as export_series
from app.series_file.faults import Refused
from app.settings import settings
from app.words import listed

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
COULD_NOT, REFUSED = 1, 2
LARGE = 200_000  # bytes from which an import shows its progress

File = Annotated[Path, typer.Argument(help="A series file.")]
Slug = Annotated[str, typer.Argument(help="The series, as in its address.")]
Number = Annotated[int, typer.Argument(help="The number of the meeting.", min=0, max=99)]
Anchor = Annotated[str | None, typer.Option(metavar="N=DATE", help="Move every date so that meeting N falls on DATE.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Leave out what was said or decided after this day.")]
Output = Annotated[Path | None, typer.Option("-o", metavar="FILE", help="Write here instead of to the screen.")]


OPENED: list[Engine] = []


def database() -> Engine:
    """The installation's database, closed when the command ends."""
    OPENED.append(open_database())
    return OPENED[-1]


def main() -> None:
    """Run a command, and end with its status and at most one plain line."""
    try:
        cli()
    except Refused as refused:
        for fault in refused.faults:
            print(fault, file=sys.stderr)
        sys.exit(REFUSED)
    except NotUnderstood as wrong:
        stop(str(wrong), REFUSED)
    except DomainError as wrong:
        stop(str(wrong), COULD_NOT)
    except BrokenPipeError:
        sys.exit(COULD_NOT)
    finally:
        while OPENED:
            OPENED.pop().dispose()


def stop(reason: str, status: int) -> None:
    print(f"beston: {reason}", file=sys.stderr)
    sys.exit(status)


def warn(text: str) -> None:
    print(f"warning: {text}", file=sys.stderr)


def log_to_stderr() -> None:
    """Standard output is for results."""
    import structlog

    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))


@cli.command()
def serve(
    host: str = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64)] = 1,
) -> None:
    """Serve the pages."""
    from app.serving import serve as run

    engine = database()
    say_the_first_word(engine)
    engine.dispose()
    log_to_stderr()
    run(host, port, workers)


def say_the_first_word(engine: Engine) -> None:
    """In a new installation, what makes whoever reads it here the one who looks after it."""
    from app.record.first_run import new_word

    with writing(engine) as db:
        word = new_word(db, now=now())
    if word:
        address = f"{settings().base_url.rstrip('/')}/welcome"
        print(f"Nobody is here yet. Open {address} and type this word: {word}", flush=True)


@cli.command()
def worker(
    check: Annotated[bool, typer.Option("--check", help="Only say whether one is at work; exit 1 if none is.")] = False,
) -> None:
    """Send the letters that are due, until told to stop. `serve` does so by itself on SQLite."""
    from app.installation import once_a_day
    from app.post.worker import seen_lately, work_until_told

    engine = database()
    if not check:
        log_to_stderr()
        work_until_told(engine, once_a_day)
    elif not seen_lately(engine, now()):
        raise CannotRun("No worker has looked at the letters for three minutes.")


@cli.command()
def migrate() -> None:
    """Bring the database up to date."""
    url = settings().database_url
    if path := sqlite_file(url):
        path.parent.mkdir(parents=True, exist_ok=True)
    engine = make_engine(url)
    migrate_database(engine)
    engine.dispose()
    print("The database is up to date.")


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


@cli.command()
def figures(slug: Slug, number: Number) -> None:
    """Every computed figure of one meeting, as JSON."""
    with series(slug) as (record, day_there):
        print(json.dumps(reckon(record, number, day_there), indent=2, ensure_ascii=False))


@cli.command()
def nudges(slug: Slug) -> None:
    """The nudge desk at this moment, as JSON: whom to be in touch with, and why. For organisers."""
    from app.nudges import cards, holidays_of

    with series(slug) as (record, day_there):
        free = holidays_of(settings().holidays, record.series.time_zone)
        desk = [_card(card) for card in cards(record, day_there, free)]
        print(json.dumps({"cards": desk}, indent=2, ensure_ascii=False))


def _card(card: Any) -> dict[str, Any]:
    addends = [{"name": addend.name, "points": addend.points} for addend in card.addends]
    actions = list(card.actions)
    return {
        "person": card.person,
        "actions": actions,
        "score": card.score,
        "addends": addends,
        "resting": card.resting,
    }


@cli.command()
def recap(
    slug: Slug,
    number: Number,
    as_: Annotated[str, typer.Option("--format", help="text, html or pdf")] = "text",
    size: Annotated[str, typer.Option(help="of a pdf: a4, a3 or large print")] = "a4",
    output: Output = None,
) -> None:
    """The recap for one meeting, as the group sees it."""
    from app.freezing import page_for
    from app.paper.recap import SIZES, Size, recap_pdf
    from app.recap import as_html

    require_choice("--format", as_, ("text", "html", "pdf"))
    require_choice("--size", size, SIZES)
    require_pdf(as_, size, "a4")
    with reading(database()) as db:
        record = _record(db, slug)
        day_there = today(record.series.time_zone)
        page = page_for(db, record, number, day_there)
    if as_ == "pdf":
        put(recap_pdf(page.recap, day_there, cast(Size, size)), output)
    else:
        put(as_html(page.recap) if as_ == "html" else page.text, output)


@cli.command()
def plan(
    slug: Slug,
    number: Number,
    at: Annotated[str, typer.Option(help="opening or closing")] = "closing",
    as_: Annotated[str, typer.Option("--format", help="svg, png, pdf or text")] = "svg",
    size: Annotated[str, typer.Option(help="of a pdf: a1, a3 or a4-tiled")] = "a1",
    output: Output = None,
) -> None:
    """The visual plan of one meeting."""
    from app.freezing import plan_for
    from app.paper.plan import SIZES, Size, plan_pdf, plan_png
    from app.plan import building, in_words, wall

    require_choice("--at", at, ("opening", "closing"))
    require_choice("--format", as_, ("svg", "png", "pdf", "text"))
    require_choice("--size", size, SIZES)
    require_pdf(as_, size, "a1")
    with reading(database()) as db:
        record = _record(db, slug)
        day_there = today(record.series.time_zone)
        if at == "opening":
            scene, _ = plan_for(db, record, number, day_there)
        else:
            scene = building.scene(record, number, day_there)
    writers: dict[str, Callable[[], str | bytes]] = {
        "svg": lambda: wall.draw(scene).svg(embed_font=True),
        "png": lambda: plan_png(scene),
        "pdf": lambda: plan_pdf(scene, record.series.language, cast(Size, size)),
        "text": lambda: in_words.text(scene),
    }
    put(writers[as_](), output)
    if as_ in ("svg", "png") and len(wall.sheets(scene)) > 1:
        warn("there is more than one sheet, and this is the first. A pdf has them all.")


def require_pdf(as_: str, size: str, usual: str) -> None:
    """Paper is what has sizes."""
    if as_ != "pdf" and size != usual:
        raise NotUnderstood(f"--size {size} is for paper: add --format pdf.")


def require_choice(option: str, given: str, choices: Any) -> None:
    if given not in choices:
        raise NotUnderstood(f"{option} takes {listed(choices, 'or')}.")


@cli.command()
def backup(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where copies are kept; each gets a folder of its own.")
    ],
    keys: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Copy the keys that there are now, too: apart from the copies.")
    ] = None,
) -> None:
    """Copy everything while it runs, but for the keys of stories, and check the copy."""
    from app.backups.taking import back_up

    print(back_up(database(), folder, now=now(), keys=settings().keys, to=keys))
    if keys is not None:
        warn("whoever has both a copy and the keys can read the stories. Keep them apart.")


@cli.command()
def restore(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A copy, or the folder of copies: then the newest.")],
) -> None:
    """Put a copy back in the place of the database, with the keys that are there. Stop Beston first."""
    from app.backups.restoring import restore as put_back

    done = put_back(settings().database_url, folder, now=now())
    print(f"Put back: {done.copy}")
    if done.aside:
        print(f"What was there before: {done.aside}")
    if not any(settings().keys.glob("*")):
        warn(f"there are no keys in {settings().keys}. Put them back, or stories and the audit stay shut.")
    warn("everyone comes in again. Look at who may: whoever was kept out after the copy was made is not any more.")


@cli.command("sign-in-link")
def sign_in_link(email: Annotated[str, typer.Argument(help="The address of whoever is to come in.")]) -> None:
    """A link that signs one person in, once. Give it to nobody else."""
    from app.record.coming_in import link_for

    print(link_for(database(), email))


@cli.command("forget-second-factor")
def forget_second_factor(email: Annotated[str, typer.Argument(help="The address of whoever lost theirs.")]) -> None:
    """Forget the second proof of one person, who sets up another when they come in next."""
    from app.accounts.second_factor import forget
    from app.audit.domain import INSTALLATION

    with writing(database()) as db:
        account = forget(db, email)
        note(
            db,
            INSTALLATION,
            "forgot the second proof",
            at=now(),
            about=("account", str(account)),
            said={"by": "machine"},
        )
    print(f"Forgotten. {email} sets up another at the next visit.")


@cli.command("verify-audit")
def verify_audit(
    again: Annotated[
        bool, typer.Option("--begin-again", help="The key is lost for good: go on with a new one, and say so.")
    ] = False,
) -> None:
    """Whether the record of who did what is whole, or where it breaks."""
    from app.audit.domain import begin_again
    from app.audit.saying import lines, remember
    from app.audit.verifying import verify
    from app.series.queries import titles

    engine = database()
    if again:
        with writing(engine) as db:
            begin_again(db, settings().keys, at=now())
    with reading(engine) as db:
        verdict, called = verify(db, settings().keys), titles(db)
    with writing(engine) as db:
        remember(db, verdict, at=now())
    engine.dispose()
    for line in lines(verdict, called):
        print(line)
    if not verdict.whole:
        raise CannotRun("The audit is not whole.")


@contextmanager
def series(slug: str) -> Iterator[tuple[Record, date]]:
    """A series' record, and the day it is there."""
    with reading(database()) as db:
        record = _record(db, slug)
        yield record, today(record.series.time_zone)


def _record(db: Session, slug: str) -> Record:
    return read_record(db, series_called(db, slug))


def put(made: str | bytes, output: Path | None) -> None:
    """To a file or to standard output, byte for byte."""
    data = made.encode() if isinstance(made, str) else made
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    try:
        output.write_bytes(data)
    except OSError as wrong:
        raise CannotRun(f"{output} cannot be written: {wrong.strerror}.") from wrong
