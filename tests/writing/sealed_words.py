"""Where the words of stories are: under seal in the database, with a key each beside it."""

from pathlib import Path

from sqlalchemy import select

from app.audit.models import AuditEntry
from app.db import reading
from app.installation import vault
from app.settings import settings
from app.stories.models import StoryBody


def sealed(beston) -> dict[str, StoryBody]:
    with reading(beston.engine) as db:
        return {row.story: row for row in db.execute(select(StoryBody.metadata.tables["story_body"]))}


def body_of(beston, story: str) -> str | None:
    row = sealed(beston).get(story)
    return vault().open(row.key, row.sealed) if row else None


def keys() -> set[str]:
    return {path.name for path in settings().keys.iterdir() if len(path.stem) == 32}


def everything_on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def audited(beston) -> str:
    with reading(beston.engine) as db:
        return "\n".join(map(str, db.execute(select(AuditEntry.metadata.tables["audit_entry"])).all()))
