"""Whoever looks after an installation ends addresses of calendars, and learns by it neither one nor who is where."""

import re

import pytest
from sqlalchemy import insert, select, update

from app.accounts.accounts import account_of
from app.accounts.models import Account
from app.accounts.rows import table_of
from app.audit.domain import INSTALLATION
from app.audit.models import AuditEntry
from app.audit.verifying import verify
from app.clock import now
from app.db import reading, writing
from app.links.domain import Whose, new_link, whose
from app.people.models import Person
from app.series.models import Thing
from app.settings import settings
from tests.pages.administrators import PEOPLE, words

HERE = "/administration/calendars"
MINE = "/series/beston/calendar"
ADDRESS = re.compile(r'readonly value="https?://[^/"]+(/calendar/[\w-]+\.ics)"')
ASKED_ANEW = re.compile(r'<input type="hidden"[^>]*>|nonce="[^"]*"')


@pytest.fixture
def address_of(visit, beston):
    """The path of an address that somebody asks for on their own page: `address_of("gp2")`."""

    def asked(who):
        return ADDRESS.search(visit(beston.people[who]).fill_in(MINE, MINE, do="give").text)[1]

    return asked


def token_in(address):
    return address.split("/")[-1].removesuffix(".ics")


def id_of(engine, someone):
    with writing(engine) as db:
        return str(account_of(db, someone.email, now=now()))


def noted(engine):
    entry = table_of(AuditEntry)
    with reading(engine) as db:
        rows = db.execute(select(entry).where(entry.c.chain == INSTALLATION).order_by(entry.c.n)).all()
    return [(row.verb, row.thing, row.said) for row in rows]


def loses_their_email_address(engine, beston, person):
    """As when an organiser takes it out; the addresses of their calendar are theirs still."""
    table = table_of(Person)
    with writing(engine) as db:
        their = (table.c.series_id == beston.series_id) & (table.c.id == person)
        db.execute(update(table).where(their).values(email=None, email_folded=None))


# -- what is seen --------------------------------------------------------
def test_it_is_seen_how_many_somebody_has_and_since_when_and_found_from_who_comes_in(visit, iain, beston, address_of):
    assert "Nobody has one." in words(visit(iain).get(HERE))
    assert "calendar" not in words(visit(iain).get("/administration"))
    address_of("gp2"), address_of("gp2"), address_of("dn2")
    text_ = words(visit(iain).get(HERE))
    assert f"{beston.gp2.email} Two addresses, the last made on 11 April 2018" in text_
    assert f"{beston.dn2.email} One address, made on 11 April 2018" in text_
    assert "Three addresses of calendars are out." in words(visit(iain).get("/administration"))
    people = visit(iain).get(PEOPLE).text
    link = next(one for one in re.findall(r'href="([^"]*)">Two addresses of a calendar', people))
    found = words(visit(iain).get(link))
    assert beston.gp2.email in found
    assert beston.dn2.email not in found


def test_no_address_no_series_and_nobody_s_name_is_there_nor_how_many_links_were_in_letters(
    visit, iain, beston, address_of, engine
):
    tokens = [token_in(address_of(who)) for who in ("gp2", "george")]
    before = visit(iain).get(HERE).text
    with writing(engine) as db:
        for _ in range(3):
            new_link(db, beston.series_id, "gp2", now=now())
            new_link(db, beston.series_id, "ota", now=now())
    pages = [visit(iain).get(page).text for page in (HERE, PEOPLE)]
    assert ASKED_ANEW.sub("", pages[0]) == ASKED_ANEW.sub("", before)
    secrets = [*tokens, beston.record.series.title, beston.gp2.name, beston.george.name]
    assert [one for one in secrets if any(one in page for page in pages)] == []


def test_fifty_stand_on_a_page(visit, iain, beston, engine):
    with writing(engine) as db:
        tables = [table_of(Thing), table_of(Person)]
        priya = [db.execute(select(table).where(table.c.id == "gp2")).one()._asdict() for table in tables]
        for n in range(61):
            id_, email = f"p{n:02d}", f"P{n:02d}@example.org"
            who = {"id": id_, "folded": id_, "n": 100 + n, "email": email, "email_folded": email.casefold()}
            for table, row in zip(tables, priya, strict=True):
                db.execute(insert(table).values(**row | {key: who[key] for key in row if key in who}))
            account_of(db, email, now=now())
            new_link(db, beston.series_id, id_, now=now(), serves="calendar")
    first, second = (visit(iain).get(f"{HERE}?page={n}").text for n in (1, 2))
    assert [page.count('type="checkbox"') for page in (first, second)] == [50, 11]
    assert "?page=2" in first
    assert visit(iain).get(f"{HERE}?q=p07@").text.count('type="checkbox"') == 1
    assert "Nobody like that has one." in visit(iain).get(f"{HERE}?q=%25").text


# -- ending them -----------------------------------------------------------
@pytest.mark.both_databases
def test_ended_it_is_not_there_at_the_next_knock_and_those_of_others_are(visit, iain, beston, address_of, engine):
    first, second, shonas = address_of("gp2"), address_of("gp2"), address_of("dn2")
    gp2 = id_of(engine, beston.gp2)
    answer = visit(iain).fill_in(HERE, HERE, end=gp2)
    assert answer.headers["location"] == f"{HERE}?said=feeds-ended"
    assert [visit().get(one).status_code for one in (first, second, shonas)] == [404, 404, 200]
    assert beston.gp2.email not in visit(iain).get(HERE).text
    assert noted(engine) == [("ended calendar addresses", gp2, "{}")]
    assert f"ended calendar addresses: {beston.gp2.email}" in words(visit(iain).get(PEOPLE))
    with reading(engine) as db:
        assert verify(db, settings().keys).whole
    assert visit().get(address_of("gp2")).status_code == 200  # who has a place may have another


@pytest.mark.both_databases
def test_those_of_somebody_who_does_not_come_in_here_any_more_end_too(visit, iain, beston, address_of, engine):
    priyas, shonas = address_of("gp2"), address_of("dn2")
    loses_their_email_address(engine, beston, "gp2")
    assert visit().get(priyas).status_code == 200
    shown = words(visit(iain).get(HERE))
    assert "People whose e-mail address nobody comes in by One address" in shown
    assert visit(iain).fill_in(HERE, HERE, end="0").status_code == 303
    assert [visit().get(one).status_code for one in (priyas, shonas)] == [404, 200]
    assert noted(engine) == [("ended calendar addresses", None, "{}")]


def test_links_in_letters_open_as_before(visit, iain, beston, address_of, engine):
    address_of("gp2")
    with writing(engine) as db:
        link = new_link(db, beston.series_id, "gp2", now=now())
    visit(iain).fill_in(HERE, HERE, end=id_of(engine, beston.gp2))
    assert visit().get(f"/part/{link}").status_code == 200


@pytest.mark.parametrize(
    "ticked, why",
    [
        (None, "Tick whose addresses are to end."),
        ("4711", "These had ended already."),
        ("-1", "This must be 0 or more."),
        ("everybody", "Write a whole number."),
    ],
)
def test_what_ends_nothing_is_said_in_words(visit, iain, address_of, engine, ticked, why):
    address = address_of("gp2")
    answer = visit(iain).fill_in(HERE, HERE, end=ticked)
    assert (answer.status_code, why in answer.text) == (422, True)
    assert (visit().get(address).status_code, noted(engine)) == (200, [])


def test_nothing_is_ticked_to_begin_with(visit, iain, address_of):
    address_of("gp2")
    [form] = [form for form in visit(iain).forms(HERE) if form.method == "post" and form.action == HERE]
    assert "end" not in form.fields


def test_to_everybody_else_the_page_is_not_there_and_without_the_second_proof_it_waits(
    visit, iain, beston, address_of, engine
):
    address = address_of("gp2")
    for someone in (beston.jo, beston.gp2, beston.george):
        assert visit(someone).get(HERE).status_code == 404
    table = table_of(Account)
    with writing(engine) as db:
        db.execute(update(table).where(table.c.email == iain.email).values(second_factor=None))
    waits = visit(iain).get(HERE)
    assert waits.headers["location"] == "/account/second-proof?then=administration_calendars"
    assert visit().get(address).status_code == 200


# -- who makes them ----------------------------------------------------------
def test_jo_who_names_priya_in_the_form_gets_an_address_of_her_own_and_ends_none_of_priyas(
    visit, beston, address_of, engine
):
    priyas = address_of("gp2")
    answer = visit(beston.jo).fill_in(MINE, MINE, do="give", person="gp2")
    token = token_in(ADDRESS.search(answer.text)[1])
    with reading(engine) as db:
        assert whose(db, token, serves="calendar") == Whose(beston.series_id, "jo")
    assert visit(beston.jo).fill_in(MINE, MINE, do="end", person="gp2").status_code == 303
    assert visit().get(priyas).status_code == 200


def test_an_administrator_without_a_place_makes_none(visit, iain):
    assert visit(iain).get(MINE).status_code == 404
