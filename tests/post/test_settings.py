"""What BESTON_SMTP_URL and BESTON_MAIL_FROM may say, and what is said of the rest."""

import pytest

from app.errors import CannotRun
from app.mail import MailServer, Sender
from app.settings import settings


@pytest.fixture
def given(monkeypatch):
    """The settings, with these among them."""

    def read(**values: str):
        for name, value in values.items():
            monkeypatch.setenv(f"BESTON_{name.upper()}", value)
        settings.cache_clear()
        return settings()

    return read


def test_without_one_there_is_no_server(given):
    assert given().mail_server is None


@pytest.mark.parametrize(
    "url, server",
    [
        ("smtp://localhost", MailServer("plain", "localhost", 25)),
        ("smtp+starttls://mail.example.org", MailServer("starttls", "mail.example.org", 587)),
        ("smtps://mail.example.org/", MailServer("tls", "mail.example.org", 465)),
        ("smtps://be%40ston:p%3Aw%2F@[::1]:2465", MailServer("tls", "::1", 2465, "be@ston", "p:w/")),
    ],
)
def test_a_server_is_named_by_its_address(given, url, server):
    read = given(smtp_url=url)
    assert read.mail_server == server
    assert "p:w/" not in repr(read) + repr(read.mail_server)


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "http://mail.example.org",
        "smtp+starttls://",
        "smtp+starttls://a:secret@mail.example.org:99999",
        "smtp+starttls://a:secret@mail.example.org:0",
        "smtp+starttls://a:secret@mail.example.org/inbox",
        "smtp+starttls://a:secret@mail.example.org?tls=no",
        "smtp+starttls://onlyname@mail.example.org",
        "smtp+starttls://a:secret%0d%0aQUIT@mail.example.org",
        "smtp+starttls://a:sec/ret@mail.example.org",
    ],
)
def test_what_names_none_is_refused_at_the_start_and_the_password_is_not_repeated(given, url):
    with pytest.raises(CannotRun) as refused:
        given(smtp_url=url)
    said = str(refused.value) + str(refused.value.__cause__)
    assert "smtp+starttls://name:password@mail.example.org:587" in said
    assert "sec" not in said


def test_in_production_letters_leave_this_machine_by_tls_only(given):
    live = {"environment": "production", "base_url": "https://beston.example.org"}
    with pytest.raises(CannotRun, match="by TLS only"):
        given(**live, smtp_url="smtp://mail.example.org")
    assert given(**live, smtp_url="smtp://127.0.0.1:2525").mail_server
    assert given(**live, smtp_url="smtp+starttls://mail.example.org").mail_server


@pytest.mark.parametrize(
    "mail_from, base_url, sender",
    [
        ("", "https://beston.example.org", Sender("Beston", "no-reply@beston.example.org")),
        ("", "http://127.0.0.1:8000", Sender("Beston", "no-reply@localhost")),
        ("The Beston inquiry <post@example.org>", "", Sender("The Beston inquiry", "post@example.org")),
        ("post@example.org", "", Sender("", "post@example.org")),
    ],
)
def test_whose_name_stands_on_letters(given, mail_from, base_url, sender):
    assert given(mail_from=mail_from, base_url=base_url or "http://127.0.0.1:8000").sender == sender


@pytest.mark.parametrize(
    "mail_from", ["Beston", "a@b, c@d", "Beston <a@b\r\nBcc: c@d.example>", "a b@c", "@", "zoë@c.org"]
)
def test_a_sender_that_cannot_be_one_is_refused(given, mail_from):
    with pytest.raises(CannotRun, match="BESTON_MAIL_FROM must be an address"):
        given(mail_from=mail_from)
