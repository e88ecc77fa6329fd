"""Stories are brought and taken back by forms, and their words stand nowhere but under seal."""

from pathlib import Path

import pytest
from sqlalchemy import event as happening
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.db import reading, writing
from app.installation import vault
from app.main import create_app
from app.series_file.exporting import export
from app.settings import settings
from app.stories.bodies import keep_body, let_body_go
from app.stories.models import StoryBody
from app.stories.recognising import A_NAME, AN_ADDRESS, recognisable
from tests.writing.examples_stories import ASKED, HERON, WORDS

CANARY = "copper kettle"  # words that stand only in the story of Mrs Birch


def write(beston, *steps) -> str:
    return beston.address("write", *steps)


@pytest.fixture
def send(visit, beston):
    """Fill in a form as somebody, as in `send("vs3", "story", title="…")`."""

    def fill_in(who: str, *steps, **fields):
        there = write(beston, *steps)
        return visit(beston.people[who]).fill_in(there, there, **fields)

    return fill_in


def sealed(beston) -> dict[str, StoryBody]:
    with reading(beston.engine) as db:
        return {row.story: row for row in db.execute(select(StoryBody.metadata.tables["story_body"]))}


def body_of(beston, story: str) -> str | None:
    row = sealed(beston).get(story)
    return vault().open(row.key, row.sealed) if row else None


def keys() -> set[str]:
    return {path.name for path in settings().keys.iterdir() if len(path.stem) == 32}


def everything_on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def audited(beston) -> str:
    with reading(beston.engine) as db:
        return "\n".join(map(str, db.execute(select(AuditEntry.metadata.tables["audit_entry"])).all()))


# -- where the words are, and where not ---------------------------------
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


def test_a_number_in_a_story_is_refused(send, beston):
    answer = send("vs3", "story", **{**HERON.fields, "body": "Her number is 943 476 5919."})
    assert answer.status_code == 422
    assert "Nothing here should point to one person." in answer.text


# -- what stops and asks -------------------------------------------------
@pytest.mark.parametrize(
    "words, kind",
    [
        ("She lives at 14 Mill Road with her dog.", AN_ADDRESS),
        ("The house is in Old Castle Street, up the hill.", AN_ADDRESS),
        ("He moved to flat 3/2 after the fall.", AN_ADDRESS),
        ("Then Nadia rang her.", A_NAME),
        ("Her neighbour, nadia hussain, rang.", A_NAME),
        ("It was Delia’s idea.", A_NAME),
    ],
)
def test_an_address_or_a_name_of_somebody_here_stops_and_asks(beston, words, kind):
    assert recognisable(words, [p.name for p in beston.record.people.values()]) == [kind]


def test_the_stories_of_beston_stop_nobody(beston):
    names = [n for p in beston.record.people.values() for n in (p.name, p.known_as) if n]
    for story in ("S1", "S2", "S3", "S4"):
        assert recognisable(body_of(beston, story), names) == []


def test_a_name_is_asked_about_once_and_kept_with_a_reason_that_is_written_down(send, beston):
    fields = HERON.fields | {"body": "The heron is called Delia."}
    answer = send("vs3", "story", **fields)
    assert answer.status_code == 422
    assert "This seems to hold the name of somebody in this series." in answer.text
    assert "The heron is called Delia." in answer.text

    answer = send("vs3", "story", **fields, all_the_same="yes")
    assert "Say in a few words why it may stay." in answer.text

    answer = send("vs3", "story", **fields, all_the_same="yes", all_the_same_why="It is a bird")
    assert answer.status_code == 303
    assert "It is a bird" in audited(beston)
    assert "heron is called" not in audited(beston)


def test_the_question_is_not_asked_before_there_is_a_cause(visit, beston):
    assert "all_the_same" not in visit(beston.vs3).get(write(beston, "story")).text


def test_a_suggested_name_is_not_suggested_again(send, visit, beston):
    page = visit(beston.vs3).get(write(beston, "story")).text
    assert "Mrs Birch is still free" in page
    send("vs3", "story", **HERON.fields)
    assert "Mrs Birch" not in visit(beston.jo).get(write(beston, "story")).text
    assert "Another story here has this name." in send("jo", "story", **HERON.fields).text


# -- what it rests on ------------------------------------------------------
def test_no_story_without_what_it_rests_on_and_what_it_is_for(send):
    for field in ("basis", "why"):
        answer = send("vs3", "story", **{**HERON.fields, field: None})
        assert answer.status_code == 422
        assert f'href="#{field}"' in answer.text


def test_for_the_report_the_small_number_is_asked_about(send):
    report = HERON.fields | {"consent-scope": "report"}
    assert "Where few people are served" in send("vs3", "story", **report).text
    assert send("vs3", "story", **report, not_few="yes").status_code == 303


def test_a_story_that_is_nobodys_own_says_so(send, exported):
    send("vs3", "story", **{**HERON.fields, "basis": "composite", "consent-how": ""})
    story = exported()["stories"][-1]
    assert story["kind"] == "composite"
    assert story["consent"]["how"] == "Put together from several people’s; it is nobody’s own"


def test_until_they_have_said_yes_it_stays_offered(send, exported):
    send("vs3", "story", **ASKED.fields)
    story = exported()["stories"][-1]
    assert "consent" not in story
    assert [e["event"] for e in story["history"]] == ["consent_asked"]


# -- who may ----------------------------------------------------------------
def test_a_draft_is_there_for_its_bringer_and_the_organisers_alone(send, visit, beston):
    send("vs3", "story", **HERON.fields)
    for who, status in (("vs3", 200), ("jo", 200), ("sw", 404), ("george", 404)):
        assert visit(beston.people[who]).get(write(beston, "story-change", "S5")).status_code == status, who
    assert visit(beston.george).get(write(beston, "story")).status_code == 404


def test_a_member_brings_in_their_own_name(visit, beston):
    assert "brought_by" not in visit(beston.vs3).get(write(beston, "story")).text
    assert "brought_by" in visit(beston.jo).get(write(beston, "story")).text


def test_whoever_brought_it_checks_it_tomorrow_at_the_earliest(send, at, beston):
    send("vs3", "story", **HERON.fields)
    assert "somebody else checks it" in send("vs3", "story-check", "S5", sure="yes").text
    at("2018-04-12T09:00:00+01:00")
    assert send("vs3", "story-check", "S5", sure="yes").status_code == 303


def told(send):
    send("vs3", "story", **HERON.fields)
    send("jo", "story-check", "S5", sure="yes")
    send("jo", "story-used", "S5")


def test_what_was_learnt_leaves_the_room_by_a_second_person(send, at, exported):
    told(send)
    send("jo", "story-learning", "S5", text="Mornings are long")
    assert "You wrote this" in send("jo", "story-learning-approve", "S5", 1, sure="yes").text
    assert "You brought this story" in send("vs3", "story-learning-approve", "S5", 1, sure="yes").text
    assert send("delia", "story-learning-approve", "S5", 1, sure="yes").status_code == 303
    assert exported()["stories"][-1]["learning"][0]["approved_by"] == "delia"
    send("jo", "story-learning-change", "S5", 1, text="The mornings are long")
    assert "approved_by" not in exported()["stories"][-1]["learning"][0], "other words were not read by anybody"
    at("2018-04-12T09:00:00+01:00")
    assert send("jo", "story-learning-approve", "S5", 1, sure="yes").status_code == 303


def test_learning_for_everybody_needs_leave_for_the_report(send):
    told(send)
    answer = send("jo", "story-learning", "S5", text="Mornings are long", visibility="public")
    assert answer.status_code == 422
    assert "only be public if the person agreed" in answer.text


# -- letting go --------------------------------------------------------------
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


def test_another_cannot_take_it_back(visit, beston):
    assert visit(beston.vs3).get(write(beston, "story-withdraw", "S1")).status_code == 404
    assert visit(beston.gp1).get(write(beston, "story-withdraw", "S1")).status_code == 200


def test_written_anew_the_old_words_are_gone(send, beston):
    send("vs3", "story", **HERON.fields)
    key = sealed(beston)["S5"].key
    assert send("vs3", "story-words", "S5", body="She feeds the heron.").status_code == 303
    assert body_of(beston, "S5") == "She feeds the heron."
    assert key not in keys()
    assert "wrote a story down" in audited(beston)


# -- keys and transactions ----------------------------------------------------
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
