"""The pages that are kept as they were last read aloud.

`python -m tests.recap.readings` writes them anew, to be read again.
"""

import tempfile
from datetime import date
from pathlib import Path

from sqlmodel import Session

from app import tables
from app.db import make_engine
from app.recap import Recap, recap
from app.record.reading import Record, read_record
from app.series_file.storing import store
from app.stories.vault import Vault
from tests.world.records import Doc, example

HERE = Path(__file__).parent
SNAPSHOTS = HERE / "snapshots"
BY_HAND = HERE / "by_hand"
AFTERWARDS = {"beston": date(2018, 12, 31), "small": date(2026, 3, 18)}

# What a snapshot is called: the example, the meeting, and whether a sponsor reads it.
PAGES: dict[str, tuple[str, int, bool]] = {
    **{f"beston-{n}": ("beston", n, False) for n in range(1, 7)},
    **{f"ferry-{n}": ("small", n, False) for n in range(1, 4)},
    "beston-4-for-a-sponsor": ("beston", 4, True),
    "ferry-2-for-a-sponsor": ("small", 2, True),
}


def page_of(record: Record, name: str) -> Recap:
    file, number, for_sponsor = PAGES[name]
    return recap(record, number, AFTERWARDS[file], for_sponsor=for_sponsor)


def _records() -> dict[str, Record]:
    engine = make_engine("sqlite://")
    tables.metadata.create_all(engine)
    with tempfile.TemporaryDirectory() as keys:
        return {name: _record(engine, example(name), Vault(Path(keys))) for name in ("beston", "small")}


def _record(engine, doc: Doc, vault: Vault) -> Record:
    with Session(engine) as db:
        return read_record(db, store(db, doc, doc["series"]["id"], vault))


if __name__ == "__main__":
    from app.recap import as_text

    records = _records()
    for name, (file, _, _) in PAGES.items():
        (SNAPSHOTS / f"{name}.txt").write_text(as_text(page_of(records[file], name)))
