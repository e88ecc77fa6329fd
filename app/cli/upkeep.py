"""Commands of whoever holds the machine: copies, ways in, and whether the audit is whole."""

from pathlib import Path
from typing import Annotated

import typer

from app.audit.domain import note
from app.cli.common import cli, database, warn
from app.clock import now
from app.db import reading, writing
from app.errors import CannotRun
from app.settings import settings


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
