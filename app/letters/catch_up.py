"""A meeting on a page, for somebody who could not be there: what was decided, what came up, and what is theirs."""

from collections.abc import Iterator

from app.letters.calendar_files import to_come
from app.letters.invitation import where, why_you
from app.letters.parts import Letter, Occasion, action_line, listed_block, member_of, next_meeting, reply_to
from app.letters.thanks import thanks_too
from app.recap import Block, Line
from app.record.actions import ActionThen
from app.record.then import MeetingThen
from app.words import day, sentence, stopped

NOTHING_TO_DO = "There is nothing that you need to do about it."
ASKED = "You are asked about something too: it stands below, and yes and no are both good answers."
INVITED = "Please say whether you come to the next meeting, which stands below."


def letter(at: Occasion) -> Letter:
    meeting, asked, following = at.meeting, _asked(at), _invited_to(at)
    return Letter(
        subject=f"{at.series}, {day(meeting.day)}: the meeting on a page",
        heading="The meeting on a page",
        soft=f"{sentence(at.which(meeting))}, {day(meeting.day)}",
        first_line=f"{at.name}, we missed you on {day(meeting.day)}. This is what came of it.",
        thanks=thanks_too(at),
        words=" ".join([*([ASKED] if asked else []), *([INVITED] if following else [])]) or NOTHING_TO_DO,
        button=at.button("Say yes or no" if asked else "Say whether you come" if following else "Your own page"),
        body=(*_body(at), *(next_meeting(at) if following is None else _will_you_come(at, following))),
        why=member_of(at),
        calendar=to_come(at, following) if following else None,
    )


def _asked(at: Occasion) -> list[ActionThen]:
    return [action for action in at.about if action.state == "asked"]


def _invited_to(at: Occasion) -> MeetingThen | None:
    """The next meeting, where this letter is its invitation too."""
    following = at.then.next_meeting
    unanswered = following is not None and following.id in at.due.about and reply_to(at, following) == "none"
    return following if unanswered else None


def _will_you_come(at: Occasion, meeting: MeetingThen) -> Iterator[Block]:
    purpose = meeting.row.purpose
    what_for = [Line(stopped(purpose))] if purpose and at.may.permits(purpose) else []
    lines = (*where(at, meeting), *what_for, *why_you(at, meeting))
    yield Block("next", "The next meeting: will you come?", lines)


def _body(at: Occasion) -> Iterator[Block]:
    yield from listed_block("asked", "What we ask of you", [action_line(at, action) for action in _asked(at)])
    mine = [action_line(at, action) for action in at.open]
    yield from listed_block("mine", "What you lead", mine)
    yield from what_came_of_it(at)


def what_came_of_it(at: Occasion) -> Iterator[Block]:
    """Of the meeting, what does not depend on who reads it but for what is their own."""
    record, meeting = at.then.record, at.meeting
    if not at.reads_the_record:
        return
    decided = [d.text for d in record.decisions.values() if d.meeting == meeting.id and at.may.permits(d.text)]
    yield from listed_block("decided", "What we decided", [stopped(text) for text in decided])
    came_up = list(_came_up(at))
    yield from listed_block("came_up", "What came up", came_up)
    if not decided and not came_up:
        yield Block("came_up", "What came up", (Line("Nothing was decided, and nothing new was taken on."),))


def _came_up(at: Occasion) -> Iterator[str]:
    for action in at.actions.values():
        if action.row.meeting == at.meeting.id and action.lead != at.due.person and at.may.permits(action.text):
            lead = at.then.known_as(action.lead) if action.lead and action.state != "asked" else ""
            yield f"{action.text.rstrip('.')}{f': {lead}' if lead else ''}."
