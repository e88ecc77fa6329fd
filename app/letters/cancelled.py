"""A meeting does not take place."""

from app.letters.calendar_files import not_to_come
from app.letters.parts import Letter, Occasion, next_meeting
from app.words import day, sentence


def letter(at: Occasion) -> Letter:
    meeting = at.meeting
    return Letter(
        subject=f"{at.series}: we do not meet on {day(meeting.day)}",
        heading="We do not meet",
        soft=sentence(at.which(meeting)),
        first_line=f"{at.name}, the meeting on {at.when(meeting)} does not take place.",
        words="What you have in hand can go on as it is. Please take the day out of your diary.",
        button=at.button("See what is next"),
        body=next_meeting(at),
        why=f"You have this letter because you were invited to {at.of_the_series}",
        calendar=not_to_come(at, meeting),
    )
