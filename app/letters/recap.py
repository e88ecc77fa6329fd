"""The recap by letter: the reader's own part first, and then the page as it will hang in the room, word for word."""

from app.freezing.pages import page_for
from app.letters.calendar_files import to_come
from app.letters.nudge import how_it_goes
from app.letters.parts import Letter, Occasion, action_line, member_of, on_its_day, reply_to, things
from app.letters.thanks import thanks_too
from app.words import day

MOST_LISTED = 4
WORDS = {  # for whoever has nothing open, by what they answered
    "coming": "We look forward to seeing you.",
    "cannot": "You cannot be there, and will find here where things stand all the same.",
    "sending_substitute": "Whoever comes in your place may like to read this too.",
    "unsure": "If you know by now whether you come, please say so.",
    "none": "Please say whether you come.",
    "": "We look forward to seeing you, if you come.",
}
BUTTONS = {"none": "Say whether you come", "unsure": "Say whether you come"}


def letter(at: Occasion) -> Letter:
    meeting = at.meeting
    page = page_for(at.db, at.then.record, meeting.number, at.then.said, for_sponsor=at.is_sponsor_only).recap
    mine, reply = [*at.open, *at.asked], reply_to(at, meeting)
    more = [f"And {things(len(mine) - MOST_LISTED)} more."] if len(mine) > MOST_LISTED else []
    return Letter(
        subject=f"{at.series}, {day(meeting.day)}: where we have got to",
        heading=page.heading,
        soft=f"Before {at.which(meeting)}, {at.when_where(meeting)}",
        first_line=own_part(at),
        own=(*(action_line(at, a, by=False) for a in mine[:MOST_LISTED]), *more),
        thanks=thanks_too(at),
        words="Done, moving or stuck: any of the three helps." if mine else WORDS[reply],
        button=at.button(how_it_goes(len(mine)) if mine else BUTTONS.get(reply, "Your own page")),
        body=tuple(on_its_day(block, meeting) for block in page.without_sources().blocks),
        why=member_of(at),
        calendar=to_come(at, meeting) if reply else None,
    )


def own_part(at: Occasion) -> str:
    """How many things they lead, and are asked to lead."""
    open_, asked = at.open, at.asked
    if open_ and asked:
        return f"{at.name}, you have {things(len(open_))} open, and are asked about {things(len(asked))}."
    if asked:
        return f"{at.name}, you are asked whether you would take on {things(len(asked))}."
    return f"{at.name}, you have {things(len(open_)) if open_ else 'nothing'} open."
