"""Thanks for something that is done. The only letter that asks for nothing, and so without a button."""

from app.letters.parts import Letter, Occasion, action_line, member_of, things


def letter(at: Occasion) -> Letter:
    return Letter(
        subject=f"{at.series}: thank you",
        heading="Thank you",
        first_line=f"{at.name}, thank you for this:",
        own=tuple(action_line(at, action) for action in at.about),
        words="It is done, and others can build on it. There is nothing more for you to do.",
        why=member_of(at),
    )


def thanks_too(at: Occasion) -> str:
    """The thanks as a sentence or two of another letter that is due on the same day; "" where none are."""
    done = [action_line(at, action).rstrip(".") for action in at.about if action.state == "done"]
    if len(done) == 1:
        return f"Thank you for this: {done[0]}. It is done, and others can build on it."
    said = f"Thank you for {things(len(done))}: {'; '.join(done)}."
    return f"{said} They are done, and others can build on them." if done else ""
