"""Closing a meeting: one plain form, with what is still to be settled above it."""

from dataclasses import dataclass

from app import words
from app.pages.writing.closing_asked import questions
from app.pages.writing.closing_kept import close
from app.pages.writing.meetings import called, here, meeting_of, must_be
from app.pages.writing.sheets import Place, Sheet
from app.record.closing import Before, before_closing, worth_asking


@dataclass(frozen=True)
class Check:
    """One thing to settle: whether it is, what more there is to say, and the form that settles it ("" for this one)."""

    settled: bool
    what: str
    about: str = ""
    form: str = ""
    thing: str = ""


@dataclass(frozen=True)
class Checks:
    must: list[Check]
    may: list[Check]


def checks(place: Place) -> Checks:
    before = before_closing(place.then, meeting_of(place))
    return Checks([*_who_came(place, before), *_actions(before), *_rest(before)], _worth_asking(place))


def _who_came(place: Place, before: Before) -> list[Check]:
    names = words.listed(place.then.known_as(person) for person in before.unmarked)
    about = f"Nothing is noted of {names}" if names else ""
    return [Check(not names, "Everyone has a mark on the sheet", about, "meeting-attendance", place.of)]


def _actions(before: Before) -> list[Check]:
    return [
        Check(not before.proposals, "No proposal is left on the table", _below(len(before.proposals))),
        Check(
            not before.given_in_absence,
            "Each new action has one lead, who has said yes",
            _below(len(before.given_in_absence)),
        ),
        Check(not before.uncarried, "Each open action has been decided by hand", _below(len(before.uncarried))),
    ]


def _rest(before: Before) -> list[Check]:
    again = before.next_meeting
    when = words.sentence(words.day(again.day)) if again else "This was the last" if before.last else "Below, or"
    return [
        Check(bool(again or before.last), "The next date is set", when, "meeting"),
        Check(not before.untold, "No story is waiting for what it taught us", _below(len(before.untold))),
    ]


def _below(n: int) -> str:
    return f"{words.sentence(words.number(n))} still to choose, below" if n else ""


def _worth_asking(place: Place) -> list[Check]:
    asked, then = worth_asking(place.then, meeting_of(place)), place.then
    leads = words.listed(then.known_as(person) for person in asked.overladen)
    return [
        Check(not asked.check_out, "Check-out words are noted", "", "quote", place.of),
        Check(not asked.tests, "Each test past its end has a study or a new day", words.listed(asked.tests)),
        Check(not leads, "No one leads more than four open things", leads),
        Check(not asked.focus, "Each focus area came to something", words.listed(asked.focus), "action"),
        Check(not asked.nothing_direct, "Something here helps a person served directly", "", "action"),
        Check(not asked.debrief, "There is a day to talk it over", "", ""),
    ]


SHEETS = (
    Sheet(
        "meeting-close",
        lambda place: f"Close {called(place)}",
        "Close the meeting",
        questions,
        close,
        here,
        of="meetings",
        fits=must_be("open", why="Only a meeting that is open can be closed."),
        says="All of this is kept together with the end of the meeting, or none of it is.",
        link="Close the meeting",
        said="meeting-closed",
        judged=True,
        beside="meetings/_closing.html",
        shows=checks,
    ),
)
