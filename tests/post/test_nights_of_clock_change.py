"""Half past eight is half past eight at the place, on both sides of a change of clocks (T18)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.db import writing
from app.letters.desk_of_post import DeskOfPost
from app.mail import MailServer
from app.post.domain import NewLetter, post
from app.post.sending import Answer
from app.post.worker import Postman
from app.record.reading import shelf
from app.stories.vault import Vault
from tests.world.april import OUR_NAME
from tests.world.eight_weeks import SERIES, template
from tests.world.letters import CAMPAIGN

LONDON, NEW_YORK = "Europe/London", "America/New_York"
SUNDAYS = {  # on which clocks change somewhere
    LONDON: [date(2018, 3, 25), date(2018, 10, 28)],
    NEW_YORK: [date(2018, 3, 11), date(2018, 11, 4)],
}
EVERYWHERE = [(zone, day) for zone in (LONDON, "UTC", NEW_YORK) for days in SUNDAYS.values() for day in days]
NIGHTS = EVERYWHERE if CAMPAIGN else [(LONDON, SUNDAYS[LONDON][0]), (NEW_YORK, SUNDAYS[NEW_YORK][1])]
HOURS = 35 if CAMPAIGN else 4  # of every minute from Saturday at ten in the evening; the rest by the quarter


class Collecting(Postman):
    """A worker whose server takes everything."""

    def __init__(self, *given, **more) -> None:
        super().__init__(*given, **more)
        self.taken: list[tuple[int, datetime]] = []

    def _open(self, _server):
        return self

    broken = False

    def hand_in(self, letter, now, _words) -> Answer:
        self.taken.append((letter.id, now))
        return Answer("taken")

    def close(self) -> None:
        pass


def minutes(evening: datetime, morning: datetime):
    """In the order in which they pass, whatever clocks on walls do."""
    now, end = evening.astimezone(UTC), morning.astimezone(UTC)
    every = now + timedelta(hours=HOURS)
    while now <= end:
        yield now
        close = now < every or abs(now - end) <= timedelta(hours=1)
        now += timedelta(minutes=1 if close else 15)


@pytest.mark.campaign
@pytest.mark.parametrize("zone, sunday", NIGHTS, ids=lambda given: str(given).rpartition("/")[2])
def test_a_letter_for_half_past_eight_goes_once_at_half_past_eight(memory, tmp_path, zone, sunday):
    here = ZoneInfo(zone)
    begin = sunday + timedelta(days=3)  # no meeting of the series is near
    memory.raw_connection().driver_connection.deserialize(template(begin, Vault(tmp_path), zone))
    shelf.clear()
    evening = datetime.combine(sunday - timedelta(days=1), time(22), here)
    half_past_eight = datetime.combine(sunday + timedelta(days=1), time(8, 30), here)
    with writing(memory) as db:
        whose = {"in_series": SERIES, "subject": "Hello", "text": "Hello.\n", "kind": "record", "slot": "M1"}
        at_once = post(db, NewLetter(**whose, to_address="ann@example.org", person="ann"), now=evening)
        later = NewLetter(**whose, to_address="bob@example.org", person="bob")
        for_then = post(db, later, now=evening, not_before=half_past_eight)
    now = evening
    server = MailServer("plain", "nowhere", 25)
    postman = Collecting(memory, server, OUR_NAME, clock=lambda: now, desk=DeskOfPost())
    for now in minutes(evening, half_past_eight + timedelta(minutes=40)):  # noqa: B007 - the clock reads it
        postman.round()
    assert postman.taken == [(number, half_past_eight.astimezone(UTC)) for number in (at_once, for_then)]
    assert [moment.astimezone(here).time() for _, moment in postman.taken] == [time(8, 30)] * 2
