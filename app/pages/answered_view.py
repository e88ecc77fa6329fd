"""Whether a letter has been answered: read from the contact that it was, and kept nowhere else."""

from typing import Any

from app.pages.follow_ups_view import RESULTS
from app.record.then import Then
from app.words import lowered

NO_ANSWER = "no_answer"


def answered(then: Then, letter: Any) -> str:
    """As in `Answered: it is moving`; "" while nothing has been heard."""
    contact = then.record.follow_ups.get(letter.follow_up or "")
    if letter.state != "sent" or contact is None or contact.result == NO_ANSWER:
        return ""
    if contact.result:
        return f"Answered: {lowered(RESULTS[contact.result])}"
    return "Answered" if contact.heard else ""
