"""Whose browser it is after coming in by a letter, and what is kept of that."""

import pytest
from sqlalchemy import select, update

from app.accounts.models import Account, SignInLink, SignInRequest
from app.audit.domain import INSTALLATION
from app.audit.models import AuditEntry
from app.clock import now
from app.db import writing
from app.settings import settings
from tests.world.beston import HOME
from tests.world.letters import ask, asked_letter, letters, type_code
from tests.world.sending import token

pytestmark = pytest.mark.both_databases


def test_what_a_browser_held_before_is_changed_and_what_it_asked_with_is_gone(visit, beston, engine):
    browser = visit()
    browser.hold("beston", "chosen-by-somebody-else-for-this-browser")
    letter = asked_letter(browser, engine, beston.jo.email)
    type_code(browser, letter.code)
    assert browser.cookies["beston"] != "chosen-by-somebody-else-for-this-browser"
    assert "beston-asked" not in browser.cookies
    assert browser.get(HOME).status_code == 200


def test_whoever_was_in_with_this_browser_is_out(visit, beston, engine):
    delia = visit(beston.delia)
    before = delia.cookies["beston"]
    answer = delia.post("/sign-in", data={"csrf": token(delia), "email": beston.jo.email})
    assert answer.status_code == 303
    code = letters(engine)[-1].code
    assert delia.post("/sign-in", data={"csrf": token(delia), "code": code}).status_code == 303
    assert "Jo" in delia.get(HOME).text
    old = visit()
    old.hold("beston", before)
    assert old.get(HOME).status_code == 404


def test_a_secret_that_somebody_planted_is_not_one_of_ours(visit, beston, engine):
    browser = visit()
    for planted in ("x", "a" * 48, "a" * 300, ".."):
        browser.cookies.clear()
        browser.cookies.set("beston-asked", planted, domain="127.0.0.1")
        assert browser.get("/sign-in").status_code == 200
        assert asked_letter(browser, engine, beston.dn1.email)
        break_in = browser.post("/sign-in", data={"csrf": token(browser), "code": "ABCD-2345"})
        assert break_in.status_code == 422


def test_a_barred_account_has_no_way_in_and_its_browsers_are_out_at_once(visit, beston, engine):
    browser, inside = visit(), visit(beston.jo)
    letter = asked_letter(browser, engine, beston.jo.email)
    assert inside.get(HOME).status_code == 200
    with writing(engine) as db:
        account = Account.__table__
        db.execute(update(account).where(account.c.folded == beston.jo.email).values(barred_at=now()))
    assert inside.get(HOME).status_code == 404
    assert browser.post(letter.link, data={"csrf": token(browser)}).status_code in (403, 410)
    assert type_code(browser, letter.code).status_code == 422
    assert ask(browser, beston.jo.email).status_code == 303
    assert len(letters(engine)) == 1


def test_over_https_what_a_browser_asks_with_is_bound_to_the_host(visit, beston, engine, monkeypatch):
    monkeypatch.setattr(settings(), "base_url", "https://127.0.0.1:8000")
    answer = ask(visit(), beston.jo.email)
    said = next(line for line in answer.headers.get_list("set-cookie") if line.startswith("__Host-beston-asked="))
    assert "Secure" in said
    assert "HttpOnly" in said
    assert "SameSite=lax" in said
    assert "Domain" not in said


# -- what is kept -----------------------------------------------------
def test_what_the_database_holds_lets_nobody_in(visit, beston, engine, db):
    browser = visit()
    letter = asked_letter(browser, engine, beston.jo.email)
    kept = str(db.execute(select(SignInRequest.__table__)).all() + db.execute(select(SignInLink.__table__)).all())
    for secret in (letter.code, letter.code.replace("-", ""), letter.link.rpartition("/")[2]):
        assert secret not in kept
    assert browser.cookies["beston-asked"] not in kept


def test_coming_in_is_audited_without_what_let_them_in(visit, beston, engine, db, capfd):
    browser = visit()
    letter = asked_letter(browser, engine, beston.jo.email)
    browser.post("/sign-in", data={"csrf": token(browser), "code": "ABCD-2345"})
    type_code(browser, letter.code)
    audit = AuditEntry.__table__
    entries = db.execute(select(audit).where(audit.c.chain == INSTALLATION).order_by(audit.c.n)).all()
    assert [entry.verb for entry in entries][-2:] == ["sent a way in", "signed in"]
    told = str(entries) + "".join(capfd.readouterr())
    for secret in (letter.code, letter.code.replace("-", ""), letter.link.rpartition("/")[2], beston.jo.email):
        assert secret not in told
