"""Commands that run until they are told to stop, and what must be so before they can."""

from typing import Annotated

import typer
from sqlalchemy import Engine

from app.cli.common import cli, database, log_to_stderr
from app.clock import now
from app.db import make_engine, writing
from app.errors import CannotRun
from app.installation import migrate as migrate_database
from app.installation import sqlite_file
from app.settings import settings


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
    from app.letters.desk_of_post import DeskOfPost
    from app.post.worker import seen_lately, work_until_told

    engine = database()
    if not check:
        log_to_stderr()
        work_until_told(engine, once_a_day, DeskOfPost())
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
