"""Coming in by a link, and leaving."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from app.accounts.domain import LINK_LASTS, fold, masked, new_link
from app.accounts.models import Account, SignInLink, WebSession
from app.clock import now
from app.db import writing
from app.errors import NotFound
from app.people.models import Membership
from app.record.coming_in import link_for
from app.settings import settings
from tests.world.beston import HOME
from tests.world.sending import token

pytestmark = pytest.mark.both_databases


@pytest.fixture
def link(engine, beston):
    """The path of a fresh link of Jo's."""
    return link_for(engine, beston.jo.email).removeprefix(settings().base_url)


def come_in(visitor, link):
    return visitor.fill_in(link, link)


def test_a_link_opens_a_page_with_one_form_that_signs_the_browser_in(visit, link):
    browser = visit()
    assert browser.get(HOME).status_code == 404
    (form,) = browser.forms(link)
    assert form.buttons == [("", "", "Come in as j***@animate.example.org")]
    answer = browser.post(link, data=form.fields)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert browser.get(HOME).status_code == 200


def test_looking_at_a_link_uses_nothing_up(visit, link):
    scanner = visit()
    for _ in range(5):
        assert scanner.get(link).status_code == 200
        assert scanner.head(link).status_code == 200
    assert scanner.options(link).status_code == 405
    assert scanner.get(HOME).status_code == 404
    human = visit()
    assert come_in(human, link).status_code == 303
    assert human.get(HOME).status_code == 200


def test_a_link_that_has_been_used_is_refused_kindly_and_signs_nobody_in(visit, link):
    come_in(visit(), link)
    late = visit()
    answer = late.get(link)
    assert answer.status_code == 410
    assert "This link has been used up" in answer.text
    sent = late.post(link, data={"csrf": token(late)})
    assert sent.status_code == 410
    assert "This link has been used up" in sent.text
    assert late.get(HOME).status_code == 404


def test_two_that_send_the_form_at_once_are_one_that_comes_in(visit, link):
    first, second = visit(), visit()
    forms = [browser.forms(link)[0] for browser in (first, second)]
    answers = [b.post(link, data=f.fields).status_code for b, f in zip((first, second), forms, strict=True)]
    assert answers == [303, 410]


def test_a_link_lasts_an_hour(visit, link, at, engine, beston):
    at("2018-04-11T09:59:00+01:00")
    assert visit().get(link).status_code == 200
    at("2018-04-11T10:00:01+01:00")
    late = visit()
    assert late.get(link).status_code == 410
    assert late.post(link, data={"csrf": token(late)}).status_code == 410


def test_a_link_for_a_demonstration_serves_again_and_again_but_not_for_ever(visit, engine, beston, at):
    path = link_for(engine, beston.jo.email, serves="demo").removeprefix(settings().base_url)
    assert [come_in(visit(), path).status_code for _ in range(3)] == [303, 303, 303]
    at("2018-05-11T09:00:01+01:00")
    assert visit().get(path).status_code == 410


def test_and_never_in_production(visit, engine, beston, monkeypatch):
    path = link_for(engine, beston.jo.email, serves="demo").removeprefix(settings().base_url)
    browser = visit()
    monkeypatch.setattr(settings(), "environment", "production")
    assert browser.get(path).status_code == 410
    assert browser.post(path, data={"csrf": token(browser)}).status_code == 410


def test_what_the_database_holds_lets_nobody_in(visit, link, db):
    come_in(browser := visit(), link)
    secret = link.rpartition("/")[2]
    kept = db.execute(select(SignInLink.__table__)).all() + db.execute(select(WebSession.__table__)).all()
    assert len(kept) == 2
    assert secret not in str(kept)
    assert browser.cookies["beston"] not in str(kept)
    assert visit().get(f"/sign-in/{kept[0].hash}").status_code == 410


def test_signing_in_begins_a_session_of_its_own(visit, beston, engine, link):
    browser = visit(beston.delia)
    before = browser.cookies["beston"]
    come_in(browser, link)
    assert browser.cookies["beston"] != before
    assert "Jo" in browser.get(HOME).text
    planted = visit()
    planted.hold("beston", "chosen-by-somebody-else-for-this-browser")
    come_in(planted, link_for(engine, beston.jo.email).removeprefix(settings().base_url))
    assert planted.cookies["beston"] != "chosen-by-somebody-else-for-this-browser"
    assert planted.get(HOME).status_code == 200


def test_nobody_gets_a_link_whose_address_no_one_here_carries(engine, beston):
    with pytest.raises(NotFound, match=r"Nobody here has the address who@example\.org"):
        link_for(engine, "who@example.org")


def test_upper_and_lower_case_are_one_address(engine, beston, visit, db):
    path = link_for(engine, " JO@Animate.Example.ORG ").removeprefix(settings().base_url)
    come_in(browser := visit(), path)
    assert browser.get(HOME).status_code == 200
    link_for(engine, "jo@animate.example.org")
    assert len(db.execute(select(Account.__table__)).all()) == 1
    assert fold("Straße@Example.ORG") == fold("STRASSE@example.org")


def test_an_administrator_comes_in_without_a_seat(engine, beston, visit):
    with writing(engine) as db:
        db.add(Account(email="Ann@example.org", folded="ann@example.org", administers=True, created_at=now()))
    path = link_for(engine, "ann@example.org").removeprefix(settings().base_url)
    come_in(browser := visit(), path)
    assert browser.get("/series/").status_code == 200
    assert browser.get(HOME).status_code == 404


def test_enough_of_an_address_is_shown_to_recognise_ones_own():
    assert masked("delia@beston.example") == "d***@beston.example"


# -- the cookie -------------------------------------------------------
def set_by(answer, name):
    return next(line for line in answer.headers.get_list("set-cookie") if line.startswith(f"{name}="))


def test_over_http_on_ones_own_machine_the_cookie_goes_by_a_plain_name(visit, link):
    said = set_by(come_in(visit(), link), "beston")
    assert "HttpOnly" in said
    assert "SameSite=lax" in said
    assert "Path=/" in said
    assert "Secure" not in said
    assert "Max-Age" not in said


def test_over_https_it_is_bound_to_the_host(visit, engine, beston, monkeypatch):
    monkeypatch.setattr(settings(), "base_url", "https://127.0.0.1:8000")
    path = link_for(engine, beston.jo.email).removeprefix(settings().base_url)
    browser = visit()
    said = set_by(come_in(browser, path), "__Host-beston")
    assert "Secure" in said
    assert "HttpOnly" in said
    assert "Path=/" in said
    assert "Domain" not in said
    assert browser.get(HOME).status_code == 200


# -- how long, and leaving --------------------------------------------
def test_a_browser_left_alone_for_half_a_day_is_signed_out(visit, beston, at):
    browser = visit(beston.jo)
    at("2018-04-11T20:59:00+01:00")
    assert browser.get(HOME).status_code == 200
    at("2018-04-12T08:58:00+01:00")
    assert browser.get(HOME).status_code == 200
    at("2018-04-12T20:58:01+01:00")
    assert browser.get(HOME).status_code == 404


def test_and_in_any_case_after_a_month(visit, beston, at, engine):
    browser = visit(beston.jo)
    session = WebSession.__table__
    at("2018-05-11T08:59:00+01:00")
    with writing(engine) as db:
        db.execute(update(session).values(seen_at=now()))
    assert browser.get(HOME).status_code == 200
    at("2018-05-11T09:00:01+01:00")
    assert browser.get(HOME).status_code == 404


def test_pages_note_a_visit_every_few_minutes_and_write_nothing_in_between(visit, beston, at, db):
    browser, session = visit(beston.jo), select(WebSession.__table__.c.seen_at)
    first = db.execute(session).scalar_one()
    at("2018-04-11T09:04:59+01:00")
    browser.get(HOME)
    assert db.execute(session).scalar_one() == first
    at("2018-04-11T09:05:00+01:00")
    browser.get(HOME)
    db.rollback()
    assert db.execute(session).scalar_one() == first + timedelta(minutes=5)


def test_leaving_ends_the_session_and_clears_what_the_browser_kept(visit, beston):
    browser = visit(beston.jo)
    held = browser.cookies["beston"]
    answer = browser.fill_in("/series/", "/sign-out")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?said=signed-out")
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert "beston" not in browser.cookies
    browser.hold("beston", held)
    assert browser.get(HOME).status_code == 404
    assert "You are signed out" in browser.get("/sign-in?said=signed-out").text


def test_leaving_needs_more_than_a_look(visit, beston):
    browser = visit(beston.jo)
    assert browser.get("/sign-out").status_code == 303
    assert browser.get(HOME).status_code == 200


# -- who is somebody here ---------------------------------------------
def test_a_membership_that_ends_counts_from_the_next_request(visit, beston, engine):
    browser = visit(beston.dn1)
    assert browser.get(HOME).status_code == 200
    with writing(engine) as db:
        row = db.get(Membership, (beston.series_id, "dn1", 1))
        row.to_day = date(2018, 4, 10)
    assert browser.get(HOME).status_code == 404
    assert browser.get("/").headers["location"] == "/series/"


def test_the_way_in_is_the_first_page_of_whoever_is_not_in(visit, beston):
    assert visit().get("/").headers["location"] == "/sign-in"
    assert "There is no password" in visit().get("/sign-in").text
    assert visit(beston.jo).get("/").headers["location"] == HOME


def test_a_link_is_made_for_an_hour_and_no_more(engine, beston, db):
    with writing(engine) as session:
        new_link(session, beston.jo.email, now=now())
    row = db.execute(select(SignInLink.__table__)).one()
    assert row.expires_at - row.created_at == LINK_LASTS == timedelta(minutes=60)
