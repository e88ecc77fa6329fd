"""Putting a copy back. What was there before is kept beside it, and what may not come to life again does not."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, Table, delete, update
from sqlmodel import SQLModel

from app.accounts.facts import remember
from app.accounts.models import SignInLink, SignInRequest, WebSession
from app.audit.domain import INSTALLATION, note
from app.backups import portable, sqlite
from app.backups.layout import DATABASE, Manifest, copy_in, onto_disk, verified
from app.db import make_engine, writing
from app.errors import CannotRun
from app.installation import is_known, migrate, sqlite_file
from app.post.outbox import FREE, WORDS, letters

RESTORED = "restored"
MAY_HAVE_GONE = "It waited when the copy was made, and may have gone since."


@dataclass(frozen=True)
class Restored:
    """`copy` is what was put back; `aside` where the database that was there before lies now."""

    copy: Path
    aside: Path | None = None


def restore(url: str, place: Path, *, now: datetime) -> Restored:
    """Put a copy, or the newest in a folder of copies, in the place of the database; with the keys that are there."""
    folder = copy_in(place)
    manifest = verified(folder)
    target = sqlite_file(url)
    if not is_known(manifest.revision):
        raise CannotRun(f"{folder} was made by a newer program than this one. Bring the program up to date.")
    if (manifest.kind == "sqlite") != (target is not None):
        raise CannotRun(f"This copy is of a database of another kind ({manifest.kind}) than BESTON_DATABASE_URL names.")
    if target is not None:
        return Restored(folder, _file_put_back(folder, manifest, target, now))
    with _engine(url) as engine:
        portable.put_back(engine, folder, manifest)
        _settle(engine, folder.name, now)
    return Restored(folder)


def _file_put_back(folder: Path, manifest: Manifest, target: Path, now: datetime) -> Path | None:
    if target.exists():
        sqlite.require_unused(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f"{target.name}.restoring")
    try:
        _made_ready(folder, manifest, fresh, now)
        aside = _set_aside(target, now) if target.exists() else None
        fresh.replace(target)
        onto_disk(target.parent)
        return aside
    except OSError as wrong:
        raise CannotRun(f"The copy could not be put back: {wrong.strerror or wrong}.") from wrong
    finally:
        for part in ("", "-wal", "-shm"):
            fresh.with_name(fresh.name + part).unlink(missing_ok=True)


def _made_ready(folder: Path, manifest: Manifest, fresh: Path, now: datetime) -> None:
    """All that could go wrong goes wrong before anything is moved."""
    shutil.copyfile(folder / DATABASE, fresh)
    fresh.chmod(0o600)
    sqlite.require_whole(fresh)
    if sqlite.rows(fresh) != manifest.rows or sqlite.revision(fresh) != manifest.revision:
        raise CannotRun(f"{folder} does not hold what its manifest says.")
    with _engine(f"sqlite:///{fresh.absolute()}") as engine:
        _settle(engine, folder.name, now)
    sqlite.require_unused(fresh)
    onto_disk(fresh)


def _set_aside(target: Path, now: datetime) -> Path:
    """Under a name with the date, while it also keeps its own until the other takes it."""
    aside = target.with_name(f"{target.stem}-until-{now.astimezone(UTC):%Y%m%d-%H%M%S}{target.suffix}")
    for part in ("-wal", "-shm"):  # of a damaged one; of any other they are gone by now
        left = target.with_name(target.name + part)
        if left.exists():
            left.rename(aside.with_name(aside.name + part))
    os.link(target, aside)
    return aside


def _settle(engine: Engine, name: str, now: datetime) -> None:
    """Bring it up to date. No session comes to life that may have been ended since, and no letter goes twice."""
    migrate(engine)
    request, link, session = (_table(model) for model in (SignInRequest, SignInLink, WebSession))
    post = letters()
    with writing(engine) as db:
        db.execute(delete(request))
        db.execute(delete(link))
        db.execute(update(session).where(session.c.ended_at.is_(None)).values(ended_at=now))
        waits = post.c.state == "queued"
        db.execute(update(post).where(waits, post.c.secret).values(state="dropped", **WORDS, **FREE))
        db.execute(update(post).where(waits).values(state="held", trouble=MAY_HAVE_GONE, **FREE))
        remember(db, RESTORED, name, at=now)
    with suppress(CannotRun), writing(engine) as db:  # where the keys are gone, the audit cannot be written on
        note(db, INSTALLATION, "put back a copy", at=now)


@contextmanager
def _engine(url: str) -> Iterator[Engine]:
    engine = make_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def _table(model: type[SQLModel]) -> Table:
    return model.metadata.tables[str(model.__tablename__)]
