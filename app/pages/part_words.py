"""The words of a personal link's page: what can be answered, and what is said in return."""

from dataclasses import dataclass

from app import words
from app.actions.domain import NOT_SAID

ROOM, ROOM_NAME = 160, 60


@dataclass(frozen=True)
class Answer:
    """One of a few equal answers, and its one line. `only` says of which answer the line is, where all lines show."""

    value: str
    says: str
    glyph: str
    ask: str
    only: str
    hint: str = ""
    needed: bool = False

    @property
    def field(self) -> str:
        return f"line_{self.value}"


NOT_MINE = Answer("not_mine", "Not mine", "let_go", "Why not?", "Not mine:")
ANSWERS = (
    Answer("done", "Done", "done", "What came of it?", "Done:", "What we learnt counts too", needed=True),
    Answer("moving", "Moving", "started", "How is it going?", "Moving:"),
    Answer("stuck", "Stuck: I need help", "stuck", "What would help?", "Stuck:"),
    NOT_MINE,
)
ASKED = (Answer("take_on", "I take it on", "agreed", "Anything to say with it?", "I take it on:"), NOT_MINE)
OPEN_AGAIN = Answer("open_again", "It is not done after all", "agreed", "What is left to do?", "", needed=True)

SAID = {
    "accepted": "you take it on",
    "declined": "it is not yours",
    "started": "it has begun",
    "moving": "it is moving",
    "stuck": "it is stuck",
    "done": "it is done",
    "reopened": "it is not done after all",
    "carried": "it goes on",
    "agreed": "you do it",
}
REPLIES = (("coming", "Coming"), ("cannot", "Cannot come"), ("sending_substitute", "Someone in my place"))
NOT_SURE = ("unsure", "I do not know yet")  # offered to those who have answered, as the way to take that back
REPLIED = {
    "coming": "you are coming",
    "cannot": "you cannot come",
    "sending_substitute": "{name} comes in your place",
    "unsure": "you do not know yet",
    "none": "you do not know yet",
}
PREFERS = (
    ("email", "By e-mail"),
    ("text", "By text message"),
    ("phone", "Ring me instead"),
    ("no_messages", "No messages, please"),
)
PREFERRED = {
    "email": "by e-mail",
    "text": "by text message",
    "phone": "by telephone",
    "post": "by post",
    "no_messages": "not at all",
}
THANKS = {
    "done": "Thank you. It stands on the plan as done.",
    "moving": "Thank you. Good to know that it is moving.",
    "stuck": "Thank you for saying. {manager} will be in touch.",
    "not_mine": "Thank you for saying. It is off your list, and {manager} will look for somebody.",
    "take_on": "Thank you for taking it on.",
    "open_again": "Thank you for saying. It is open again, and yours.",
    "back": "Taken back. It is as it was before you said it.",
    "asked_again": "Taken back. You are being asked again.",
    "coming": "Thank you. We look forward to it.",
    "cannot": "Thank you for telling us.",
    "sending_substitute": "Thank you. They will be expected.",
    "unsure": "Thank you. Say when you know.",
    "messages": "Thank you. We will keep to that.",
}


def thanks(code: str, manager: str) -> str:
    """The line above the page after an answer; other codes say nothing."""
    return THANKS.get(code, "").format(manager=manager or "One of us")


def as_told(event: str, day: str, note: str, would_help: str) -> str:
    """What somebody said of an action, as they are reminded of it."""
    said = f"You said {day} that {SAID[event]}." if event in SAID else f"Something was noted for you {day}."
    if would_help and would_help != NOT_SAID:
        said += f" What would help: {words.quoted(would_help)}."
    return f"{said} {words.quoted(note)}." if note else said
