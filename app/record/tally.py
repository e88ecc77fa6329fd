"""How a line of the plan stands, in counts: the same on every page and in letters."""

from dataclasses import dataclass

from app.record.actions import ActionThen

ENDS = {
    "business_as_usual": "It is part of the work now",
    "carries_on": "It carries on",
    "set_aside": "We have set it aside",
}
UNDER_WAY = ("agreed", "started", "asked", "proposed")
A_FEW = 5


@dataclass(frozen=True)
class Tally:
    """How many actions are stuck, under way, done, and ended some other way."""

    stuck: int
    under_way: int
    done: int
    otherwise: int

    @property
    def words(self) -> str:
        counts = ((self.stuck, "stuck"), (self.under_way, "under way"), (self.done, "done"))
        said = [f"{n} {what}" for n, what in counts if n]
        return ", ".join(said) or "nothing agreed yet"

    @property
    def roughly(self) -> str:
        """For a sponsor: counts under five are `a few`."""
        counts = ((self.stuck, "stuck"), (self.under_way, "under way"), (self.done, "done"))
        said = [f"{n if n >= A_FEW else 'a few'} {what}" for n, what in counts if n]
        return ", ".join(said) or "nothing agreed yet"


def tally(actions: list[ActionThen]) -> Tally:
    stuck = sum(a.state == "stuck" for a in actions)
    under_way, done = sum(a.state in UNDER_WAY for a in actions), sum(a.state == "done" for a in actions)
    return Tally(stuck, under_way, done, len(actions) - stuck - under_way - done)
