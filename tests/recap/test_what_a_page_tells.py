"""One thing changed in the Beston inquiry at a time, and what its page says then."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from app.actions.domain import NOT_SAID
from app.errors import NotFound
from app.recap import as_text, recap
from app.recap.facts import stage
from tests.world.records import example

AFTERWARDS = date(2018, 12, 31)
A_WEEK_BEFORE_MEETING_4 = date(2018, 4, 11)


@pytest.fixture
def doc():
    return example("beston")


@pytest.fixture
def part(record_of):
    """What one part of a page says, as in `part(doc, 4, "who")`."""

    def said(doc, number, key, on=AFTERWARDS, **more):
        page = recap(record_of(doc), number, on, **more)
        block = next(block for block in page.blocks if block.key == key)
        return " ".join([*(line.said for line in block.lines), *([block.question] if block.question else [])])

    return said


def one(doc, part, id_):
    return next(thing for thing in doc[part] if thing["id"] == id_)


def event(thing, kind):
    return next(e for e in thing["history"] if e["event"] == kind)


def invitation(doc, meeting, person):
    return next(i for i in one(doc, "meetings", meeting)["invitations"] if i["person"] == person)


def reply(doc, meeting, person, said):
    row = invitation(doc, meeting, person)
    row["reply"] = said
    if said == "none":
        del row["replied_on"]


# -- who is here ---------------------------------------------------------
def test_a_newcomer_who_cannot_come_is_not_welcomed(doc, part):
    reply(doc, "M4", "car2", "cannot")
    said = part(doc, 4, "who")
    assert "Colin" not in said
    assert "No one is new today." in said
    assert "Fiona Sharp has moved on, with our thanks." in said
    assert "Four have sent apologies." in said


def test_apologies_are_a_number_and_none_is_said_too(doc, part):
    for row in one(doc, "meetings", "M4")["invitations"]:
        if row["reply"] == "cannot":
            row["reply"] = "coming"
    assert "No one has sent apologies." in part(doc, 4, "who")
    reply(doc, "M4", "moira", "cannot")
    assert "One has sent apologies." in part(doc, 4, "who")


def test_a_reply_given_after_the_evening_before_was_not_known(doc, part):
    invitation(doc, "M4", "mh")["replied_on"] = "2018-04-18"
    assert "Two have sent apologies." in part(doc, 4, "who")


def test_someone_unnamed_stands_in_where_no_membership_names_anyone(doc, part):
    del one(doc, "people", "pha")["memberships"][0]["named_substitute"]
    assert "Somebody stands in for Gillian Roy." in part(doc, 3, "who")


def test_whoever_the_answer_names_stands_in(doc, part):
    invitation(doc, "M3", "pha")["substitute_name"] = "Ann Shaw"
    assert "Ann Shaw stands in for Gillian Roy." in part(doc, 3, "who")
    assert "Beth Laing" not in part(doc, 3, "who")


def test_more_newcomers_than_can_be_named_are_counted(doc, part):
    for n in range(9):
        doc["people"].append(
            {
                "id": f"new{n}",
                "name": f"Newcomer Number{n}",
                "memberships": [{"role": "participant", "from": "2018-04-01"}],
            }
        )
    said = part(doc, 4, "who")
    assert said.count("Number") <= 6
    assert "more." in said


def test_someone_who_missed_every_meeting_and_did_not_answer_is_not_pointed_out(doc, part):
    reply(doc, "M2", "dn2", "none")
    said = part(doc, 2, "who")
    assert "Shona" not in said
    assert "Euan Grant could not be with us last time, and is welcome too." in said


def test_a_walk_in_is_not_known_the_evening_before(doc, part):
    assert "Isobel" not in part(doc, 5, "who")


# -- last time, and since ------------------------------------------------
def test_what_one_to_be_thanked_for_is_told_without_words_meant_for_organisers(doc, part):
    event(one(doc, "actions", "A17"), "done")["visibility"] = "organisers"
    said = part(doc, 4, "since")
    assert "Ruth put a home library table in the day centre for an afternoon." in said
    assert "signed up" not in said


def test_what_would_help_is_kept_back_with_its_event(doc, part):
    event(one(doc, "actions", "A04"), "stuck")["visibility"] = "organisers"
    said = part(doc, 5, "moving")
    assert "“Count how many housebound older people each practice supports” is stuck." in said
    assert "count by hand" not in said


def test_who_is_stuck_and_has_not_said_what_would_help_is_not_quoted(doc, part):
    event(one(doc, "actions", "A04"), "stuck")["what_would_help"] = NOT_SAID
    said = part(doc, 5, "moving")
    assert "“Count how many housebound older people each practice supports” is stuck." in said
    assert "not said yet" not in said.lower()


def test_what_was_finished_in_the_room_was_heard_there_and_is_told_with_last_time(doc, part):
    done = event(one(doc, "actions", "A17"), "done")
    done |= {"on": "2018-03-14", "via": "meeting"}
    assert "We heard of one thing finished." in part(doc, 4, "last")
    assert "library" not in part(doc, 4, "since")


def test_what_was_finished_that_evening_is_told_next_time(doc, part):
    event(one(doc, "actions", "A17"), "done")["on"] = "2018-03-14"
    assert "library table" in part(doc, 4, "since")


def test_three_things_done_are_all_told(doc, part):
    for id_ in ("A08", "A11", "A19"):
        action = one(doc, "actions", id_)
        action["history"] = [e for e in action["history"] if e["event"] != "done"]
    told = part(doc, 4, "since")
    assert all(name in told for name in ("Nadia", "Ruth", "Maureen"))
    assert "more" not in told


def test_seven_things_done_are_three_told_and_four_counted(part, doc):
    assert part(doc, 5, "since").endswith("And four more are done.")


def test_quick_wins_come_first_then_what_belongs_to_a_finding(doc, record_of):
    block = next(b for b in recap(record_of(doc), 4, AFTERWARDS).blocks if b.key == "since")
    assert block.sources == ("A21", "A17", "A15", "A19", "A11", "A08")


def test_an_unknown_verb_is_left_in_the_words_it_was_written_in(doc, part):
    one(doc, "actions", "A17")["text"] = "Library table in the day centre"
    assert "Ruth: Library table in the day centre. Seven people signed up." in part(doc, 4, "since")


def test_what_was_put_off_till_a_day_comes_back_on_it(doc, part):
    one(doc, "actions", "A18")["history"][-1]["look_again_on"] = "2018-06-01"
    for id_ in ("A30", "A31", "A33", "A35"):  # so that there is room for it
        one(doc, "actions", id_)["history"] = []
    doc["tests"] = []
    doc["initiatives"] = []
    for action in doc["actions"]:
        action["history"] = [e for e in action.get("history", []) if e["event"] != "handed_on"]
    for priority in doc["priorities"]:
        priority["history"] = []
    assert "look again by now at something we set aside: to make a first count" in part(doc, 6, "moving")


# -- tests and hopes -----------------------------------------------------
def test_what_was_learnt_on_the_day_of_the_decision_was_not_known_the_evening_before(doc, part):
    assert "locked cupboard" not in part(doc, 4, "tried")
    assert "locked cupboard" not in part(doc, 5, "tried")
    assert "Reviews yes" not in part(doc, 5, "tried")


def test_a_test_still_to_be_decided_says_what_was_learnt_once_it_is_written_down(doc, part):
    cycle = one(doc, "tests", "T1")["cycles"][0]
    one(doc, "tests", "T1")["cycles"] = [{k: v for k, v in cycle.items() if k not in ("decision", "decided_on")}]
    one(doc, "tests", "T1")["history"] = []
    assert "the centre needs a locked cupboard, not a driver. To decide today." in part(doc, 4, "tried")


def test_ideas_for_tests_are_counted_until_one_is_tried(doc, part):
    doc["tests"] = [one(doc, "tests", "T6")]
    doc["tests"][0] |= {"meeting": "M2"}
    del doc["tests"][0]["cycles"]
    assert part(doc, 3, "tried") == "There is one idea for something to try, and nothing has been tried yet."


def test_words_of_someone_served_need_their_leave(doc, part):
    one(doc, "evidence", "E2")["leave_to_share"] = "room"
    assert "her mother" not in part(doc, 4, "hopes")
    del one(doc, "evidence", "E2")["leave_to_share"]
    assert "her mother" not in part(doc, 4, "hopes")


def test_what_members_let_be_seen_of_themselves_needs_leave_too(doc, part):
    doc["evidence"] = [one(doc, "evidence", "E1")]
    assert "worries" not in part(doc, 5, "hopes")
    doc["evidence"][0]["leave_to_share"] = "record"
    assert "For more trust we can point to this: two people told the group what worries them" in part(doc, 5, "hopes")


def test_a_count_needs_no_leave(doc, part):
    doc["evidence"] = [one(doc, "evidence", "E3")]
    assert "For more community involvement we can point to this: twenty-four people were seen" in part(doc, 6, "hopes")


def test_a_carers_words_in_a_meeting_are_heard_with_the_hopes_and_not_as_a_members(doc, part):
    doc["evidence"] = []
    quote = {"text": "I slept", "speaker": "carer", "leave_to_share": "record"}
    one(doc, "meetings", "M3")["quotes"] = [quote]
    assert "A carer told us, “I slept”" in part(doc, 4, "hopes")
    assert "slept" not in part(doc, 4, "last")


def test_without_hopes_it_says_so(doc, part):
    doc["aspirations"], doc["evidence"], doc["check_backs"] = [], [], []
    for priority in doc["priorities"]:
        priority.pop("aspirations", None)
    assert part(doc, 4, "hopes") == "We have not yet said what we hope for."


# -- which meeting, which day --------------------------------------------
def test_a_meeting_to_come_is_told_of_with_what_has_been_said_by_now(doc, part):
    assert "library table" in part(doc, 4, "since", on=A_WEEK_BEFORE_MEETING_4)
    assert "Lewis" not in part(doc, 4, "since", on=A_WEEK_BEFORE_MEETING_4)
    assert "future we want" in part(doc, 5, "last", on=A_WEEK_BEFORE_MEETING_4)  # meeting 3 is the last that was held


def test_a_moved_meeting_has_its_new_day(doc, record_of):
    meeting = one(doc, "meetings", "M6")
    moved = {
        "on": "2018-05-25",
        "event": "moved",
        "to": "2018-06-20",
        "start": "10:00",
        "end": "13:00",
        "note": "The hall",
    }
    meeting["history"] = [meeting["history"][0], moved]
    meeting.pop("attendance", None)
    page = recap(record_of(doc), 6, date(2018, 6, 1))
    assert page.when_where.startswith("Wednesday 20 June 2018, ten o’clock to one o’clock")
    assert page.as_of == date(2018, 6, 19)


def test_a_cancelled_meeting_has_no_page(doc, record_of):
    meeting = one(doc, "meetings", "M6")
    meeting["history"] = [meeting["history"][0], {"on": "2018-05-25", "event": "cancelled", "note": "Snow"}]
    with pytest.raises(NotFound, match="no meeting 6"):
        recap(record_of(doc), 6, AFTERWARDS)


def test_where_the_first_meeting_was_cancelled_the_second_is_a_welcome(doc, record_of):
    small = example("small")
    first = small["meetings"][0]
    first["history"] = [first["history"][0], {"on": "2026-01-30", "event": "cancelled", "note": "Gale"}]
    del first["attendance"]
    assert recap(record_of(small), 2, date(2026, 2, 10)).kind == "welcome"
    assert recap(record_of(small), 3, date(2026, 2, 10)).kind == "recap"


def test_a_start_up_meeting_has_a_welcome(doc, record_of):
    doc["meetings"].insert(
        0, {"id": "M0", "number": 0, "kind": "start_up", "date": "2018-01-10", "start": "10:00", "end": "11:00"}
    )
    page = recap(record_of(doc), 0, AFTERWARDS)
    assert (page.kind, page.which) == ("welcome", "start-up meeting")
    assert "Today we make ready for six meetings, about a month apart." in " ".join(as_text(page).split())
    assert recap(record_of(doc), 1, AFTERWARDS).kind == "welcome"


# -- the question --------------------------------------------------------
@pytest.mark.parametrize(
    "number, planned, where", [(1, 3, 1), (2, 3, 4), (3, 3, 6), (4, 12, 2), (1, 1, 6), (0, 6, 0), (9, 6, 6)]
)
def test_a_short_or_long_series_goes_through_the_same_arc(number, planned, where):
    assert stage(number, planned) == where


def test_two_meetings_in_a_row_do_not_end_with_the_same_question_of_ours(record_of):
    doc = example("small")
    doc["series"]["meetings_planned"] = 12
    begin = date(2026, 2, 3)
    doc["meetings"] = [
        {"id": f"M{n}", "number": n, "date": str(begin + timedelta(weeks=n)), "start": "19:00", "end": "20:30"}
        for n in range(1, 13)
    ]
    for action in doc["actions"]:
        action["history"] = []
        action["lead"] = "jean"
    record = record_of(doc)
    asked = [recap(record, n, begin).question for n in range(1, 13)]
    assert all(one != other for one, other in pairwise(asked))
    assert all(question.endswith("?") for question in asked)


def test_the_meetings_own_question_goes_before_ours(doc, part):
    assert part(doc, 4, "today").endswith("What are we each protecting when we hold back?")
    del one(doc, "meetings", "M4")["question"]
    assert part(doc, 4, "today").endswith("What is the smallest thing we could try before we meet again?")


def test_without_areas_the_page_says_what_the_meeting_is_for(doc, part):
    del one(doc, "meetings", "M4")["focus"]
    assert "What we are here to do: talk about the difficulties; then make something small happen." in part(
        doc, 4, "today"
    )
    del one(doc, "meetings", "M4")["purpose"]
    assert "Our theme is what is holding us back, and the day centre." in part(doc, 4, "today")
    del one(doc, "meetings", "M4")["title"]
    assert "What we look at is ours to choose." in part(doc, 4, "today")
