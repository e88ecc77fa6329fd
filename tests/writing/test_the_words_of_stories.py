"""The words of a story stand nowhere but under seal, and are gone for good once it is taken back."""

import pytest
from sqlalchemy import event as happening

from app.db import reading, writing
from app.installation import vault
from app.main import create_app
from app.series_file.exporting import export
from app.stories.bodies import keep_body, let_body_go
from tests.writing.examples_stories import HERON, WORDS, told
from tests.writing.sealed_words import audited, body_of, everything_on_disk, keys, sealed

CANARY = "copper kettle"  # words that stand only in the story of Mrs Birch


# -- where they are, and where not ------------------------------------
def test_the_words_of_a_story_that_was_brought_can_be_opened_and_stand_nowhere_else(send, visit, beston, tmp_path):
    assert send("vs3", "story", **HERON.fields).status_code == 303
    assert body_of(beston, "S5") == WORDS
    assert CANARY.encode() not in everything_on_disk(tmp_path)
    assert CANARY not in audited(beston)
    with reading(beston.engine) as db:
        assert CANARY not in export(db, beston.series_id, vault())
        assert CANARY in export(db, beston.series_id, vault(), with_stories=True)
    for who in ("vs3", "jo", "sw"):
        for page in (
            "",
            "/stories",
            "/stories/S5",
            "/audit",
            "/things/S5",
            "/plan/now",
            "/recap/now",
            "/search?q=kettle",
        ):
            assert CANARY not in visit(beston.people[who]).get(beston.address() + page).text, f"{who}: {page}"


@pytest.mark.both_databases
def test_nothing_of_a_refused_story_is_kept(send, beston, tmp_path):
    before = keys()
    answer = send("vs3", "story", **{**HERON.fields, "meeting": "nowhere"})
    assert answer.status_code == 422
    assert CANARY in answer.text, "what was typed is still in the form"
    assert answer.headers["cache-control"] == "no-store"
    assert (keys(), set(sealed(beston))) == (before, {"S1", "S2", "S3", "S4"})
    assert CANARY.encode() not in everything_on_disk(tmp_path)


# -- letting go -------------------------------------------------------
@pytest.mark.both_databases
def test_taking_back_destroys_words_and_key_and_what_may_not_stay(send, beston, exported, legal):
    told(send)
    for text in ("Mornings are long", "Waiting tires", "Nobody asks"):
        send("vs3", "story-learning", "S5", text=text)
    for n in (1, 2):
        send("delia", "story-learning-approve", "S5", n, sure="yes")
    key, copy = sealed(beston)["S5"].key, sealed(beston)["S5"].sealed
    assert send("vs3", "story-withdraw", "S5", keep=["1"]).status_code == 303
    assert "S5" not in sealed(beston)
    assert key not in keys()
    assert vault().open(key, copy) is None, "an old copy of the database could still be read"
    story = exported()["stories"][-1]
    assert [row["text"] for row in story["learning"]] == ["Mornings are long"]
    assert story["history"][-1]["event"] == "withdrawn"
    assert "body" not in story
    assert legal() == []


def test_nothing_of_what_was_learnt_need_stay(send, exported, legal):
    told(send)
    send("vs3", "story-learning", "S5", text="Mornings are long")
    send("delia", "story-learning-approve", "S5", 1, sure="yes")
    send("delia", "story-learned", "S5")
    assert send("vs3", "story-withdraw", "S5").status_code == 303
    assert exported()["stories"][-1]["learning"] == [{"text": "Taken out when the story was taken back"}]
    assert legal() == []


def test_written_anew_the_old_words_are_gone(send, beston):
    send("vs3", "story", **HERON.fields)
    key = sealed(beston)["S5"].key
    assert send("vs3", "story-words", "S5", body="She feeds the heron.").status_code == 303
    assert body_of(beston, "S5") == "She feeds the heron."
    assert key not in keys()
    assert "wrote a story down" in audited(beston)


# -- keys and transactions --------------------------------------------
class Unlucky(Exception):
    """The disk was full, say."""


def kept_in_vain(db, beston, story: str):
    keep_body(db, vault(), beston.series_id, story, "Lost")
    raise Unlucky


@pytest.mark.both_databases
def test_a_key_goes_with_a_transaction_that_fails_and_stays_with_one_that_does_not(engine, beston):
    before = keys()
    with pytest.raises(Unlucky), writing(engine) as db:
        kept_in_vain(db, beston, "S1")
    assert (keys(), vault().marked()) == (before, set())
    assert "stag on the lid" in body_of(beston, "S1")
    with writing(engine) as db:
        with pytest.raises(Unlucky), db.begin_nested():
            kept_in_vain(db, beston, "S2")
        with db.begin_nested():
            keep_body(db, vault(), beston.series_id, "S1", "Other words")
        with pytest.raises(Unlucky), db.begin_nested():
            raise Unlucky
    assert body_of(beston, "S1") == "Other words"
    assert "coal scuttle" in body_of(beston, "S2")
    assert (len(keys()), vault().marked()) == (len(before), set())


def test_a_commit_that_fails_loses_no_story(engine, beston):
    def fail(_connection):
        raise Unlucky

    happening.listen(engine, "commit", fail)
    try:
        with pytest.raises(Unlucky), writing(engine) as db:
            let_body_go(db, vault(), beston.series_id, "S1")
    finally:
        happening.remove(engine, "commit", fail)
    assert "stag on the lid" in body_of(beston, "S1")
    assert vault().marked() == set()


def test_a_key_that_was_to_go_when_the_machine_stopped_goes_at_the_next_start(engine, beston):
    row = sealed(beston)["S1"]
    vault().mark(row.key)
    create_app(engine)
    assert "stag on the lid" in body_of(beston, "S1"), "its story had not been let go"
    lost, _ = vault().seal("Of a story that was let go")
    vault().mark(lost)
    create_app(engine)
    assert lost not in keys()
