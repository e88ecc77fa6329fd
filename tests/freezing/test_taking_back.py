"""Whoever takes back their leave is taken at their word: in every version, at once, and a mark says so."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from app.accounts.models import Account
from app.audit.models import AuditEntry
from app.clock import now
from app.db import reading, writing
from app.freezing.leave import Gone, Words, holds, taken_back
from app.freezing.taking_out import MARK, out_of_text
from app.keeping.draft import Draft
from app.meetings.models import FrozenPage, PagePrepared
from app.plan import building
from app.recap import as_text, recap
from app.record.acting import Said
from tests.freezing.conftest import Wall, page_now
from tests.pages.conftest import bring  # noqa: F401 a fixture, for tests here too
from tests.world.records import example
from tests.writing.examples_stories import HERON, TEACHES
from tests.writing.sealed_words import everything_on_disk

CARER = "They hold on to the copper lantern because nobody says when it comes back"
CANARY = "copper lantern"


@pytest.fixture
def told(bring, visit):  # noqa: F811
    """Beston a week before its fourth meeting; at the third a carer said something that the group may pass on."""
    doc = example("beston")
    third = next(m for m in doc["meetings"] if m["number"] == 3)
    said = {"text": CARER, "speaker": "carer", "moment": "in_passing", "leave_to_share": "public"}
    third["quotes"].append(said)
    return Wall(bring(doc), visit)


def narrowed(wall, leave):
    """Jo notes how far the carer's words may still travel."""
    there = wall.beston.address("write", "quote-change", "M3", 3)
    answer = wall.browser("jo").fill_in(there, there, leave_to_share=leave)
    assert answer.status_code == 303, answer.text


def rows(wall, table=FrozenPage):
    with reading(wall.beston.engine) as db:
        return db.execute(select(table.metadata.tables[table.__tablename__])).all()


def twice_frozen(wall):
    """Two versions have the carer's words: worked out, and in a line that Delia added."""
    wall.freezes()
    wall.does("delia", "add", block="since", words=f"We were told: “{CARER}.”")
    wall.freezes()


@pytest.mark.both_databases
def test_a_carer_takes_back_her_words_and_no_version_has_them_any_more(told, engine):
    twice_frozen(told)
    assert [CANARY in told.says("gp2", version) for version in (1, 2)] == [True, True]
    assert CANARY in told.says("george")
    kept = [told.inside("gp2", version) for version in (1, 2)]
    narrowed(told, "room")
    for version, before in zip((1, 2), kept, strict=True):
        for who in ("gp2", "delia", "george"):
            assert CANARY not in told.says(who, version)
        assert MARK in told.says("gp2", version)
        assert told.says("gp2", version).count(MARK) == version
        assert without_the_marked(told.inside("gp2", version)) == without_the_marked(before)
    assert MARK in told.says("george")
    assert not [row for row in (*rows(told), *rows(told, PagePrepared)) if CANARY in repr(row)]
    documents = told.beston.record.documents["M4"]
    assert [d.text for d in documents] == [as_text(page_of(told, version)) for version in (1, 2)]
    assert CANARY not in as_text(told.ready.page), "nor has what is prepared"


def without_the_marked(page):
    """A page without the lines that had the words, and those that have the mark."""
    return [line for line in page.splitlines() if CANARY not in line and MARK not in line]


def page_of(wall, version):
    return page_now(wall.beston, version).recap


def test_words_that_the_group_may_still_read_go_from_the_sponsors_page_alone(told):
    twice_frozen(told)
    narrowed(told, "record")
    assert [CANARY in told.says("gp2", version) for version in (1, 2)] == [True, True]
    assert CANARY not in told.says("george")
    assert MARK in told.says("george")


def test_words_said_otherwise_go_with_those_that_they_rest_on(told):
    told.rewords("delia", "hopes", CANARY, "A carer wonders when the lamp comes home.")
    told.freezes()
    assert "comes home" in told.says("gp2")
    narrowed(told, "room")
    assert "comes home" not in told.says("gp2")
    assert not [row for row in rows(told, PagePrepared) if "comes home" in row.lines]


def test_words_that_are_only_put_right_stay_as_they_were_frozen(told):
    told.freezes()
    hung = told.inside("gp2")
    there = told.beston.address("write", "quote-change", "M3", 3)
    told.browser("jo").fill_in(there, there, text=CARER.replace("copper", "brass"))
    assert told.inside("gp2") == hung


def test_words_that_nobody_took_back_stay(told):
    told.freezes()
    hung = told.inside("gp2")
    there = told.beston.address("write", "quote-change", "M3", 1)
    told.browser("jo").fill_in(there, there, leave_to_share="room")
    assert told.inside("gp2") == hung


def test_a_story_is_taken_back_and_what_it_taught_is_on_no_wall_and_no_disk(beston, visit, tmp_path, exported):
    wall, lesson = Wall(beston, visit), "Mornings are long where the indigo curtain stays shut"
    say = beston.address("write", "story")
    wall.browser("vs3").fill_in(say, say, **HERON.fields)
    for who, form, fields in (
        ("jo", ("story-check", "S5"), {"sure": "yes"}),
        ("jo", ("story-used", "S5"), {}),
        ("vs3", ("story-learning", "S5"), TEACHES.fields | {"text": lesson}),
        ("jo", ("story-learning-approve", "S5", 1), {"sure": "yes"}),
    ):
        there = beston.address("write", *form)
        assert wall.browser(who).fill_in(there, there, **fields).status_code == 303
    wall.does("delia", "add", block="last", words=f"{lesson}: that is what we take with us.")
    wall.freezes()
    wall.does("delia", "add", block="today", words="There is cake.")
    wall.freezes()
    assert lesson in wall.says("gp2", 1)
    assert b"indigo curtain" in everything_on_disk(tmp_path)
    back = beston.address("write", "story-withdraw", "S5")
    assert wall.browser("vs3").fill_in(back, back).status_code == 303
    for version in (1, 2):
        assert "indigo curtain" not in wall.reads("gp2", version)
        assert MARK in wall.reads("gp2", version)
    assert "indigo" not in json.dumps(exported())
    assert everything_on_disk(tmp_path).count(b"indigo curtain") == 0


def test_what_was_noticed_of_somebody_served_is_in_no_audit_and_goes_from_the_wall(beston, visit):
    wall, words = Wall(beston, visit), "She goes out to the saffron gate by herself now"
    form = beston.address("write", "evidence")
    kept = wall.browser("jo").fill_in(
        form, form, text=words, aspiration="O5", kind="said_by_someone_served", on="2018-04-10", leave_to_share="record"
    )
    assert kept.status_code == 303, kept.text
    wall.freezes()
    assert "saffron gate" in wall.says("gp2")
    evidence = list(beston.record.evidence)[-1]
    change = beston.address("write", "evidence-change", evidence)
    assert wall.browser("jo").fill_in(change, change, leave_to_share="room").status_code == 303
    assert "saffron gate" not in wall.says("gp2")
    assert not [row for row in rows(wall, AuditEntry) if "saffron" in row.said]


def test_what_several_stories_tell_goes_once_all_of_them_are_taken_back(beston):
    doc = Draft(beston.record).before
    back = {"on": "2018-04-11", "event": "withdrawn"}

    def with_out(*stories):
        told = [s | {"history": [*s["history"], back]} if s["id"] in stories else s for s in doc["stories"]]
        return doc | {"stories": told}

    assert not [w for w in taken_back(doc, with_out("S2")).everywhere if w.key[0] == "finding"]
    gone = taken_back(doc, with_out("S2", "S4")).everywhere
    assert "F2" in [w.source for w in gone]
    assert "F1" not in [w.source for w in gone]


def test_nor_is_it_worked_out_any_more(record_of):
    doc = example("beston")
    next(m for m in doc["meetings"] if m["id"] == "M1").update(title="What we know", decisions=[])
    doc["findings"][0]["text"] = "A ramp is missing"
    pages = [recap(record_of(doc), 2, date(2018, 2, 13))]
    walls = [building.scene(record_of(doc), 2, date(2018, 2, 13), opening=True)]
    for story in doc["stories"]:
        story["history"] = [e for e in story["history"] if e["on"] <= "2018-02-01"]
        story["history"].append({"on": "2018-02-12", "event": "withdrawn"})
        story.pop("body", None)
    pages.append(recap(record_of(doc), 2, date(2018, 2, 13)))
    walls.append(building.scene(record_of(doc), 2, date(2018, 2, 13), opening=True))
    assert ["We came away knowing this" in as_text(page) for page in pages] == [True, False]
    assert ["What the stories tell us" in [part.head for part in wall.now] for wall in walls] == [True, False]


def test_words_alone_lose_their_sentence_and_keep_the_rest_to_the_letter(beston):
    with writing(beston.engine) as db:
        draft = Draft(beston.record)
        text = (
            "Where we have got to\nBeston\n\nLast time\nWe met. In passing a carer said\n“The lantern is copper, "
            "and nobody\nsays when.” We took on two things.\n\n- one thing\n"
            "- “The lantern is copper,\n  and nobody says when”\n"
        )
        draft.add(("meetings", "M4", "documents"), document(1, text))
        quote = {"text": "The lantern is copper, and nobody says when", "leave_to_share": "record"}
        said = draft.add(("meetings", "M3", "quotes"), quote)
        draft.write(db, by(beston))
    with writing(beston.engine) as db:
        draft = Draft(beston.record)
        draft.change(said, {"leave_to_share": "room"})
        draft.write(db, by(beston))
    assert beston.record.documents["M4"][0].text == (
        f"Where we have got to\nBeston\n\nLast time\nWe met. {MARK} We took on two things.\n\n- one thing\n- {MARK}\n"
    )


def document(version, text):
    return {"kind": "recap", "version": version, "frozen_on": "2018-04-11", "text": text}


def by(beston):
    with reading(beston.engine) as db:
        accounts = Account.metadata.tables["account"]
        first = db.execute(select(accounts.c.id)).scalars().first()
    return Said(first, "jo", date(2018, 4, 11), now())


# -- finding words again ----------------------------------------------
WORDS = Words(("quote", "M3", "0"), "Small things, plenty of them", 1, "M3")
SHORT = Words(("quote", "M3", "1"), "We can", 1, "M3")


@pytest.mark.parametrize(
    "text, there",
    [
        ("At the close a member said “Small things, plenty of them.”", True),
        ("SMALL THINGS – plenty of them!", True),
        ("Small things, plenty of\nthem", True),
        ("Small things, and plenty of them", False),
        ("We can do that.", False),
        ("Somebody said “We can.”", True),
    ],
)
def test_words_are_found_however_they_are_set(text, there):
    assert holds(text, (WORDS, SHORT)) is there


def test_very_short_words_are_found_in_what_rests_on_them():
    assert holds("In passing one of us put it much like this: we can.", (SHORT,), ("M3",))


def test_nothing_is_taken_out_of_a_text_that_has_none_of_it():
    text = "A heading\nwith  odd   spaces\n\n\n- and items \n"
    assert out_of_text(text, (WORDS,)) == text


def test_where_nothing_was_taken_back_nothing_is_gone(beston):
    doc = Draft(beston.record).before
    assert taken_back(doc, doc) == Gone()
