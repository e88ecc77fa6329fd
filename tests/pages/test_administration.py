"""Looking after an installation: what needs looking at first, and not a word of what is said in a series."""

import re
from datetime import timedelta

from sqlalchemy import String, select, update

from app import tables
from app.accounts.accounts import make_administrator
from app.accounts.facts import remember
from app.accounts.rows import table_of
from app.clock import now
from app.db import writing
from app.permissions import ADMINISTRATOR, ROUTES
from app.post.domain import NewLetter, post
from app.post.models import OutboxLetter
from app.settings import settings
from tests.pages.administrators import PAGE, PEOPLE, words
from tests.test_router import PATHS, SAMPLES
from tests.world.beston import Someone
from tests.world.browsers import signed_in


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


# -- no word of any series --------------------------------------------
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
