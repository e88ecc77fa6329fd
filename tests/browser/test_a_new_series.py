"""From nothing to a running series, in Chromium: every page on the way, refused or not, with scripts and without."""

import pytest

from app.accounts.domain import account_of
from app.accounts.models import Account
from app.clock import now
from app.db import writing
from tests.browser.looking import PHONE, Onlooker, looking

pytestmark = pytest.mark.browser
PEOPLE = """Name\tE-mail\tOrganisation\tJob
Reid, Josephine\tjosephine.reid@castle-street.nhs.example.org\tNHS Castle Street\tCommunity nurse
Wilhelmina MacAllister-Featherstonehaugh\t\tNHS Castle St\tHead of Adult Social Care and Integration
Ann Shaw\tann@example.org\tBeston Health and Social Care Partnership\tFacilitator
"""


@pytest.fixture
def ann(engine, at) -> str:
    at("2026-03-02T09:00:00+00:00")
    with writing(engine) as db:
        account = db.get(Account, account_of(db, "ann@example.org", now=now()))
        account.administers = True
    return "ann@example.org"


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_a_date_a_purpose_and_a_list_of_names_are_enough(chromium, served, engine, ann, axe, javascript):
    with looking(chromium, served, engine, ann, javascript=javascript) as onlooker:
        page, wrong = onlooker.page, []

        def look(where: str) -> None:
            wrong.extend(f"{where}: {what}" for what in faults(onlooker, axe if javascript else None))

        wrong += onlooker.open("/series/")
        page.get_by_role("link", name="Start a series").click()
        page.get_by_role("button", name="Propose the days").click()
        look("the first step, refused")
        page.get_by_role("link", name="Say whom it is for.").press("Enter")
        page.keyboard.type("people who leave hospital")
        page.get_by_label("What shall we call it?").fill("Coming home")
        page.get_by_label("What do you want to find out together?").fill("What helps people come home?")
        page.get_by_label("The first meeting").fill("2026-03-18")
        page.get_by_role("group", name="The facilitator plans").get_by_label("Name").fill("Ann Shaw")
        page.keyboard.press("Enter")
        page.get_by_role("heading", level=1, name="When we meet").wait_for()
        look("the days")
        page.locator("#day_3").fill("2026-03-18")
        page.get_by_role("button", name="Begin the series").click()
        look("the days, refused")
        page.locator("#day_3").fill("2026-05-27")
        page.get_by_role("button", name="Begin the series").click()
        page.get_by_role("heading", level=1, name="Who comes?").wait_for()
        look("who comes")
        page.get_by_label("The list", exact=True).fill("Name,E-mail\nAda,ada@\n")
        page.get_by_role("button", name="Look at it first").click()
        look("a list with a fault")
        page.get_by_label("The list", exact=True).fill(PEOPLE)
        page.get_by_role("button", name="Look again").click()
        look("a list as it was understood")
        page.get_by_label("The same, and also here as this").check()
        page.get_by_role("button", name="Add them").click()
        page.get_by_text("They are in the series.").wait_for()
        page.goto(f"{served}/series/coming-home")
        assert page.get_by_role("heading", level=1).inner_text() == "Meeting 1 is in 16 days"
        assert not wrong, "\n".join(wrong)


def faults(onlooker: Onlooker, axe: str | None) -> list[str]:
    return onlooker.unreadable(PHONE) if axe is None else onlooker.faults(axe, closely=False)
