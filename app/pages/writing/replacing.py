"""When a representative is replaced: the end, the successor, and each thing they led asked of them (docs/domain.md).

Nothing is lost where there is no successor yet: what somebody led stays in the record as theirs, where the organisers
see it, until another takes it on.
"""

from app.actions.domain import Unsaid
from app.errors import NotFound
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.writing.hats import (
    actions_of,
    hat_of,
    id_for,
    others,
    require_facilitator,
    require_room,
    still_led,
    tests_of,
    without_nothing,
)
from app.pages.writing.sheets import Ask, Asks, Place
from app.people.models import Membership

NEW = ("name", "job", "email")
MOST_ABOUT = 8
LONGEST_NAME, LONGEST_NOTE = 60, 160
HANDED = "{name} has moved on. Will you take it on?"


def asks(place: Place) -> Asks:
    led = still_led(place)
    return (
        Ask("replaced_by", "Who takes their place?", "pick", options=others, nothing="Nobody yet, or somebody new"),
        Ask("name", "Somebody new: what is their name?", most=LONGEST_NAME),
        Ask("job", "Their job", most=LONGEST_NAME),
        Ask("email", "Their e-mail address", most=120, open_to_numbers=True),
        Ask("since", "From which day?", "day", value=place.today, needed=True),
        Ask(
            "hand_over",
            "What do we ask them to take on?",
            "many",
            options=led,
            value=[one[0] for one in led],
            hint="Each is asked of them, and theirs once they accept. What is left out stays as it is.",
        ),
        Ask("note", "A word that goes with each", most=LONGEST_NOTE),
    )


def replace(draft: Draft, place: Place, values: Values) -> Spot:
    hat, spot = hat_of(place), ("people", place.of, "memberships", place.n)
    if hat is None:
        raise NotFound
    require_room(values["note"], LONGEST_NOTE, "note")
    successor = _successor(draft, place, values)
    draft.change(spot, {"to": values["to"], "end_reason": values["end_reason"], "replaced_by": successor})
    if successor:
        _seat(draft, successor, hat, values["since"])
        _require_sound(draft, successor)
        _hand_over(draft, place, successor, values)
    require_facilitator(draft, place, "to")
    return spot


def _successor(draft: Draft, place: Place, values: Values) -> str | None:
    """Whoever is chosen, or the new person, who is added; None where it is nobody yet."""
    chosen, name = values["replaced_by"], values["name"]
    if chosen is not None and (chosen == place.of or chosen not in place.record.people):
        raise Unsaid("Choose one of what is offered.", "replaced_by")
    if chosen and name:
        raise Unsaid("Choose somebody who is here, or write the name of somebody new: one of the two.", "name")
    if not name and (values["job"] or values["email"]):
        raise Unsaid("Please fill this in, or leave the two below it empty.", "name")
    if not name:
        return str(chosen) if chosen else None
    id_ = id_for(draft, name)
    draft.add(("people",), {"id": id_} | {key: values[key] for key in NEW} | {"memberships": []})
    return id_


def _seat(draft: Draft, successor: str, hat: Membership, since: str) -> None:
    """The same place in the group, for the same organisation, unless they have it already."""
    hats = draft.list_at(("people", successor, "memberships"))
    here = {"organisation": hat.organisation, "role": hat.role}
    if not any(h.get("organisation") == hat.organisation and h.get("role") == hat.role and "to" not in h for h in hats):
        hats.append(without_nothing(here | {"from": since}))


def _require_sound(draft: Draft, successor: str) -> None:
    """What is asked here about the successor stands at another person than the one the form is about."""
    for key, why in draft.refused(("people", successor)).items():
        field = "since" if key.startswith("memberships") else key
        if field in (*NEW, "since"):
            raise Unsaid(why, field)


def _hand_over(draft: Draft, place: Place, successor: str, values: Values) -> None:
    wanted = values["hand_over"] or []
    if unknown := set(wanted) - {one[0] for one in still_led(place)}:
        raise Unsaid("Choose from what is offered.", "hand_over") from KeyError(*unknown)
    note = values["note"] or HANDED.format(name=place.then.known_as(place.of))
    said = {"on": place.today, "by": place.seat.person}
    for action in actions_of(place, place.of):
        if action.id in wanted:
            if action.state == "asked":
                draft.tell(("actions", action.id), said | {"event": "declined"})
            draft.tell(("actions", action.id), said | {"event": "asked", "to": successor, "note": note})
            _is_no_helper(draft, ("actions", action.id), "helpers", successor)
    for test in tests_of(place, place.of):
        if test.id in wanted:
            _is_no_helper(draft, ("tests", test.id), "team", successor)
            draft.change(("tests", test.id), {"lead": successor})
    if wanted:
        _first_coffee(draft, place, successor, wanted)


def _is_no_helper(draft: Draft, spot: Spot, key: str, successor: str) -> None:
    """Whoever leads is not listed among the others too."""
    item = draft.item(spot)
    if successor in item.get(key, []):
        draft.change(spot, {key: [person for person in item[key] if person != successor]})


def _first_coffee(draft: Draft, place: Place, successor: str, wanted: list[str]) -> None:
    """Whoever keeps things moving talks with them: a test of change has nobody whom it could ask by itself."""
    keepers = [p.id for p in place.then.with_role("integration_manager") if p.id not in (place.of, successor)]
    by = keepers[0] if keepers else place.seat.person
    if by == successor:
        return
    meets = {"by": by, "with": successor, "kind": "handover", "about": wanted[:MOST_ABOUT], "planned_for": place.today}
    draft.add(("follow_ups",), {"id": draft.fresh_id("U", width=2)} | meets)
