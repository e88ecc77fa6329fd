"""What is asked when a meeting is closed: what becomes of each action, what is settled or passed. Nothing is chosen."""

from app import words
from app.pages.writing import choosing
from app.pages.writing.choosing import room
from app.pages.writing.meetings import meeting_of
from app.pages.writing.sheets import Ask, Asks, Place
from app.record.actions import ActionThen
from app.record.closing import before_closing, worth_asking
from app.stories.models import Story

BECOMES = (
    ("keep", "Keep it, with a new day"),
    ("done", "Done"),
    ("stuck", "Stuck: somebody could help"),
    ("hand", "Hand it to somebody else"),
    ("park", "Set it aside for a while"),
    ("let_go", "Let it go"),
)
DECIDES = (("agree", "Agree it"), ("park", "Set it aside for a while"), ("let_go", "Let it go"))
ABSENT = (("ask", "Ask them; it is agreed once they accept"), ("said_yes", "They have said yes already"))
AGAIN = (("date", "On this day"), ("last", "This was the last"))
TAUGHT = (("learned", "It taught us something"), ("nothing", "There is nothing to share"))
THIRD = 2  # carried so often before, it is the third time
TOGETHER = 5
SET_BELOW = ("next_meeting", "the next meeting, set below")


def questions(place: Place) -> Asks:
    """Only what is still to be settled is asked."""
    before, asked = before_closing(place.then, meeting_of(place)), worth_asking(place.then, meeting_of(place))
    left: list[Ask] = []
    if before.unmarked:
        names = words.listed(place.then.known_as(person) for person in before.unmarked)
        left.append(Ask("unmarked", f"Nobody has heard from {names}: note it so", "tick"))
    if together := [a for a in before.uncarried if a.carries < THIRD]:
        left.append(_together(together))
    left += [_carry(place, action) for action in before.uncarried]
    left += [_decide(action) for action in before.proposals]
    left += [_absent(place, action) for action in before.given_in_absence]
    left += [_story(story) for story in before.untold]
    if before.next_meeting is None and not before.last:
        left += _again(place)
    if asked.debrief:
        left.append(Ask("debrief_on", "When do the two of you talk it over?", "day"))
    if asked:
        hint = "In a few words. Only organisers see them."
        left.append(Ask("word", "What is left as it is, and why?", hint=hint, most=room("meetings", "history", "note")))
    return tuple(left)


def _together(actions: list[ActionThen]) -> Ask:
    return Ask(
        "together",
        "Carry these on together, to the next meeting",
        "many",
        hint="Five at the most. Each of the others is decided by itself",
        options=[(action.id, action.text) for action in actions],
    )


def _carry(place: Place, action: ActionThen) -> Ask:
    third = action.carries >= THIRD
    waiting = "Carried on twice before. What is this really waiting for?" if third else "Anything to add?"
    parts = (
        Ask("what", "What becomes of it?", "pick", options=BECOMES),
        *_due("keep"),
        Ask("waiting", waiting, most=160, when="keep"),
        Ask("came", "What came of it?", hint="What we learnt counts too", most=160, when="done"),
        Ask("help", "What would help?", most=160, when="stuck"),
        Ask("who", "To whom?", "pick", options=choosing.members, when="hand"),
        Ask("until", "When shall we look at it again?", "day", when="park"),
        Ask("why", "Why?", hint="Letting go is learning, and is kept", most=160, when="let_go"),
    )
    return Ask(f"carry.{action.id}", action.text, "group", hint=_about(place, action), asks=parts)


def _decide(action: ActionThen) -> Ask:
    parts = (
        Ask("what", "Is it agreed?", "pick", options=DECIDES),
        Ask("lead", "Who leads it?", "pick", options=choosing.members, value=action.lead, when="agree"),
        *_due("agree"),
        Ask("until", "When shall we look at it again?", "day", when="park"),
        Ask("why", "Why?", most=160, when="let_go"),
    )
    return Ask(f"decide.{action.id}", action.text, "group", hint="Proposed, and not decided yet", asks=parts)


def _absent(place: Place, action: ActionThen) -> Ask:
    who = place.then.known_as(action.lead)
    what = Ask("what", "Have they said yes?", "pick", options=ABSENT)
    return Ask(f"absent.{action.id}", action.text, "group", hint=f"{who} was not in the room", asks=(what,))


def _due(when: str) -> tuple[Ask, ...]:
    return (
        Ask("due", "By when?", "pick", options=dues, when=when),
        Ask("due_on", "The day, if it is a day", "day", when=when),
    )


def dues(place: Place) -> list[tuple[str, ...]]:
    """As for any action; the next meeting may be one that this very form sets."""
    found = list(choosing.dues(place))
    return found if found[0][0] == SET_BELOW[0] else [SET_BELOW, *found]


def _about(place: Place, action: ActionThen) -> str:
    since = place.record.meetings.get(action.row.meeting or "")
    return ", ".join(
        part
        for part in (
            place.then.known_as(action.lead),
            f"since meeting {since.number}" if since else f"since {words.short_day(action.came_up)}",
            "stuck" if action.state == "stuck" else "",
            "waits for something else" if action.waiting else "",
        )
        if part
    )


def _story(story: Story) -> Ask:
    parts = (
        Ask("what", "What did it teach us?", "pick", options=TAUGHT),
        Ask("learning", "In a line that tells nobody who it was", most=160, when="learned"),
    )
    return Ask(f"story.{story.id}", story.pseudonym, "group", hint="A story that was told", asks=parts)


def _again(place: Place) -> list[Ask]:
    meeting = meeting_of(place)
    return [
        Ask("next.what", "When do we meet again?", "one", needed=True, options=AGAIN),
        Ask("next.date", "The day", "day"),
        Ask("next.start", "From", "time", value=meeting.start),
        Ask("next.end", "To", "time", value=meeting.end),
    ]
