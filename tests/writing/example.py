"""One valid filling of a form, for the tests that try every form."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Example:
    """`thing` and `number` are of its address, `fields` what is typed over what the form shows.

    `before` are fillings of other forms, by name, that must have been sent first. `day`: not 11 April but this day, and
    of what the file tells of the life of the series from then on, nothing has been told.
    """

    thing: str = ""
    number: int = 0
    fields: dict[str, str | list[str]] = field(default_factory=dict)
    before: tuple[tuple[str, "Example"], ...] = ()
    who: str = "jo"
    day: str = ""
