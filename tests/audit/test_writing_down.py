"""What the audit writes down, by whom, and that each chain of it stays whole."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import Session

from app.accounts.accounts import account_of
from app.audit.domain import INSTALLATION, LONGEST, note
from app.clock import now
from app.db import writing
from app.record.coming_in import link_for
from tests.audit.conftest import MOMENTS, entries, verdict


@pytest.mark.both_databases
@pytest.mark.parametrize("at", MOMENTS)
def test_every_moment_comes_back_to_the_microsecond_and_fits_its_seal(engine, at):
    with writing(engine) as db:
        note(db, INSTALLATION, "changed", at=at, said={"name": ["Ünal", "a\tb\n\u2028\u0000"]})
    (row,) = entries(engine)
    assert row.at == at
    assert json.loads(row.said) == {"name": ["Ünal", "a\tb\n\u2028\u0000"]}
    assert verdict(engine).whole


@pytest.mark.both_databases
def test_many_who_write_at_once_make_one_whole_chain_each(engine):
    def write(n: int) -> None:
        for again in range(6):
            with writing(engine) as db:
                note(db, n % 3, "changed", at=now(), said={"n": [n, again]})
                if again == 3:
                    note(db, (n + 1) % 3, "added", at=now())

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(6)))
    found = verdict(engine)
    assert found.whole
    assert [chain.entries for chain in found.chains] == [14, 14, 14]


def test_what_is_undone_leaves_no_entry_and_the_chain_whole(engine):
    with Session(engine) as db:
        note(db, 1, "added", at=now())
        db.rollback()
    with Session(engine) as db:
        with db.begin_nested() as half:
            note(db, 1, "added", at=now())
            half.rollback()
        note(db, 1, "changed", at=now())
        db.commit()
    assert [row.verb for row in entries(engine)] == ["changed"]
    assert verdict(engine).whole


@pytest.mark.both_databases
def test_what_is_too_long_keeps_which_fields_and_loses_their_values(engine):
    long = "å" * LONGEST
    with writing(engine) as db:
        note(db, 1, "changed", at=now(), said={"text": [long, "short"], "name": ["Jo", "Jo B"]})
        note(db, 1, "changed", at=now(), said={f"field {n}": ["a" * 250, "b"] for n in range(200)})
        note(db, 1, "changed", at=now(), said={"x" * 60 + str(n): None for n in range(200)})
    first, second, third = (json.loads(row.said) for row in entries(engine))
    assert first == {"text": None, "name": ["Jo", "Jo B"]}
    assert second == {f"field {n}": None for n in range(200)}
    assert third == {"fields": [None, 200]}
    assert verdict(engine).whole


def test_what_is_protected_is_never_written_down_whoever_notes_it(engine):
    canary = "07700 900123"
    with writing(engine) as db:
        note(db, 1, "changed", at=now(), about=("person", "jo"), said={"mobile": [canary, None], "job": ["a", "b"]})
        note(db, 1, "changed", at=now(), about=("story", "S1"), said={"title": [None, canary], "event": [None, "told"]})
        note(db, 1, "added", at=now(), about=("follow_up", "F1"), said={"anything": [None, canary]})
    assert [json.loads(row.said) for row in entries(engine)] == [
        {"mobile": None, "job": ["a", "b"]},
        {"title": None, "event": [None, "told"]},
        {"anything": None},
    ]


# -- what is there already notes itself -------------------------------
def test_bringing_a_series_in_begins_its_chain(engine, beston):
    (row,) = entries(engine, beston.series_id)
    assert (row.verb, row.account_id, row.person) == ("brought in a series file", None, None)
    assert verdict(engine).whole


def test_moving_an_action_is_written_down_without_what_was_said_of_it(visit, beston, engine, a14):
    move = f"{a14}/moves/stuck"
    said = {"what_would_help": "A room with a canary", "note": "A canary", "only": "organisers"}
    answer = visit(beston.ota).fill_in(move, move, **said)
    assert answer.status_code == 303, answer.text
    row = entries(engine, beston.series_id)[-1]
    assert (row.verb, row.person, row.kind, row.thing) == ("moved an action", "ota", "action", "A14")
    assert json.loads(row.said) == {"event": "stuck"}
    assert not [row for row in entries(engine) if "canary" in str(row)]


def test_a_refused_move_leaves_no_entry(visit, beston, engine):
    before = entries(engine)
    move = beston.address("actions", "A14", "moves", "stuck")
    assert visit(beston.ota).fill_in(move, move, what_would_help="").status_code == 422
    assert entries(engine) == before


def test_opening_a_story_is_written_down_without_why(visit, beston, engine):
    story = beston.address("stories", "S1")
    opened = visit(beston.jo).fill_in(story, f"{story}/openings", why="A canary", reason=None)
    assert opened.status_code == 303
    row = entries(engine, beston.series_id)[-1]
    assert (row.verb, row.person, row.thing, row.said) == ("opened a story", "jo", "S1", "{}")


def test_a_link_made_at_the_machine_is_written_down_without_the_link_or_the_address(engine, beston):
    link = link_for(engine, beston.jo.email)
    (row,) = entries(engine, INSTALLATION)
    with writing(engine) as db:
        assert row.verb == "made a sign-in link"
        assert (row.kind, row.thing) == ("account", str(account_of(db, beston.jo.email, now=now())))
    assert link.rpartition("/")[2] not in str(row)
    assert beston.jo.email not in str(row)


def test_handing_out_the_stories_is_written_down_and_without_them_not(says, engine, beston):
    assert says("export", "beston").status == 0
    assert [row.verb for row in entries(engine, beston.series_id)] == ["brought in a series file"]
    assert says("export", "beston", "--with-stories").status == 0
    row = entries(engine, beston.series_id)[-1]
    assert (row.verb, row.account_id, row.person) == ("handed out with stories", None, None)
