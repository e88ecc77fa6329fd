"""What is printed of both examples, made once for all tests of a worker and opened by each."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.paper.pack import pack_pdf
from app.paper.plan import plan_pdf
from app.paper.recap import recap_pdf
from app.plan import building
from app.recap import recap
from app.record.reading import Record, read_record
from app.series_file.checking import check
from app.series_file.storing import store
from app.stories.vault import Vault
from tests.paper.opening import require_poppler
from tests.world.records import example

LONG_AFTER = date(2030, 1, 1)
A_WEEK_BEFORE = date(2018, 4, 11)


@pytest.fixture(scope="session")
def print_it(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Something as a file, made once: `print_it("name", make)`."""
    require_poppler()
    folder = tmp_path_factory.mktemp("paper")

    def printed(name: str, make: Callable[[], bytes]) -> Path:
        path = folder / f"{name}.pdf"
        if not path.exists():
            path.write_bytes(make())
        return path

    return printed


@pytest.fixture(scope="session")
def plan_of(print_it, both_examples) -> Callable[..., Path]:
    """The plan as it closed: `plan_of("beston", 4, "a3")`."""

    def printed(name: str, number: int, size: str) -> Path:
        record = both_examples[name]
        scene = building.scene(record, number, LONG_AFTER)
        return print_it(f"plan-{name}-{number}-{size}", lambda: plan_pdf(scene, record.series.language, size))

    return printed


@pytest.fixture(scope="session")
def recap_of(print_it, both_examples) -> Callable[..., Path]:
    def printed(name: str, number: int, size: str = "a4") -> Path:
        page = recap(both_examples[name], number, LONG_AFTER)
        return print_it(f"recap-{name}-{number}-{size}", lambda: recap_pdf(page, LONG_AFTER, size))

    return printed


@pytest.fixture(scope="session")
def pack_for(print_it) -> Callable[..., Path]:
    """Everything to print for a meeting of a record, a week before Beston's fourth unless another day is given."""

    def printed(name: str, record: Record, number: int = 4, day: date = A_WEEK_BEFORE, **asked) -> Path:
        scene = building.scene(record, number, day, opening=True)
        page = recap(record, number, day)
        return print_it(f"pack-{name}-{number}", lambda: pack_pdf(record, page, scene, day, **asked))

    return printed


@pytest.fixture(scope="session")
def beston_with(in_memory: Engine, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Record]:
    """Beston's record with a change to its file, which still is a good one."""

    def changed(change: Callable[[dict], None]) -> Record:
        doc = example("beston")
        change(doc)
        assert check(doc) == []
        with Session(in_memory) as db:
            return read_record(db, store(db, doc, "beston", Vault(tmp_path_factory.mktemp("keys"))))

    return changed
