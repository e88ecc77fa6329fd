"""The recap and the plan as the group sees them: what was frozen last, a version asked for, or what is worked out."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.errors import NotFound
from app.freezing.from_text import from_text
from app.freezing.stored import frozen_page, plan_in, recap_in, versions
from app.meetings.models import Document
from app.plan import building
from app.plan.scene import Scene
from app.recap import Recap, as_text
from app.recap import recap as worked_out
from app.record.reading import Record


@dataclass(frozen=True)
class Page:
    """A recap as it is shown. `version` is 0 while nothing is frozen; then `frozen_on` and `by` say when, and who."""

    recap: Recap
    version: int = 0
    newest: int = 0
    frozen_on: date | None = None
    by: str | None = None
    words: str = ""

    @property
    def text(self) -> str:
        """The page as plain text: of a version, exactly the words that stand in the record."""
        return self.words or as_text(self.recap)


def page_for(
    db: Session, record: Record, number: int, today: date, *, for_sponsor: bool = False, version: int | None = None
) -> Page:
    """The recap of a meeting as the group sees it on a day: the newest frozen by then, else what is worked out.

    With `version` it is that one, as it was frozen. Raises NotFound where there is no such meeting or version. A
    sponsor who is not a member gets the sponsors' page of the same version; of one that came with a file there is none.
    """
    frozen = _asked_for(record, number, today, version)
    made = _made_of(db, record, number, frozen, for_sponsor=for_sponsor) if frozen else None
    if frozen is None or made is None:
        if version is not None:
            raise NotFound("There is no such version of this page.")
        return Page(worked_out(record, number, today, for_sponsor=for_sponsor))
    newest = versions(record, number, today)[-1].version
    words = "" if for_sponsor else frozen.text
    return Page(made, frozen.version, newest, frozen.frozen_on, frozen.by, words)


def _asked_for(record: Record, number: int, today: date, version: int | None) -> Document | None:
    known = versions(record, number, today)
    wanted = known[-1:] if version is None else [d for d in known if d.version == version]
    return wanted[0] if wanted else None


def _made_of(db: Session, record: Record, number: int, frozen: Document, *, for_sponsor: bool) -> Recap | None:
    """None for a sponsor where there are only the group's words."""
    row = frozen_page(db, record, frozen.meeting, frozen.version)
    if row is not None:
        return recap_in(row, for_sponsor=for_sponsor)
    return None if for_sponsor else from_text(frozen, worked_out(record, number, frozen.frozen_on))


def plan_for(
    db: Session, record: Record, number: int, today: date, *, for_sponsor: bool = False, version: int | None = None
) -> tuple[Scene, int]:
    """The plan at the opening of a meeting, and its version: as frozen with the recap, else (0) as it is worked out.

    Raises NotFound where there is no such meeting or version.
    """
    frozen = _asked_for(record, number, today, version)
    row = frozen_page(db, record, frozen.meeting, frozen.version) if frozen else None
    if row is not None:
        return plan_in(row, for_sponsor=for_sponsor), row.version
    if version is not None:
        raise NotFound("There is no such version of this plan.")
    return building.scene(record, number, today, opening=True, for_sponsor=for_sponsor), 0
