"""One series, read whole: a query a table, whatever its size, and kept until the series changes.

Rows come as plain tuples with the names of their table's columns; they are typed as the table class and cannot be
changed by accident. Bodies of stories are not read here, nor anywhere but on the story's page and in an export.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TypeVar, cast

from sqlalchemy import Dialect, select
from sqlmodel import Session, SQLModel

from app.actions.models import Action
from app.db import only_reads
from app.follow_ups.models import Debrief, FollowUp
from app.history.models import Event
from app.meetings.models import Attendance, Decision, Document, Focus, Invitation, Meeting, Quote, RunSheetItem
from app.outcomes.models import CheckBack, Evidence, Initiative, LastWord, Movement, Remark
from app.people.models import HomeCheck, Membership, Organisation, Person
from app.series.models import (
    Acceptance,
    AgreedWay,
    Aspiration,
    Fact,
    Link,
    Phrase,
    PossibleConflict,
    Priority,
    Purpose,
    Series,
    Thing,
    Vision,
    WorkingAgreement,
)
from app.stories.models import Finding, Learning, Story
from app.tests_of_change.models import BarrierMap, BigAssumption, Cycle, Measure, SmallTest

T = TypeVar("T", bound=SQLModel)
K = TypeVar("K", bound=Hashable)
Key = tuple[Dialect, int, int]  # the database, series.id, series.version
KEPT = 64


@dataclass(frozen=True, eq=False)
class Record:
    """Everything said in one series, and equal to nothing but itself.

    Mappings are by id in the order of the file; lists in their own order.
    """

    series: Series
    things: dict[str, Thing]
    events: dict[str, list[Event]]
    links: dict[tuple[str, str], list[str]]
    phrases: dict[tuple[str, str], list[str]]
    purposes: list[Purpose]
    agreement: WorkingAgreement | None
    agreed_ways: list[AgreedWay]
    acceptances: list[Acceptance]
    conflicts: list[PossibleConflict]
    organisations: dict[str, Organisation]
    home_checks: dict[str, HomeCheck]
    people: dict[str, Person]
    memberships: dict[str, list[Membership]]
    facts: list[Fact]
    visions: list[Vision]
    aspirations: dict[str, Aspiration]
    stories: dict[str, Story]
    learning: dict[str, list[Learning]]
    findings: dict[str, Finding]
    priorities: dict[str, Priority]
    meetings: dict[str, Meeting]
    focus: dict[str, list[Focus]]
    run_sheets: dict[str, list[RunSheetItem]]
    invitations: dict[str, list[Invitation]]
    attendance: dict[str, list[Attendance]]
    decisions: dict[str, Decision]
    quotes: dict[str, list[Quote]]
    documents: dict[str, list[Document]]
    actions: dict[str, Action]
    tests: dict[str, SmallTest]
    cycles: dict[str, list[Cycle]]
    measures: dict[tuple[str, int], list[Measure]]
    barrier_map: BarrierMap | None
    big_assumptions: dict[str, BigAssumption]
    follow_ups: dict[str, FollowUp]
    evidence: dict[str, Evidence]
    debriefs: list[Debrief]
    initiatives: dict[str, Initiative]
    check_backs: list[CheckBack]
    remarks: dict[int, list[Remark]]
    movements: dict[int, list[Movement]]
    last_words: list[LastWord]

    def linked(self, thing: str, relation: str) -> list[str]:
        """The ids that a thing points to, in order."""
        return self.links.get((thing, relation), [])

    def happened(self, thing: str) -> list[Event]:
        """The whole history of a thing, whenever it was."""
        return self.events.get(thing, [])

    @cached_property
    def meetings_in_order(self) -> list[Meeting]:
        return sorted(self.meetings.values(), key=lambda m: m.number)

    def meeting_numbered(self, number: int) -> Meeting | None:
        return next((m for m in self.meetings.values() if m.number == number), None)


def read_record(db: Session, series_id: int) -> Record:
    """The series as the database has it now: always the same number of queries."""

    def rows(table: type[T]) -> list[T]:
        columns = table.metadata.tables[cast(str, table.__tablename__)]
        order = [columns.c.n] if "n" in columns.c else []
        asked = select(columns).where(columns.c.series_id == series_id).order_by(*order, *columns.primary_key)
        return cast(list[T], list(db.execute(asked).all()))

    def by_id(table: type[T]) -> dict[str, T]:
        return {cast(str, row.id): row for row in rows(table)}  # type: ignore[attr-defined]

    def one(table: type[T]) -> T | None:
        return next(iter(rows(table)), None)

    return Record(
        series=series_row(db, series_id),
        things=by_id(Thing),
        events=grouped(rows(Event), lambda e: e.thing_id),
        links=_values(rows(Link), lambda x: (x.thing_id, x.relation), lambda x: x.target),
        phrases=_values(rows(Phrase), lambda x: (x.thing_id, x.list), lambda x: x.text),
        purposes=rows(Purpose),
        agreement=one(WorkingAgreement),
        agreed_ways=rows(AgreedWay),
        acceptances=rows(Acceptance),
        conflicts=rows(PossibleConflict),
        organisations=by_id(Organisation),
        home_checks=by_id(HomeCheck),
        people=by_id(Person),
        memberships=grouped(rows(Membership), lambda m: m.person),
        facts=rows(Fact),
        visions=rows(Vision),
        aspirations=by_id(Aspiration),
        stories=by_id(Story),
        learning=grouped(rows(Learning), lambda x: x.story),
        findings=by_id(Finding),
        priorities=by_id(Priority),
        meetings=by_id(Meeting),
        focus=grouped(rows(Focus), lambda x: x.meeting),
        run_sheets=grouped(rows(RunSheetItem), lambda x: x.meeting),
        invitations=grouped(rows(Invitation), lambda x: x.meeting),
        attendance=grouped(rows(Attendance), lambda x: x.meeting),
        decisions=by_id(Decision),
        quotes=grouped(rows(Quote), lambda x: x.meeting),
        documents=grouped(rows(Document), lambda x: x.meeting),
        actions=by_id(Action),
        tests=by_id(SmallTest),
        cycles=grouped(rows(Cycle), lambda x: x.test),
        measures=grouped(rows(Measure), lambda x: (x.test, x.cycle)),
        barrier_map=one(BarrierMap),
        big_assumptions=by_id(BigAssumption),
        follow_ups=by_id(FollowUp),
        evidence=by_id(Evidence),
        debriefs=rows(Debrief),
        initiatives=by_id(Initiative),
        check_backs=rows(CheckBack),
        remarks=grouped(rows(Remark), lambda x: x.check_back),
        movements=grouped(rows(Movement), lambda x: x.check_back),
        last_words=rows(LastWord),
    )


def series_row(db: Session, series_id: int) -> Series:
    table = Series.metadata.tables["series"]
    return cast(Series, db.execute(select(table).where(table.c.id == series_id)).one())


def grouped(rows: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """Rows in lists by key, each list in the order of the rows."""
    found: dict[K, list[T]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return dict(found)


def _values(rows: Iterable[T], key: Callable[[T], K], value: Callable[[T], str]) -> dict[K, list[str]]:
    return {k: [value(row) for row in rows] for k, rows in grouped(rows, key).items()}


class Shelf:
    """Records read before, by database, series and version: what has not changed is not read again.

    A copy is never wrong, only old: the version is read in the same transaction, and grows with every change. What a
    session that writes has read is not kept: its changes may be taken back, and their version used again by others.
    """

    def __init__(self, kept: int = KEPT) -> None:
        self._kept, self._lock = kept, Lock()
        self._records: dict[Key, Record] = {}

    def record(self, db: Session, series_id: int, version: int) -> Record:
        key = (db.get_bind().dialect, series_id, version)  # an engine and what is made of it have one dialect
        with self._lock:
            found = self._records.pop(key, None)
            if found is not None:
                self._records[key] = found
        if found is not None:
            return found
        record = read_record(db, series_id)
        return self._put(key, record) if only_reads(db) else record

    def _put(self, key: Key, record: Record) -> Record:
        with self._lock:
            self._records = {k: r for k, r in self._records.items() if k[:2] != key[:2]}
            while len(self._records) >= self._kept:
                del self._records[next(iter(self._records))]
            self._records[key] = record
        return record

    def clear(self) -> None:
        with self._lock:
            self._records.clear()


shelf = Shelf()
