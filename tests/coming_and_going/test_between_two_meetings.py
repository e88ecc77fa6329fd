"""A meeting moves and what hangs on it moves with it; an organisation asks at home, and nobody is late meanwhile."""

from datetime import UTC, date, datetime, timedelta

from app.calendars import request
from app.nudges import Holidays, Hours, cards
from app.nudges.scoring import addends, half_interval
from app.record.actions import actions_then
from app.record.then import then as at_the_end_of
from tests.calendars.reading import only
from tests.world.mail import BESTON
from tests.world.records import example

SCOTLAND = Holidays("GB-SCT")


def known(then):
    return {a.id: a for a in actions_then(then)}


def fourth(then):
    return only(request(then, "M4", "gp2", organiser=BESTON, now=datetime(2018, 4, 11, tzinfo=UTC)))


# -- moved by two weeks --------------------------------------------------------
def test_what_hangs_on_a_meeting_moves_with_it_and_a_fixed_day_stays(keep, beston):
    keep("action", text="Book the hall", lead="vs2", due="M4")
    keep("action", text="Ring the hall", lead="vs2", **{"due": "on", "due-on": "2018-04-18"})
    before = beston.then("2018-04-11")
    keep("meeting-move", "M4", to="2018-05-02", note="The hall is flooded")
    after = beston.then("2018-04-11")
    dues = [[known(then)[action].due for action in ("A23", "A24")] for then in (before, after)]
    assert dues == [[date(2018, 4, 18)] * 2, [date(2018, 5, 2), date(2018, 4, 18)]]
    assert after.next_meeting.day - before.next_meeting.day == timedelta(days=14)


def test_so_do_the_calendar_and_the_quiet_days_around_it(keep, beston):
    tuesday = datetime(2018, 4, 17, 14, 30, tzinfo=UTC)
    assert "The meeting is on" in Hours.of(beston.then("2018-04-11"), SCOTLAND).why_not(tuesday)
    before = fourth(beston.then("2018-04-11"))
    keep("meeting-move", "M4", to="2018-05-02", note="The hall is flooded")
    then = beston.then("2018-04-11")
    after = fourth(then)
    assert (after.uid, after.start - before.start) == (before.uid, timedelta(days=14))
    assert after.sequence > before.sequence
    assert Hours.of(then, SCOTLAND).why_not(tuesday) is None
    assert "The meeting is on" in Hours.of(then, SCOTLAND).why_not(tuesday + timedelta(days=14))


def test_and_the_desk_reckons_with_the_new_day(keep, beston):
    """Seven days before it was soon; two weeks earlier than that it is not."""

    def of_euan():
        desk = {card.person: card for card in cards(beston.record, date(2018, 4, 11), SCOTLAND)}
        return {part.of for part in desk["ota"].addends}

    assert "soon" in of_euan()
    keep("meeting-move", "M4", to="2018-05-02", note="The hall is flooded")
    assert "soon" not in of_euan()


# -- asked at home ----------------------------------------------------------------
def with_a_question(**answer):
    """Alan's count waits until the practice has said yes, and its day has gone."""
    doc = example("beston")
    practice = next(o for o in doc["organisations"] if o["id"] == "gp-a")
    asked = {"id": "HC9", "question": "May we count?", "asked_on": "2018-03-20", "answer_due": "2018-04-03"}
    practice.setdefault("home_checks", []).append(asked | answer)
    count = next(a for a in doc["actions"] if a["id"] == "A04")
    count["waits_for"] = ["HC9"]
    count["history"] = [e for e in count["history"] if e["on"] <= "2018-04-11"]
    count["history"][-1] |= {"due": "2018-04-05"}
    return doc


def stands(record):
    day = date(2018, 4, 11)
    then = at_the_end_of(record, day, day)
    count = known(then)["A04"]
    return count.is_past_its_day(day), {part.of for part in addends(count, then, 0, half_interval(then))}


def test_what_waits_for_an_answer_is_not_past_its_day(record_of):
    past, why = stands(record_of(with_a_question()))
    assert not past
    assert "past" not in why


def test_once_it_is_answered_or_let_go_it_may_be(record_of):
    for answer in ({"answer": "agrees", "answered_on": "2018-04-06"}, {"lapsed_on": "2018-04-06"}):
        past, why = stands(record_of(with_a_question(**answer)))
        assert past
        assert "past" in why


def test_an_answer_that_was_hoped_for_by_now_is_shown_kindly_to_organisers(bring, visit):
    beston = bring(with_a_question(), slug="asked")
    home = visit(beston.jo).get("/series/asked").text
    assert "Ask Millbrae for an answer" in home
    for reader in (beston.jo, beston.gp2):
        page = visit(reader).get("/series/asked/people").text
        assert "hoped for by" in page
        assert "overdue" not in page
