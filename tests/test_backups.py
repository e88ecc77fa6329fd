"""Copies of an installation: taken while people write, told from what was altered, and put back."""

import gzip
import json
import random
import shutil
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.accounts.domain import account_of, begin_session, new_link
from app.accounts.facts import recall
from app.accounts.models import Account, SignInLink, WebSession
from app.backups.layout import seal
from app.backups.restoring import restore
from app.backups.taking import _copied, back_up
from app.db import make_engine, reading, writing
from app.errors import CannotRun, NotUnderstood
from app.installation import alembic_config, migrate, require_fit
from app.post.domain import NewLetter, post
from app.post.models import OutboxLetter
from app.settings import settings
from tests.world.everywhere import every_row, fill_every_table

NINE = datetime(2026, 4, 15, 9, 0, tzinfo=UTC)
NOT_AS_BEFORE = {"installation_fact", "audit_entry", "audit_head", "web_session", "sign_in_link", "sign_in_request"}


@pytest.fixture
def elsewhere(database_url, request, backend, tmp_path):
    """The address of another database, of the same kind, with nothing in it."""
    if backend == "sqlite":
        return f"sqlite:///{tmp_path / 'elsewhere' / 'beston.sqlite3'}"
    return request.getfixturevalue("postgresql").copy("nothing", lambda _: None)


@pytest.fixture
def copies(tmp_path):
    return tmp_path / "copies"


def untouched(engine: Engine):
    return {name: rows for name, rows in every_row(engine).items() if name not in NOT_AS_BEFORE}


@pytest.mark.both_databases
def test_what_is_put_back_is_what_was_there(engine, copies, elsewhere, tmp_path):
    settings().keys.mkdir(parents=True)
    fill_every_table(engine, settings().keys)
    before = untouched(engine)
    copy = back_up(engine, copies, now=NINE)
    assert copy == copies / "beston-20260415-090000"
    assert json.loads((copy / "manifest.json").read_text())["rows"]["event"] == len(before["event"]) > 100
    restore(elsewhere, copies, now=NINE)
    back = make_engine(elsewhere)
    require_fit(back)
    assert untouched(back) == before
    with writing(back) as db:  # and what is begun there has numbers of its own
        assert account_of(db, "new@example.org", now=NINE) > max(row[0] for row in before["account"])
    back.dispose()


@pytest.mark.both_databases
def test_a_copy_is_of_one_moment_while_people_write(engine, copies, elsewhere):
    stop, written = threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            with writing(engine) as db:
                n = len(written)
                account = account_of(db, f"p{n}@example.org", now=NINE)
                db.add(WebSession(hash=str(n), account_id=account, created_at=NINE, seen_at=NINE, expires_at=NINE))
            written.append(n)

    writer = threading.Thread(target=write)
    writer.start()
    while len(written) < 20:
        stop.wait(0.01)
    least = len(written)
    back_up(engine, copies, now=NINE)
    stop.set()
    writer.join()
    restore(elsewhere, copies, now=NINE)
    with Session(back := make_engine(elsewhere)) as db:
        accounts = {account.id for account in db.exec(select(Account))}
        sessions = {session.account_id for session in db.exec(select(WebSession))}
    back.dispose()
    assert accounts == sessions
    assert least <= len(accounts) <= len(written)


@pytest.mark.both_databases
def test_no_letter_goes_twice_and_no_session_comes_to_life_again(engine, copies, elsewhere):
    with writing(engine) as db:
        account = account_of(db, "jo@example.org", now=NINE)
        begin_session(db, account, now=NINE)
        new_link(db, "jo@example.org", now=NINE)
        waits = post(db, NewLetter("recap", "jo@example.org", "Where we are", "Hello.\n"), now=NINE)
        way_in = post(db, NewLetter("sign_in", "jo@example.org", "Your way in", "AB12\n", secret=True), now=NINE)
    back_up(engine, copies, now=NINE)
    restore(elsewhere, copies, now=NINE + timedelta(days=1))
    with Session(back := make_engine(elsewhere)) as db:
        held, dropped = db.get_one(OutboxLetter, waits), db.get_one(OutboxLetter, way_in)
        assert (held.state, held.text) == ("held", "Hello.\n")
        assert "may have gone since" in held.trouble
        assert (dropped.state, dropped.text) == ("dropped", None)
        assert [session.ended_at for session in db.exec(select(WebSession))] == [NINE + timedelta(days=1)]
        assert db.exec(select(SignInLink)).all() == []
    back.dispose()


def test_the_installation_remembers_when_it_was_copied(engine, copies):
    back_up(engine, copies, now=NINE)
    with reading(engine) as db:
        assert recall(db, "backed_up") == ("beston-20260415-090000", NINE)


def test_a_copy_holds_no_key_and_keys_are_copied_apart(beston, engine, copies, tmp_path):
    apart = tmp_path / "apart"
    copy = back_up(engine, copies, now=NINE, keys=settings().keys, to=apart)
    keys = {path.name: path.read_bytes() for path in settings().keys.iterdir()}
    [there] = apart.iterdir()
    assert {path.name: path.read_bytes() for path in there.iterdir()} == keys != {}
    assert {path.name for path in copy.iterdir()} == {"beston.sqlite3", "manifest.json", "manifest.json.sha256"}
    everything = b"".join(path.read_bytes() for path in copy.iterdir())
    assert not any(key in everything for key in keys.values())
    assert {path.stat().st_mode & 0o077 for path in (copy, there, *copy.iterdir(), *there.iterdir())} == {0}
    for beside in (copies, copies / "keys", copies.parent):
        with pytest.raises(NotUnderstood, match="Keep the keys apart"):
            back_up(engine, copies, now=NINE + timedelta(seconds=1), keys=settings().keys, to=beside)


def test_stories_are_read_again_with_the_keys_that_are_there(beston, engine, copies, elsewhere, visit):
    from app.stories.models import StoryBody
    from app.stories.vault import Vault

    with Session(engine) as db:
        words = {body.key: Vault(settings().keys).open(body.key, body.sealed) for body in db.exec(select(StoryBody))}
    back_up(engine, copies, now=NINE)
    restore(elsewhere, copies, now=NINE)
    gone = next(iter(words))
    Vault(settings().keys).destroy(gone)
    with Session(back := make_engine(elsewhere)) as db:
        again = {body.key: Vault(settings().keys).open(body.key, body.sealed) for body in db.exec(select(StoryBody))}
    back.dispose()
    assert again == words | {gone: None}


@pytest.fixture
def copy(beston, engine, copies):
    return back_up(engine, copies, now=NINE)


def test_fifty_bits_that_flipped_are_found_each(copy, elsewhere):
    chance = random.Random(1)
    for n in range(50):
        path = chance.choice(sorted(copy.iterdir())) if n % 2 else copy / "beston.sqlite3"
        whole = path.read_bytes()
        place = chance.randrange(len(whole))
        with path.open("r+b") as file:
            file.seek(place)
            file.write(bytes([whole[place] ^ 1 << chance.randrange(8)]))
        with pytest.raises(CannotRun, match="has been changed"):
            restore(elsewhere, copy, now=NINE)
        path.write_bytes(whole)
    restore(elsewhere, copy, now=NINE)


@pytest.mark.parametrize("name", ["beston.sqlite3", "manifest.json", "manifest.json.sha256"])
def test_a_copy_that_is_not_whole_is_refused(copy, elsewhere, name):
    (copy / name).unlink()
    with pytest.raises(CannotRun, match=f"{name} is missing"):
        restore(elsewhere, copy, now=NINE)


@pytest.mark.parametrize("changed", [{"format": 2}, {"revision": "a later one"}, {"and": "more"}], ids=str)
def test_a_copy_of_a_newer_program_is_refused(copy, elsewhere, changed):
    reseal(copy, json.loads((copy / "manifest.json").read_text()) | changed)
    with pytest.raises(CannotRun, match="newer program"):
        restore(elsewhere, copy, now=NINE)


def test_a_copy_that_somebody_put_together_anew_is_looked_through_all_the_same(copy, elsewhere):
    with closing(sqlite3.connect(copy / "beston.sqlite3")) as altered, altered:
        altered.execute("DELETE FROM person WHERE id = 'jo'")
    reseal(copy, json.loads((copy / "manifest.json").read_text()))
    with pytest.raises(CannotRun, match="leads nowhere"):
        restore(elsewhere, copy, now=NINE)


def reseal(copy, manifest) -> None:
    from app.backups.layout import digest_of

    manifest["files"] = {name: told | size(copy / name) for name, told in manifest["files"].items()}
    (copy / "manifest.json").write_text(json.dumps(manifest))
    (copy / "manifest.json.sha256").write_text(f"{digest_of(copy / 'manifest.json')}  manifest.json\n")


def size(path):
    from app.backups.layout import digest_of

    return {"bytes": path.stat().st_size, "sha256": digest_of(path)}


def test_what_was_there_before_is_kept_under_a_dated_name(copy, engine, database_url, tmp_path):
    with writing(engine) as db:
        account_of(db, "later@example.org", now=NINE)
    before = every_row(engine)
    with pytest.raises(CannotRun, match="is in use: stop Beston first"):
        restore(database_url, copy, now=NINE)
    engine.dispose()
    done = restore(database_url, copy, now=NINE)
    assert done.aside == tmp_path / "beston-until-20260415-090000.sqlite3"
    kept, back = make_engine(f"sqlite:///{done.aside}"), make_engine(database_url)
    assert every_row(kept) == before
    assert "later@example.org" not in {row[1] for row in every_row(back)["account"]}
    kept.dispose()
    back.dispose()


def test_a_damaged_database_can_be_replaced(copy, engine, database_url, tmp_path):
    engine.dispose()
    path = tmp_path / "beston.sqlite3"
    path.write_bytes(b"no database at all" * 1000)
    done = restore(database_url, copy, now=NINE)
    assert done.aside.read_bytes() == b"no database at all" * 1000
    require_fit(back := make_engine(database_url))
    back.dispose()


def test_the_newest_of_several_is_put_back(engine, copies, elsewhere):
    for n in range(3):
        with writing(engine) as db:
            account_of(db, f"p{n}@example.org", now=NINE)
        back_up(engine, copies, now=NINE + timedelta(hours=n))
    shutil.copytree(copies / "beston-20260415-110000", copies / "beston-20260415-120000.unfinished")
    done = restore(elsewhere, copies, now=NINE)
    assert done.copy.name == "beston-20260415-110000"
    with Session(back := make_engine(elsewhere)) as db:
        assert len(db.exec(select(Account)).all()) == 3
    back.dispose()


def test_a_copy_of_an_older_version_is_brought_up_to_date(tmp_path, copies, elsewhere):
    older = f"sqlite:///{tmp_path / 'older.sqlite3'}"
    engine = make_engine(older)
    migrate(engine, first_revision())
    with engine.begin() as db:
        columns, values = "email, folded, administers, created_at", "'a@b', 'a@b', 0, '2026-01-01'"
        db.exec_driver_sql(f"INSERT INTO account ({columns}) VALUES ({values})")
    folder = copies / "beston-20260101-090000"
    folder.mkdir(parents=True)
    copied, names = _copied(engine, folder, NINE)
    seal(folder, copied, names)
    engine.dispose()
    restore(elsewhere, copies, now=NINE)
    back = make_engine(elsewhere)
    require_fit(back)
    assert [row[1] for row in every_row(back)["account"]] == ["a@b"]
    back.dispose()


def first_revision() -> str:
    return ScriptDirectory.from_config(alembic_config()).get_base()


def test_two_copies_of_one_second_have_each_a_name(engine, copies):
    first, second = back_up(engine, copies, now=NINE), back_up(engine, copies, now=NINE)
    assert (first.name, second.name) == ("beston-20260415-090000", "beston-20260415-090000-2")


def test_where_there_is_no_copy_nothing_happens(database_url, engine, copies):
    with pytest.raises(CannotRun, match="There is no copy"):
        restore(database_url, copies, now=NINE)
    require_fit(engine)


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
@pytest.mark.postgresql
def test_on_postgresql_an_installation_that_is_used_is_left_as_it_is(engine, copies, database_url):
    with writing(engine) as db:
        account_of(db, "jo@example.org", now=NINE)
    copy = back_up(engine, copies, now=NINE)
    assert b"jo@example.org" in gzip.decompress((copy / "account.csv.gz").read_bytes())
    with pytest.raises(CannotRun, match="is in use"):
        restore(database_url, copies, now=NINE)
    engine.dispose()
    with pytest.raises(CannotRun, match="is not empty"):
        restore(database_url, copies, now=NINE)
    with Session(engine) as db:
        assert len(db.exec(select(Account)).all()) == 1


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
@pytest.mark.postgresql
def test_a_copy_of_one_kind_is_not_put_into_another(engine, copies, tmp_path):
    back_up(engine, copies, now=NINE)
    with pytest.raises(CannotRun, match="of another kind"):
        restore(f"sqlite:///{tmp_path / 'beston.sqlite3'}", copies, now=NINE)
