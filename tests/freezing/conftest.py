"""What the tests of preparing and freezing share."""

import re
from dataclasses import dataclass, field
from html import unescape

import pytest

from app.clock import today
from app.db import reading
from app.freezing import page_for, plan_for
from app.freezing.ready import Ready, ready
from app.record.reading import read_record
from tests.world.sending import token
from tests.writing.conftest import exported, legal  # noqa: F401 fixtures, for tests here too

INSIDE = re.compile(r'<div class="recap">.*?(?=<p class="colophon">)', re.DOTALL)

RUTH = "Ruth put a home library table"
SHORTER = "Ruth’s library table: seven signed up."


@dataclass
class Wall:
    """The page of one meeting, as people of Beston prepare and read it."""

    beston: object
    visit: object
    number: int = 4
    browsers: dict = field(default_factory=dict)

    def browser(self, who):
        """The browser of somebody, who comes in once a day."""
        key = (who, today("Europe/London"))
        if key not in self.browsers:
            self.browsers[key] = self.visit(self.beston.people[who])
        return self.browsers[key]

    def address(self, *more):
        return self.beston.address("meetings", self.number, *more)

    @property
    def ready(self) -> Ready:
        """What would be frozen now."""
        with reading(self.beston.engine) as db:
            record = read_record(db, self.beston.series_id)
            return ready(db, record, self.number, today(record.series.time_zone))

    def line(self, block, words):
        """The line of a part that has these words in it."""
        return next(p for p in self.ready.prepared.places[block] if words in p.line.text)

    def does(self, who, do, **sent):
        """Send what a form of the preparing page would."""
        browser = self.browser(who)
        return browser.post(self.address("recap/prepare"), data={"csrf": token(browser), "do": do, **sent})

    def rewords(self, who, block, words, into):
        place = self.line(block, words)
        return self.does(who, "reword", block=block, line=place.key, stands=place.stands, words=into)

    def freezes(self, who="jo"):
        answer = self.does(who, "freeze", stands=self.ready.stands)
        assert answer.status_code == 303, answer.text
        return answer

    def reads(self, who, version=None):
        """The page inside its frame, as somebody sees it."""
        asked = f"?version={version}" if version else ""
        answer = self.browser(who).get(self.address("recap") + asked)
        assert answer.status_code == 200, answer.status_code
        return answer.text

    def says(self, who, version=None):
        """The whole page without its markup."""
        return unescape(re.sub(r"<[^>]+>", "", self.reads(who, version)))

    def inside(self, who, version=None):
        """Its words alone: without what organisers read beside them, and what differs with every visit."""
        found = INSIDE.search(self.reads(who, version))[0]
        return re.sub(r'<p class="source">.*?</p>', "", found)


@pytest.fixture
def wall(beston, visit):
    return Wall(beston, visit)


def page_now(beston, version=None, *, for_sponsor=False, number=4):
    """The page of a meeting as it is shown now, or a version of it."""
    with reading(beston.engine) as db:
        record = read_record(db, beston.series_id)
        return page_for(db, record, number, today("Europe/London"), version=version, for_sponsor=for_sponsor)


def plan_now(beston, version=None):
    with reading(beston.engine) as db:
        record = read_record(db, beston.series_id)
        return plan_for(db, record, 4, today("Europe/London"), version=version)
