"""Where one is signed in: seen, and ended, by its owner alone."""

import pytest
from sqlalchemy import select

from app.accounts.domain import account_of, begin_session
from app.accounts.models import WebSession
from app.clock import now
from app.db import writing
from app.pages.account import named
from app.web import cookies
from tests.world.beston import HOME
from tests.world.sending import token

pytestmark = pytest.mark.both_databases
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1"


@pytest.fixture
def signed_in_with(visit, engine):
    """A browser of someone's that calls itself something."""

    def begin(someone, browser):
        with writing(engine) as db:
            cookie = begin_session(db, account_of(db, someone.email, now=now()), now=now(), browser=browser)
        visitor = visit()
        visitor.hold(cookies.named(cookies.SIGNED_IN), cookie)
        return visitor

    return begin


def test_one_sees_where_one_is_signed_in_this_browser_first(signed_in_with, beston, at):
    signed_in_with(beston.jo, PHONE)
    at("2018-04-11T12:00:00+01:00")
    page = signed_in_with(beston.jo, FIREFOX).get("/account").text
    assert page.index("Firefox on Windows: this browser") < page.index("Safari on an iPhone")
    assert "Came in three hours ago, last here three hours ago." in page
    assert beston.jo.email in page


def test_and_not_where_somebody_else_is(signed_in_with, beston):
    signed_in_with(beston.delia, PHONE)
    assert "iPhone" not in signed_in_with(beston.jo, FIREFOX).get("/account").text


def test_a_browser_that_one_ends_is_out_at_once_and_the_others_are_not(signed_in_with, beston):
    lost, kept, here = (signed_in_with(beston.jo, name) for name in (PHONE, FIREFOX, FIREFOX))
    form = next(form for form in here.forms("/account") if any("iPhone" in words for _, _, words in form.buttons))
    answer = here.post("/account", data=form.fields | {"end": form.buttons[0][1]})
    assert answer.status_code == 303
    assert "That browser is signed out." in here.follow(answer).text
    assert [browser.get(HOME).status_code for browser in (lost, kept, here)] == [404, 200, 200]


def test_one_can_leave_everywhere_else_at_once(signed_in_with, beston):
    others = [signed_in_with(beston.jo, PHONE) for _ in range(3)]
    delia, here = signed_in_with(beston.delia, FIREFOX), signed_in_with(beston.jo, FIREFOX)
    assert here.fill_in("/account", "/account", end="others").status_code == 303
    assert [browser.get(HOME).status_code for browser in others] == [404] * 3
    assert [browser.get(HOME).status_code for browser in (delia, here)] == [200, 200]
    assert "You are signed in nowhere else." in here.get("/account").text


def test_nobody_ends_somebody_elses(signed_in_with, beston, db):
    delia, jo = signed_in_with(beston.delia, FIREFOX), signed_in_with(beston.jo, FIREFOX)
    session = WebSession.__table__
    hashes = db.execute(select(session.c.hash)).scalars().all()
    for handle in [found[:16] for found in hashes]:
        jo.post("/account", data={"csrf": token(jo), "end": handle})
    assert delia.get(HOME).status_code == 200
    assert jo.get(HOME).status_code == 200  # this browser leaves by its own button


@pytest.mark.parametrize("end", ["", "everything", "%" * 16, "A" * 16, "x" * 40])
def test_what_names_no_browser_is_refused_in_words(signed_in_with, beston, end):
    jo = signed_in_with(beston.jo, FIREFOX)
    answer = jo.post("/account", data={"csrf": token(jo), "end": end})
    assert answer.status_code == 422
    assert "Choose which of them to sign out." in answer.text


def test_the_page_shows_nothing_that_would_let_anybody_in(signed_in_with, beston, db):
    jo = signed_in_with(beston.jo, FIREFOX)
    page = jo.get("/account").text
    assert jo.cookies["beston"] not in page
    assert db.execute(select(WebSession.__table__.c.hash)).scalars().one() not in page


def test_every_page_of_a_series_leads_there(signed_in_with, beston):
    jo = signed_in_with(beston.jo, FIREFOX)
    assert 'href="/account"' in jo.get(HOME).text
    assert 'href="/account"' in jo.get("/series/").text


def test_a_browser_is_named_as_people_would():
    assert named(FIREFOX) == "Firefox on Windows"
    assert named(PHONE) == "Safari on an iPhone"
    assert named(
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36"
    ) == ("Chrome on Linux")
    assert named("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/156.0 Safari/537.36 Edg/156.0") == (
        "Edge on Windows"
    )
    assert named("<script>") == named("") == "A browser"
