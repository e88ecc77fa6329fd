"""Public holidays of a place, from a library that is kept up to date with the laws of many countries."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

import holidays as library

from app.errors import CannotRun


@dataclass(frozen=True)
class Holidays:
    """`region` is as in GB-SCT or IE; empty where nobody knows, and then no day is one."""

    region: str

    def on(self, day: date) -> str | None:
        """What is celebrated, or None on an ordinary day."""
        known: str | None = _of(self.region).get(day) if self.region else None
        return known

    @property
    def place(self) -> str:
        """As people call it, `Scotland` or `Ireland`; "" where nobody knows."""
        country, _, part = self.region.partition("-")
        parts = (
            {code: name for name, code in getattr(_of(self.region), "subdivisions_aliases", {}).items()} if part else {}
        )
        return parts.get(part) or " ".join(one for one in (_countries().get(country, country), part) if one)


def holidays_of(region: str, zone: str) -> Holidays:
    """Those of the region that is set, else of the country that the time zone lies in.

    Raises CannotRun for a region that nobody knows.
    """
    if region:
        _of(region)
    return Holidays(region or _country_of(zone))


@lru_cache(maxsize=32)
def _of(region: str) -> Any:
    country, _, part = region.partition("-")
    try:
        return library.country_holidays(country, subdiv=part or None)
    except (NotImplementedError, KeyError) as wrong:
        raise CannotRun(
            f"BESTON_HOLIDAYS={region} is no place whose public holidays are known. Write a country or a part of one, "
            "as in IE or GB-SCT."
        ) from wrong


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    lines = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t")[:2] for line in lines if not line.startswith("#"))


@lru_cache(maxsize=32)
def _country_of(zone: str) -> str:
    """The country a time zone is listed under; "" for one that no country has, or whose holidays nobody knows."""
    lines = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    country = next((row[0] for row in rows if row[2] == zone), "")
    return country if country in library.list_supported_countries() else ""
