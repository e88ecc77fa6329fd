"""Jo closes the fourth meeting of Beston, in the afternoon of its day."""

import pytest

from app.installation import vault
from app.series_file import dump
from app.series_file.importing import prepare, take_in
from tests.world.records import thing
from tests.writing.afternoon import AT, afternoon
from tests.writing.test_every_form import words_of

HERE = "/series/afternoon/write/meeting-close/M4"
OPEN = ("A04", "A10", "A14", "A16", "A18", "A20", "A22")


@pytest.fixture
def begin(beston, engine, at, visit):
    """Take the afternoon in, changed as a test likes, and be Jo."""

    def there(change=None, who="jo"):
        at(AT)
        doc = afternoon()
        if change is not None:
            change(doc)
        take_in(engine, vault(), prepare(dump(doc).encode()), slug="afternoon")
        return visit(beston.people[who])

    return there


def every(**answers):
    """The same answers for every action that is open."""
    return {f"carry-{id_}-{name}": value for id_ in OPEN for name, value in answers.items()}


KEEP = every(what="keep", due="next_meeting", waiting="A word from the two boards")
PASS = {"debrief_on": "2018-04-20", "word": ""}


def close(jo, **answers):
    return jo.fill_in(HERE, HERE, **(PASS | answers))


def told(doc, id_):
    return [e["event"] for e in thing(doc, "actions", id_).get("history", []) if e["on"] == "2018-04-18"]


def test_a_meeting_with_everything_decided_is_closed_and_leaves_a_legal_file(begin, exported, legal):
    jo = begin()
    ends = {
        "carry-A10-what": "stuck",
        "carry-A10-help": "Both advisers in one room",
        "carry-A14-what": "done",
        "carry-A14-came": "No two services mean the same",
        "carry-A16-what": "park",
        "carry-A16-until": "2018-06-01",
        "carry-A18-what": "hand",
        "carry-A18-who": "gp1",
        "carry-A22-what": "let_go",
        "carry-A22-why": "People were visited instead",
    }
    answer = close(jo, **(KEEP | ends))
    assert answer.status_code == 303, words_of(answer.text)
    assert "said=meeting-closed" in answer.headers["location"]
    doc = exported("afternoon")
    assert legal("afternoon") == []
    expected = {
        "A04": "carried",
        "A10": "stuck",
        "A14": "done",
        "A16": "parked",
        "A18": "asked",
        "A20": "carried",
        "A22": "let_go",
    }
    assert {id_: told(doc, id_) for id_ in OPEN} == {id_: [event] for id_, event in expected.items()}
    assert thing(doc, "meetings", "M4")["history"][-1] == {"on": "2018-04-18", "event": "closed", "by": "jo"}


def test_those_who_were_away_are_caught_up_with_and_whoever_is_asked_hears_of_it(begin, exported):
    close(begin(), **(KEEP | {"carry-A18-what": "hand", "carry-A18-who": "dn1"}))
    planned = [f for f in exported("afternoon")["follow_ups"] if "planned_for" in f and "on" not in f]
    caught_up = {f["with"]: f["planned_for"] for f in planned if f["kind"] == "catch_up"}
    assert caught_up == dict.fromkeys(("moira", "dn1", "mh", "it", "dis", "cn"), "2018-04-20")
    (asked,) = [f for f in planned if f["kind"] == "ask"]
    assert (asked["by"], asked["with"], asked["about"]) == ("jo", "dn1", ["A18"])
    (debrief,) = [f for f in planned if f["kind"] == "debrief"]
    assert (debrief["by"], debrief["with"], debrief["planned_for"]) == ("jo", "delia", "2018-04-20")


def test_nothing_is_chosen_beforehand_and_what_is_missing_is_said_beside_it(begin, exported):
    jo = begin()
    before = exported("afternoon")
    answer = jo.fill_in(HERE, HERE, **{"carry-A22-what": "let_go", "word": "We were tired"})
    assert answer.status_code == 422
    for field in ("carry-A04-what", "carry-A22-why"):
        assert f'href="#{field}"' in answer.text
    assert 'value="We were tired"' in answer.text, "what was typed is kept"
    assert '<option value="let_go" selected>' in answer.text
    assert exported("afternoon") == before


def test_the_third_time_it_asks_what_an_action_is_really_waiting_for(begin):
    jo = begin()
    assert "What is this really waiting for?" in jo.get(HERE).text
    answer = close(jo, **(KEEP | {"carry-A04-waiting": ""}))
    assert answer.status_code == 422
    assert 'href="#carry-A04-waiting"' in answer.text
    assert 'href="#carry-A10-waiting"' not in answer.text, "that is its second time"


def test_five_are_carried_on_together_and_no_more(begin, exported):
    jo, six = begin(), ["A10", "A14", "A16", "A18", "A20", "A22"]
    answer = close(jo, **{"carry-A04-what": "done", "carry-A04-came": "Counted by hand"}, together=six)
    assert answer.status_code == 422
    assert "Five at the most" in words_of(answer.text)
    alone = {"carry-A22-what": "let_go", "carry-A22-why": "People were visited instead"}
    answer = close(jo, **({"carry-A04-what": "done", "carry-A04-came": "Counted by hand"} | alone), together=six[:5])
    assert answer.status_code == 303, words_of(answer.text)
    assert [told(exported("afternoon"), id_) for id_ in six] == [["carried"]] * 5 + [["let_go"]]


def test_somebody_of_whom_nothing_is_noted_is_noted_as_not_heard_from_only_when_jo_says_so(begin, exported):
    def nothing_noted_of_gillian(doc):
        sheet = thing(doc, "meetings", "M4")["attendance"]
        sheet[:] = [row for row in sheet if row["person"] != "pha"]

    jo = begin(nothing_noted_of_gillian)
    answer = close(jo, **KEEP)
    assert answer.status_code == 422
    assert 'href="#unmarked"' in answer.text
    assert "Gillian" in jo.get(HERE).text
    assert close(jo, **KEEP, unmarked="yes").status_code == 303
    sheet = thing(exported("afternoon"), "meetings", "M4")["attendance"]
    assert {"person": "pha", "state": "not_heard"} in sheet


NEW = {"id": "A60", "text": "Ask the library for a quiet room", "meeting": "M4"}
ON_THE_TABLE = NEW | {"history": [{"on": "2018-04-18", "event": "proposed"}]}


@pytest.mark.parametrize(
    "lead, events",
    [("lib", ["proposed", "redated", "asked", "accepted"]), ("dn1", ["proposed", "redated", "asked"])],
    ids=["Ruth, who is there", "Karen, who is not"],
)
def test_a_proposal_is_agreed_by_whoever_is_there_and_asked_of_whoever_is_not(begin, exported, legal, lead, events):
    jo = begin(lambda doc: doc["actions"].append(ON_THE_TABLE))
    answer = close(jo, **KEEP)
    assert 'href="#decide-A60-what"' in answer.text
    agreed = {"decide-A60-what": "agree", "decide-A60-lead": lead, "decide-A60-due": "M6"}
    answer = close(jo, **(KEEP | agreed))
    assert answer.status_code == 303, words_of(answer.text)
    assert told(exported("afternoon"), "A60") == events
    assert legal("afternoon") == []


def test_what_was_agreed_for_somebody_who_was_away_is_asked_first(begin, exported, legal):
    jo = begin(lambda doc: doc["actions"].append(NEW | {"lead": "dn1", "due": "M5"}))
    answer = close(jo, **KEEP)
    assert 'href="#absent-A60-what"' in answer.text
    assert close(jo, **(KEEP | {"absent-A60-what": "ask"})).status_code == 303
    assert told(exported("afternoon"), "A60") == ["asked"]
    assert legal("afternoon") == []


def nobody_meets_again(doc):
    """Both meetings to come were cancelled that morning."""
    for meeting in doc["meetings"]:
        if meeting["id"] in ("M5", "M6"):
            meeting["history"] = [{"on": "2018-04-18", "event": "cancelled", "note": "The hall is closed"}]
    for action in doc["actions"]:
        if action.get("meeting") == "M4":
            action.setdefault("due", "2018-05-16")
            action["due"] = "2018-05-16"


def test_the_next_date_is_set_in_the_same_form(begin, exported, legal):
    jo = begin(nobody_meets_again)
    answer = close(jo, **KEEP)
    assert 'href="#next-what"' in answer.text
    answer = close(jo, **(KEEP | {"next-what": "date"}))
    assert 'href="#next-date"' in answer.text
    answer = close(jo, **(KEEP | {"next-what": "date", "next-date": "2018-05-23"}))
    assert answer.status_code == 303, words_of(answer.text)
    doc = exported("afternoon")
    assert legal("afternoon") == []
    fresh = doc["meetings"][-1]
    assert (fresh["number"], fresh["date"], fresh["start"]) == (7, "2018-05-23", "13:30")


def test_or_it_was_the_last_and_nothing_can_be_due_at_the_next(begin, exported, legal):
    jo = begin(nobody_meets_again)
    answer = close(jo, **(KEEP | {"next-what": "last"}))
    assert answer.status_code == 422
    assert "No meeting comes after this one. Choose a day." in words_of(answer.text)
    day = every(due="on", due_on="2018-05-30")
    assert close(jo, **(KEEP | day | {"next-what": "last"})).status_code == 303
    assert exported("afternoon")["series"]["history"][-1]["event"] == "closing"
    assert legal("afternoon") == []


def test_a_story_that_was_told_is_learned_from_or_there_is_nothing_to_share(begin, exported, legal):
    def told_today(doc):
        story = thing(doc, "stories", "S1")
        story["meeting"] = "M4"
        story.pop("learning", None)
        story.pop("body", None)
        steps = ("consent_given", "checked", "used")
        story["history"] = [{"on": "2018-04-18", "event": step, "by": "delia"} for step in steps]
        doc["findings"] = [f for f in doc.get("findings", []) if "S1" not in f["stories"]]
        for priority in doc["priorities"]:
            priority.pop("findings", None)
        doc.pop("evidence", None)

    jo = begin(told_today)
    answer = close(jo, **KEEP)
    assert 'href="#story-S1-what"' in answer.text
    nothing = KEEP | {"story-S1-what": "nothing"}
    assert close(jo, **nothing).status_code == 303
    end = thing(exported("afternoon"), "meetings", "M4")["history"][-1]
    assert end["note"].startswith("Nothing to share from")
    assert end["visibility"] == "organisers"
    assert legal("afternoon") == []


def test_what_is_passed_is_passed_with_a_word_that_organisers_see(begin, exported):
    jo = begin()
    assert close(jo, **KEEP, debrief_on="").status_code == 422
    assert close(jo, **(KEEP | {"debrief_on": "", "word": "Jo is away until May"})).status_code == 303
    end = thing(exported("afternoon"), "meetings", "M4")["history"][-1]
    assert (end["note"], end["visibility"]) == ("Jo is away until May", "organisers")


@pytest.mark.parametrize("who, status", [("delia", 200), ("gp2", 403), ("george", 404)])
def test_organisers_close_a_meeting_and_nobody_else(begin, who, status):
    assert begin(who=who).get(HERE).status_code == status


def test_a_closed_meeting_is_opened_again_with_a_word_put_right_and_closed_once_more(begin, exported, legal):
    jo = begin()
    close(jo, **KEEP)
    again = "/series/afternoon/write/meeting-reopen/M4"
    assert jo.fill_in(again, again, note="").status_code == 422
    assert jo.fill_in(again, again, note="A name was forgotten").status_code == 303
    assert close(jo).status_code == 303, "everything had been decided"
    history = [e["event"] for e in thing(exported("afternoon"), "meetings", "M4")["history"]][-3:]
    assert history == ["closed", "reopened", "closed"]
    caught_up = [f for f in exported("afternoon")["follow_ups"] if f["kind"] == "catch_up" and "planned_for" in f]
    assert len({f["with"] for f in caught_up}) == len(caught_up), "nobody is caught up with twice"
    assert legal("afternoon") == []
