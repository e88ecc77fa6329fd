"""What stands on the wall is what the record had at that moment, told as the group would tell it."""

from datetime import date

import pytest

from app.errors import AssetsMissing, NotFound
from app.plan import building, carried, faces, in_words, wall
from tests.plan.looking import LONG_AFTER, all_words
from tests.world.records import thing

A_WEEK_BEFORE_MEETING_4 = date(2018, 4, 11)


def scene(record, number, today=LONG_AFTER, **more):
    return building.scene(record, number, today, **more)


def action(made, text):
    return next(a for a in made.actions if a.text.startswith(text))


# ---------------------------------------------------------------- the moment
def test_nothing_said_later_is_on_the_paper_of_the_evening_before(records):
    opening, closing = scene(records["beston"], 4, opening=True), scene(records["beston"], 4)
    assert len(opening.actions) == 22
    assert len(closing.actions) == 29
    assert not opening.stations[3].held
    assert closing.stations[3].held


def test_a_meeting_to_come_shows_what_is_known_today_and_says_so(records):
    coming = scene(records["beston"], 6, A_WEEK_BEFORE_MEETING_4)
    assert {a.text for a in coming.actions} <= {a.text for a in scene(records["beston"], 4, opening=True).actions}
    assert [s.held for s in coming.stations] == [True, True, True, False, False, False]
    assert "as known on 11 April" in all_words(wall.draw(coming))


def test_a_cancelled_meeting_has_no_plan_and_no_station(imagine):
    def cancel(doc):
        meeting = thing(doc, "meetings", "M2")
        meeting.pop("documents", None)
        meeting["history"] = [{"on": meeting["date"], "event": "cancelled", "note": "The snow"}]

    record = imagine("beston", lambda doc: _alone(doc, cancel))
    with pytest.raises(NotFound):
        scene(record, 2)
    assert [s.number for s in scene(record, 3).stations] == [1, 3, 4, 5, 6]


def _alone(doc, change):
    """Only the meetings, so that one can be called off without contradicting what was done at it."""
    for name in set(doc) - {"format", "about", "series", "organisations", "people", "meetings"}:
        del doc[name]
    for organisation in doc["organisations"]:
        organisation.pop("home_checks", None)
    for meeting in doc["meetings"]:
        for name in set(meeting) - {"id", "number", "title", "date", "start", "end"}:
            del meeting[name]
    change(doc)


def test_there_is_no_plan_of_a_meeting_that_nobody_planned(records):
    with pytest.raises(NotFound):
        scene(records["beston"], 9)


# ---------------------------------------------------------------- actions
def test_an_open_action_walks_along_and_says_since_when(records):
    counting = action(scene(records["beston"], 4), "Count how many housebound")
    assert (counting.state, counting.lead, counting.since, counting.interval) == ("stuck", "Alan", 1, 3)
    assert counting.help == "One agreed meaning, and somebody to count by hand"


def test_what_would_help_is_kept_when_only_the_day_is_changed(imagine):
    def put_off(doc):
        history = thing(doc, "actions", "A04")["history"]
        stuck = next(i for i, e in enumerate(history) if e["event"] == "stuck")
        on = history[stuck]["on"]
        history.insert(stuck + 1, {"on": on, "event": "redated", "due": "next_meeting", "note": "After the holidays"})

    assert action(scene(imagine("beston", put_off), 4), "Count how many housebound").help != ""


def test_what_was_said_to_organisers_alone_is_not_on_the_wall(imagine):
    def whisper(doc):
        for event in thing(doc, "actions", "A04")["history"]:
            if event["event"] == "stuck":
                event["visibility"] = "organisers"

    made = scene(imagine("beston", whisper), 4)
    assert action(made, "Count how many housebound").help == ""
    assert "One agreed meaning" not in all_words(wall.draw(made)) + in_words.text(made)


def test_a_proposal_asks_who_could_and_one_who_was_asked_has_not_said_yes(records):
    island, town = scene(records["small"], 2), scene(records["beston"], 3)
    assert "Find two spare rooms near the pier who could?" in all_words(wall.draw(island))
    assert "Priya, being asked" in all_words(wall.draw(town))


def test_two_people_called_the_same_are_told_apart(imagine):
    def rename(doc):
        priya, alan = (next(p for p in doc["people"] if p.get("known_as") == name) for name in ("Priya", "Alan"))
        alan["known_as"] = priya["known_as"]

    made = scene(imagine("beston", rename), 4)
    leads = {a.lead for a in made.actions}
    assert {"Dr Priya Nair", "Dr Alan Reid"} <= leads
    assert "Priya" not in leads


def test_before_its_line_was_chosen_an_action_stands_on_the_trunk(records):
    made = scene(records["beston"], 4)
    first = [a for a in made.actions if a.interval < made.branch]
    assert len(first) == 9
    assert {a.line for a in first} == {None}


# ---------------------------------------------------------------- tests
def test_tests_are_numbered_in_the_order_of_the_series_whenever_one_looks(records):
    numbers = {t.title: t.number for t in scene(records["beston"], 4).tests}
    later = {t.title: t.number for t in scene(records["beston"], 6).tests}
    assert numbers.items() <= later.items()
    assert later["Medicines left at the day centre"] == 1


def test_a_test_handed_on_before_it_was_decided_says_so(records):
    tests = scene(records["beston"], 6).tests
    assert [(t.sign, t.interval) for t in tests if t.title == "Pause and come back"] == [("handed_on", 4)]
    assert {t.title: t.later for t in tests if t.latest}["Twice-a-day medicines"] == "business_as_usual"


def test_an_idea_is_in_the_list_and_has_no_pill_yet(records):
    made = scene(records["beston"], 4)
    assert [t.title for t in made.tests if t.sign == "idea"] == ["Pause and come back"]
    assert "Test 5 Pause and come back an idea" in all_words(wall.draw(made))


# ---------------------------------------------------------------- lines
def test_a_line_ends_as_what_it_becomes(records):
    ends = {line.name: line.end_words for line in scene(records["beston"], 6).lines}
    assert ends["Medicines that fit people's lives"] == "Business as usual"
    assert ends["Making the most of the day centre"] == "Carries on: Making more of the voluntary sector day centre"
    assert scene(records["beston"], 6, opening=True).lines[0].end == ""


def test_a_resting_line_says_so(imagine):
    def rest(doc):
        thing(doc, "priorities", "voice")["history"] = [{"on": "2018-05-16", "event": "resting"}]

    made = scene(imagine("beston", rest), 5)
    assert [line.name for line in made.lines if line.resting] == ["Hearing from users and carers"]
    assert "resting for now" in all_words(wall.draw(made))


# ---------------------------------------------------------------- a sponsor
def test_a_sponsor_sees_lines_and_hopes_and_neither_leads_nor_actions_nor_small_numbers(records):
    whole, hidden = scene(records["beston"], 4), scene(records["beston"], 4, for_sponsor=True)
    told = all_words(wall.draw(hidden)) + in_words.text(hidden) + wall.draw(hidden).svg()
    assert [a.text for a in whole.actions if a.text in told] == []
    assert {a.lead for a in whole.actions} & set(told.split()) == set()
    assert "15 done" in told
    assert "a few would like help" in told
    assert "3 would like help" not in told
    assert [line.name for line in hidden.lines] == [line.name for line in whole.lines]
    assert hidden.tests == ()


def test_one_persons_finished_action_changes_nothing_that_a_sponsor_sees(imagine, records):
    def finish(doc):
        a = next(a for a in doc["actions"] if a["text"].startswith("Try a hand count"))
        a["history"] = [{"on": "2018-04-18", "event": "stuck", "what_would_help": "A quiet hour", "by": a["lead"]}]

    other = scene(imagine("beston", finish), 4, for_sponsor=True)
    whole = scene(imagine("beston", finish), 4)
    assert whole.count("stuck") == 4
    mine = scene(records["beston"], 4, for_sponsor=True)
    assert [s for s in other.sums if s.state == "stuck"] == [s for s in mine.sums if s.state == "stuck"]


# ---------------------------------------------------------------- the typeface
def test_a_file_carries_only_the_letters_it_uses_and_draws_the_same_each_time(records):
    sheet = wall.draw(scene(records["small"], 1, opening=True))
    file = sheet.svg(embed_font=True)
    assert file.count("@font-face") == 3
    assert "data:font/ttf;base64," in file
    assert len(file) < 60_000
    carried.embedded.cache_clear()
    assert sheet.svg(embed_font=True) == file
    assert "@font-face" not in sheet.svg()


def test_without_the_typeface_it_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(faces, "available", lambda: False)
    faces.face.cache_clear()
    with pytest.raises(AssetsMissing, match="make assets"):
        faces.face("bold")
