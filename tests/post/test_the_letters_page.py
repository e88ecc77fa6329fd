"""The letters page: for whoever looks after the installation, who reads no story and lets people in by telephone."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import Session, select

from app.accounts.domain import account_of
from app.accounts.models import Account
from app.audit.models import AuditEntry
from app.clock import now
from app.db import writing
from app.post.models import OutboxLetter
from app.settings import settings
from tests.world.beston import Someone
from tests.world.mail import certificate, let_in, mail_server

PAGE = "/administration/letters"
CODE = "Type this code: AB12-CD34.\n"


@pytest.fixture
def admin(engine, visit):
    """A browser of the administrator, who has given their second factor."""
    with writing(engine) as db:
        account = Account.metadata.tables["account"]
        number = account_of(db, "admin@example.org", now=now())
        db.execute(update(account).where(account.c.id == number).values(administers=True, second_factor=b"sealed"))
    return visit(Someone("", "", "admin@example.org"))


@pytest.fixture
def served(monkeypatch):
    monkeypatch.setenv("BESTON_SMTP_URL", "smtps://mail.example.org")
    settings.cache_clear()


@pytest.fixture
def clock():
    return now


@pytest.fixture
def way_in(put_in):
    return put_in(kind="sign_in", subject="Your way in to Beston", text=CODE, secret=True, serves_until=in_time())


def in_time():
    return now() + timedelta(minutes=15)


def noted(engine) -> list[str]:
    with Session(engine) as db:
        return [entry.verb for entry in db.exec(select(AuditEntry).order_by(AuditEntry.n))]


def in_state(engine, number, state, trouble=None):
    table = OutboxLetter.metadata.tables["outbox_letter"]
    with writing(engine) as db:
        db.execute(update(table).where(table.c.id == number).values(state=state, trouble=trouble))


def test_without_a_mail_server_the_administrator_can_read_a_code_out_and_it_is_written_down(engine, admin, way_in):
    page = admin.get(PAGE).text
    assert "No mail server is set" in page
    assert "priya@example.org" in page
    assert "AB12" not in page
    one = f"{PAGE}/{way_in}"
    assert "AB12" not in admin.get(one).text
    assert noted(engine) == []
    assert "AB12-CD34" in admin.fill_in(one, one, button="Open it").text
    assert noted(engine) == ["read a letter"]
    assert "AB12" not in admin.get(one).text


def test_with_a_mail_server_nobody_but_the_reader_sees_a_way_in(engine, admin, way_in, served):
    one = f"{PAGE}/{way_in}"
    assert "mail.example.org" in admin.get(PAGE).text
    page = admin.get(one).text
    assert "AB12" not in page
    assert "Open it" not in page
    sent = admin.forms(one)[0].fields | {"do": ["read"]}
    assert "AB12" not in admin.post(one, data=sent).text


@pytest.mark.parametrize("with_server", [True, False])
def test_of_a_letter_of_a_series_they_see_no_word(beston, put_in, admin, with_server, request):
    if with_server:
        request.getfixturevalue("served")
    number = put_in(subject="Where Florence has got to", text="Florence said.\n", in_series=beston.series_id)
    one = f"{PAGE}/{number}"
    assert "A letter of a series: recap" in admin.get(PAGE).text
    assert "priya@example.org" in admin.get(one).text
    opened = admin.post(one, data=admin.forms(one)[0].fields | {"do": ["read"]})
    assert "Florence" not in admin.get(PAGE).text + admin.get(one).text + opened.text


@pytest.mark.parametrize(
    "state, why, told",
    [
        ("dropped", "Priya wants no messages.", "Its organisers see why."),
        ("queued", "Priya asked for peace until 2 May.", "Its organisers see why."),
        ("sent", "Handed over by hand.", ""),
        ("failed", "There is no such mailbox, the mail server says (550).", "no such mailbox"),
        ("bounced", "It came back: the mailbox takes nothing at the moment (5.2.2).", "takes nothing"),
    ],
)
def test_nor_anything_that_its_reader_asked_for_or_did(engine, beston, put_in, admin, state, why, told):
    number = put_in(subject="Where Florence has got to", in_series=beston.series_id)
    in_state(engine, number, state, why)
    for page in (PAGE, f"{PAGE}/{number}"):
        text = admin.get(page).text
        assert told in text
        assert (why in text) == (state in ("failed", "bounced"))


def test_one_that_could_not_be_sent_can_go_again_or_be_set_aside(engine, admin, put_in, letter):
    first, second = put_in(), put_in(to="ruth@example.org")
    for number in (first, second):
        in_state(engine, number, "failed", "There is no such mailbox, the mail server says (550).")
    assert "There is no such mailbox" in admin.get(PAGE).text
    assert (
        "It goes again."
        in admin.follow(admin.fill_in(f"{PAGE}/{first}", f"{PAGE}/{first}", button="Let it go again")).text
    )
    assert (letter(first).state, letter(first).trouble) == ("queued", None)
    admin.fill_in(f"{PAGE}/{second}", f"{PAGE}/{second}", button="Set it aside")
    assert letter(second).state == "dropped"
    assert noted(engine) == ["let a letter go again", "set a letter aside"]


def test_a_way_in_that_is_set_aside_is_forgotten(admin, way_in, letter):
    admin.fill_in(f"{PAGE}/{way_in}", f"{PAGE}/{way_in}", button="Set it aside")
    assert (letter(way_in).state, letter(way_in).text) == ("dropped", None)


@pytest.mark.parametrize("state", ["sent", "dropped"])
def test_what_has_gone_cannot_go_again(engine, admin, put_in, letter, state):
    number = put_in()
    waiting = admin.forms(f"{PAGE}/{number}")[0].fields
    in_state(engine, number, state)
    for do in ("again", "aside"):
        refused = admin.post(f"{PAGE}/{number}", data=waiting | {"do": [do]})
        assert refused.status_code == 422
        assert "This letter" in refused.text
    assert letter(number).state == state


def test_one_that_is_being_sent_is_left_alone(engine, admin, put_in, letter):
    number = put_in()
    table = OutboxLetter.metadata.tables["outbox_letter"]
    with writing(engine) as db:
        db.execute(update(table).where(table.c.id == number).values(leased_by="a worker", leased_until=in_time()))
    refused = admin.fill_in(f"{PAGE}/{number}", f"{PAGE}/{number}", button="Set it aside")
    assert (refused.status_code, letter(number).state) == (422, "queued")
    assert "It is being sent at this moment" in refused.text


def test_the_page_says_when_no_worker_is_there(engine, admin, put_in, postman):
    put_in()
    assert "No worker has looked at them yet." in admin.get(PAGE).text
    postman(None).round()
    assert "Nothing sends letters" not in admin.get(PAGE).text


def test_a_password_that_the_server_does_not_take_keeps_the_letters_and_is_told_on_the_page(
    admin, put_in, postman, letter, served, clock, tmp_path, monkeypatch
):
    file, context = certificate(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    number = put_in()
    with mail_server(tls_context=context, require_starttls=True, **let_in("beston", "right")) as office:
        postman(office, talk="starttls", user="beston", password="wrong").round()
        page = admin.get(PAGE).text
        assert "Letters wait: the mail server takes none" in page
        assert "does not take the name and password in BESTON_SMTP_URL" in page
        assert (letter(number).state, letter(number).tries) == ("queued", 0)
        postman(office, talk="starttls", user="beston", password="right").round()
    assert letter(number).state == "sent"
    assert "Letters wait" not in admin.get(PAGE).text


def test_one_that_came_back_is_told_and_can_go_again_or_be_set_aside(engine, admin, put_in, letter):
    first, second = put_in(), put_in(to="ruth@example.org")
    for number in (first, second):
        in_state(engine, number, "bounced", "It came back: there is no such mailbox (5.1.1).")
    assert "there is no such mailbox" in admin.get(PAGE).text
    assert "Came back" in admin.get("/administration").text
    admin.fill_in(f"{PAGE}/{first}", f"{PAGE}/{first}", button="Let it go again")
    admin.fill_in(f"{PAGE}/{second}", f"{PAGE}/{second}", button="Set it aside")
    assert [letter(number).state for number in (first, second)] == ["queued", "dropped"]


def test_to_an_organiser_the_page_is_not_there(beston, visit, put_in):
    number = put_in()
    assert [visit(beston.jo).get(path).status_code for path in (PAGE, f"{PAGE}/{number}")] == [404, 404]


@pytest.mark.parametrize("odd", ["0", "-1", "99999999999", "99999999999999999999999", "x"])
def test_a_number_that_no_letter_has_is_not_found(admin, odd):
    assert admin.get(f"{PAGE}/{odd}").status_code == 404
