"""Forms about who is asked to a meeting, and what they answered."""

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
REPLIES = (
    ("none", "Not heard yet"),
    ("coming", "Coming"),
    ("sending_substitute", "Sending someone"),
    ("unsure", "Not sure yet"),
    ("cannot", "Cannot come"),
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
    return f"On {day}. Nothing is sent from here: this notes whom you invite, how, and why each of them matters."


# -- answers ------------------------------------------------------------
def answers_of_each(place: Place) -> Asks:
    meeting, people = meeting_of(place), place.record.people
    day = min(place.seat.today, meeting.day)
    reply = Ask("reply", "What did they answer?", "pick", options=REPLIES, needed=True)
    each = (
        Ask(f"who.{row.person}", people[row.person].name, "group", asks=(reply,))
        for row in place.record.invitations.get(place.of, [])
    )
    heard = Ask("heard", "When did you hear?", "day", needed=True, value=day.isoformat())
    return (*each, heard)


def read_answers(draft: Draft, place: Place) -> Values:
    rows = draft.item(("meetings", place.of)).get("invitations", [])
    return {"who": {row["person"]: {"reply": row["reply"]} for row in rows}}


def note_answers(draft: Draft, place: Place, values: Values) -> Spot:
    """Whoever answers something new answered it on the day that is given; the others keep theirs."""
    spot: Spot = ("meetings", place.of)
    wrong: dict[str, str] = {}
    for row in draft.list_at((*spot, "invitations")):
        said = values.get("who", {}).get(row["person"], {}).get("reply")
        if said in (None, row["reply"]):
            continue
        row["reply"] = said
        row.pop("replied_on", None)
        if said != "none":
            row["replied_on"] = values["heard"]
            if values["heard"] < row["sent_on"]:
                wrong["heard"] = f"{place.then.known_as(row['person'])} was invited after that day."
    if values["heard"] > min(place.today, meeting_of(place).day.isoformat()):
        wrong["heard"] = "Choose today or a day before, and not after the meeting."
    if wrong:
        raise Unready(wrong)
    return spot


def may_answer(place: Place) -> str:
    if meeting_of(place).cancelled:
        return "This meeting is cancelled."
    return "" if place.record.invitations.get(place.of) else "Nobody has been invited yet."


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
        link="Invite people",
        judged=True,
    ),
    Sheet(
        "meeting-replies",
        lambda place: f"Who comes to {called(place)}?",
        "Keep these answers",
        answers_of_each,
        note_answers,
        here,
        read=read_answers,
        of="meetings",
        fits=may_answer,
        says="What people told you, whichever way it came.",
        link="Note their answers",
        judged=True,
    ),
)
