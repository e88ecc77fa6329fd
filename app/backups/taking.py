"""Taking a copy of a whole installation while it runs, without the stories' keys; they are copied apart, if at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from sqlalchemy import Engine

from app.accounts.facts import remember
from app.backups import portable, sqlite
from app.backups.layout import DATABASE, UNFINISHED, Manifest, name_at, onto_disk, seal
from app.db import writing
from app.errors import CannotRun, NotUnderstood
from app.installation import sqlite_file

BACKED_UP = "backed_up"


def back_up(engine: Engine, place: Path, *, now: datetime, keys: Path | None = None, to: Path | None = None) -> Path:
    """Make a copy in a folder of its own in `place`, and give it. `keys` are copied into `to`, if that is given."""
    if to is not None:
        _refuse_keys_beside(place, to)
    name = _free_name(place, now)
    with _folder(place, name) as folder:
        manifest, names = _copied(engine, folder, now)
        seal(folder, manifest, names)
    if keys is not None and to is not None:
        with _folder(to, name.replace("beston-", "beston-keys-")) as folder:
            _copy_keys(keys, folder)
    with writing(engine) as db:
        remember(db, BACKED_UP, name, at=now)
    return place / name


def _copied(engine: Engine, folder: Path, now: datetime) -> tuple[Manifest, list[str]]:
    source = sqlite_file(engine.url.render_as_string(hide_password=False))
    if source is None:
        return portable.copy(engine, folder, now)
    target = folder / DATABASE
    sqlite.copy(source, target)
    sqlite.require_whole(target)
    told = Manifest(now.isoformat(), "sqlite", sqlite.revision(target), rows=sqlite.rows(target))
    return told, [DATABASE]


def _free_name(place: Path, now: datetime) -> str:
    """The moment; with a number where there is a copy of the same second already."""
    name = name_at(now.astimezone(UTC))
    return next(free for n in count(1) if not (place / (free := name if n == 1 else f"{name}-{n}")).exists())


@contextmanager
def _folder(place: Path, name: str) -> Iterator[Path]:
    """A folder that only its owner opens, and that gets its name when everything in it is done and on disk."""
    made, target = place / f"{name}{UNFINISHED}", place / name
    try:
        place.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(mode=0o700)
        before = os.umask(0o077)
        try:
            yield made
        finally:
            os.umask(before)
        made.rename(target)
        onto_disk(place)
    except OSError as wrong:
        raise CannotRun(f"No copy could be made in {place}: {wrong.strerror or wrong}.") from wrong
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _refuse_keys_beside(place: Path, to: Path) -> None:
    """A copy with its keys is a copy of the stories."""
    here, there = place.resolve(), to.resolve()
    if here == there or here in there.parents or there in here.parents:
        raise NotUnderstood("Keep the keys apart from the copies: name a folder elsewhere, best on another disk.")


def _copy_keys(keys: Path, folder: Path) -> None:
    if keys.is_dir():
        shutil.copytree(keys, folder, dirs_exist_ok=True)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
        onto_disk(path)
