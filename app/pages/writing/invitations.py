"""The form that notes who is asked to a meeting."""

from app import words
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.writing.choosing import room
from app.pages.writing.meetings import BEFORE, called, here, meeting_of
from app.pages.writing.sheets import Ask, Asks, Place, Sheet, Unready
from app.people.models import Person

CHANNELS = (
    ("email", "by e-mail"),
    ("text", "by text"),
    ("phone", "by telephone"),
    ("in_person", "face to face"),
    ("video", "by video"),
    ("post", "by post"),
)
BY_CHOICE = {"email": "email", "text": "text", "phone": "phone", "post": "post"}


# -- asking -------------------------------------------------------------
def to_ask(place: Place) -> list[Person]:
    """Members on the day who have no invitation yet; all of them again when the meeting has moved."""
    meeting = meeting_of(place)
    asked = {row.person for row in place.record.invitations.get(place.of, [])}
    again = meeting.state == "moved"
    people = place.record.people.values()
    return [p for p in people if (again or p.id not in asked) and place.then.roles(p.id, meeting.day) - {"visitor"}]


def hats(place: Place, person: str) -> list[tuple[str, str]]:
    """The organisations for which someone is a member on the meeting's day."""
    worn = place.then.memberships(person, meeting_of(place).day)
    organisations = place.record.organisations
    return [(h.organisation, organisations[h.organisation].name) for h in worn if h.organisation]


def asked_of_each(place: Place) -> Asks:
    purpose = Ask(
        "purpose",
        "What is the meeting for?",
        hint="It stands in every invitation",
        needed=True,
        value=meeting_of(place).row.purpose,
    )
    return (purpose, *(_person(place, person) for person in to_ask(place)))


def _person(place: Place, person: Person) -> Ask:
    own = hats(place, person.id)
    seated = place.then.has_seat(person.id, meeting_of(place).day)
    hat = Ask("for", "For whom?", "pick", options=own, nothing="Choose", value=own[0][0]) if len(own) > 1 else None
    parts = (
        Ask("asked", "Invite", "tick", value=True if seated else None),
        Ask("channel", "How?", "pick", options=CHANNELS, value=BY_CHOICE.get(person.prefers or "")),
        Ask("why_you", "Why you?", most=room("meetings", "invitations", "why_you")),
        *((hat,) if hat else ()),
    )
    about = person.job or (own[0][1] if own else "")
    return Ask(f"who.{person.id}", person.name, "group", hint=about, asks=parts)


def invite(draft: Draft, place: Place, values: Values) -> Spot:
    chosen = {person: row for person, row in values.get("who", {}).items() if row.pop("asked")}
    if not chosen:
        raise Unready({"": "Nobody is ticked. Tick whoever is to be invited."})
    spot: Spot = ("meetings", place.of)
    draft.change(spot, {"purpose": values["purpose"]})
    listed = draft.list_at((*spot, "invitations"))
    for person, row in chosen.items():
        fresh = {"person": person, "sent_on": place.today, "reply": "none"} | {k: v for k, v in row.items() if v}
        old = next((one for one in listed if one["person"] == person), None)
        if old is None:
            listed.append(fresh)
        else:
            old.clear()
            old.update(fresh)
    if meeting_of(place).state in ("planned", "moved"):
        draft.tell(spot, {"on": place.today, "event": "invited", "by": place.seat.person})
    return spot


def may_invite(place: Place) -> str:
    meeting = meeting_of(place)
    if meeting.state not in BEFORE:
        return "This meeting has been opened or cancelled already."
    if meeting.day < place.seat.today:
        return f"Its day, {words.day(meeting.day)}, has gone. Move it first."
    return "" if to_ask(place) else "Everybody has been invited."


def asking(place: Place) -> str:
    meeting = meeting_of(place)
    day = f"{words.day(meeting.day)}, {words.hours(meeting.start, meeting.end)}"
    return f"On {day}. Note whom you invite, how, and why each of them matters. A letter goes once you have seen it."


SHEETS = (
    Sheet(
        "meeting-invitations",
        lambda place: f"Invite people to {called(place)}",
        "Note these invitations",
        asked_of_each,
        invite,
        here,
        within=("meetings",),
        of="meetings",
        fits=may_invite,
        says=asking,
        said="meeting-invited",
        link="Invite people",
        judged=True,
    ),
)
