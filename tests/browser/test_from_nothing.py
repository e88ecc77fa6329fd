"""From an empty database to the first meeting held, by people who know what happened there and nothing of Beston.

They go by what is written on the pages. What they do stands in setting_up.py, before_the_meeting.py and
at_the_meeting.py; what they know in facts.py.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser
from sqlalchemy import Engine

from app.clock import now
from app.db import reading, writing
from app.installation import vault
from app.record.coming_in import link_for
from app.record.first_run import new_word
from app.series.queries import series_called
from app.series_file.checking import check
from app.series_file.exporting import export
from app.series_file.reading import read
from tests.browser import at_the_meeting as meeting
from tests.browser import before_the_meeting as before
from tests.browser import facts, setting_up
from tests.browser.looking import DESK, HEIGHT, looking
from tests.browser.somebody import Somebody

pytestmark = pytest.mark.browser
SLUG = "the-beston-inquiry"
FORGOTTEN = "Ruth Menzies"
LAST = list(facts.STORIES)[-1]
A_FEW = ["Mr Donnelly", LAST]
AN_ADDRESS = re.compile(r'(?:href|src)="(/series/[^"#]*)')


@dataclass
class Told:
    """How much of the meeting is written down: all of it with scripts, and without them a few of each."""

    stories: list[str]
    hopes: dict[str, str]

    @property
    def findings(self) -> dict[str, list[str]]:
        return {finding: on for finding, on in facts.FINDINGS.items() if set(on) <= set(self.stories)}


ALL = Told(list(facts.STORIES), facts.HOPES)
SOME = Told(A_FEW, dict(list(facts.HOPES.items())[:1]))


@contextmanager
def at_a_browser(chromium: Browser, site: str, engine: Engine, javascript: bool, axe: str) -> Iterator[Somebody]:
    size = {"width": DESK, "height": HEIGHT}
    with looking(chromium, site, engine, javascript=javascript, viewport=size) as onlooker:
        yield Somebody(onlooker, axe if javascript else "")


@pytest.mark.parametrize("javascript, told", [(True, ALL), (False, SOME)], ids=["scripts", "no scripts"])
def test_two_people_and_an_empty_database_come_to_a_first_meeting_held(
    chromium, served, engine, at, axe, javascript, told
):
    def comes_in(who: Somebody, email: str) -> None:
        """On another day, by a link that the machine prints: no letter goes out from here."""
        who.opens(link_for(engine, email).removeprefix(served))
        who.presses("Come in as")

    with (
        at_a_browser(chromium, served, engine, javascript, axe) as delia,
        at_a_browser(chromium, served, engine, javascript, axe) as jo,
    ):
        at(facts.SETTING_UP)
        with writing(engine) as db:
            word = new_word(db, now=now())
        setting_up.begins(delia, word)
        setting_up.starts_the_series(delia)
        setting_up.pastes_the_people(delia)
        setting_up.says_how_we_work_together(delia)
        setting_up.comes_in_by_letter(jo, delia)

        at(facts.INVITING)
        comes_in(delia, facts.DELIAS)
        delia.follows(facts.TITLE)
        for pseudonym in told.stories:
            before.brings(delia, pseudonym, said_yes=pseudonym != LAST)
        before.invites_everybody(delia)

        at(facts.TWO_DAYS_BEFORE)
        comes_in(delia, facts.DELIAS)
        comes_in(jo, facts.JOS)
        delia.follows(facts.TITLE)
        before.hears_that_they_said_yes(delia, LAST)
        for pseudonym in told.stories:
            before.checks(jo, pseudonym)
        before.notes_answers(delia)

        at(facts.THE_MEETING)
        comes_in(delia, facts.DELIAS)
        comes_in(jo, facts.JOS)
        delia.follows(facts.TITLE)
        meeting.opens_it(jo)
        meeting.notes_who_came(jo, forgotten=FORGOTTEN)
        meeting.notes_what_works_and_what_we_hope_for(jo, told.hopes)
        for pseudonym in told.stories:
            meeting.tells_the_story(jo, pseudonym)
            meeting.approves_what_it_teaches(delia, pseudonym)
        meeting.says_what_they_tell_us_together(jo, told.findings)
        meeting.agrees_who_does_what(jo)
        meeting.notes_how_people_left(jo)
        meeting.closes_it(jo, forgotten=FORGOTTEN)

        at(facts.THE_WEEK_AFTER)
        comes_in(jo, facts.JOS)
        sees_what_came_of_it(jo, told)
        assert [*jo.wrong, *delia.wrong] == []
        assert not javascript or len(jo.looked_at | delia.looked_at) > 25
        assert pages_that_tell_a_story(jo) == []
        noticed = [*jo.onlooker.noticed, *delia.onlooker.noticed]
        assert [what for what in noticed if "status of 422" not in what] == []  # a refused form is one
    is_what_was_told_of_the_meeting(engine, told)


def sees_what_came_of_it(jo: Somebody, told: Told) -> None:
    """The series has begun; the plan and the recap of the second meeting, and what became of what the nurse took on."""
    jo.turns_to("Say that the series has begun", head="The series begins")
    jo.presses_the_only_button()
    jo.goes("Plan")
    jo.reads("The plan")
    jo.finds("Meeting 2 of 6", facts.PURPOSE, *told.hopes, *facts.ACTIONS, *told.findings)
    jo.goes("Recap")
    jo.reads("Where we have got to")
    jo.finds(facts.PURPOSE, "We said what we hope for: more trust", "to find out what a wellbeing clinic is")
    jo.goes("Actions")
    jo.follows(facts.CLINIC)
    jo.reads(facts.CLINIC)
    jo.follows("What was changed, and taking back")
    jo.finds("What happened to", "(Jo)")


def pages_that_tell_a_story(jo: Somebody) -> list[str]:
    """Every page that leads on from the home of the series, where words of a story stand."""
    found, asked, waiting = [], set(), [f"/series/{SLUG}", *(f"/series/{SLUG}/search?q={s}" for s in facts.SECRETS)]
    while waiting:
        address = waiting.pop().replace("&amp;", "&")
        if address in asked:
            continue
        asked.add(address)
        answer = jo.page.context.request.get(address)
        assert answer.status < 500, f"{address} answered {answer.status}"
        words = re.sub(r'value="[^"]*"', "", answer.text())
        found += [f"{address}: {secret}" for secret in facts.SECRETS if secret in words]
        waiting += [one for one in AN_ADDRESS.findall(words) if one.startswith(f"/series/{SLUG}")]
    assert len(asked) > 80
    return found


def is_what_was_told_of_the_meeting(engine: Engine, told_of: Told) -> None:
    """As a file: a legal one, that holds what happened, and stories only where they are asked for."""
    with reading(engine) as db:
        told = export(db, series_called(db, SLUG), vault())
        whole = read(export(db, series_called(db, SLUG), vault(), with_stories=True).encode())
    assert not [secret for secret in facts.SECRETS if secret in told]
    assert [str(fault) for fault in check(whole)] == []
    assert [story["body"] for story in whole["stories"]] == [facts.STORIES[one]["words"] for one in told_of.stories]
    assert [hope["text"] for hope in whole["aspirations"]] == list(told_of.hopes)
    assert [finding["text"] for finding in whole["findings"]] == list(told_of.findings)
    assert {each["text"]: each["lead"] for each in whole["actions"]}[facts.CLINIC] == "karen-doyle"
    first = whole["meetings"][0]
    assert [event["event"] for event in first["history"]] == ["invited", "opened", "closed"]
    came = [row for row in first["attendance"] if row["state"].startswith("present")]
    assert (len(came), len(whole["organisations"])) == (15, 14)
    assert [str(one["date"]) for one in whole["meetings"]] == list(facts.DAYS.values())
