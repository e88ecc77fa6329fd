"""Ways to forms: what a page offers its reader to change. Templates know `may_write` (templates/writing/ask.html)."""

from dataclasses import dataclass

from app.errors import NotFound
from app.pages.writing.all import SHEETS
from app.pages.writing.sheets import Place, row_there, there
from app.record.seats import Seat
from app.web.pages import env


@dataclass(frozen=True)
class Way:
    address: str
    words: str


@dataclass(frozen=True)
class WayBack:
    """One press that takes back what was added a moment ago, beside the line that says it was kept."""

    address: str
    version: int
    words: str


def way_back(seat: Seat, form: str, added: str) -> WayBack | None:
    """None where nothing was `added`, or where it stays by now."""
    way = may_write(seat, form, added) if added else None
    return WayBack(way.address, seat.record.things[added].version, way.words) if way else None


def may_write(seat: Seat, form: str, thing: str = "", number: int = 0) -> Way | None:
    """The address of a form and how it is spoken of; None where it is not for this reader, or not now."""
    sheet, place = SHEETS[form], Place(seat, thing, number)
    if sheet.of:
        try:
            there(place.record, sheet.of, thing)
            if sheet.numbered:
                row_there(place.record, sheet.within[1], thing, number)
        except NotFound:
            return None
    if not (sheet.see(seat, place) and sheet.may(seat, place)) or sheet.fits(place):
        return None
    steps = [form, *([thing] if thing else []), *([str(number)] if number else [])]
    return Way(f"/series/{seat.slug}/write/{'/'.join(steps)}", sheet.link or sheet.title(place))


env.globals["may_write"] = may_write
