"""Whose calendar an address is: what a calendar program asks with again and again, and nobody signs in by (T11)."""

from typing import Annotated

from fastapi import Depends, Path

from app.errors import NotFound
from app.links.domain import whose
from app.record.seats import Seat
from app.web.by_link import part_behind
from app.web.database import Db

Token = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{20,64}$")]


def calendar_link(db: Db, token: Token) -> Seat:
    """The place in a series of whoever was given this address. It ends with their place, and when they take it back."""
    found = whose(db, token, serves="calendar")
    part = part_behind(db, found, writes=False) if found else None
    if part is None or not part.placed:
        raise NotFound
    return part.seat


MyCalendar = Annotated[Seat, Depends(calendar_link, scope="function")]
