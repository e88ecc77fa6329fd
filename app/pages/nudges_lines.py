"""What a slip of the nudge desk says of what somebody leads, and of when somebody was in touch with them."""

from app import words
from app.follow_ups.models import FollowUp
from app.history.models import Event
from app.nudges.case import would_help
from app.nudges.scoring import times
from app.pages.action_line_view import ActionLine
from app.pages.action_view import VIA
from app.record.actions import FINISHED, ActionThen, unanswered
from app.record.then import Then

SPOKEN = {
    "phone": "by telephone",
    "in_person": "face to face",
    "video": "by video",
    "email": "an e-mail",
    "text": "a text",
    "post": "a letter by post",
}
SAID = VIA | {"link": "by their link"}


def line_of(then: Then, action: ActionThen, actions: dict[str, ActionThen]) -> ActionLine:
    asked = f"asked {words.away(action.since, then.day)}" if action.state == "asked" else ""
    due = f"by {words.dated(action.due, then.day)}" if action.due else ""
    carried = f"carried on {times(action.carries)}" if action.carries else ""
    return ActionLine(
        action.id,
        action.state,
        action.text,
        " ".join(f"{words.sentence(part)}." for part in (asked, due, carried) if part),
        would_help(action),
        " ".join(part for part in (_waits(then, action, actions), _last_word(then, action)) if part),
    )


def _waits(then: Then, action: ActionThen, actions: dict[str, ActionThen]) -> str:
    """What has to come first: something of somebody else's, or an organisation's word."""
    if not action.waiting:
        return ""
    said = []
    for other in then.record.linked(action.id, "waits_for"):
        if other in actions and actions[other].state not in FINISHED:
            lead = then.known_as(actions[other].lead)
            said.append(f"something of {words.possessive(lead)}" if lead else "something that nobody leads yet")
        elif unanswered(then, other):
            body = then.record.organisations[then.record.home_checks[other].organisation]
            said.append(f"{body.short_name or body.name} to say yes")
    return f"Waits for {words.listed(said)}." if said else ""


def _last_word(then: Then, action: ActionThen) -> str:
    """When and where they said anything of it last; and the last of it that was written down."""
    own = [e for e in action.events if e.by == action.lead]
    noted = next((e for e in reversed(own) if e.note), None)
    if noted is not None and noted.on == action.last_word:
        return f"Last word, {words.short_day(noted.on)}: {words.quoted(noted.note or '')}"
    if action.state == "asked" and not own:
        return ""  # nobody has said a word of it yet
    told = f"Last word {words.short_day(action.last_word)}{_where(then, action, own)}."
    before = f" Before that, {words.short_day(noted.on)}: {words.quoted(noted.note or '')}" if noted else ""
    return f"{told}{before}"


def _where(then: Then, action: ActionThen, own: list[Event]) -> str:
    """`, at meeting 2`: where it was said, or taken on."""
    via = next((e.via for e in reversed(own) if e.on == action.last_word), "meeting" if action.row.meeting else None)
    met = next((m for m in then.meetings if m.day == action.last_word and m.opened), None)
    if via == "meeting" and met is not None:
        return f", at meeting {met.number}" if met.number else ", at the start-up meeting"
    return f", {SAID[via]}" if via in SAID else ""


def last_in_touch(had: list[FollowUp]) -> str:
    if not had or had[-1].on is None:
        return "Nobody has been in touch yet."
    row = had[-1]
    how, on = SPOKEN.get(row.channel or "", "in touch"), words.short_day(had[-1].on)
    when = f"{how} on {on}" if how.startswith("a") else f"{how}, {on}"
    nobody = " Nobody answered." if row.result == "no_answer" and row.channel == "phone" else ""
    heard = f" {words.quoted(row.heard)}" if row.heard and not nobody else nobody
    return f"Last in touch: {when}.{heard}"
