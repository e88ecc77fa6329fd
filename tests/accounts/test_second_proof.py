"""The second proof of whoever looks after the installation: a code from an app on their telephone."""

import re
import sys
from datetime import timedelta

import pyotp
import pytest
from fastapi import Request
from sqlalchemy import select, update

from app.accounts.domain import account_of, begin_session, make_administrator
from app.accounts.models import Account
from app.cli import main
from app.clock import now
from app.db import writing
from app.settings import settings
from app.web import cookies
from app.web.who import Administrator
from tests.world.beston import Someone
from tests.world.sending import token

pytestmark = pytest.mark.both_databases
ANN = Someone("", "Ann", "ann@example.org")
PROOF = "/account/second-proof"


@pytest.fixture
def browser_of_ann(visit, engine, beston):
    """A browser in which whoever looks after this installation has just come in by a letter."""
    with writing(engine) as db:
        ann = make_administrator(db, ANN.email, now=now())

    def begin():
        browser = visit()
        with writing(engine) as db:
            browser.hold("beston", begin_session(db, ann, now=now()))
        return browser

    return begin


@pytest.fixture
def ann(browser_of_ann):
    return browser_of_ann()


def code_of(secret, steps=0):
    """What the app shows now, or would have so many half minutes from now."""
    return pyotp.TOTP(secret).at(now() + timedelta(seconds=30 * steps))


def set_up(browser):
    """Set the proof up; the secret that the app has now."""
    form = next(form for form in browser.forms(PROOF) if "sealed" in form.fields)
    answer = browser.get(PROOF)  # a page of its own has another secret: only the one that is sent back counts
    assert answer.status_code == 200
    refused = browser.post(PROOF, data=form.fields | {"code": ["1"]})
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', refused.text)[1].replace(" ", "")
    assert browser.post(PROOF, data=form.fields | {"code": [code_of(secret)]}).status_code == 303
    return secret


def prove(browser, code, **more):
    form = next(form for form in browser.forms(PROOF) if "code" in form.fields)
    return browser.post(PROOF, data=form.fields | {"code": [code]} | more)


def test_it_is_set_up_by_an_app_that_shows_it_has_the_secret(ann, db):
    page = ann.get(PROOF).text
    assert "otpauth://totp/Beston:ann%40example.org?secret=" in page
    assert "<svg" in page
    secret = set_up(ann)
    kept = db.execute(
        select(Account.__table__.c.second_factor).where(Account.__table__.c.folded == ANN.email)
    ).scalar_one()
    assert secret.encode() not in kept
    assert "Your second proof is given" in ann.get(PROOF).text


def test_a_refused_form_keeps_the_secret_that_the_app_has_by_now(ann):
    form = next(form for form in ann.forms(PROOF) if "sealed" in form.fields)
    first, second = (ann.post(PROOF, data=form.fields | {"code": [code]}) for code in ("", "12"))
    secrets = [re.search(r'class="secret">([A-Z2-7 ]+)<', answer.text)[1] for answer in (first, second)]
    assert secrets[0] == secrets[1]
    assert first.status_code == second.status_code == 422
    assert "The code has six figures" in first.text


def test_only_a_secret_that_was_made_for_this_browser_is_taken(ann, visit, beston):
    theirs = next(form for form in visit(beston.jo).forms(PROOF) if "sealed" in form.fields).fields["sealed"]
    for sealed in (theirs, "AAAA", "é", ""):
        answer = ann.post(PROOF, data={"csrf": token(ann), "sealed": sealed, "code": "123456"})
        assert answer.status_code == 422
        assert "This page had been open for too long" in answer.text


def test_giving_it_renews_the_session(ann):
    before = ann.cookies["beston"]
    set_up(ann)
    assert ann.cookies["beston"] != before
    assert ann.get("/account").status_code == 200
    ann.hold("beston", before)
    assert ann.get("/account").status_code == 404


def test_no_code_is_taken_twice(ann, browser_of_ann, at):
    secret = set_up(ann)
    other = browser_of_ann()
    answer = prove(other, code_of(secret))
    assert answer.status_code == 422
    assert "This code has been used" in answer.text
    at("2018-04-11T09:01:00+01:00")
    assert prove(other, f" {code_of(secret)[:3]} {code_of(secret)[3:]}").status_code == 303
    assert "Your second proof is given" in other.get(PROOF).text


def test_a_clock_may_differ_by_half_a_minute_and_no_more(ann, browser_of_ann, at):
    secret = set_up(ann)
    at("2018-04-11T09:10:00+01:00")
    early = code_of(secret, -2)
    assert prove(browser_of_ann(), early).status_code == 422
    assert prove(browser_of_ann(), code_of(secret, -1)).status_code == 303
    assert prove(browser_of_ann(), code_of(secret, 1)).status_code == 303


def test_after_five_tries_one_waits_and_is_told_how_long(ann, browser_of_ann, at):
    secret = set_up(ann)
    at("2018-04-11T10:00:00+01:00")
    thief = browser_of_ann()
    assert [prove(thief, "000000").status_code for _ in range(6)] == [422] * 5 + [429]
    answer = prove(thief, code_of(secret))
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "900"
    assert "Another is taken in 15 minutes." in answer.text
    assert prove(browser_of_ann(), code_of(secret)).status_code == 303  # in a browser of her own, Ann is not kept out
    at("2018-04-11T10:15:00+01:00")
    assert prove(thief, code_of(secret)).status_code == 303


def test_it_lasts_for_twelve_hours(ann, at, engine):
    set_up(ann)
    at("2018-04-11T20:30:00+01:00")
    assert "Your second proof is given" in ann.get(PROOF).text
    at("2018-04-11T21:00:00+01:00")
    assert "Show that it is you" in ann.get(PROOF).text


def test_whoever_gave_it_can_forget_it_and_nobody_else(ann, browser_of_ann, at):
    secret = set_up(ann)
    other = browser_of_ann()
    other.post(PROOF, data={"csrf": token(other), "forget": "yes"})
    assert "Show that it is you" in other.get(PROOF).text
    at("2018-04-11T09:01:00+01:00")
    prove(other, code_of(secret))
    assert ann.fill_in(PROOF, PROOF, forget="yes").status_code == 303
    assert "Set up your second proof" in ann.get(PROOF).text
    assert "Set up your second proof" in other.get(PROOF).text


def test_whoever_holds_the_machine_can_have_it_forgotten(ann, monkeypatch, capsys, database_url):
    set_up(ann)
    monkeypatch.setenv("BESTON_DATABASE_URL", database_url)
    settings.cache_clear()
    assert ended(monkeypatch, "forget-second-factor", "ANN@example.org") == 0
    assert "Forgotten." in capsys.readouterr().out
    assert "Set up your second proof" in ann.get(PROOF).text
    assert ended(monkeypatch, "forget-second-factor", "nobody@example.org") == 1
    assert "Nobody here has the address nobody@example.org." in capsys.readouterr().err


def ended(monkeypatch, *words):
    """The status that `beston` ends with."""
    monkeypatch.setattr(sys, "argv", ["beston", *words])
    with pytest.raises(SystemExit) as end:
        main()
    return end.value.code


def test_without_its_key_nobody_gets_in_and_the_reason_is_said(ann, browser_of_ann, at):
    secret = set_up(ann)
    at("2018-04-11T09:01:00+01:00")
    (settings().keys / "totp").unlink()
    answer = prove(browser_of_ann(), code_of(secret))
    assert "Restore the folder of keys" in answer.text
    assert "Show that it is you" in browser_of_ann().get(PROOF).text


# -- pages that want it ---------------------------------------------------
@pytest.fixture
def shed(engine, beston, monkeypatch):
    """An installation with a page for whoever looks after it, and browsers for it."""
    from app import permissions
    from app.main import create_app
    from tests.world.visitor import Visitor

    monkeypatch.setitem(permissions.ROUTES, "GET shed", permissions.ADMINISTRATOR)
    app = create_app(engine)

    def tools(request: Request, me: Administrator) -> str:
        return "tools"

    app.add_api_route("/shed", tools, name="shed", methods=["GET"])

    def visit_as(someone):
        with writing(engine) as db:
            cookie = begin_session(db, account_of(db, someone.email, now=now()), now=now())
        visitor = Visitor(app)
        visitor.hold(cookies.named(cookies.SIGNED_IN), cookie)
        return visitor

    with writing(engine) as db:
        make_administrator(db, ANN.email, now=now())
    return visit_as


def test_whoever_has_none_yet_is_led_to_set_it_up_and_then_back(shed):
    ann = shed(ANN)
    answer = ann.get("/shed")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PROOF}?then=shed")
    page = answer.headers["location"]
    form = next(form for form in ann.forms(page) if "sealed" in form.fields)
    refused = ann.post(PROOF, data=form.fields | {"code": ["x"]})
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', refused.text)[1].replace(" ", "")
    proved = ann.post(PROOF, data=form.fields | {"code": [code_of(secret)]})
    assert proved.headers["location"] == "/shed?said=proved"
    assert ann.get("/shed").status_code == 200


def test_htmx_is_led_there_too(shed):
    answer = shed(ANN).get("/shed", headers={"HX-Request": "true"})
    assert answer.headers["hx-redirect"] == f"{PROOF}?then=shed"
    assert "tools" not in answer.text


def test_to_everybody_else_it_is_not_there(shed, beston):
    assert shed(beston.jo).get("/shed").status_code == 404


@pytest.mark.parametrize(
    "then",
    ["https://evil.example", "//evil.example", "/series/", "home", "sign_out", "", "shed\nx", "person", "x" * 70],
)
def test_one_is_led_back_to_pages_of_ours_that_want_it_and_nowhere_else(shed, then):
    ann = shed(ANN)
    form = next(form for form in ann.forms(PROOF) if "sealed" in form.fields)
    refused = ann.post(PROOF, data=form.fields | {"code": ["x"], "then": [then]})
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', refused.text)[1].replace(" ", "")
    answer = ann.post(PROOF, data=form.fields | {"code": [code_of(secret)], "then": [then]})
    if answer.status_code == 303:
        assert re.fullmatch(r"/(account|administration)\?said=proved", answer.headers["location"])
    else:
        assert answer.status_code == 422


def test_a_barred_administrator_is_out(shed, engine):
    ann = shed(ANN)
    assert ann.get("/shed").status_code == 303
    account = Account.__table__
    with writing(engine) as db:
        db.execute(update(account).where(account.c.folded == ANN.email).values(barred_at=now()))
    assert ann.get("/shed").status_code == 404
