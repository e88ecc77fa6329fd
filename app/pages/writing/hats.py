"""What the forms of memberships share: who holds the meetings on every day, and what somebody still leads."""

from datetime import date, timedelta
from typing import Any

from app import permissions as may
from app.accounts.addresses import fold
from app.actions.domain import Unsaid
from app.beginning.document import fresh_id
from app.keeping.draft import Draft
from app.pages.writing.sheets import Options, Place
from app.people.models import Membership
from app.record.actions import ActionThen, actions_then
from app.record.seats import Seat
from app.record.tests import TestThen, tests_then
from app.series_file.mapping import Doc
from app.words import listed

Pick = tuple[str, ...]
TAKEN_ON = ("agreed", "started", "stuck", "asked")
ASK_ONE = "Only whoever holds the meetings says who holds them, and how they are reached. Ask {names}."
LAST_ONE = "Nobody would hold the meetings from then on. Name another facilitator first."


def hat_of(place: Place) -> Membership | None:
    """The membership a form speaks of; None where there is none of this number."""
    hats = place.record.memberships.get(place.of, [])
    return hats[place.n - 1] if 0 < place.n <= len(hats) else None


def id_for(draft: Draft, name: str) -> str:
    return fresh_id(name, {thing.casefold() for thing in draft.record.things})


def require_facilitator(draft: Draft, place: Place, field: str) -> None:
    """Refuse to leave the series without anybody to hold its meetings, on a day on which it has somebody so far."""
    if _days_without(draft.doc, place.today) - _days_without(draft.before, place.today):
        raise Unsaid(LAST_ONE, field)


def require_change_of_facilitators(draft: Draft, seat: Seat) -> None:
    """Refuse whoever may not say who is facilitator, where this would, or would give one of them another address."""
    if may.change_facilitators(seat):
        return
    if _facilitators(draft.doc) != _facilitators(draft.before):
        raise Unsaid(ASK_ONE.format(names=_names_of_facilitators(seat)), "")
    today = seat.today.isoformat()
    if _addresses_of_facilitators(draft, draft.doc, today) != _addresses_of_facilitators(draft, draft.before, today):
        raise Unsaid(ASK_ONE.format(names=_names_of_facilitators(seat)), "email")


def _facilitators(doc: Doc) -> set[tuple[str, str, str]]:
    """Who is facilitator, from which day, and until when."""
    return {
        (person["id"], hat.get("from", ""), hat.get("to", ""))
        for person in doc.get("people", [])
        for hat in person["memberships"]
        if hat.get("role") == "facilitator"
    }


def _addresses_of_facilitators(draft: Draft, doc: Doc, today: str) -> dict[str, str]:
    """Of those who are one so far; whoever was one long ago has no rights by it."""
    ids = {who for who, _, to in _facilitators(draft.before) if not to or to >= today}
    return {p["id"]: fold(p.get("email", "")) for p in doc.get("people", []) if p["id"] in ids}


def _names_of_facilitators(seat: Seat) -> str:
    return listed([seat.then.known_as(person.id) for person in seat.then.with_role("facilitator")], "or")


def _days_without(doc: Doc, today: str) -> set[str]:
    """Today, and the first day after each facilitator's last, as far as nobody is facilitator then."""
    spans = [
        (hat["from"], hat.get("to", "9999"))
        for person in doc.get("people", [])
        for hat in person["memberships"]
        if hat.get("role") == "facilitator" and "from" in hat
    ]
    days = {today} | {_after(last) for _, last in spans if today <= last < "9999"}
    return {day for day in days if not any(first <= day <= last for first, last in spans)}


def _after(day: str) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    except ValueError:  # no such day: the checker says so
        return day


def take_back_invitations(draft: Draft, place: Place) -> None:
    """Whoever has moved on by the day of a meeting is not awaited at it."""
    hats = draft.item(("people", place.of))["memberships"]
    for meeting in place.then.meetings:
        day = meeting.day.isoformat()
        if meeting.opened or any(hat["from"] <= day <= hat.get("to", "9999") for hat in hats if "from" in hat):
            continue
        item = draft.item(("meetings", meeting.id))
        left = [row for row in item.get("invitations", []) if row["person"] != place.of]
        if len(left) < len(item.get("invitations", [])):
            draft.change(("meetings", meeting.id), {"invitations": left or None})


# -- what somebody still leads -----------------------------------------
def actions_of(place: Place, person: str) -> list[ActionThen]:
    return [a for a in actions_then(place.then) if a.lead == person and a.state in TAKEN_ON]


def tests_of(place: Place, person: str) -> list[TestThen]:
    """Those that they lead, or are being asked to."""
    return [t for t in tests_then(place.then) if person in (t.row.lead, t.asked_of) and not t.is_over]


def still_led(place: Place) -> list[Pick]:
    """What the person of a form leads today, as the answers to a question."""
    actions = [(a.id, a.text) for a in actions_of(place, place.of)]
    return [*actions, *((t.id, t.row.title, "a test of change") for t in tests_of(place, place.of))]


def organisations(place: Place) -> Options:
    return [(organisation.id, organisation.name) for organisation in place.record.organisations.values()]


def others(place: Place) -> Options:
    return [(p.id, p.name) for p in place.record.people.values() if p.id != place.of]


def keys_at(n: int, *names: str) -> dict[str, str]:
    """Keys of a person's nth membership that a form asks for under their own names."""
    return {f"memberships.{n}.{name}": name for name in names}


def name_of(place: Place) -> str:
    return place.then.known_as(place.of)


def without_nothing(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def require_room(words: str | None, most: int, field: str) -> None:
    """For what stands nowhere in the series as it is typed, so that the checker does not measure it."""
    if words and len(words) > most:
        raise Unsaid(f"This is {len(words)} characters long; there is room for {most}.", field)
