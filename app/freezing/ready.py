"""What is about to be frozen: the page, the sponsors' page and the plan, as they stand in this moment."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sqlmodel import Session

from app.freezing import plainly
from app.freezing.preparing import QUESTION, Edits, Entry, Prepared, prepared
from app.freezing.stored import RECAP, Written, edits_of, frozen_page, meeting_of, recap_in, versions
from app.meetings.models import FrozenPage
from app.plan import building
from app.plan.scene import Scene
from app.recap import Recap
from app.recap import recap as worked_out
from app.recap.discretion import Discretion
from app.recap.fit import too_many
from app.record.reading import Record


@dataclass(frozen=True)
class Ready:
    """Everything that freezing would keep, and the version that hangs there now (0 where none does)."""

    record: Record
    number: int
    meeting: str
    today: date
    edits: Edits
    prepared: Prepared
    version: int
    hanging: FrozenPage | None

    @cached_property
    def page(self) -> Recap:
        return self._frozen(self.prepared.page)

    @cached_property
    def for_sponsors(self) -> Recap:
        """The sponsors' page, with what was done to its first and last part; the rest of it nobody edits (R12, T7)."""
        computed = worked_out(self.record, self.number, self.today, for_sponsor=True)
        laid = prepared(computed, _for_sponsors(self.record, computed, self.edits), exactly=True).page
        return self._frozen(computed if too_many(laid) else laid)

    @cached_property
    def plan(self) -> Scene:
        return self._plan(for_sponsor=False)

    @property
    def plan_for_sponsors(self) -> Scene:
        return self._plan(for_sponsor=True)

    def _plan(self, *, for_sponsor: bool) -> Scene:
        scene = building.scene(self.record, self.number, self.today, opening=True, for_sponsor=for_sponsor)
        return replace(scene, version=self.next_version)

    def _frozen(self, page: Recap) -> Recap:
        return replace(page, version=self.next_version, as_of=min(page.as_of, self.today))

    @property
    def next_version(self) -> int:
        known = [d.version for d in self.record.documents.get(self.meeting, []) if d.kind == RECAP]
        return max(known, default=0) + 1

    # -- how it differs -----------------------------------------------
    @property
    def stands(self) -> str:
        """Changes whenever what would be frozen does: whoever freezes has seen just this."""
        said = plainly.written((self.page, self.plan))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @cached_property
    def news(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Against what hangs there: the sentences that are new, and those that are gone."""
        if self.hanging is None:
            return (), ()
        old, new = _sentences(recap_in(self.hanging)), _sentences(self.prepared.page)
        return tuple(s for s in new if s not in old), tuple(s for s in old if s not in new)

    @cached_property
    def changed(self) -> bool:
        """Whether freezing would make something else than hangs there."""
        if self.hanging is None:
            return True
        there = recap_in(self.hanging)
        plan = plainly.read(Scene, self.hanging.plan)
        return _told(there) != _told(self.prepared.page) or _drawn(plan) != _drawn(self.plan)

    @property
    def too_many(self) -> int:
        """Lines of print beyond one side."""
        return too_many(self.page)

    def written(self) -> dict[str, str]:
        """As the row of a version keeps it."""
        return {
            "recap": plainly.written(Written(self.page, self.prepared.beneath)),
            "recap_for_sponsors": plainly.written(Written(self.for_sponsors)),
            "plan": plainly.written(self.plan),
            "plan_for_sponsors": plainly.written(self.plan_for_sponsors),
        }


def ready(db: Session, record: Record, number: int, today: date) -> Ready:
    """NotFound where there is no such meeting, or it was cancelled."""
    meeting = meeting_of(record, number, today)
    edits = edits_of(db, record, meeting)
    laid = prepared(worked_out(record, number, today), edits)
    version = max((d.version for d in versions(record, number, today)), default=0)
    hanging = frozen_page(db, record, meeting, version) if version else None
    return Ready(record, number, meeting, today, edits, laid, version, hanging)


def _for_sponsors(record: Record, page: Recap, edits: Edits) -> Edits:
    """The edits of the first and last part; words that name somebody are not among them."""
    may = Discretion(record, for_sponsor=True)

    def fit(entry: Entry) -> Entry:
        return entry if not entry.words or may.permits(entry.words) else replace(entry, words="")

    whole = {page.blocks[0].key, page.blocks[-1].key, QUESTION}
    kept = {key: [fit(e) for e in entries] for key, entries in edits.blocks.items() if key in whole}
    said = {key: tuple(e for e in entries if e.computed or e.words) for key, entries in kept.items()}
    return Edits(said, edits.moved)


def _drawn(plan: Scene) -> Scene:
    """What a plan shows, whatever its version and the day on which it was known."""
    return replace(plan, known_on=None, version=0)


def _sentences(page: Recap) -> list[str]:
    return [said for _, lines, question in _told(page) for said in (*lines, question) if said]


def _told(page: Recap) -> list[tuple[str, tuple[str, ...], str]]:
    """What a page says, whatever its version."""
    return [(block.name, tuple(line.said for line in block.lines), block.question) for block in page.blocks]
