"""One thing changed in the Beston inquiry at a time, and what its page says then."""

from app.actions.domain import NOT_SAID
from app.recap import recap
from tests.recap.conftest import AFTERWARDS
from tests.world.records import thing


def event(row, kind):
    return next(e for e in row["history"] if e["event"] == kind)


def invitation(doc, meeting, person):
    return next(i for i in thing(doc, "meetings", meeting)["invitations"] if i["person"] == person)


def reply(doc, meeting, person, said):
    row = invitation(doc, meeting, person)
    row["reply"] = said
    if said == "none":
        del row["replied_on"]


# -- who is here ------------------------------------------------------
def test_a_newcomer_who_cannot_come_is_not_welcomed(doc, part):
    reply(doc, "M4", "car2", "cannot")
    said = part(doc, 4, "who")
    assert "Colin" not in said
    assert "No one is new today." in said
    assert "Fiona Sharp has moved on, with our thanks." in said
    assert "Four have sent apologies." in said


def test_apologies_are_a_number_and_none_is_said_too(doc, part):
    for row in thing(doc, "meetings", "M4")["invitations"]:
        if row["reply"] == "cannot":
            row["reply"] = "coming"
    assert "No one has sent apologies." in part(doc, 4, "who")
    reply(doc, "M4", "moira", "cannot")
    assert "One has sent apologies." in part(doc, 4, "who")


def test_a_reply_given_after_the_evening_before_was_not_known(doc, part):
    invitation(doc, "M4", "mh")["replied_on"] = "2018-04-18"
    assert "Two have sent apologies." in part(doc, 4, "who")


def test_someone_unnamed_stands_in_where_no_membership_names_anyone(doc, part):
    del thing(doc, "people", "pha")["memberships"][0]["named_substitute"]
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


# -- last time, and since ---------------------------------------------
def test_what_one_to_be_thanked_for_is_told_without_words_meant_for_organisers(doc, part):
    event(thing(doc, "actions", "A17"), "done")["visibility"] = "organisers"
    said = part(doc, 4, "since")
    assert "Ruth put a home library table in the day centre for an afternoon." in said
    assert "signed up" not in said


def test_what_would_help_is_kept_back_with_its_event(doc, part):
    event(thing(doc, "actions", "A04"), "stuck")["visibility"] = "organisers"
    said = part(doc, 5, "moving")
    assert "“Count how many housebound older people each practice supports” is stuck." in said
    assert "count by hand" not in said


def test_who_is_stuck_and_has_not_said_what_would_help_is_not_quoted(doc, part):
    event(thing(doc, "actions", "A04"), "stuck")["what_would_help"] = NOT_SAID
    said = part(doc, 5, "moving")
    assert "“Count how many housebound older people each practice supports” is stuck." in said
    assert "not said yet" not in said.lower()


def test_what_was_finished_in_the_room_was_heard_there_and_is_told_with_last_time(doc, part):
    done = event(thing(doc, "actions", "A17"), "done")
    done |= {"on": "2018-03-14", "via": "meeting"}
    assert "We heard of one thing finished." in part(doc, 4, "last")
    assert "library" not in part(doc, 4, "since")


def test_what_was_finished_that_evening_is_told_next_time(doc, part):
    event(thing(doc, "actions", "A17"), "done")["on"] = "2018-03-14"
    assert "library table" in part(doc, 4, "since")


def test_three_things_done_are_all_told(doc, part):
    for id_ in ("A08", "A11", "A19"):
        action = thing(doc, "actions", id_)
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
    thing(doc, "actions", "A17")["text"] = "Library table in the day centre"
    assert "Ruth: Library table in the day centre. Seven people signed up." in part(doc, 4, "since")


def test_what_was_put_off_till_a_day_comes_back_on_it(doc, part):
    thing(doc, "actions", "A18")["history"][-1]["look_again_on"] = "2018-06-01"
    for id_ in ("A30", "A31", "A33", "A35"):  # so that there is room for it
        thing(doc, "actions", id_)["history"] = []
    doc["tests"] = []
    doc["initiatives"] = []
    for action in doc["actions"]:
        action["history"] = [e for e in action.get("history", []) if e["event"] != "handed_on"]
    for priority in doc["priorities"]:
        priority["history"] = []
    assert "look again by now at something we set aside: to make a first count" in part(doc, 6, "moving")


# -- tests and hopes --------------------------------------------------
def test_what_was_learnt_on_the_day_of_the_decision_was_not_known_the_evening_before(doc, part):
    assert "locked cupboard" not in part(doc, 4, "tried")
    assert "locked cupboard" not in part(doc, 5, "tried")
    assert "Reviews yes" not in part(doc, 5, "tried")


def test_a_test_still_to_be_decided_says_what_was_learnt_once_it_is_written_down(doc, part):
    cycle = thing(doc, "tests", "T1")["cycles"][0]
    thing(doc, "tests", "T1")["cycles"] = [{k: v for k, v in cycle.items() if k not in ("decision", "decided_on")}]
    thing(doc, "tests", "T1")["history"] = []
    assert "the centre needs a locked cupboard, not a driver. To decide today." in part(doc, 4, "tried")


def test_ideas_for_tests_are_counted_until_one_is_tried(doc, part):
    doc["tests"] = [thing(doc, "tests", "T6")]
    doc["tests"][0] |= {"meeting": "M2"}
    del doc["tests"][0]["cycles"]
    assert part(doc, 3, "tried") == "There is one idea for something to try, and nothing has been tried yet."


def test_words_of_someone_served_need_their_leave(doc, part):
    thing(doc, "evidence", "E2")["leave_to_share"] = "room"
    assert "her mother" not in part(doc, 4, "hopes")
    del thing(doc, "evidence", "E2")["leave_to_share"]
    assert "her mother" not in part(doc, 4, "hopes")


def test_what_members_let_be_seen_of_themselves_needs_leave_too(doc, part):
    doc["evidence"] = [thing(doc, "evidence", "E1")]
    assert "worries" not in part(doc, 5, "hopes")
    doc["evidence"][0]["leave_to_share"] = "record"
    assert "For more trust we can point to this: two people told the group what worries them" in part(doc, 5, "hopes")


def test_a_count_needs_no_leave(doc, part):
    doc["evidence"] = [thing(doc, "evidence", "E3")]
    assert "For more community involvement we can point to this: twenty-four people were seen" in part(doc, 6, "hopes")


def test_a_carers_words_in_a_meeting_are_heard_with_the_hopes_and_not_as_a_members(doc, part):
    doc["evidence"] = []
    quote = {"text": "I slept", "speaker": "carer", "leave_to_share": "record"}
    thing(doc, "meetings", "M3")["quotes"] = [quote]
    assert "A carer told us, “I slept”" in part(doc, 4, "hopes")
    assert "slept" not in part(doc, 4, "last")


def test_without_hopes_it_says_so(doc, part):
    doc["aspirations"], doc["evidence"], doc["check_backs"] = [], [], []
    for priority in doc["priorities"]:
        priority.pop("aspirations", None)
    assert part(doc, 4, "hopes") == "We have not yet said what we hope for."
