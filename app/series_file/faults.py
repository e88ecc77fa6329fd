"""What is wrong with a series file: a code, a place and a reason for each fault."""

from dataclasses import dataclass

FILE = "file"  # the place of a fault that belongs to the file as a whole


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason to refuse a file. Codes and places are those of docs/series-file.md, "What is refused"."""

    code: str
    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.code} {self.place}: {self.reason}"


class Refused(Exception):
    """A file with faults. Nothing of it has been taken in."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class CannotMove(Refused):
    """A series cannot be moved to that day; the reason says why and which days are near."""

    def __init__(self, reason: str) -> None:
        super().__init__([Fault("bad_value", "--anchor", reason)])


def quoted(value: object, most: int = 40) -> str:
    """A piece of a file inside a sentence: short, on one line, and unable to hide anything."""
    shown = str(value)
    if len(shown) > most:
        shown = shown[: most - 1] + "…"
    return "'" + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in shown) + "'"
