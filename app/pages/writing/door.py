"""Who may come through the door of a meeting: those who are expected, whoever comes in their place, and visitors."""

from app.pages.writing import choosing
from app.pages.writing.meetings import meeting_of
from app.pages.writing.replies import SENDS, who_could_come
from app.pages.writing.sheets import Ask, Options, Place
from app.people.models import Person

CAME = "present_as_substitute"
MODES = (("in_the_room", "in the room"), ("video", "by video"), ("phone", "by telephone"))


def expected(place: Place) -> list[Person]:
    """Everyone who is a member on the day, but for those who came in somebody's place and are nothing else."""
    day, then = meeting_of(place).day, place.then
    rows = {row.person: row.state for row in place.record.attendance.get(place.of, [])}
    return [
        person
        for person in place.record.people.values()
        if rows.get(person.id) != CAME and (person.id in rows or then.roles(person.id, day) - {"visitor", "substitute"})
    ]


def in_whose_place(place: Place) -> Options:
    """Those who said that they send somebody, and then everyone else."""
    sends = {row.person for row in place.record.invitations.get(place.of, []) if row.reply == SENDS}
    people = sorted(expected(place), key=lambda person: person.id not in sends)
    return [(person.id, person.name) for person in people]


def named_before(place: Place, person: str) -> str | None:
    """Who was to come instead: whoever the answer named, else whoever the membership names."""
    answers = place.record.invitations.get(place.of, [])
    told = next((row.substitute_name for row in answers if row.person == person), None)
    return told or who_could_come(place, person)


def expected_in_a_place(place: Place) -> list[str]:
    """Who was to come in whose place, as far as anybody said."""
    rows = place.record.invitations.get(place.of, [])
    sends = [row.person for row in rows if row.reply == SENDS]
    pairs = ((place.then.known_as(person), named_before(place, person)) for person in sends)
    return [
        f"{name} is to come in {sender}’s place: choose {sender}, and no name is needed."
        for sender, name in pairs
        if name
    ]


DOOR = (
    Ask("name", "Name", most=choosing.room("people", "name")),
    Ask("in_place_of", "In whose place?", "pick", options=in_whose_place, nothing="Nobody’s"),
    Ask("organisation", "From", "pick", options=choosing.organisations, nothing="No organisation of ours"),
    Ask("mode", "How?", "pick", options=MODES, nothing="in the room"),
)
