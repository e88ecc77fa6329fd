"""What every command may ask for: the database, one series of it, and where results and warnings go."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine
from sqlmodel import Session

from app.clock import today
from app.db import reading
from app.errors import CannotRun
from app.installation import open_database
from app.record.reading import Record, read_record
from app.series.queries import series_called

HELP = """The command line of Beston. Results on standard output; what went wrong, in one line, on standard error.

Exit status: 0 done; 1 could not (unknown series, database or assets not ready); 2 a refused file or wrong usage.
"""
cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=HELP)

Slug = Annotated[str, typer.Argument(help="The series, as in its address.")]
Number = Annotated[int, typer.Argument(help="The number of the meeting.", min=0, max=99)]
Output = Annotated[Path | None, typer.Option("-o", metavar="FILE", help="Write here instead of to the screen.")]

OPENED: list[Engine] = []


def database() -> Engine:
    """The installation's database, closed when the command ends."""
    OPENED.append(open_database())
    return OPENED[-1]


def warn(text: str) -> None:
    print(f"warning: {text}", file=sys.stderr)


def log_to_stderr() -> None:
    """Standard output is for results."""
    import structlog

    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))


@contextmanager
def series(slug: str) -> Iterator[tuple[Record, date]]:
    """A series' record, and the day it is there."""
    with reading(database()) as db:
        record = record_of(db, slug)
        yield record, today(record.series.time_zone)


def record_of(db: Session, slug: str) -> Record:
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
