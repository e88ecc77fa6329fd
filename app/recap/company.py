"""Who is expected at a meeting, as far as could be known the evening before."""

from dataclasses import dataclass
from functools import cached_property

from app.meetings.models import Attendance, Invitation
from app.people.models import Membership
from app.recap.facts import Facts
from app.record.replies import reply_of
from app.record.then import MeetingThen

MEMBERS = ("facilitator", "integration_manager", "sponsor", "participant", "lived_experience")
ATTENDED = ("present", "present_part", "present_as_substitute")


@dataclass(frozen=True)
class Company:
    """Who is expected, by memberships of the meeting's day and replies known by the evening before."""

    facts: Facts

    @cached_property
    def replies(self) -> dict[str, Invitation]:
        """Invitations known by then, by person."""
        sent = self.facts.record.invitations.get(self.facts.meeting.id, [])
        return {i.person: i for i in sent if i.sent_on <= self.facts.at.said}

    def reply(self, person: str) -> str:
        """For the time that holds: whoever answered before the meeting moved has not been heard of yet."""
        found = self.replies.get(person)
        return reply_of(self.facts.at, found) if found is not None and found.replied_on is not None else "none"

    def hat(self, person: str) -> Membership | None:
        """The hat the invitation names, else the first that covers the day."""
        worn = [m for m in self.facts.at.memberships(person, self.facts.meeting.day) if m.role in MEMBERS]
        asked = self.replies.get(person)
        named = [m for m in worn if asked is not None and asked.hat and m.organisation == asked.hat]
        return next(iter(named or worn), None)

    @cached_property
    def members(self) -> list[str]:
        return [p for p in self.facts.record.people if self.hat(p) is not None]

    @cached_property
    def been_before(self) -> set[str]:
        return {person for _, here in self.came for person in here}

    def began(self, person: str) -> list[Membership]:
        return [m for m in self.facts.record.memberships.get(person, []) if m.role in MEMBERS]

    @cached_property
    def never_been(self) -> list[str]:
        """Members who have not been in the room yet and have not said that they cannot come."""
        away = ("cannot", "sending_substitute")
        return [p for p in self.members if p not in self.been_before and self.reply(p) not in away]

    @cached_property
    def newcomers(self) -> list[str]:
        """Those whose place began after the last meeting."""
        return [p for p in self.never_been if min(m.from_day for m in self.began(p)) > self.facts.since]

    @cached_property
    def first_timers(self) -> list[str]:
        """Members from before who answered that they may come, and never could."""
        new = set(self.newcomers)
        return [p for p in self.never_been if p not in new and self.reply(p) in ("coming", "unsure")]

    @cached_property
    def gone(self) -> list[Membership]:
        """The last hat of everyone who was a member last time and is one no more. Why is nobody's business."""
        members = set(self.members)
        ended = [self.began(p)[-1] for p in self.facts.record.memberships if p not in members and self.began(p)]
        day = self.facts.meeting.day
        return [
            m
            for m in ended
            if m.to_day is not None and self.facts.since <= m.to_day < day and m.from_day <= self.facts.since
        ]

    def successor(self, gone: Membership) -> str | None:
        return gone.replaced_by if gone.replaced_by in self.newcomers else None

    @cached_property
    def substitutes(self) -> list[tuple[str | None, str]]:
        """Who stands in for whom, as far as a membership names somebody and the answer names nobody else."""
        sending = [p for p in self.members if self.reply(p) == "sending_substitute"]
        hats = [(None if self.replies[p].substitute_name else self.hat(p), p) for p in sending]
        return [(hat.named_substitute if hat else None, p) for hat, p in hats]

    def stands_in(self, substitute: str | None, person: str) -> str:
        """The name of whoever comes in a person's place, in the words of the answer where it has some."""
        return self.facts.full_name(substitute) if substitute else self.replies[person].substitute_name or "somebody"

    @cached_property
    def apologies(self) -> int:
        return sum(self.reply(p) == "cannot" for p in self.members)

    # -- the meetings before -------------------------------------------
    @cached_property
    def came(self) -> list[tuple[MeetingThen, dict[str, Attendance]]]:
        """Every meeting held before, and who was there."""
        rows = ((m, self.facts.record.attendance.get(m.id, [])) for m in self.facts.held)
        return [(m, {row.person: row for row in here if row.state in ATTENDED}) for m, here in rows]

    @cached_property
    def organisations_so_far(self) -> set[str]:
        found = (self._organisation(m, row) for m, here in self.came for row in here.values())
        known = {body for body in found if body}
        return {body for body in known if self.facts.record.organisations[body].sector != "facilitator"}

    def _organisation(self, meeting: MeetingThen, row: Attendance) -> str | None:
        worn = self.facts.at.memberships(row.person, meeting.day)
        return row.hat or next((m.organisation for m in worn if m.role != "visitor"), None)

    @cached_property
    def always(self) -> set[str]:
        """Those who were at every meeting so far."""
        here = [set(rows) for _, rows in self.came]
        return set.intersection(*here) if here else set()
