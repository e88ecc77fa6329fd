"""Who is due which letter on several days of the inquiry, and why."""

from collections import Counter

from tests.letters.what_happens import ask, cancel, hand_over, later, move, record, tell
from tests.world.records import thing


def kinds(desk) -> Counter[str]:
    return Counter(one.kind for one in desk.due)


# -- before a meeting -------------------------------------------------
def test_a_week_before_the_fourth_meeting(at_desk):
    desk = at_desk("2018-04-11")
    assert [(one.kind, one.person) for one in desk.due] == [
        ("invitation", "gp2"),
        ("invitation", "it"),
        ("invitation", "vs2"),
        ("welcome", "car2"),
        ("thanks", "dcm"),
        ("thanks", "vs3"),
        ("thanks", "lib"),
    ]
    assert desk.one("invitation", "gp2").why == "invited on Thursday 22 March; no letter has gone from here"
    assert desk.one("welcome", "car2").why == "new since Monday 9 April, after three meetings"
    assert desk.ring == []


def test_whoever_has_answered_or_was_asked_in_another_way_needs_no_invitation(at_desk):
    def by_telephone(doc):
        next(i for i in thing(doc, "meetings", "M4")["invitations"] if i["person"] == "it")["channel"] = "phone"

    assert at_desk("2018-04-11", by_telephone).who("invitation") == ["gp2", "vs2"]


def test_the_recap_is_due_from_two_working_days_before_until_the_meeting_begins(at_desk):
    def not_opened_yet(doc):
        history = thing(doc, "meetings", "M4")["history"]
        history[:] = [e for e in history if e["on"] < "2018-04-18"]
        later(doc, "M4")

    desk = at_desk("2018-04-13", not_opened_yet)  # a Friday; it is on Wednesday
    assert desk.who("recap") == []
    assert len(desk.on("2018-04-16").who("recap")) == 17
    assert len(desk.on("2018-04-18T12:29+00:00").who("recap")) == 17
    assert desk.on("2018-04-18T12:30+00:00").who("recap") == []


def test_who_is_not_expected_is_neither_invited_to_that_meeting_nor_sent_its_recap(at_desk):
    def on_leave(doc):
        later(doc, "M4")
        away = [{"person": person, "state": "not_expected"} for person in ("gp2", "lib")]
        thing(doc, "meetings", "M4")["attendance"] = away

    desk = at_desk("2018-04-16", on_leave)
    assert desk.to("gp2") == []
    assert desk.to("lib") == ["thanks"]
    assert "sw" in desk.who("recap")
    assert desk.on("2018-04-11").who("invitation") == ["it", "vs2"]


def test_the_welcome_invites_and_is_the_first_word_of_a_meeting_that_moves(at_desk):
    desk = at_desk("2018-04-11", lambda doc: move(doc, "2018-05-02", on="2018-04-12"))
    letter = desk.letter(desk.one("welcome", "car2"))
    assert letter.buttons[0].label == "Say whether you come"
    assert "METHOD:REQUEST" in letter.calendar
    desk.send(desk.one("welcome", "car2"))
    assert desk.to("car2") == []
    assert desk.on("2018-04-12").to("car2") == ["moved"]


def test_the_recap_stands_in_for_an_invitation_and_the_welcome_for_the_recap(at_desk):
    desk = at_desk("2018-04-16")
    assert desk.to("gp2") == ["recap"]
    assert desk.to("car2") == ["welcome", "thanks"]
    desk.send()
    assert desk.on("2018-04-17").due == []


def test_whom_no_letter_reaches_is_rung(at_desk):
    desk = at_desk("2018-04-16")
    assert {(one.person, why) for one, why in desk.ring} == {
        ("gp1", "prefers the telephone"),
        ("vs1", "prefers the telephone"),
        ("dis", "wants no messages"),
    }
    without = at_desk("2018-04-16", lambda doc: thing(doc, "people", "gp2").pop("email"))
    assert ("gp2", "no address is known") in {(one.person, why) for one, why in without.ring}
    assert "gp2" not in without.who("recap")


def test_organisers_are_not_written_to_by_themselves(at_desk):
    for day in ("2018-03-16", "2018-04-11", "2018-04-16", "2018-05-14"):
        assert {"jo", "delia"}.isdisjoint(one.person for one in at_desk(day).due)


# -- a meeting moves or does not take place ---------------------------
def test_a_move_is_told_to_those_who_know_of_another_time(at_desk):
    desk = at_desk("2018-04-11", lambda doc: move(doc, "2018-05-02"))
    invited = {i.person for i in desk.record.invitations["M4"]}
    assert set(desk.who("moved")) == invited - {"delia", "gp1", "vs1", "dis"}  # she moved it; they are rung
    assert desk.one("moved", "dcm").slot == "M4@2018-05-02T13:30"
    assert desk.one("moved", "dcm").why == "moved on Tuesday 10 April, and they know of Wednesday 18 April"


def test_whoever_was_told_is_not_told_again_until_it_moves_again(at_desk):
    def twice(doc):
        move(doc, "2018-05-02", on="2018-04-10")
        move(doc, "2018-05-03", on="2018-04-12")

    desk = at_desk("2018-04-11", twice)
    desk.send(desk.one("moved", "dcm"))
    assert "dcm" not in desk.who("moved")
    again = desk.on("2018-04-12")
    assert again.one("moved", "dcm").slot == "M4@2018-05-03T13:30"
    assert "It was to be on Wednesday 2 May" in again.letter(again.one("moved", "dcm")).text


def test_a_meeting_that_moves_back_is_no_news_for_those_who_never_heard_of_the_move(at_desk):
    def there_and_back(doc):
        move(doc, "2018-05-02", on="2018-04-10")
        move(doc, "2018-04-18", on="2018-04-11")

    desk = at_desk("2018-04-10", there_and_back)
    desk.send(desk.one("moved", "dcm"))
    assert desk.on("2018-04-11").who("moved") == ["dcm"]


def test_whoever_is_invited_after_the_move_gets_an_invitation_and_nothing_else(at_desk):
    def invited_anew(doc):
        move(doc, "2018-05-02", on="2018-04-10")
        tell(doc, "meetings", "M4", on="2018-04-11", event="invited", by="delia")
        asked = {"person": "mh", "sent_on": "2018-04-11", "channel": "email", "reply": "none"}
        thing(doc, "meetings", "M4")["invitations"] = [asked]

    assert at_desk("2018-04-11", invited_anew).to("mh") == ["invitation"]


def test_that_a_meeting_does_not_take_place_is_told_to_all_who_were_invited(at_desk):
    desk = at_desk("2018-04-11", cancel)
    assert kinds(desk)["cancelled"] == len(desk.record.invitations["M4"]) - 4  # Delia, and three who prefer to be rung
    assert kinds(desk)["recap"] == kinds(desk)["invitation"] == 0
    assert kinds(desk.on("2018-04-19"))["cancelled"] == 0


# -- after a meeting --------------------------------------------------
def test_after_a_meeting_those_who_missed_it_are_told_and_those_who_had_a_word_are_not(at_desk):
    desk = at_desk("2018-03-16")
    assert desk.who("catch_up") == ["gp2", "george", "cn", "vs2", "hc"]

    def rung(doc):
        said = {"kind": "catch_up", "channel": "phone", "said": "Told her all of it", "on": "2018-03-15"}
        doc["follow_ups"].append({"id": "U90", "by": "delia", "with": "hc"} | said)

    assert "hc" not in at_desk("2018-03-16", rung).who("catch_up")


def test_a_record_goes_to_those_who_were_there_once_there_is_one(at_desk):
    assert at_desk("2018-03-16").who("record") == []
    desk = at_desk("2018-03-16", lambda doc: record(doc, "We met."))
    assert "sw" in desk.who("record")
    assert not set(desk.who("record")) & set(desk.who("catch_up"))
    kept_close = at_desk(
        "2018-03-16", lambda doc: (record(doc, "We met."), doc["series"].update(record_scope="facilitators"))
    )
    assert kept_close.who("record") == []


# -- one's own part ---------------------------------------------------
def test_what_is_asked_of_somebody_goes_in_one_letter(at_desk):
    desk = at_desk("2018-04-11", lambda doc: (ask(doc, "mh", "A90"), ask(doc, "mh", "A91")))
    assert desk.to("mh") == ["ask"]
    assert desk.one("ask", "mh").about == ("A90", "A91")
    desk.send()
    assert desk.to("mh") == []


def test_what_is_asked_after_that_goes_in_another(at_desk):
    desk = at_desk("2018-04-11", lambda doc: (ask(doc, "mh", "A90"), ask(doc, "mh", "A91", on="2018-04-12")))
    desk.send(desk.one("ask", "mh"))
    assert desk.on("2018-04-12").one("ask", "mh").about == ("A91",)


def test_what_is_asked_of_the_same_person_anew_is_a_new_occasion(at_desk):
    def anew(doc):
        ask(doc, "mh", "A90", on="2018-04-03")
        tell(doc, "actions", "A90", on="2018-04-05", event="declined", by="mh")
        tell(doc, "actions", "A90", on="2018-04-09", event="asked", to="mh", by="delia")

    desk = at_desk("2018-04-03", anew)
    desk.send(desk.one("ask", "mh"))
    assert desk.on("2018-04-06").to("mh") == []
    assert desk.on("2018-04-09").one("ask", "mh").slot == "A90@2018-04-09"


def test_an_answer_ends_it(at_desk):
    def accepted(doc):
        ask(doc, "mh", on="2018-04-03")
        tell(doc, "actions", "A90", on="2018-04-05", event="accepted", by="mh")

    assert at_desk("2018-04-04", accepted).to("mh") == ["ask"]
    assert at_desk("2018-04-05", accepted).to("mh") == []


def test_what_somebody_else_led_is_handed_over_and_swallows_what_is_asked_besides(at_desk):
    desk = at_desk("2018-04-11", lambda doc: (hand_over(doc, "A20", "mh"), ask(doc, "mh")))
    assert desk.to("mh") == ["handover"]
    assert desk.one("handover", "mh").about == ("A20", "A90")


def test_more_than_one_letter_has_room_for_is_asked_in_the_next(at_desk):
    desk = at_desk("2018-04-11", lambda doc: [ask(doc, "mh", f"A{n}") for n in range(90, 99)])
    first = desk.one("ask", "mh")
    assert first.about == tuple(f"A{n}" for n in range(90, 98))
    desk.send(first)
    assert desk.one("ask", "mh").about == ("A98",)


def test_the_welcome_asks_what_is_to_be_asked(at_desk):
    desk = at_desk("2018-04-11", lambda doc: hand_over(doc, "A20", "car2"))
    assert desk.to("car2") == ["welcome"]
    assert desk.one("welcome", "car2").about == ("A20",)
    assert "What we ask you to take over" in desk.letter(desk.one("welcome", "car2")).text


def test_nobody_is_welcomed_who_was_there_from_the_beginning_or_has_been_to_a_meeting(at_desk):
    assert kinds(at_desk("2018-01-20"))["welcome"] == 0
    assert kinds(at_desk("2018-04-20"))["welcome"] == 0  # Colin was there on the 18th


def test_who_took_a_seat_after_standing_in_for_somebody_is_told_the_story_so_far(at_desk):
    """A place in the room for one afternoon is no place in the group: they know that meeting, and not the story."""

    def stood_in(doc):
        hats = thing(doc, "people", "car2")["memberships"]
        afternoon = {"role": "substitute", "from": "2018-03-14", "to": "2018-03-14"}
        hats.insert(0, hats[0] | afternoon)
        there = {"person": "car2", "state": "present_as_substitute", "in_place_of": "hc"}
        thing(doc, "meetings", "M3")["attendance"].append(there)

    assert "welcome" in at_desk("2018-04-11", stood_in).to("car2")


def test_thanks_are_said_once_for_all_of_it_and_not_by_letter_to_whom_they_were_said(at_desk):
    desk = at_desk("2018-04-11")
    desk.send(desk.one("thanks", "lib"))
    assert desk.to("lib") == []

    def thanked(doc):
        said = {"kind": "thanks", "channel": "phone", "said": "Thank you", "on": "2018-04-11", "about": ["A17"]}
        doc["follow_ups"].append({"id": "U90", "by": "delia", "with": "lib"} | said)

    assert at_desk("2018-04-11", thanked).to("lib") == []


def test_nothing_is_due_to_somebody_who_has_left(at_desk):
    def colin_leaves(doc):
        thing(doc, "people", "car2")["memberships"][0]["to"] = "2018-04-10"

    assert at_desk("2018-04-11", colin_leaves).to("car2") == []
