"""Thanks for something that is done. The only letter that asks for nothing, and so without a button."""

from app.letters.parts import Letter, Occasion, action_line, member_of


def letter(at: Occasion) -> Letter:
    return Letter(
        subject=f"{at.series}: thank you",
        heading="Thank you",
        first_line=f"{at.name}, thank you for this:",
        own=tuple(action_line(at, action) for action in at.about),
        words="It is done, and others can build on it. There is nothing more for you to do.",
        why=member_of(at),
    )
