"""One meeting: where and when, what for, who, and what came of it; and all of them in a row."""

from datetime import date

from app.pages.meeting_view import meeting_page
from app.pages.meetings_view import meetings_page
from tests.pages import made_up


def meeting(seat, number: int):
    return meeting_page(seat, seat.then.numbered(number))


def test_a_meeting_to_come_says_when_where_and_what_for(seated):
    shown = meeting(seated(made_up.beston(), "gp1", date(2018, 4, 11)), 4)
    assert shown.title == "Meeting 4 is in seven days"
    assert shown.opening == "Wednesday 18 April, 1.30 to 4.30, Beston Library hall."
    assert shown.purpose == "Talk about the difficulties; then make something small happen."
    assert [(b.time, b.minutes) for b in shown.run] == [
        ("1.30", 10),
        ("1.40", 10),
        ("1.50", 40),
        ("2.30", 10),
        ("2.40", 60),
        ("3.40", 30),
        ("4.10", 15),
        ("4.25", 5),
    ]


def test_what_a_meeting_is_for_is_told_with_its_invitations(seated):
    doc = made_up.beston()
    group, organiser = (meeting(seated(doc, who, date(2018, 4, 11)), 6) for who in ("gp1", "jo"))
    assert (group.purpose, group.focus, group.run) == ("", [], [])
    assert organiser.purpose
    assert organiser.only_organisers


def test_who_is_coming_is_told_by_reply_to_organisers_and_to_the_group_those_who_come(seated):
    doc = made_up.beston()
    group, organiser = (meeting(seated(doc, who, date(2018, 4, 14)), 4).presence for who in ("gp1", "jo"))
    assert [heading for heading, _ in organiser.groups] == ["Coming", "Not sure yet", "Cannot come", "Not heard yet"]
    assert [heading for heading, _ in group.groups] == ["Coming"]
    assert group.summary == "14 people are coming, and three cannot."


def test_a_reply_that_comes_tomorrow_has_not_come_yet(seated):
    doc = made_up.beston()
    on_the_11th = meeting(seated(doc, "jo", date(2018, 4, 11)), 4).presence
    invited = sum(len(people) for _, people in on_the_11th.groups)
    assert invited == len(made_up.by_id(doc["meetings"])["M4"]["invitations"])
    replies = made_up.by_id(doc["meetings"])["M4"]["invitations"]
    later = [i for i in replies if str(i.get("replied_on", "")) > "2018-04-11"]
    unheard = {someone.id for heading, people in on_the_11th.groups if heading == "Not heard yet" for someone in people}
    assert later
    assert {i["person"] for i in later} <= unheard


def test_who_came_is_told_by_name_to_the_group_and_who_did_not_to_organisers(seated):
    doc = made_up.beston()
    group, organiser = (meeting(seated(doc, who, date(2018, 4, 11)), 3).presence for who in ("gp1", "jo"))
    assert group.summary == "16 people in the room, from 13 organisations."
    assert [heading for heading, _ in group.groups] == ["In the room"]
    assert ("Beth Laing", "Harbour Pharmacy, in Gillian’s place") in [(s.name, s.about) for s in group.groups[0][1]]
    assert [heading for heading, _ in organiser.groups] == ["In the room", "Apologies", "Sent someone", "Not heard"]


def test_nothing_of_a_meeting_is_there_before_it_was_held(seated):
    shown = meeting(seated(made_up.beston(), "jo", date(2018, 4, 11)), 4)
    assert (shown.came_up, shown.decisions, shown.quotes, shown.tests) == ([], [], [], [])
    assert not shown.held


def test_what_came_of_a_meeting(seated):
    shown = meeting(seated(made_up.beston(), "gp1", date(2018, 4, 20)), 4)
    assert shown.title == "What is holding us back, and the day centre"
    assert [a.id for a in shown.came_up] == ["A23", "A24", "A25", "A26", "A27", "A28", "A29"]
    assert [d.waiting for d in shown.decisions] == ["Waiting for Community nursing to say yes."]
    assert ("T1", "Decided here: one more cycle.") in [(t.id, t.what) for t in shown.tests]
    assert [q.leave_to_share for q in shown.quotes] == ["public"]


def test_a_sponsor_gets_counts_and_what_was_said_for_all(seated):
    shown = meeting(seated(made_up.beston(), "george", date(2018, 4, 20)), 4)
    assert shown.came_up is None
    assert shown.came_up_count == "Seven actions"
    assert shown.presence.groups == []
    assert shown.presence.summary == "17 people in the room, from twelve organisations."
    assert shown.tests == []
    assert [q.said_by for q in shown.quotes] == ["the GP"]


def test_a_moved_meeting_says_so_and_why(seated):
    doc = made_up.beston()
    made_up.by_id(doc["meetings"])["M5"]["history"].insert(
        0, {"on": date(2018, 4, 10), "event": "moved", "by": "jo", "to": date(2018, 5, 17), "note": "The hall is taken"}
    )
    shown = meeting(seated(doc, "gp1", date(2018, 4, 11)), 5)
    assert shown.moved == ["It was to be on 16 May, and was moved to 17 May: The hall is taken"]
    assert shown.opening.startswith("Thursday 17 May")


def test_why_a_meeting_moved_may_be_for_organisers_alone(seated):
    doc = made_up.beston()
    move = {
        "on": date(2018, 4, 10),
        "event": "moved",
        "by": "jo",
        "to": date(2018, 5, 17),
        "note": "KEPT",
        "visibility": "organisers",
    }
    made_up.by_id(doc["meetings"])["M5"]["history"].insert(0, move)
    shown = meeting(seated(doc, "gp1", date(2018, 4, 11)), 5)
    assert shown.moved == ["It was to be on 16 May, and was moved to 17 May"]


def test_who_leads_a_stretch_is_told_to_those_who_come(seated):
    doc = made_up.beston()
    member, sponsor = (meeting(seated(doc, who, date(2018, 4, 11)), 4).run[1].note for who in ("gp1", "george"))
    assert (member, sponsor) == ("Delia leads", "")


def test_a_cancelled_meeting_says_so_and_no_more(visit, bring):
    doc = made_up.beston()
    made_up.cancelled(doc, "M6", note="KEPT-WHY-CANCELLED", visibility="organisers")
    beston = bring(doc)
    page = visit(beston.gp1).get("/series/beston/meetings/6").text
    assert "Meeting 6 was cancelled" in page
    assert "Cancelled on 10 April." in page
    assert "KEPT-WHY-CANCELLED" not in page
    assert "Running order" not in page


def test_what_is_not_set_yet_is_said_kindly(visit, beston):
    page = visit(beston.gp1).get("/series/beston/meetings/5").text
    assert "will be told with its invitations" in page
    assert "Invitations have not gone out yet." in page


def test_a_meeting_held_where_nothing_was_agreed(visit, bring):
    beston = bring(made_up.one_action())
    assert (
        "Nothing was agreed to do. That is worth talking about."
        in visit(beston.gp1).get("/series/beston/meetings/2").text
    )


def test_all_meetings_in_order_and_where_we_are(seated):
    shown = meetings_page(seated(made_up.beston(), "gp1", date(2018, 4, 11)))
    assert shown.title == "Meeting 4 is in seven days"
    assert shown.opening == "Three meetings behind us, three to come."
    assert [m.when for m in shown.meetings] == ["held", "held", "held", "next", "later", "later"]
    assert shown.more == ""


def test_meetings_without_a_day_yet_are_counted(seated):
    doc = made_up.one_action()
    doc["series"]["meetings_planned"] = 8
    assert meetings_page(seated(doc, "jo", date(2018, 4, 11))).more == "Two more meetings without a day yet."
