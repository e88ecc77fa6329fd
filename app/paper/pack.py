"""Everything to print for one meeting, in one PDF: sorted by paper, with a page in front that says what is what.

The plan as it opens, the recap, a list to sign, slips for what people take on, badges, a card for each group.
"""

from collections.abc import Sequence
from datetime import date
from math import ceil
from typing import Literal

from app.errors import NotFound
from app.paper import press
from app.paper.guests import Guest, Guests, guests
from app.paper.plan import PAPER, drawn, pictures, sheets_said
from app.paper.recap import recap_said
from app.plan.scene import Scene
from app.recap.page import Recap
from app.record.priorities import chosen_then
from app.record.reading import Record
from app.record.then import MeetingThen, Then, then
from app.words import count, sentence

Wall = Literal["a1", "a4-tiled"]
WALLS: tuple[Wall, ...] = ("a1", "a4-tiled")
AT_A_TABLE = 5
AT_HALF = "The plan at half its size, as on the large sheet."
SPARE_ROWS, SPARE_BADGES, BADGES_A_SHEET, SLIPS_A_SHEET, CARDS_A_SHEET = 8, 4, 10, 4, 2
LEAST_CARDS = 2  # blank ones, where nothing is set yet
MOST_SHEETS = 20  # of slips; whoever needs more prints the page again


def pack_pdf(record: Record, page: Recap, scene: Scene, today: date, *, large: bool = False, on: Wall = "a1") -> bytes:
    """For the meeting of `page`, with `scene` on its wall; with `large` the page in large print besides."""
    now = then(record, today, today)
    meeting = now.numbered(page.number)
    if meeting is None or meeting.cancelled:
        raise NotFound(f"There is no meeting {page.number} in this series.")
    here, sheets = guests(now, meeting), drawn(scene)
    title = f"{page.series}, {page.which}: everything to print"
    said: press.Said = {
        "title": title,
        "language": page.language,
        "foot": title,
        "series": page.series,
        "which": sentence(page.which),
        "when": page.when_where,
        "access": meeting.row.access_notes or "",
        "recap": recap_said(page, today, "a4"),
        "large": recap_said(page, today, "large") if large else None,
        "guests": [_guest(guest) for guest in here.all],
        "spare_rows": SPARE_ROWS,
        "badges": _badges(here.all),
        "slips": _slips(here) * SLIPS_A_SHEET,
        "cards": _cards(now, meeting),
        "wall": on,
        "sheets": sheets_said(sheets, scene, on),
        "hand": [one.said | {"alt": AT_HALF} for one in sheets],
        "paper": {"a1": PAPER["a1"], "a3": PAPER["a3"]},
        "copies": _copies(here),
    }
    return press.pdf("pack", said, pictures(sheets, on))


def _copies(here: Guests) -> dict[str, str]:
    """How many of each, in words."""
    return {
        "recap": f"{_many(here.coming)}, one for each of you",
        "large": "as many as were asked for",
        "sign": "one",
        "slips": "one sheet for four of you, as they are",
        "badges": "one",
        "cards": "one",
        "hand": f"{_many(ceil(here.coming / AT_A_TABLE))}, one for each table",
        "wall": "one",
    }


def _many(n: int) -> str:
    return count(max(n, 1), "copy", "copies")


def _guest(guest: Guest | None) -> press.Said:
    """None is somebody who comes besides and writes it all in."""
    if guest is None:
        return {"blank": True, "known_as": "", "name": "", "role": "", "organisation": ""}
    name = guest.name if guest.name != guest.known_as else ""
    return {
        "blank": False,
        "known_as": guest.known_as,
        "whole": guest.name,
        "name": name,
        "role": guest.role,
        "organisation": guest.organisation,
    }


def _badges(here: Sequence[Guest]) -> list[press.Said]:
    """Whole sheets: everybody, and blank ones to fill the last."""
    places = ceil((len(here) + SPARE_BADGES) / BADGES_A_SHEET) * BADGES_A_SHEET
    return [_guest(guest) for guest in [*here, *[None] * (places - len(here))]]


def _slips(here: Guests) -> int:
    """How many sheets of them."""
    return min(MOST_SHEETS, max(1, ceil(here.coming / SLIPS_A_SHEET)))


def _cards(now: Then, meeting: MeetingThen) -> list[press.Said]:
    """One for each area that the meeting looks at, and blank ones: where none is set, and where paper is left over."""
    lines = {line.id: line for line in chosen_then(now)}
    cards = []
    for area in now.record.focus.get(meeting.id, []):
        line = lines.get(area.priority or "")
        look = {"shape": line.shape, "colour": line.colour} if line else {"shape": "", "colour": ""}
        cards.append({"text": area.text, "lead": now.known_as(area.group_lead)} | look)
    blank = {"text": "", "lead": "", "shape": "", "colour": ""}
    return cards + [blank] * (LEAST_CARDS if not cards else len(cards) % CARDS_A_SHEET)
