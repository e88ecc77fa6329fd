"""What a series file says comes back out of the database, all of it; a story's words only where they are asked for."""

import os

import pytest
from hypothesis import given
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.db import reading, writing
from app.errors import CannotRun
from app.record.reading import read_record
from app.series_file.exporting import bodies_of
from app.series_file.gathering import document
from app.series_file.importing import Taken, take_in
from app.series_file.storing import store
from app.stories.models import StoryBody
from app.stories.vault import Vault
from tests.series_file.made_series import series
from tests.world.records import example

BODIES, DEBRIEFS = "body", "debriefs"
CANARY = "the yellow canary that nobody outside the room may hear"
BEFORE_ANY_BODY_IS_DUE = "1901-01-01T12:00:00+00:00"


@pytest.fixture(autouse=True)
def long_ago(at):
    at(BEFORE_ANY_BODY_IS_DUE)


@pytest.fixture
def vault(tmp_path):
    return Vault(tmp_path / "keys")


def without_what_stays_in_the_room(doc):
    kept = {key: part for key, part in doc.items() if key != DEBRIEFS}
    if "stories" in doc:
        kept["stories"] = [{k: v for k, v in story.items() if k != BODIES} for story in doc["stories"]]
    return kept


def there_and_back(db, doc, vault):
    """The document as it comes back with its stories' words, and without."""
    record = read_record(db, store(db, doc, "a-series", vault))
    return document(record, bodies=bodies_of(db, record, vault)), document(record)


@pytest.mark.both_databases
@pytest.mark.parametrize("name", ["beston", "small"])
def test_an_example_comes_back_word_for_word(db, vault, name):
    doc = example(name)
    with_words, for_the_group = there_and_back(db, doc, vault)
    assert with_words == doc
    assert for_the_group == without_what_stays_in_the_room(doc)


@given(doc=series())
def test_any_legal_series_comes_back_word_for_word(in_memory, vault, doc):
    with Session(in_memory) as db:
        with_words, for_the_group = there_and_back(db, doc, vault)
    assert with_words == doc
    assert for_the_group == without_what_stays_in_the_room(doc)


def test_there_are_words_in_beston_that_could_have_stayed_behind():
    doc = example("beston")
    assert DEBRIEFS in doc
    assert any(BODIES in story for story in doc["stories"])


@pytest.mark.both_databases
def test_two_series_with_the_same_ids_do_not_mix(db, vault):
    """A second Beston, in which everything has another text, leaves the first as it was."""
    first, second = example("beston"), example("beston")
    for action in second["actions"]:
        action["text"] = "Something else"
    ids = [store(db, doc, slug, vault) for doc, slug in ((first, "one"), (second, "two"))]
    kept = [document(read_record(db, id_)) for id_ in ids]
    assert kept == [without_what_stays_in_the_room(doc) for doc in (first, second)]


# -- the words of a story ---------------------------------------------
def beston_with(canary):
    doc = example("beston")
    for story in doc["stories"]:
        story[BODIES] = canary
    return doc


def opened(engine, vault):
    with reading(engine) as db:
        return bodies_of(db, read_record(db, 1), vault)


def test_no_byte_of_a_story_is_in_the_database(engine, vault, tmp_path):
    with writing(engine) as db:
        store(db, beston_with(CANARY), "beston", vault)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"beston.sqlite3", "beston.sqlite3-wal"} <= {path.name for path in files}
    for path in files:
        assert CANARY.encode() not in path.read_bytes(), path.name
        assert CANARY.encode("utf-16-le") not in path.read_bytes(), path.name
    assert set(opened(engine, vault).values()) == {CANARY}


@pytest.mark.both_databases
def test_no_word_of_a_story_is_in_the_record(db, vault):
    record = read_record(db, store(db, beston_with(CANARY), "beston", vault))
    assert "canary" not in repr(record)


def test_only_the_program_itself_can_read_the_keys(vault, monkeypatch):
    before = os.umask(0)  # even where everything else may be read by everybody
    try:
        vault.seal("A story")
    finally:
        os.umask(before)
    assert vault.folder.stat().st_mode & 0o777 == 0o700
    assert [key.stat().st_mode & 0o777 for key in vault.folder.iterdir()] == [0o600]


def test_every_story_has_a_key_of_its_own(engine, vault):
    doc = beston_with(CANARY)
    with writing(engine) as db:
        store(db, doc, "beston", vault)
    with reading(engine) as db:
        sealed = db.execute(select(StoryBody.__table__)).all()
    assert len({row.key for row in sealed}) == len(doc["stories"]) > 1
    assert len({(vault.folder / row.key).read_bytes() for row in sealed}) == len(sealed)
    assert len({row.sealed for row in sealed}) == len(sealed), "the same words would show as the same bytes"


def test_a_story_whose_key_is_destroyed_cannot_be_opened_again_not_even_from_an_old_copy(engine, vault, tmp_path):
    with writing(engine) as db:
        store(db, beston_with(CANARY), "beston", vault)
    with reading(engine) as db:
        first, *rest = db.execute(select(StoryBody.__table__)).all()
    vault.destroy(first.key)
    assert vault.open(first.key, first.sealed) is None
    assert first.story not in opened(engine, vault)
    assert all(vault.open(row.key, row.sealed) == CANARY for row in rest)


def test_what_was_sealed_with_another_key_is_not_taken_for_a_story(vault):
    (one, _), (_, of_the_other) = vault.seal("One story"), vault.seal("The other story")
    with pytest.raises(CannotRun, match="Restore the folder of keys"):
        vault.open(one, of_the_other)


def test_words_that_were_tampered_with_are_not_shown(vault):
    name, sealed = vault.seal("One story")
    with pytest.raises(CannotRun):
        vault.open(name, sealed[:-1] + bytes([sealed[-1] ^ 1]))


def a_series_the_database_refuses():
    doc = beston_with(CANARY)
    doc["actions"].append(doc["actions"][0] | {"id": doc["actions"][0]["id"].lower()})
    return Taken(doc)


def test_an_import_that_fails_leaves_no_row_and_no_key(engine, vault):
    with pytest.raises(IntegrityError):
        take_in(engine, vault, a_series_the_database_refuses())
    assert list(vault.folder.iterdir()) == []
    with reading(engine) as db:
        tables = StoryBody.metadata.sorted_tables
        assert [table.name for table in tables if db.execute(select(table).limit(1)).first()] == []


def test_an_import_that_fails_takes_back_no_key_but_its_own(engine, vault):
    take_in(engine, vault, Taken(beston_with(CANARY)))
    with pytest.raises(IntegrityError):
        take_in(engine, vault, a_series_the_database_refuses(), slug="again")
    assert set(opened(engine, vault).values()) == {CANARY}
    keys_of_stories = [path for path in vault.folder.iterdir() if path.name != "audit"]
    assert len(keys_of_stories) == len(opened(engine, vault))
