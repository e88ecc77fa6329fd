"""Coming in by a letter: its link in the browser that asked, its code typed there, and nowhere else."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select, update

from app.accounts.models import Account, SignInLink, SignInRequest
from app.accounts.requests import answer_by_code, answer_by_link
from app.accounts.secrecy import code_in
from app.audit.domain import INSTALLATION
from app.audit.models import AuditEntry
from app.clock import now
from app.db import writing
from app.post.models import OutboxLetter
from app.settings import settings
from tests.world.letters import ask, asked_letter, letters, type_code
from tests.world.sending import token

pytestmark = pytest.mark.both_databases
HOME = "/series/beston"


def test_a_letter_holds_a_link_that_serves_the_browser_that_asked(visit, beston, engine):
    browser = visit()
    letter = asked_letter(browser, engine, beston.jo.email)
    assert letter.to == beston.jo.email
    (form,) = browser.forms(letter.link)
    assert form.buttons == [("", "", "Come in as j***@animate.example.org")]
    assert browser.get(HOME).status_code == 404
    answer = browser.post(letter.link, data=form.fields)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert browser.get(HOME).status_code == 200


def test_and_a_code_that_is_typed_where_one_asked(visit, beston, engine):
    browser = visit()
    letter = asked_letter(browser, engine, beston.jo.email)
    answer = type_code(browser, letter.code)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "Jo" in browser.get(HOME).text


@pytest.mark.parametrize(
    "spoil", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code[:4]}–{code[5:]}. "]
)
def test_a_code_is_read_as_people_type_it(visit, beston, engine, spoil):
    browser = visit()
    letter = asked_letter(browser, engine, beston.jo.email)
    assert type_code(browser, spoil(letter.code)).status_code == 303


def test_the_letter_says_why_it_came_and_what_to_do_in_both_its_forms(visit, beston, engine):
    letter = asked_letter(visit(), engine, beston.jo.email)
    assert letter.subject == "Your way in to Beston"
    for words in (letter.text, letter.html):
        assert letter.code in words
        assert settings().base_url + letter.link in words
        assert "15 minutes" in words
        assert "Why you have this letter" in words
        assert "nobody to answer" in words
    assert "Jo" not in letter.text
    assert letter.code not in letter.subject


def test_the_letter_waits_in_the_outbox_as_a_secret_with_an_end(visit, beston, engine, db):
    asked_letter(visit(), engine, beston.jo.email)
    row = db.execute(select(OutboxLetter.__table__)).one()
    assert (row.state, row.secret, row.kind) == ("queued", True, "sign_in")
    assert (row.serves_until - row.created_at).total_seconds() == 15 * 60


# -- in another browser ------------------------------------------------
def test_on_a_telephone_the_link_says_to_type_the_code_and_offers_nothing_to_press(visit, beston, engine):
    letter = asked_letter(visit(), engine, beston.jo.email)
    telephone = visit()
    page = telephone.get(letter.link)
    assert page.status_code == 200
    assert "Type the code where you asked" in page.text
    assert telephone.forms(letter.link) == []
    assert letter.code not in page.text
    assert "animate" not in page.text


def test_and_a_form_sent_from_there_signs_nobody_in_and_uses_nothing_up(visit, beston, engine):
    asking, telephone = visit(), visit()
    letter = asked_letter(asking, engine, beston.jo.email)
    assert telephone.post(letter.link, data={"csrf": token(telephone)}).status_code == 403
    assert type_code(telephone, letter.code).status_code == 422
    assert telephone.get(HOME).status_code == 404
    assert asking.fill_in(letter.link, letter.link).status_code == 303


def test_nor_does_one_who_holds_a_secret_of_their_own(visit, beston, engine):
    """Login by somebody else's letter: whoever asked for themselves cannot be brought in as another (T2)."""
    victim, thief = visit(), visit()
    theirs = asked_letter(thief, engine, beston.delia.email)
    asked_letter(victim, engine, beston.jo.email)
    assert victim.get(theirs.link).text.count("<form") == 0
    assert victim.post(theirs.link, data={"csrf": token(victim)}).status_code == 403
    assert type_code(victim, theirs.code).status_code == 422
    assert victim.get(HOME).status_code == 404


def test_looking_at_the_link_uses_nothing_up(visit, beston, engine):
    browser, scanner = visit(), visit()
    letter = asked_letter(browser, engine, beston.jo.email)
    for looker in (scanner, browser):
        for _ in range(5):
            assert looker.get(letter.link).status_code == 200
            assert looker.head(letter.link).status_code == 200
    assert scanner.get(HOME).status_code == 404
    assert browser.fill_in(letter.link, letter.link).status_code == 303


# -- once, and not for long ---------------------------------------------
def test_a_letter_serves_once(visit, beston, engine):
    browser = visit()
    letter = asked_letter(browser, engine, beston.jo.email)
    held = dict(browser.cookies)
    assert type_code(browser, letter.code).status_code == 303
    again = visit()
    for name, value in held.items():
        again.hold(name, value)
    assert type_code(again, letter.code).status_code == 422
    assert again.get(letter.link).status_code == 410
    assert again.post(letter.link, data={"csrf": token(again)}).status_code == 410


def test_of_two_at_once_with_one_code_one_comes_in(visit, beston, engine):
    browser = visit()
    letter = asked_letter(browser, engine, beston.jo.email)
    assert sorted(both(engine, answer_by_code, code_in(letter.code), browser)) == [False, True]


def test_and_of_two_at_once_with_one_link(visit, beston, engine):
    browser = visit()
    letter = asked_letter(browser, engine, beston.jo.email)
    assert sorted(both(engine, answer_by_link, letter.link.rpartition("/")[2], browser)) == [False, True]


def both(engine, answer, secret, browser):
    """Whether each of two came in, each in a transaction of its own."""
    at, held, begun = now(), browser.cookies["beston-asked"].split("."), Barrier(2)

    def one(_):
        begun.wait(10)
        with writing(engine) as db:
            return answer(db, secret, held, now=at) is not None

    with ThreadPoolExecutor(2) as two:
        return list(two.map(one, range(2), timeout=30))


def test_a_letter_serves_for_a_quarter_of_an_hour(visit, beston, engine, at):
    browser = visit()
    letter = asked_letter(browser, engine, beston.jo.email)
    at("2018-04-11T09:14:59+01:00")
    assert browser.get(letter.link).status_code == 200
    at("2018-04-11T09:15:00+01:00")
    assert browser.get(letter.link).status_code == 410
    assert "Come in</h1>" in browser.get("/sign-in").text
    answer = browser.post("/sign-in", data={"csrf": token(browser), "code": letter.code})
    assert answer.status_code == 422
    assert "This browser waits for no letter" in answer.text


def test_asking_again_leaves_the_letters_before_it_as_good(visit, beston, engine):
    browser = visit()
    first = asked_letter(browser, engine, beston.jo.email)
    asked_letter(browser, engine, beston.jo.email)
    assert type_code(browser, first.code).status_code == 303


def test_and_so_does_asking_in_another_browser(visit, beston, engine):
    browser = visit()
    first = asked_letter(browser, engine, beston.jo.email)
    asked_letter(visit(), engine, beston.jo.email)
    assert browser.fill_in(first.link, first.link).status_code == 303


def test_a_form_that_is_sent_twice_asks_once(visit, beston, engine):
    browser = visit()
    (form,) = browser.forms("/sign-in")
    sent = form.fields | {"email": [beston.jo.email]}
    answers = [browser.post("/sign-in", data=sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    (letter,) = letters(engine)
    assert type_code(browser, letter.code).status_code == 303


# -- whose browser it becomes ---------------------------------------------
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


# -- what is kept ----------------------------------------------------------
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


# -- how it is refused ------------------------------------------------------
@pytest.mark.parametrize(
    "typed, said",
    [
        ("", "Write your e-mail address here."),
        ("jo", "This is not an e-mail address yet."),
        ("jo@", "This is not an e-mail address yet."),
        ("jo@one.org, delia@two.org", "This is not an e-mail address yet."),
        ("x" * 118 + "@a.b", "No address of ours is longer than 120."),
        ("x" * 250 + "@a.b", "there is room for 200"),
        ("jo\x00@animate.example.org", "a character in this that cannot be kept"),
    ],
)
def test_what_is_no_address_is_refused_in_words_and_kept(visit, beston, engine, typed, said):
    browser = visit()
    answer = ask(browser, typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert "One thing to put right" in answer.text
    assert letters(engine) == []


@pytest.mark.parametrize(
    "typed",
    [
        "JO@Animate.Example.ORG",
        " jo@animate.example.org ",
        "Jo <jo@animate.example.org>,",
        "mailto:jo@animate.example.org",
        "jo @ animate.example.org.",
    ],
)
def test_an_address_is_understood_as_people_paste_it_and_written_to_as_it_is_known(visit, beston, engine, typed):
    assert asked_letter(visit(), engine, typed).to == beston.jo.email


@pytest.mark.parametrize("typed", ["", "K7PM", "K7PM-3RX0", "K7PM-3RXDD", "ççç"])
def test_what_can_be_no_code_is_refused_in_words(visit, beston, engine, typed):
    browser = visit()
    ask(browser, beston.jo.email)
    answer = type_code(browser, typed)
    assert answer.status_code == 422
    assert "The code has eight letters and figures" in answer.text


def test_a_wrong_code_is_refused_in_words_and_stays_in_its_field(visit, beston, engine):
    browser = visit()
    ask(browser, beston.jo.email)
    answer = type_code(browser, "abcd 2345")
    assert answer.status_code == 422
    assert "That is not the code in the letter that this window waits for" in answer.text
    assert 'value="abcd 2345"' in answer.text


def test_the_code_can_be_pasted_and_filled_in_by_the_telephone(visit, beston):
    browser = visit()
    ask(browser, beston.jo.email)
    page = browser.get("/sign-in").text
    assert 'autocomplete="one-time-code"' in page
    assert 'maxlength="40"' in page
    assert 'autocomplete="email"' in page


def test_over_https_what_a_browser_asks_with_is_bound_to_the_host(visit, beston, engine, monkeypatch):
    monkeypatch.setattr(settings(), "base_url", "https://127.0.0.1:8000")
    answer = ask(visit(), beston.jo.email)
    said = next(line for line in answer.headers.get_list("set-cookie") if line.startswith("__Host-beston-asked="))
    assert "Secure" in said
    assert "HttpOnly" in said
    assert "SameSite=lax" in said
    assert "Domain" not in said
