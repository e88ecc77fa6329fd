"""What every maker of parts of a made-up series has at hand."""

from dataclasses import dataclass
from random import Random
from typing import Any

from app.history.machines import MACHINES
from tests.series_file.made_meetings import Meetings
from tests.series_file.made_people import People
from tests.series_file.made_texts import Texts

Node = dict[str, Any]


@dataclass
class Maker:
    rng: Random
    texts: Texts
    size: Any
    people: People

    def __post_init__(self) -> None:
        self.meetings = Meetings(self.rng, self.texts, self.size, self.people)

    def _some(self, most: int) -> range:
        return range(self.rng.randint(0, min(most, self.size.rest)))

    def _past_meeting(self) -> tuple[str, str] | None:
        held = self.people.held()
        meeting = self.rng.choice(held) if held else None
        return (meeting.item["id"], meeting.day) if meeting else None

    def _walk(self, kind: str, state: str, day: str, carries: Any = lambda _name, _day: {}) -> list[Node]:
        """A history of some events, each of which may follow the state before it."""
        machine, events = MACHINES[kind], []
        for _ in range(self.rng.randint(0, self.size.events)):
            moves = machine.open_moves(state)
            if not moves:
                break
            move = self.rng.choice(moves)
            day = self.people.later(day)
            events.append(self.meetings.event(day, move.event, **carries(move.event, day)))
            state = machine.after(state, move.event) or state
        return events

    def _note_if(self, names: set[str]) -> Any:
        return lambda name, _day: {"note": self.texts.line(160)} if name in names else {}
