"""The sheet of a meeting: who was there, who came in whose place, and who else came through the door.

Whoever comes in somebody's place counts for the organisation and not for the person, may tell how things stand, and
takes nothing on by coming (docs/domain.md).
"""

import re
import unicodedata

from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.writing.choosing import room
from app.pages.writing.door import CAME, DOOR, MODES, expected, expected_in_a_place, named_before
from app.pages.writing.invitations import hats
from app.pages.writing.meetings import called, here, meeting_of, still_open
from app.pages.writing.sheets import Ask, Asks, Place, Sheet, Unready
from app.people.models import Person

STATES = (
    ("present", "Here"),
    ("present_part", "Here for part of it"),
    ("apologies", "Apologies"),
    ("substitute_sent", "Sent someone"),
    ("not_heard", "Not heard from"),
    ("not_expected", "Not expected"),
)
THERE = "present present_part"


# -- who was there ------------------------------------------------------
def asked_of_each(place: Place) -> Asks:
    walked_in = Ask(
        "door",
        "Who else came in?",
        "rows",
        hint="Whoever is not on the list: for this day alone, as a visitor or in somebody’s place",
        asks=DOOR,
        count=4,
    )
    return (*(_person(place, person) for person in expected(place)), walked_in)


def _person(place: Place, person: Person) -> Ask:
    own = hats(place, person.id)
    hat = Ask("for", "For whom?", "pick", options=own, nothing="Choose", when=THERE)
    parts = (
        Ask("state", "How was it?", "pick", options=STATES, nothing="Not noted yet"),
        Ask("mode", "How?", "pick", options=MODES, nothing="in the room", when=THERE),
        Ask(
            "instead",
            "Who came instead?",
            hint="A name",
            most=room("people", "name"),
            value=named_before(place, person.id),
            when="substitute_sent",
        ),
        *((hat,) if len(own) > 1 else ()),
    )
    return Ask(f"who.{person.id}", person.name, "group", hint=own[0][1] if own else "", asks=parts)


def read_who_came(draft: Draft, place: Place) -> Values:
    found: Values = {}
    for row in draft.item(("meetings", place.of)).get("attendance", []):
        came = place.record.people.get(row.get("substitute", ""))
        found[row["person"]] = row | ({"instead": came.name} if came else {})
    return {"who": found}


def note_who_came(draft: Draft, place: Place, values: Values) -> Spot:
    """The whole sheet anew: a row for everyone of whom something is said, and for those who came in their places."""
    return _Sheet(draft, place).written(values)


class _Sheet:
    """The attendance sheet while it is put together; `wrong` is by field."""

    def __init__(self, draft: Draft, place: Place) -> None:
        self.draft, self.place = draft, place
        self.day = meeting_of(place).day
        self.rows: dict[str, Values] = {}
        self.wrong: dict[str, str] = {}

    def written(self, values: Values) -> Spot:
        who = values.get("who", {})
        for person, said in who.items():
            if said["state"] and said["state"] != "substitute_sent":
                self._own_row(person, said)
        for person, said in who.items():
            if said["state"] == "substitute_sent":
                self._sent_someone(person, said["instead"], f"who-{person}-instead")
        for n, said in enumerate(values["door"] or [], 1):
            self._came_in(said, f"door-{n}-name")
        return self._kept()

    def with_one_more(self, said: Values) -> Spot:
        """The sheet as it stands, and somebody who has just come in."""
        stood = self.draft.item(("meetings", self.place.of)).get("attendance", [])
        self.rows = {row["person"]: row for row in stood}
        self._came_in(said, "name")
        return self._kept()

    def _kept(self) -> Spot:
        if self.wrong:
            raise Unready(self.wrong)
        spot: Spot = ("meetings", self.place.of)
        self.draft.change(spot, {"attendance": self._in_order()})
        return spot

    def _own_row(self, person: str, said: Values) -> None:
        row = {"person": person, "state": said["state"]}
        if said["state"] in THERE.split():
            row |= {key: said[key] for key in ("mode", "for") if said.get(key)}
        self.rows[person] = row

    def _came_in(self, said: Values, field: str) -> None:
        """Through the door: in somebody's place, or as a visitor. Whoever was named before need not be named again."""
        sender = said.get("in_place_of")
        if sender and self.rows.get(sender, {}).get("state") in (*THERE.split(), "substitute_sent"):
            self.wrong[field] = f"{self.place.then.known_as(sender)} is here, or has somebody here already."
        elif sender:
            self._sent_someone(sender, said.get("name") or named_before(self.place, sender), field, said.get("mode"))
        else:
            self._visits(said, field)

    def _sent_someone(self, person: str, name: str | None, field: str, mode: str | None = None) -> None:
        if not name:
            self.wrong[field] = "Write who came instead."
            return
        hat = self.place.then.hat(person, self.day)
        came = self._named(name) or self._new(name, "substitute", hat.organisation if hat else None)
        if came == person or came in self.rows:
            self.wrong[field] = f"{name} is on the sheet already. Choose how it was with one of them only."
            return
        if not self.place.then.memberships(came, self.day) and came in self.place.record.people:
            self._member_for_the_day(came, "substitute", hat.organisation if hat else None)
        self.rows[person] = {"person": person, "state": "substitute_sent", "substitute": came}
        here = {"person": came, "state": CAME, "in_place_of": person}
        self.rows[came] = here | ({"mode": mode} if mode else {})

    def _visits(self, said: Values, field: str) -> None:
        if not said.get("name"):
            self.wrong[field] = "Write a name."
            return
        known = self._named(said["name"])
        if known in self.rows:
            self.wrong[field] = f"{said['name']} is on the sheet already."
            return
        person = known or self._new(said["name"], "visitor", said.get("organisation"))
        if known and not self.place.then.memberships(known, self.day):
            self._member_for_the_day(known, "visitor", said.get("organisation"))
        self.rows[person] = {"person": person, "state": "present"} | (
            {"mode": said["mode"]} if said.get("mode") else {}
        )

    def _named(self, name: str) -> str | None:
        """The person who is called so, if there is one."""
        wanted = name.casefold()
        people = self.draft.list_at(("people",))
        return next((p["id"] for p in people if p["name"].casefold() == wanted), None)

    def _new(self, name: str, role: str, organisation: str | None) -> str:
        person: str = self.draft.fresh_id(_slug(name))
        self.draft.add(("people",), {"id": person, "name": name, "memberships": [self._that_day(role, organisation)]})
        return person

    def _member_for_the_day(self, person: str, role: str, organisation: str | None) -> None:
        self.draft.list_at(("people", person, "memberships")).append(self._that_day(role, organisation))

    def _that_day(self, role: str, organisation: str | None) -> Values:
        day = self.day.isoformat()
        membership = {"role": role, "from": day, "to": day}
        return {"organisation": organisation} | membership if organisation else membership

    def _in_order(self) -> list[Values]:
        """Those who stood there already in their places, then the others."""
        stood = [row.person for row in self.place.record.attendance.get(self.place.of, [])]
        first = [self.rows[person] for person in stood if person in self.rows]
        return first + [row for person, row in self.rows.items() if person not in stood]


# -- at the door ---------------------------------------------------------
def let_in(draft: Draft, place: Place, values: Values) -> Spot:
    return _Sheet(draft, place).with_one_more(values)


def _slug(name: str) -> str:
    """As an id: Ann Shaw is ann-shaw."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:20].strip("-")
    return slug if len(slug) > 1 and slug[0].isalpha() else "person"


SHEETS = (
    Sheet(
        "meeting-attendance",
        lambda place: f"Who was at {called(place)}?",
        "Keep this",
        asked_of_each,
        note_who_came,
        here,
        read=read_who_came,
        of="meetings",
        fits=still_open,
        says="An apology is information, not a failure. Leave open what you do not know yet.",
        link="Who was there",
        judged=True,
    ),
    Sheet(
        "meeting-door",
        "Who has just come in?",
        "Put them on the list",
        DOOR,
        let_in,
        here,
        of="meetings",
        fits=still_open,
        says="Somebody who is not on the list: a visitor, or whoever comes in somebody’s place. It holds for today.",
        lists=expected_in_a_place,
        link="Somebody else has come in",
        judged=True,
    ),
)
