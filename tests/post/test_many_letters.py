"""Many letters that waited together: where two say the same the newer goes, and one that is wrong stops no other."""

from datetime import timedelta

import pytest

from tests.world.letters import CAMPAIGN

MANY = 20 if CAMPAIGN else 1


def test_of_two_moves_of_a_meeting_that_could_not_be_told_only_the_last_is(april, office):
    april.tell("meetings", "M4", "moved", to="2018-05-02", note="The hall is flooded")
    older = april.put_in("moved", "it", "M4@2018-05-02T13:30", about=("M4",))
    april.move(timedelta(minutes=1))
    april.tell("meetings", "M4", "moved", to="2018-05-09", note="And again")
    newer = april.put_in("moved", "it", "M4@2018-05-09T13:30", about=("M4",))
    other = april.put_in("moved", "lib", "M4@2018-05-09T13:30", about=("M4",))
    april.worker(office).round()
    assert [april.letter(number).state for number in (older, newer, other)] == ["dropped", "sent", "sent"]
    assert april.letter(older).trouble == "A newer letter says it."


@pytest.mark.parametrize("kind, slots", [("nudge", ("2018-04-10", "2018-04-11")), ("recap", ("M3", "M4"))])
def test_reminders_that_heaped_up_without_a_server_become_one(april, office, kind, slots):
    older, newer = [april.put_in(kind, "it", slot, about=("A11",)) for slot in slots]
    april.worker(office).round()
    assert [(april.letter(n).state, april.letter(n).trouble) for n in (older, newer)] == [
        ("dropped", "A newer letter says it."),
        ("sent", None),
    ]


def test_of_two_requests_about_different_things_neither_is_stale_but_only_one_goes_in_a_week(april, office):
    first = april.put_in("offer", "it", "2018-04-11", about=("A11",))
    second = april.put_in("nudge", "it", "2018-04-11", about=("A20",))
    april.worker(office).round()
    assert [april.letter(n).state for n in (first, second)] == ["sent", "dropped"]
    assert "one letter in five working days is enough" in april.letter(second).trouble


def test_a_day_without_a_server_loses_none_sends_none_twice_keeps_the_order_and_tells_of_each_meeting_once(
    april, office
):
    """Every hour something is approved, and the meeting is moved twice; a day later the server is back."""
    record = april.record
    there = {id_ for id_, hats in record.memberships.items() if hats[-1].to_day is None} - {"dn1", "delia", "jo"}
    readers = [one.id for one in record.people.values() if one.id in there and one.prefers == "email"]
    away, numbers, told = april.worker(None), [], {}
    for hour in range(24):
        if hour in (3, 9):
            april.tell("meetings", "M4", "moved", to=f"2018-05-{hour:02}", note="The hall is flooded")
            told[hour] = [april.put_in("moved", who, f"M4@2018-05-{hour:02}T13:30", about=("M4",)) for who in readers]
        numbers += [april.put_in("thanks", who, f"A{hour:02}") for who in readers[:MANY]]
        away.round()
        april.move(timedelta(hours=1))
    april.worker(office).round()
    states = {number: april.letter(number).state for number in (*numbers, *told[3], *told[9])}
    assert [states[n] for n in told[3]] == ["dropped"] * len(readers)
    assert [states[n] for n in (*numbers, *told[9])] == ["sent"] * (len(numbers) + len(readers))
    sent = sorted(number for number, state in states.items() if state == "sent")
    assert [arrived.id for arrived in office.arrived] == [april.letter(number).message_id for number in sent]


def test_what_is_wrong_with_one_letter_keeps_no_other_and_no_word_of_it_is_in_the_log(april, office, capsys):
    odd = april.put_in("recap", "it", "M99", about=("M99",), text="What nobody else may read.\n")
    even = april.put_in("record", "lib", "M3")
    worker = april.worker(office)
    worker.round()
    assert (april.letter(odd).state, april.letter(odd).tries) == ("queued", 1)
    assert "could not be looked at" in april.letter(odd).trouble
    assert april.letter(even).state == "sent"
    for _ in range(40):
        april.move(max(april.letter(odd).next_try_at, april.now))
        worker.round()
    assert (april.letter(odd).state, len(office.arrived)) == ("failed", 1)
    said = "".join(capsys.readouterr())
    assert "something is wrong with what a letter is about" in said
    assert "nobody else" not in said
    assert "lewis.barr" not in said
