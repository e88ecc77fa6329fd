"""A made-up series over eight weeks, in which anything may happen while letters wait."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app import tables
from app.db import make_engine
from app.series_file.storing import store
from app.stories.vault import Vault

ZONE = ZoneInfo("Europe/London")
SERIES = 1
PEOPLE = ("ann", "bob", "cat", "dan")
ACTIONS = ("A01", "A02", "A03", "A04", "A05")
MEETINGS = ("M1", "M2", "M3")
ON = dict(zip(MEETINGS, (-12, 16, 37), strict=True))  # days from the beginning
SEASONS = {  # a Monday to begin on, and the public holidays of Scotland from there on, by hand
    "spring": (date(2018, 3, 26), {date(2018, 3, 30), date(2018, 5, 7)}),
    "autumn": (date(2018, 10, 22), {date(2018, 11, 30)}),  # the clocks change on 28 October
    "winter": (date(2018, 12, 10), {date(2018, 12, 25), date(2018, 12, 26), date(2019, 1, 1), date(2019, 1, 2)}),
}


def made(begin: date, zone: str = str(ZONE)) -> dict:
    """One meeting a fortnight ago, two to come; each of four people leads something, and one thing is asked."""

    def day(n: int) -> str:
        return (begin + timedelta(days=n)).isoformat()

    def person(id_: str, role: str) -> dict:
        hat = {"organisation": "here", "role": role, "from": day(-60)}
        return {"id": id_, "name": id_.title(), "email": f"{id_}@example.org", "memberships": [hat]}

    def action(id_: str, lead: str, *events: dict) -> dict:
        given = {"id": id_, "text": f"Do {id_}", "lead": lead, "meeting": "M1"}
        return given | ({"history": list(events)} if events else {})

    def meeting(n: int, on: int, *events: str) -> dict:
        told = [{"on": day(on), "event": event, "by": "delia"} for event in events]
        hours = {"date": day(on), "start": "13:30", "end": "16:30", "purpose": "Go on."}
        if told:
            there = [{"person": id_, "state": "present"} for id_ in ("delia", *PEOPLE)]
            hours |= {"history": told, "attendance": there}
        return {"id": f"M{n}", "number": n, "title": f"Meeting {n}"} | hours

    return {
        "format": "beston-series/1",
        "series": {"id": "made", "title": "The Made inquiry", "place": "Here", "people_served": "all of us"}
        | {"meetings_planned": 3, "interval": "monthly", "meeting_minutes": 180, "time_zone": zone}
        | {"language": "en-GB"},
        "organisations": [{"id": "here", "name": "Here", "sector": "other"}],
        "people": [
            person("jo", "facilitator"),
            person("delia", "integration_manager"),
            *(person(id_, "participant") for id_ in PEOPLE),
        ],
        "meetings": [meeting(1, -12, "opened", "closed"), meeting(2, 16), meeting(3, 37)],
        "actions": [
            action("A01", "ann"),
            action("A02", "bob"),
            action("A03", "cat", {"on": day(-12), "event": "asked", "by": "delia", "to": "cat"}),
            action("A04", "dan"),
            action("A05", "ann"),
        ],
    }


def template(begin: date, vault: Vault, zone: str = str(ZONE)) -> bytes:
    """A database with nothing but this series in it, to be copied."""
    engine = make_engine("sqlite://")
    tables.metadata.create_all(engine)
    with Session(engine) as db, db.begin():
        assert store(db, made(begin, zone), "made", vault) == SERIES
    data = engine.raw_connection().driver_connection.serialize()
    engine.dispose()
    return data
