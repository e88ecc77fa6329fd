"""What somebody is asked to take over, each with the last word of whoever led it; and who is minding it meanwhile."""

from collections.abc import Iterator

from app.letters.due_of_actions import before
from app.letters.parts import ON_THEIR_PAGE, Letter, Occasion, action_line, listed_block, member_of, things
from app.recap import Block, Line
from app.record.actions import ActionThen
from app.record.minding import who_minds
from app.record.tests import TestThen
from app.words import quoted, short_day

BOTH_ARE_GOOD = "It is yours only if you say so. Yes and no are both good answers, and so is a question first."


def letter(at: Occasion) -> Letter:
    n = len(at.about) + len(at.to_lead)
    return Letter(
        subject=f"{at.series}: would you take {'something' if n == 1 else things(n)} over?",
        heading="Would you take this over?" if n == 1 else "Would you take these over?",
        first_line=f"{at.name}, we ask you to take over {things(n)}.",
        words=BOTH_ARE_GOOD if n == 1 else "Yes to one and no to another is fine, and so is a question first.",
        button=at.button("Say yes or no"),
        body=tuple(taken_over(at)),
        why=member_of(at),
    )


def taken_over(at: Occasion) -> Iterator[Block]:
    """The part of a letter that asks: this one's, and the welcome's."""
    over = at.to_lead or any(before(a) for a in at.about)
    asked = [*(_one(at, action) for action in at.about), *(_to_lead(at, test) for test in at.to_lead)]
    yield from listed_block("asked", "What we ask you to take over" if over else "What we ask of you", asked)
    if at.organiser is not None and (at.about or any(who_minds(at.then, test) for test in at.to_lead)):
        yield Block("minding", "", (Line(f"Until you have answered, {at.organiser_name} is minding it."),))


def _one(at: Occasion, action: ActionThen) -> str:
    """The thing, whose it was, and their last word on it that the group may read."""
    said, last = action_line(at, action), last_word(at, action)
    was = before(action)
    if was is None:
        return said
    return f"{said} {last or f'{at.then.known_as(was)} led it before.'}"


def _to_lead(at: Occasion, test: TestThen) -> str:
    """A test of change, whose it has been, and the last word that goes with the question."""
    title, note = test.row.title, test.row.asked_note
    said = f"Lead the test of change “{title}”." if at.may.permits(title) else f"{ON_THEIR_PAGE}."
    lead = at.then.known_as(test.row.lead)
    has = f"{lead} leads it so far." if at.then.memberships(test.row.lead) else f"{lead} led it before."
    word = f" The last word on it: {quoted(note)}." if note and at.may.permits(note) else ""
    return f"{said} {has}{word}"


def last_word(at: Occasion, action: ActionThen) -> str:
    was = before(action)
    for event in reversed(action.events):
        open_ = event.visibility != "organisers"
        if event.by == was and event.note and open_ and at.may.permits(event.note):
            return f"{at.then.known_as(was)}’s last word on it, on {short_day(event.on)}: {quoted(event.note)}"
    return ""
