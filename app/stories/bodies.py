"""The words of a story are kept, and let go, together with what the database says of it.

A key lies apart from the database, so no transaction holds both. What can go wrong in between must lose no story and
keep none that was to go:

- A key is made before the commit, because nothing may be committed that cannot be opened. Ends the transaction
  otherwise, the key goes again.
- A key is destroyed after the commit: before it, a failing commit would leave a story that nobody can open any more.
  Before the commit its going is only marked, in the folder of keys; should the machine stop between the commit and the
  destroying, whoever starts next finds the mark and finishes (`finish`). A mark by itself destroys nothing: where the
  database still holds the body, the story was not let go.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Table, delete, event, insert, select
from sqlalchemy.orm import Session as AnySession
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session

from app.db import reading
from app.stories.models import StoryBody
from app.stories.vault import Vault

STEPS = "keys of stories"


@dataclass
class Step:
    """One key that was made, or is to go, in a transaction that has not ended yet."""

    vault: Vault
    key: str
    going: bool
    within: SessionTransaction | None


def keep_body(db: Session, vault: Vault, series_id: int, story: str, body: str) -> None:
    """Seal the words of a story; those it had before are let go."""
    let_body_go(db, vault, series_id, story)
    key, sealed = vault.seal(body)
    _steps(db).append(Step(vault, key, going=False, within=_transaction(db)))
    db.execute(insert(_table()).values(series_id=series_id, story=story, key=key, sealed=sealed))


def let_body_go(db: Session, vault: Vault, series_id: int, story: str) -> None:
    """Take the words out of the database, and once that is committed destroy their key."""
    table = _table()
    mine = (table.c.series_id == series_id) & (table.c.story == story)
    for key in db.execute(select(table.c.key).where(mine)).scalars().all():
        vault.mark(key)
        _steps(db).append(Step(vault, key, going=True, within=_transaction(db)))
    db.execute(delete(table).where(mine))


def finish(engine: Engine, vault: Vault) -> None:
    """Destroy the keys whose stories were let go when the machine stopped."""
    if marked := vault.marked():
        with reading(engine) as db:
            held = set(db.execute(select(_table().c.key)).scalars())
        for key in marked - held:
            vault.destroy(key)


def _table() -> Table:
    return StoryBody.metadata.tables["story_body"]


def _steps(db: AnySession) -> list[Step]:
    found: list[Step] = db.info.setdefault(STEPS, [])
    return found


def _transaction(db: AnySession) -> SessionTransaction | None:
    return db.get_nested_transaction() or db.get_transaction()


# -- when a transaction ends -------------------------------------------
def _after_commit(db: AnySession) -> None:
    """Of a savepoint the steps become those of the transaction around it; of that they are taken."""
    nested = db.get_nested_transaction()
    steps = _steps(db)
    if nested is not None:
        for step in steps:
            step.within = nested.parent if step.within is nested else step.within
        return
    for step in steps:
        if step.going:
            _destroy(step)
    steps.clear()


def _destroy(step: Step) -> None:
    """The commit stands, whatever the disk says now: the mark stays for `finish`."""
    try:
        step.vault.destroy(step.key)
    except OSError:
        return


def _after_end(db: AnySession, ended: SessionTransaction) -> None:
    """What is still of a transaction when it has ended was not committed."""
    undone = [step for step in _steps(db) if step.within is ended or ended.parent is None]
    for step in undone:
        if step.going:
            step.vault.unmark(step.key)
        else:
            step.vault.destroy(step.key)
    db.info[STEPS] = [step for step in _steps(db) if step not in undone]


def watch() -> None:
    listeners: dict[str, Any] = {"after_commit": _after_commit, "after_transaction_end": _after_end}
    for name, listener in listeners.items():
        event.listen(AnySession, name, listener)


watch()
