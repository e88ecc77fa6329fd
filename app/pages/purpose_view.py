"""What the page of purpose shows: why we are here, how we work together, what we hope for and how far that has come."""

from dataclasses import dataclass

from app import words
from app.pages.hopes_view import Hope, hopes
from app.record import seen
from app.record.seats import Seat
from app.record.then import Then
from app.series.models import Acceptance, Purpose

KINDS = {
    "inquiry_question": "The question we began with",
    "long_term_goal": "What we want in the long run",
    "short_term_goal": "What we want soon",
}
ORDER = ("long_term_goal", "inquiry_question", "short_term_goal")
AREAS = {
    "behaviours": "How we treat one another",
    "meetings": "Our meetings",
    "information": "What we share",
    "finances": "Money",
    "accountability": "To whom we answer",
    "feedback": "Hearing from people",
    "review": "Looking at ourselves",
    "remit": "What is ours to do",
}


@dataclass(frozen=True)
class Version:
    """A purpose that stands, or one that it replaced."""

    id: str
    kind: str
    text: str
    since: str
    proposed: bool
    changed_with: str
    before: list["Version"]


@dataclass(frozen=True)
class Accepted:
    organisation: str
    day: str


@dataclass(frozen=True)
class Agreement:
    since: str
    ways: list[tuple[str, str]]
    accepted: list[Accepted]
    not_yet: list[str]


@dataclass(frozen=True)
class Said:
    text: str
    about: str
    id: str = ""


@dataclass(frozen=True)
class Conflict:
    id: str
    text: str
    between: str
    handled: str
    for_organisers: bool


@dataclass(frozen=True)
class PurposePage:
    title: str
    opening: str
    purposes: list[Version]
    agreement: Agreement | None
    hopes: list[Hope]
    ended: list[Hope]
    to_look_back: list[tuple[str, str]]
    remarks: list[Said]
    works_now: list[Said]
    learnt: list[Said]
    future: list[Said]
    conflicts: list[Conflict]

    @property
    def accepted_in_words(self) -> str:
        """How many organisations have said yes to the working agreement."""
        yes = len(self.agreement.accepted) if self.agreement else 0
        if not yes:
            return "No organisation has been asked to say yes to it yet."
        return words.sentence(f"{words.count(yes, 'organisation')} {'has' if yes == 1 else 'have'} said yes to this.")


def purpose_page(seat: Seat) -> PurposePage:
    then, record = seat.then, seat.record
    found = hopes(seat)
    facts = [f for f in record.facts if then.was_said(f.meeting, f.on)]
    return PurposePage(
        title=_title(then),
        opening=_opening(then, found),
        purposes=_standing(then),
        agreement=_agreement(seat),
        hopes=[hope for hope in found if not hope.ended],
        ended=[hope for hope in found if hope.ended],
        to_look_back=_to_look_back(then),
        remarks=_remarks(seat),
        works_now=[Said(f.text, "", f.id) for f in facts if f.kind == "works_now"],
        learnt=[Said(f.text, "", f.id) for f in facts if f.kind == "learnt_since"],
        future=[Said(v.text, v.said_by or "", v.id) for v in record.visions if then.was_said(v.meeting, v.on)],
        conflicts=_conflicts(seat),
    )


def _title(then: Then) -> str:
    found = next((p for kind in ORDER if (p := then.purpose(kind))), None)
    return found.text if found else "We have not said yet why we are here"


def _opening(then: Then, hopes: list[Hope]) -> str:
    served = then.record.series.people_served
    standing = [hope for hope in hopes if not hope.ended]
    if not standing:
        return f"For {served}. We have not said yet what we hope for."
    return f"For {served}. We hope for {words.count(len(standing), 'thing')}."


# -- purpose -----------------------------------------------------------
def _standing(then: Then) -> list[Version]:
    """Each version in force, by kind, with those it replaced behind it, latest first."""
    known = {p.id: p for p in then.record.purposes if p.on <= then.said}
    standing = sorted(then.purposes, key=lambda p: (ORDER.index(p.kind), p.n))
    return [_version(then, p, known) for p in standing]


def _version(then: Then, purpose: Purpose, known: dict[str, Purpose]) -> Version:
    before: list[Version] = []
    at = known.get(purpose.supersedes or "")
    while at is not None and len(before) < len(known):
        before.append(_told(then, at, []))
        at = known.get(at.supersedes or "")
    return _told(then, purpose, before)


def _told(then: Then, purpose: Purpose, before: list[Version]) -> Version:
    return Version(
        purpose.id,
        KINDS[purpose.kind],
        purpose.text,
        _since(then, purpose),
        purpose.adopted_by == "proposed",
        purpose.changed_with or "",
        before,
    )


def _since(then: Then, purpose: Purpose) -> str:
    meeting = next((m for m in then.meetings if m.day == purpose.on and m.opened), None)
    at = f"at meeting {meeting.number}, " if meeting and meeting.number else ""
    return f"{at}{words.full_day(purpose.on)}"


# -- agreement ---------------------------------------------------------
def _agreement(seat: Seat) -> Agreement | None:
    """Which organisations have not said yes is for organisers, who ask them."""
    then, record = seat.then, seat.record
    if record.agreement is None or not then.was_said(record.agreement.meeting, None):
        return None
    accepted = [a for a in record.acceptances if a.on <= then.said]
    said_yes = {a.organisation for a in accepted}
    asked = {m.organisation for p in record.people if then.has_seat(p) for m in then.memberships(p)}
    return Agreement(
        _agreed_at(then),
        [(AREAS[way.area], way.text) for way in record.agreed_ways],
        [_accepted(then, a) for a in accepted],
        [o.name for o in record.organisations.values() if o.id in asked - said_yes] if seat.organiser else [],
    )


def _agreed_at(then: Then) -> str:
    meeting = then.record.agreement.meeting if then.record.agreement else None
    return f"Agreed at meeting {then.meeting(meeting).number}." if meeting else ""


def _accepted(then: Then, acceptance: Acceptance) -> Accepted:
    return Accepted(then.record.organisations[acceptance.organisation].name, words.short_day(acceptance.on))


def _to_look_back(then: Then) -> list[tuple[str, str]]:
    """The meetings at which the group has looked back, and the last that was held: each with how it is spoken of."""
    looked = [then.meeting(back.meeting) for back in then.record.check_backs if then.was_said(back.meeting, None)]
    fresh = [] if then.last_held is None or then.last_held in looked else [then.last_held]
    changes = [(m.id, f"Change what we saw, looking back at meeting {m.number}") for m in looked]
    return changes + [(m.id, f"Look back, at meeting {m.number}") for m in fresh]


def _remarks(seat: Seat) -> list[Said]:
    """What members said looking back: for the group."""
    then = seat.then
    if not seat.reads_the_record:
        return []
    backs = [b for b in seat.record.check_backs if then.was_said(b.meeting, None)]
    return [
        Said(remark.text, f"At meeting {then.meeting(back.meeting).number}")
        for back in backs
        for remark in seat.record.remarks.get(back.n, [])
    ]


def _conflicts(seat: Seat) -> list[Conflict]:
    """For organisers, unless the group chose to have them among its own."""
    record = seat.record
    return [
        Conflict(
            c.id,
            c.text,
            words.listed(_short(seat, o) for o in record.linked(c.id, "between")),
            c.how_we_will_handle_it or "",
            c.visibility != "group",
        )
        for c in seen.conflicts(seat, record.conflicts)
    ]


def _short(seat: Seat, organisation: str) -> str:
    row = seat.record.organisations[organisation]
    return row.short_name or row.name
