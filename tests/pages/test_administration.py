"""Looking after an installation: what needs looking at, who comes in, and not a word of what is said in a series."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import String, select, update

from app import tables
from app.accounts.accounts import account_of, make_administrator
from app.accounts.facts import remember
from app.accounts.models import Account
from app.accounts.rows import table_of
from app.audit.domain import INSTALLATION, By, note
from app.audit.models import AuditEntry
from app.audit.verifying import verify
from app.clock import now
from app.db import reading, writing
from app.errors import DomainError
from app.pages.administration_settings import settings_in_words
from app.permissions import ADMINISTRATOR, ROUTES
from app.post.domain import NewLetter, post
from app.post.models import OutboxLetter
from app.record.access import change_access
from app.settings import Settings, settings
from tests.test_router import PATHS, SAMPLES
from tests.world.beston import Someone
from tests.world.browsers import signed_in
from tests.world.visitor import HTMX

PAGE = "/administration"
PEOPLE = "/administration/people"
WAYS = pytest.mark.parametrize("headers", [None, HTMX | {"HX-Target": "div#accounts"}], ids=["plain", "htmx"])
ACCOUNTS = table_of(Account)


def account(engine, email):
    with reading(engine) as db:
        return db.execute(select(ACCOUNTS).where(ACCOUNTS.c.email == email)).one()


def id_of(engine, email):
    with writing(engine) as db:
        return account_of(db, email, now=now())


def noted(engine):
    entry = table_of(AuditEntry)
    with reading(engine) as db:
        rows = db.execute(select(entry).where(entry.c.chain == INSTALLATION).order_by(entry.c.n)).all()
    return [(row.account_id, row.verb, row.thing) for row in rows]


def words(answer):
    return " ".join(re.sub(r"<[^>]*>", " ", answer.text).split())


def do(visitor, act, account_id, headers=None):
    """Press the button beside an account, or send what it would have sent."""
    form = next(f for f in visitor.forms(PEOPLE) if f.method == "post")
    sent = form.fields | {"account": [str(account_id)], "act": [act]}
    return visitor.post(PEOPLE, data=sent, headers=headers)


# -- what needs looking at --------------------------------------------
def test_a_new_installation_says_what_to_do_first(visit, iain):
    text = words(visit(iain).get(PAGE))
    assert "Nobody has looked yet whether the audit is whole." in text
    assert "There is no copy of what is kept here." in text
    assert "No mail server is set" in text
    assert "Nobody but you looks after this installation." in text


def test_what_is_well_needs_no_look(visit, iain, made, engine, monkeypatch):
    made("ann@example.org")
    with writing(engine) as db:
        remember(db, "backed_up", "/copies", at=now() - timedelta(days=6))
        remember(db, "audit_verified", "whole", at=now() - timedelta(days=29))
    monkeypatch.setenv("BESTON_SMTP_URL", "smtps://letters:a-password@mail.example.org")
    settings.cache_clear()
    text = words(visit(iain).get(PAGE))
    assert "BESTON_NOW could be safer" in text  # the clock stands still in a test
    assert "could be safer" not in text.replace("BESTON_NOW could be safer", "")
    for what in ("The audit", "The last copy", "No mail server", "Nobody but you", "Letters have been waiting"):
        assert f" {what}" not in text.partition("People and access")[0]
    assert "a-password" not in visit(iain).get(PAGE).text


def test_what_has_gone_wrong_stands_first(visit, iain, engine, monkeypatch):
    letter = table_of(OutboxLetter)
    with writing(engine) as db:
        remember(db, "backed_up", "/copies", at=now() - timedelta(days=8))
        remember(db, "audit_verified", "it breaks: chain 1 at entry 3", at=now())
        for n in range(3):
            post(
                db,
                NewLetter("sign_in", f"p{n}@example.org", "Your way in", "Type AB12."),
                now=now() - timedelta(hours=1),
            )
        failed = db.execute(select(letter.c.id).limit(1)).scalar_one()
        db.execute(update(letter).where(letter.c.id == failed).values(state="failed"))
    monkeypatch.setenv("BESTON_SMTP_URL", "smtps://mail.example.org")
    settings.cache_clear()
    text = words(visit(iain).get(PAGE))
    needs = text.partition("To look at first")[2]
    assert needs.strip().startswith("The audit is not whole: it breaks: chain 1 at entry 3.")
    for what in (
        "One letter could not be sent.",
        "Letters have been waiting for a while.",
        "The last copy was made eight days ago",
    ):
        assert what in needs


def test_series_are_there_by_name_and_days_and_no_longer_on_the_list_of_ones_own(visit, iain, beston):
    text = words(visit(iain).get(PAGE))
    assert beston.record.series.title in text
    assert "18 April 2018" in text
    mine = visit(iain).get("/series/")
    assert beston.record.series.title not in mine.text
    assert f'href="{PAGE}"' in mine.text
    assert f'href="{PAGE}"' in visit(iain).get("/account").text
    assert PAGE not in visit(beston.jo).get("/series/").text


def test_to_everybody_else_it_is_not_there_and_without_the_second_proof_it_waits(visit, iain, beston, engine):
    for someone in (beston.jo, beston.ota, beston.george):
        assert visit(someone).get(PAGE).status_code == 404
        assert visit(someone).get(PEOPLE).status_code == 404
    with writing(engine) as db:
        make_administrator(db, "new@example.org", now=now())
    answer = visit(Someone("", "", "new@example.org")).get(PAGE)
    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/account/second-proof")


# -- no word of any series ---------------------------------------------
CANARY = "Qx7z"


def make_every_word_a_canary(engine):
    """Every free text of every series, but the titles of series and addresses."""
    with writing(engine) as db:
        for table in tables.metadata.sorted_tables:
            free = [column.name for column in table.columns if is_free(table, column)]
            if "series_id" in table.c and free:
                db.connection().execute(update(table).values(dict.fromkeys(free, CANARY)))


def is_free(table, column):
    plain = isinstance(column.type, String) and column.type.length >= len(CANARY) and not column.info.get("choices")
    return (
        plain
        and not column.primary_key
        and not column.foreign_keys
        and column.name not in ("email", "email_folded", "folded", "to_words")
    )


def stands_in(page: str, words: str) -> bool:
    """By themselves: somebody is called Jo, and so may three letters of a token be."""
    return re.search(rf"(?<![\w-]){re.escape(words)}(?![\w-])", page) is not None


def test_no_page_of_the_administrators_holds_a_word_of_a_series(visit, iain, beston, engine):
    with writing(engine) as db:
        for person in list(beston.people.values())[:6]:
            post(db, NewLetter("sign_in", person.email, "Your way in", "Type AB12.", to_name=None), now=now())
    for person in list(beston.people.values())[:12]:
        signed_in(engine, person.email)
    record = beston.record
    said = [p.name for p in record.people.values()] + [s.pseudonym for s in record.stories.values()]
    said += [a.text for a in record.actions.values()] + [f.text for f in record.findings.values()]
    said += [s.title for s in record.stories.values() if s.title]
    routes = [route for route, entry in ROUTES.items() if entry is ADMINISTRATOR and route.startswith("GET")]
    assert {"GET administration", "GET administration_people"} <= set(routes)
    for before in (True, False):
        if not before:
            make_every_word_a_canary(engine)
        for route in routes:
            answer = visit(iain).get(PATHS[route].format(**SAMPLES | {"letter": "1"}))
            assert answer.status_code == 200, route
            assert [word for word in said if stands_in(answer.text, word)] == []
            assert CANARY not in answer.text
            addresses = [p.email for p in record.people.values() if p.email and p.email in answer.text]
            assert not addresses or route != "GET administration"


# -- who comes in -------------------------------------------------------
def test_accounts_are_told_by_their_address_and_how_they_stand(visit, iain, beston, engine):
    signed_in(engine, beston.jo.email)
    text = words(visit(iain).get(PEOPLE))
    assert f"{iain.email} (you) Looks after this installation. No series. Signed in with one browser." in text
    assert (
        f"{beston.jo.email} One series. Signed in with one browser. Last here just now. Known since 11 April 2018."
        in text
    )
    assert beston.jo.name not in text


def test_they_are_found_by_a_part_of_their_address_fifty_to_a_page(visit, iain, engine):
    with writing(engine) as db:
        for n in range(60):
            account_of(db, f"p{n:02d}_{n % 2}@example.org", now=now())
    found = visit(iain).get(f"{PEOPLE}?q=P07_").text
    assert "p07_1@example.org" in found
    assert "p08_0@example.org" not in found
    assert "No address here is like that" in visit(iain).get(f"{PEOPLE}?q=%25").text
    first, second = (visit(iain).get(f"{PEOPLE}?page={page}").text for page in (1, 2))
    assert len(re.findall("<h2><bdi", first)) == 50
    assert "?page=2" in first
    assert "p59_1@example.org" in second
    assert visit(iain).get(f"{PEOPLE}?page=x").status_code == 200


@WAYS
def test_signing_somebody_out_everywhere(visit, iain, beston, engine, headers):
    jo = visit(beston.jo)
    assert jo.get(beston.address()).status_code == 200
    id_ = id_of(engine, beston.jo.email)
    answer = do(visit(iain), "end_sessions", id_, headers)
    assert answer.headers["location"] == f"{PEOPLE}?said=access-end_sessions"
    assert jo.get("/account").status_code != 200
    assert visit(beston.jo).get(beston.address()).status_code == 200  # and may come in again
    assert noted(engine) == [(id_of(engine, iain.email), "signed out everywhere", str(id_))]


@WAYS
def test_keeping_somebody_out_and_letting_them_in_again(visit, iain, beston, engine, headers):
    jo, id_ = visit(beston.jo), id_of(engine, beston.jo.email)
    assert do(visit(iain), "bar", id_, headers).status_code == 303
    assert jo.get("/account").status_code != 200
    assert visit(beston.jo).get("/account").status_code != 200  # not even with a session made since
    assert "Kept out since 11 April 2018." in words(visit(iain).get(PEOPLE))
    assert do(visit(iain), "let_in", id_, headers).status_code == 303
    assert visit(beston.jo).get("/account").status_code == 200
    assert [verb for _, verb, _ in noted(engine)] == ["barred", "let in again"]
    with reading(engine) as db:
        assert verify(db, settings().keys).whole


@WAYS
def test_making_an_administrator_and_taking_it_back(visit, iain, beston, engine, headers):
    id_ = id_of(engine, beston.jo.email)
    assert do(visit(iain), "make", id_, headers).status_code == 303
    assert account(engine, beston.jo.email).administers
    assert do(visit(iain), "unmake", id_, headers).status_code == 303
    assert not account(engine, beston.jo.email).administers
    assert [verb for _, verb, _ in noted(engine)] == ["made an administrator", "made no administrator any more"]


@WAYS
def test_somebody_new_is_let_to_look_after_it_by_their_address(visit, iain, engine, headers):
    answer = visit(iain).fill_in(PEOPLE, PEOPLE, headers=headers, act="add", account=None, address="Ann@Example.org")
    assert answer.status_code == 303
    assert account(engine, "Ann@Example.org").administers
    assert "Ann@Example.org" in visit(iain).get(PEOPLE).text


@WAYS
@pytest.mark.parametrize("act", ["end_sessions", "bar", "make", "unmake", "let_in"])
def test_nobody_does_any_of_it_to_themselves(visit, iain, engine, act, headers):
    answer = do(visit(iain), act, id_of(engine, iain.email), headers)
    assert answer.status_code == 422
    assert "This is you." in answer.text
    assert ("<html" in answer.text) == (headers is None)
    assert account(engine, iain.email).administers
    assert noted(engine) == []


@pytest.mark.parametrize(
    "act,before,why",
    [
        ("let_in", [], "They may come in already."),
        ("bar", ["bar"], "They are kept out already."),
        ("make", ["bar"], "Let them in again first."),
        ("make", ["make"], "They look after this installation already."),
        ("unmake", [], "They do not look after this installation."),
        ("bother", [], "Choose one of what is offered."),
        ("", [], "Choose somebody, and what to do."),
    ],
)
def test_what_cannot_be_is_refused_in_words(visit, iain, beston, engine, act, before, why):
    id_ = id_of(engine, beston.jo.email)
    for step in before:
        do(visit(iain), step, id_)
    answer = do(visit(iain), act, id_)
    assert answer.status_code == 422
    assert why in answer.text
    assert len(noted(engine)) == len(before)


@pytest.mark.parametrize("address", ["", "nobody", "a b@example.org", "a@example.org, b@example.org"])
def test_an_address_that_is_none_is_refused_beside_its_field(visit, iain, address):
    answer = visit(iain).fill_in(PEOPLE, PEOPLE, act="add", account=None, address=address)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert f'value="{address}"' in answer.text


def test_an_account_that_is_not_there_is_not_found(visit, iain):
    assert do(visit(iain), "bar", 4711).status_code == 404


def test_sent_twice_it_is_done_once(visit, iain, beston, engine):
    visitor, id_ = visit(iain), id_of(engine, beston.jo.email)
    form = next(f for f in visitor.forms(PEOPLE) if f.method == "post")
    sent = form.fields | {"account": [str(id_)], "act": ["bar"]}
    first, second = visitor.post(PEOPLE, data=sent), visitor.post(PEOPLE, data=sent)
    assert (first.status_code, first.headers["location"]) == (second.status_code, second.headers["location"])
    assert len(noted(engine)) == 1


@pytest.mark.both_databases
def test_two_who_take_it_from_each_other_at_once_leave_one(engine, made):
    made("a@example.org"), made("b@example.org")
    ids = [account(engine, email).id for email in ("a@example.org", "b@example.org")]

    def unmake(asker: int, other: int) -> bool:
        try:
            with writing(engine) as db:
                change_access(db, asker, other, "unmake", at=now())
            return True
        except DomainError:
            return False

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(unmake, ids, reversed(ids)))
    assert sorted(done) == [False, True]
    with reading(engine) as db:
        assert len(db.execute(select(ACCOUNTS.c.id).where(ACCOUNTS.c.administers)).all()) == 1


def test_what_was_done_here_last_is_told_with_addresses_and_to_administrators_alone(visit, iain, beston, engine):
    jo, his = id_of(engine, beston.jo.email), id_of(engine, iain.email)
    with writing(engine) as db:
        note(db, INSTALLATION, "sent a way in", at=now(), about=("account", str(jo)))
        note(db, INSTALLATION, "made a sign-in link", at=now(), about=("account", str(jo)))
        note(db, INSTALLATION, "read a letter", at=now(), by=By(his), about=("letter", "odd"))
    text = words(visit(iain).get(PEOPLE)).partition("What was done here last")[2]
    assert f"{iain.email} read a letter 11 April 2018, 08.00 UTC" in text
    assert f"Whoever holds the machine made a sign-in link: {beston.jo.email}" in text
    assert f"Beston sent a way in: {beston.jo.email}" in text


# -- settings -----------------------------------------------------------
SECRET = "s3cr3t-canary"


@pytest.fixture
def given(monkeypatch):
    def read(**values):
        for name, value in values.items():
            monkeypatch.setenv(f"BESTON_{name.upper()}", value)
        return {setting.name.removeprefix("BESTON_").lower(): setting for setting in settings_in_words(Settings())}

    return read


def test_every_setting_is_there_in_words_and_no_secret_with_it(given):
    found = given(
        database_url=f"postgresql://beston:{SECRET}@db.example.org/beston",
        smtp_url=f"smtp+starttls://letters:{SECRET}@mail.example.org:587",
        base_url="https://beston.example.org",
    )
    assert set(found) == set(Settings.model_fields)
    assert all(setting.meaning for setting in found.values())
    assert SECRET not in repr(found)
    assert found["database_url"].now == "PostgreSQL, the database beston on db.example.org"
    assert found["smtp_url"].now.startswith("mail.example.org, port 587")


def test_what_could_leak_or_mislead_is_marked(given):
    found = given(
        base_url="http://beston.example.org", smtp_url="smtp://mail.example.org", now="2018-04-11T09:00:00+01:00"
    )
    unsafe = {name for name, setting in found.items() if setting.unsafe}
    assert unsafe == {"environment", "base_url", "smtp_url", "now"}


def test_in_development_on_ones_own_machine_nothing_is(given):
    assert not [name for name, setting in given().items() if setting.unsafe]
