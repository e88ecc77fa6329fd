"""The usual lengths of a series ("Other lengths", docs/domain.md). They are data: a new one is a line here."""

from dataclasses import dataclass
from typing import Literal

Interval = Literal["fortnightly", "monthly"]
CALL_MINUTES = 90


@dataclass(frozen=True)
class Preset:
    """A shape for a series. `stages` names the stage of each meeting in turn (app.beginning.stages)."""

    key: str
    name: str
    about: str
    minutes: int
    interval: Interval
    stages: tuple[str, ...]

    @property
    def meetings(self) -> int:
        return len(self.stages)

    def minutes_of(self, number: int) -> int:
        return CALL_MINUTES if self.stage(number) == "call" else self.minutes

    def stage(self, number: int) -> str:
        return "start_up" if number == 0 else self.stages[number - 1]

    def kind(self, number: int) -> str | None:
        """As the series file has it; an ordinary meeting of the series does not say."""
        return "start_up" if number == 0 else "extra" if self.stage(number) == "call" else None


DEFAULT = "beston_six"
PRESETS = {
    preset.key: preset
    for preset in (
        Preset(
            "three",
            "Three",
            "Three meetings of three hours, a month apart. Who we are and hope; what to try; what stays.",
            180,
            "monthly",
            ("first", "choose_and_test", "end"),
        ),
        Preset(
            "four",
            "Four",
            "Four of three hours, a month apart. The future, what is underneath, then what stays and carries on.",
            180,
            "monthly",
            ("first", "future", "beneath", "end"),
        ),
        Preset(
            "beston_six",
            "Beston six",
            "Six of three hours, a month apart: the whole arc, with time to try things in between.",
            180,
            "monthly",
            ("first", "areas", "future", "beneath", "stay", "end"),
        ),
        Preset(
            "eight_fortnightly",
            "Eight fortnightly",
            "Eight of two hours, every other week. We look back half way, and at the end.",
            120,
            "fortnightly",
            ("first", "areas", "areas", "future_and_back", "beneath", "stay", "stay", "end"),
        ),
        Preset(
            "breakthrough_year",
            "Breakthrough year",
            "Four full days in ten months, with a call of an hour and a half in the months between.",
            420,
            "monthly",
            ("first", "call", "call", "future", "call", "call", "beneath", "call", "call", "end"),
        ),
        Preset(
            "open_ended",
            "Open-ended",
            "Two hours a month, a year planned ahead. At every sixth we ask whether this should end.",
            120,
            "monthly",
            (
                *("first", "areas", "future", "stay", "beneath", "look_back"),
                *("areas", "stay", "areas", "beneath", "areas", "look_back"),
            ),
        ),
    )
}
