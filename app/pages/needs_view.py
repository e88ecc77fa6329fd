"""What needs an organiser, in words, in the order that helps most. Each says how many and whom it is about, and why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from app import words
from app.pages.invitations_view import invitations
from app.pages.meeting_view import called_meeting
from app.record.actions import ActionThen, actions_then
from app.record.replies import reply_of
from app.record.tests import TestThen, tests_then
from app.record.then import SEATED, Then

MOST, MOST_NAMES = 3, 8  # things and people that are named; the rest are counted
A_MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Need:
    """`to` is the page, below the series, where it can be done."""

    what: str
    why: str
    to: str


def needs(then: Then) -> list[Need]:
    """Everything that waits for an organiser today; empty where nothing does, and once the series has ended."""
    if then.is_over:
        return []
    actions = actions_then(then)
    found = [*_to_begin(then), _today(then), _to_close(then), *(ask(then, actions) for ask in ABOUT_ACTIONS)]
    found += [
        _asked_to_lead(then),
        _to_decide(then),
        _replies(then),
        _to_invite(then),
        _home_checks(then),
        _open_places(then),
    ]
    return [need for need in found if need is not None]


def _to_begin(then: Then) -> list[Need]:
    """What a new series has not said or done yet."""
    unsaid = Need("Say why we are here", "A question to begin with is enough.", "purpose")
    begun = Need("Say that the series has begun", "Its first meeting has been held.", "write/series-start")
    no_day = Need("Set the day of the first meeting", "People can be invited once there is one.", "meetings")
    going_on = then.series_state == "setting_up" and any(m.closed for m in then.meetings)
    asked = ((unsaid, not then.purposes), (no_day, not then.record.meetings), (begun, going_on))
    return [need for need, wanted in asked if wanted]


def _today(then: Then) -> Need | None:
    """The meeting of today, which is opened before anything of it can be noted."""
    meeting = next((m for m in then.meetings if m.day == then.day and not m.cancelled and not m.closed), None)
    if meeting is None:
        return None
    called = _lower(called_meeting(meeting))
    if meeting.opened:
        return Need(
            f"Close {called} when it ends", "Until then all that happens in it is noted.", _meeting(meeting.number)
        )
    return Need(
        f"Open {called}", "It is today. Then you can note who is here, and what is agreed.", _meeting(meeting.number)
    )


def _to_close(then: Then) -> Need | None:
    """A meeting whose day has gone, and whose end nobody has noted."""
    left = next((m for m in then.meetings if m.day < then.day and not m.closed), None)
    if left is None:
        return None
    called = _lower(called_meeting(left))
    if not left.opened:
        return Need(
            f"Say what became of {called}", f"It was to be on {words.short_day(left.day)}.", _meeting(left.number)
        )
    return Need(f"Close {called}", "What is still on its table waits until then.", _meeting(left.number))


# -- actions -----------------------------------------------------------
def _stuck(then: Then, actions: list[ActionThen]) -> Need | None:
    stuck = [a for a in actions if a.stuck]
    if not stuck:
        return None
    what = _one_or_many(then, stuck, "Help {}, who is stuck", "Help with {} that are stuck")
    helps = [(then.known_as(a.lead), a.stuck.what_would_help) for a in stuck if a.stuck and a.stuck.what_would_help]
    said = [f"{'Would help' if len(stuck) == 1 else lead}: {help_}" for lead, help_ in helps]
    return Need(what, _some(said), _actions(stuck))


def _asked(then: Then, actions: list[ActionThen]) -> Need | None:
    asked = [a for a in actions if a.state == "asked"]
    if not asked:
        return None
    what = _one_or_many(
        then, asked, "Hear from {}, who is being asked", "Hear about {} that people are being asked to do"
    )
    return Need(what, _some(f"{then.known_as(a.lead)}: {a.text}" for a in asked), _actions(asked))


def _proposed(_then: Then, actions: list[ActionThen]) -> Need | None:
    proposed = [a for a in actions if a.state == "proposed"]
    if not proposed:
        return None
    what = f"Find a lead for {words.count(len(proposed), 'proposal')}"
    return Need(what, _some(a.text for a in proposed), _actions(proposed))


def _not_heard(then: Then, actions: list[ActionThen]) -> Need | None:
    """Open, and not a word from the lead since we last met: as many as the recap counts."""
    last = then.last_held
    silent = [a for a in actions if a.is_open and a.state != "stuck" and last and a.last_word <= last.day]
    if not silent:
        return None
    what = _one_or_many(then, silent, "Hear from {} how it goes", "Hear how {} are going")
    leads = list(dict.fromkeys(then.known_as(a.lead) for a in silent if a.lead))
    number = last.number if last else 0
    why = f"No word since meeting {number} from {_names(leads)}." if leads else ""
    return Need(what, why, "nudges")


Ask = Callable[[Then, list[ActionThen]], Need | None]
ABOUT_ACTIONS: tuple[Ask, ...] = (_stuck, _asked, _proposed, _not_heard)


# -- tests, replies, answers ---------------------------------------------
def _asked_to_lead(then: Then) -> Need | None:
    asked = [t for t in tests_then(then) if t.asked_of]
    if not asked:
        return None
    names = words.listed(dict.fromkeys(then.known_as(t.asked_of) for t in asked))
    what = f"Hear whether {names} will lead {'a test' if len(asked) == 1 else 'what we try'}"
    return Need(what, _some(f"“{t.row.title}”" for t in asked), _tests(asked))


def _to_decide(then: Then) -> Need | None:
    waiting = [t for t in tests_then(then) if t.state == "studying"]
    if not waiting:
        return None
    what = f"Ask the group to decide on {words.count(len(waiting), 'test')}"
    return Need(what, _some(f"“{t.row.title}” has ended" for t in waiting), _tests(waiting))


def _replies(then: Then) -> Need | None:
    meeting = then.next_meeting
    asked = invitations(then, meeting) if meeting and not meeting.opened else []
    silent = [i.person for i in asked if reply_of(then, i) == "none"]
    if not silent or meeting is None:
        return None
    what = f"Hear from {words.count(len(silent), 'person', 'people')} about {_lower(called_meeting(meeting))}"
    names = _names(then.known_as(p) for p in silent)
    has = "has" if len(silent) == 1 else "have"
    return Need(what, f"{names} {has} not said whether they are coming.", _meeting(meeting.number))


def _to_invite(then: Then) -> Need | None:
    meeting = then.next_meeting
    if meeting is None or meeting.opened or invitations(then, meeting):
        return None
    what = f"Invite people to {_lower(called_meeting(meeting))}"
    why = f"It is {words.away(meeting.day, then.day)}, and nobody has been asked yet."
    return Need(what, why, _meeting(meeting.number))


def _home_checks(then: Then) -> Need | None:
    """Questions whose answer was due by now."""
    record = then.record
    due = [c for c in record.home_checks.values() if c.answer_due and c.answer_due < then.day]
    heard = {c.id for c in due if any(day and day <= then.said for day in (c.answered_on, c.lapsed_on))}
    waiting = [c for c in due if c.asked_on <= then.said and c.id not in heard]
    if not waiting:
        return None
    names = [(o.short_name or o.name) for o in (record.organisations[c.organisation] for c in waiting)]
    return Need(f"Ask {words.listed(dict.fromkeys(names))} for an answer", _some(c.question for c in waiting), "people")


def _open_places(then: Then) -> Need | None:
    """Organisations from which nobody comes any more, thirty days after the last one moved on (docs/domain.md)."""
    every = [hat for hats in then.record.memberships.values() for hat in hats]
    here = {hat.organisation for hat in every if hat.to_day is None or hat.to_day >= then.day}
    gone = [
        (hat, then.known_as(hat.person))
        for hat in every
        if hat.role in SEATED
        and hat.organisation
        and hat.organisation not in here
        and hat.end_reason != "organisation_withdrew"
    ]
    open_ = {h.organisation: (name, h.to_day) for h, name in gone if h.to_day and h.to_day <= then.day - A_MONTH}
    if not open_:
        return None
    bodies = [then.record.organisations[id_] for id_ in open_ if id_]
    names = words.listed(body.short_name or body.name for body in bodies)
    why = (f"Nobody has come since {name} moved on, on {words.short_day(day)}" for name, day in open_.values())
    return Need(f"Find somebody from {names}", _some(why), "people")


# -- words ---------------------------------------------------------------
def _one_or_many(then: Then, actions: list[ActionThen], one: str, many: str) -> str:
    if len(actions) == 1 and actions[0].lead:
        return one.format(then.known_as(actions[0].lead))
    return many.format(words.count(len(actions), "thing"))


def _some(said: Iterable[str]) -> str:
    """Up to three of them, and how many more there are."""
    items = [item if item[-1:] in ".?!" else f"{item}." for item in said]
    more = len(items) - MOST
    return " ".join([*items[:MOST], *([f"And {words.number(more)} more."] if more > 0 else [])])


def _names(names: Iterable[str]) -> str:
    """Up to eight of them, and how many others."""
    found = list(names)
    over = len(found) - MOST_NAMES
    return words.listed([*found[:MOST_NAMES], words.count(over, "other")] if over > 1 else found)


def _actions(actions: list[ActionThen]) -> str:
    return f"actions/{actions[0].id}" if len(actions) == 1 else "actions"


def _tests(tests: list[TestThen]) -> str:
    return f"tests/{tests[0].id}" if len(tests) == 1 else "tests"


def _meeting(number: int) -> str:
    return f"meetings/{number}"


def _lower(called: str) -> str:
    return called[:1].lower() + called[1:]
