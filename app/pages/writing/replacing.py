"""When a representative is replaced: the end, the successor, and each thing they led asked of them (docs/domain.md).

Each is asked by itself, with the last word that was said of it. Nothing is lost where there is no successor yet: what
somebody led is minded until another takes it on (app.record.minding).
"""

from datetime import date

from app.actions.domain import Unsaid
from app.errors import NotFound
from app.follow_ups.models import MOST_ABOUT
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.writing.hats import (
    actions_of,
    hat_of,
    id_for,
    others,
    require_facilitator,
    take_back_invitations,
    tests_of,
    without_nothing,
)
from app.pages.writing.leading import no_question
from app.pages.writing.sheets import Ask, Asks, Place
from app.people.models import Membership
from app.record.actions import ActionThen
from app.record.tests import TestThen
from app.words import day, full_day

NEW = ("name", "job", "email")
LONGEST_NAME, LONGEST_NOTE = 60, 160
HANDED = "{name} has moved on. Will you take it on?"


def asks(place: Place) -> Asks:
    return (
        Ask("replaced_by", "Who takes their place?", "pick", options=others, nothing="Nobody yet, or somebody new"),
        Ask("name", "Somebody new: what is their name?", most=LONGEST_NAME),
        Ask("job", "Their job", most=LONGEST_NAME),
        Ask("email", "Their e-mail address", most=120, open_to_numbers=True),
        Ask("since", "From which day?", "day", value=place.today, needed=True),
        *_each(place),
    )


def _each(place: Place) -> Asks:
    """What they led, one by one."""
    ask = Ask("ask", "Ask the successor to take it on", "tick", value=True)
    for_an_action = (
        Ask(f"led.{a.id}", a.text, "group", hint=_stands(a), asks=(ask, _word(_last_said(place, a))))
        for a in actions_of(place, place.of)
    )
    for_a_test = (
        Ask(f"led.{t.id}", t.row.title, "group", hint=_tried(place, t), asks=(ask, _word(t.row.asked_note)))
        for t in tests_of(place, place.of)
    )
    return (*for_an_action, *for_a_test)


def _stands(action: ActionThen) -> str:
    return {"stuck": "Stuck", "asked": "Being asked", "started": "Begun"}.get(action.state, "")


def _tried(place: Place, test: TestThen) -> str:
    return "A test of change" if test.row.lead == place.of else "A test of change, being asked"


def _last_said(place: Place, action: ActionThen) -> str | None:
    """The last that its lead said of it and the group may read goes along, unless it is put otherwise."""
    said = [e.note or e.what_would_help for e in action.events if e.by == place.of and e.visibility != "organisers"]
    return next((words for words in reversed(said) if words), None)


def _word(last: str | None) -> Ask:
    return Ask("word", "The last word on it", hint="It goes with the question", most=LONGEST_NOTE, value=last)


def agreement_with(place: Place) -> list[str]:
    """Whether the organisation is asked about the working agreement: once, and not each person that it sends."""
    hat = hat_of(place)
    if hat is None or hat.organisation is None or place.record.agreement is None:
        return []
    name = place.record.organisations[hat.organisation].name
    accepted = next((one.on for one in place.record.acceptances if one.organisation == hat.organisation), None)
    if accepted is not None:
        return [f"{name} accepted our working agreement on {full_day(accepted)}. Nobody is asked again."]
    return [f"{name} has not accepted our working agreement yet: something for a first coffee."]


def replace(draft: Draft, place: Place, values: Values) -> Spot:
    hat, spot = hat_of(place), ("people", place.of, "memberships", place.n)
    if hat is None:
        raise NotFound
    successor = _successor(draft, place, values)
    draft.change(spot, {"to": values["to"], "end_reason": values["end_reason"], "replaced_by": successor})
    take_back_invitations(draft, place)
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
    """Whatever is ticked is asked of the successor, each with its own word; and they are met for a first coffee."""
    led = values.get("led") or {}
    wanted = {id_: given.get("word") for id_, given in led.items() if given.get("ask")}
    if wanted and not place.then.memberships(successor) and values["since"] > place.today:
        comes = day(date.fromisoformat(values["since"]))
        raise Unsaid(f"They come on {comes}. Until then ask nothing of them: take the ticks out.", "since")
    handed = HANDED.format(name=place.then.known_as(place.of))
    said = {"on": place.today, "by": place.seat.person}
    for action in actions_of(place, place.of):
        if action.id in wanted:
            if action.state == "asked":
                draft.tell(("actions", action.id), said | {"event": "declined"})
            asked = {"event": "asked", "to": successor, "note": wanted[action.id] or handed}
            draft.tell(("actions", action.id), said | asked)
            _is_no_helper(draft, ("actions", action.id), "helpers", successor)
    for test in tests_of(place, place.of):
        if test.id in wanted:
            _ask_about(draft, test, successor, wanted[test.id] or handed)
    _first_coffee(draft, place, successor, list(wanted))


def _ask_about(draft: Draft, test: TestThen, successor: str, note: str) -> None:
    """It has its lead until the successor says yes. Somebody who leads it already need not be asked."""
    if successor == test.row.lead:
        no_question(draft, test.id)
    else:
        draft.change(("tests", test.id), {"asked_of": successor, "asked_note": note})


def _is_no_helper(draft: Draft, spot: Spot, key: str, successor: str) -> None:
    """Whoever leads is not listed among the others too."""
    item = draft.item(spot)
    if successor in item.get(key, []):
        draft.change(spot, {key: [person for person in item[key] if person != successor]})


def _first_coffee(draft: Draft, place: Place, successor: str, wanted: list[str]) -> None:
    """Whoever keeps things moving talks with them, about what we have done so far and what they are asked."""
    keepers = [p.id for p in place.then.with_role("integration_manager") if p.id not in (place.of, successor)]
    by = keepers[0] if keepers else place.seat.person
    if by == successor:
        return
    meets = {"by": by, "with": successor, "kind": "handover", "planned_for": place.today}
    about = {"about": wanted[:MOST_ABOUT]} if wanted else {}
    draft.add(("follow_ups",), {"id": draft.fresh_id("U", width=2)} | meets | about)
