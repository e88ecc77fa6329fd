"""Forms about what people answered to an invitation, whichever way it came; and who comes instead of them.

One for everybody who was invited, and one for a single person, for whoever has just put the receiver down.
"""

from datetime import date

from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.meetings.models import Invitation
from app.pages.writing.choosing import room
from app.pages.writing.meetings import called, here, meeting_of
from app.pages.writing.sheets import Ask, Asks, Place, Sheet, Unready
from app.record.replies import other_time
from app.record.then import Then

REPLIES = (
    ("none", "Not heard yet"),
    ("coming", "Coming"),
    ("sending_substitute", "Sending someone"),
    ("unsure", "Not sure yet"),
    ("cannot", "Cannot come"),
)
SENDS = "sending_substitute"
SAID = ("reply", "replied_on", "substitute_name")
TOO_SOON = "{name} was invited after that day."
NOT_AFTER = "Choose today or a day before, and not after the meeting."
ANY_WAY = "What people told you, whichever way it came."


def may_answer(place: Place) -> str:
    if meeting_of(place).cancelled:
        return "This meeting is cancelled."
    return "" if place.record.invitations.get(place.of) else "Nobody has been invited yet."


def who_could_come(place: Place, person: str) -> str | None:
    """The name of whoever is named in advance as coming in somebody's place."""
    return named_in_advance(place.then, meeting_of(place).day, person)


def named_in_advance(then: Then, day: date, person: str) -> str | None:
    hats = then.memberships(person, day)
    named = next((hat.named_substitute for hat in hats if hat.named_substitute), None)
    return then.record.people[named].name if named else None


def instead(place: Place, row: Invitation, *, when: str = "") -> Ask:
    return Ask(
        "substitute_name",
        "Who comes instead?",
        hint="A name, if it is known; the recap says who stands in for whom",
        value=row.substitute_name if row.reply == SENDS else who_could_come(place, row.person),
        most=room("meetings", "invitations", "substitute_name"),
        when=when,
    )


def heard_on(place: Place, name: str) -> Ask:
    day = min(place.seat.today, meeting_of(place).day)
    return Ask(name, "When did you hear?", "day", needed=True, value=day.isoformat())


def latest(place: Place) -> str:
    """The last day on which an answer could have been heard."""
    return min(place.today, meeting_of(place).day.isoformat())


def answer(row: Values, reply: str, heard: str, name: str | None) -> None:
    """Put an answer into an invitation, and take out what belonged to the one before."""
    for key in SAID:
        row.pop(key, None)
    row["reply"] = reply
    if reply != "none":
        row["replied_on"] = heard
    if reply == SENDS and name:
        row["substitute_name"] = name


# -- everybody's ----------------------------------------------------------
def answers_of_each(place: Place) -> Asks:
    people = place.record.people
    reply = Ask("reply", "What did they answer?", "pick", options=REPLIES, needed=True)
    each = (
        Ask(f"who.{row.person}", people[row.person].name, "group", asks=(reply, instead(place, row, when=SENDS)))
        for row in place.record.invitations.get(place.of, [])
    )
    return (*each, heard_on(place, "heard"))


def read_answers(draft: Draft, place: Place) -> Values:
    rows = draft.item(("meetings", place.of)).get("invitations", [])
    return {"who": {row["person"]: _as_asked(place, row) for row in rows}}


def _as_asked(place: Place, row: Values) -> Values:
    name = {"substitute_name": row["substitute_name"]} if "substitute_name" in row else {}
    return {"reply": reply_in(place, row)} | name


def reply_in(place: Place, row: Values) -> str:
    """The answer for the time that holds: one from before the meeting moved is heard anew."""
    invited = next((i for i in place.record.invitations.get(place.of, []) if i.person == row["person"]), None)
    stale = invited is not None and other_time(place.then, invited) is not None
    return "none" if stale else str(row["reply"])


def note_answers(draft: Draft, place: Place, values: Values) -> Spot:
    """Whoever answers something new answered it on the day that is given; the others keep theirs."""
    spot: Spot = ("meetings", place.of)
    wrong: dict[str, str] = {}
    for row in draft.list_at((*spot, "invitations")):
        said = values.get("who", {}).get(row["person"], {})
        reply, name = said.get("reply"), said.get("substitute_name")
        held = reply_in(place, row)
        if reply is None or (reply == held and (reply != SENDS or name == row.get("substitute_name"))):
            continue
        heard = values["heard"] if reply != held else row["replied_on"]
        answer(row, reply, heard, name)
        if reply != "none" and heard < row["sent_on"]:
            wrong["heard"] = TOO_SOON.format(name=place.then.known_as(row["person"]))
    if values["heard"] > latest(place):
        wrong["heard"] = NOT_AFTER
    if wrong:
        raise Unready(wrong)
    return spot


# -- one person's -----------------------------------------------------------
def invitation_of(place: Place) -> Invitation:
    return place.record.invitations[place.of][place.n - 1]


def name_of(place: Place) -> str:
    return place.then.known_as(invitation_of(place).person)


def one_answer(place: Place) -> Asks:
    row = invitation_of(place)
    nothing = () if row.reply == "none" else (("none", "Nothing yet: it was noted by mistake"),)
    reply = Ask("reply", "What did they answer?", "one", options=(*REPLIES[1:], *nothing), needed=True)
    return (reply, instead(place, row), heard_on(place, "replied_on"))


def read_one(draft: Draft, place: Place) -> Values:
    """A reply of none is no answer yet, so nothing is chosen."""
    row = draft.item(("meetings", place.of, "invitations", place.n))
    return _as_asked(place, row) if reply_in(place, row) != "none" else {}


def note_one(draft: Draft, place: Place, values: Values) -> Spot:
    spot: Spot = ("meetings", place.of, "invitations", place.n)
    row = draft.list_at(("meetings", place.of, "invitations"))[place.n - 1]
    heard = values["replied_on"]
    if values["reply"] != "none" and not row["sent_on"] <= heard <= latest(place):
        why = TOO_SOON.format(name=name_of(place)) if heard < row["sent_on"] else NOT_AFTER
        raise Unready({"replied_on": why})
    answer(row, values["reply"], heard, values["substitute_name"])
    return spot


SHEETS = (
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
        says=ANY_WAY,
        link="Note their answers",
        judged=True,
    ),
    Sheet(
        "meeting-reply",
        lambda place: f"Is {name_of(place)} coming to {called(place)}?",
        "Keep the answer",
        one_answer,
        note_one,
        here,
        read=read_one,
        within=("meetings", "invitations"),
        of="meetings",
        numbered=True,
        fits=may_answer,
        says="However it came: a call, a text, a word in the corridor.",
        link="Note the answer",
        judged=True,
    ),
)
