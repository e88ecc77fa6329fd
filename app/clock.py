"""Now and today, in one place, so that tests and demonstrations can choose them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from app.settings import settings


def now() -> datetime:
    """This moment, aware, in UTC; standing still where BESTON_NOW says so."""
    return settings().now or datetime.now(UTC)


def today(zone: str) -> date:
    """The calendar day it is in `zone` (an IANA name)."""
    return now().astimezone(ZoneInfo(zone)).date()
