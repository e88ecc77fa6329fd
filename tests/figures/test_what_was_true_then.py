"""Asked about a past day, everything answers what was true then (promise 1, docs/promises.md).

The whole record, asked years later about a day, is held against a file that ends on that day.
"""

from datetime import date, timedelta

import pytest

from app.errors import NotFound
from app.figures.reckoning import figures
from app.record import tests as trying
from app.record.actions import actions_then
from app.record.then import then
from app.series_file.moving import until
from tests.world.records import example

LONG_AFTER = date(2031, 5, 1)
# Every eighth day, so that every weekday comes round.
DAYS_OF_BESTON = [date(2018, 1, 10) + timedelta(8 * n) for n in range(21)]
DAYS_OF_THE_FERRY = [date(2026, 1, 12) + timedelta(16 * n) for n in range(7)]
CASES = [("beston", day) for day in DAYS_OF_BESTON] + [("small", day) for day in DAYS_OF_THE_FERRY]


def all_figures(record, today):
    """The figures of every meeting that has any."""
    found = {}
    for meeting in record.meetings_in_order:
        try:
            found[meeting.id] = figures(record, meeting.number, today)
        except NotFound:
            found[meeting.id] = "refused"
    return found


def every_action(at):
    return [
        (a.id, a.state, a.lead, a.text, a.due, a.carries, a.last_word, a.waiting, a.is_past_its_day(at.day))
        for a in actions_then(at)
    ]


def every_test(at):
    return [(test.id, test.state, test.since, [c.state for c in test.cycles]) for test in trying.tests_then(at)]


def every_meeting(at):
    return [(meeting.id, meeting.day, meeting.state) for meeting in at.meetings]


@pytest.mark.parametrize("name, day", CASES, ids=str)
def test_the_record_answers_of_a_day_as_a_file_that_ends_there(both_examples, record_of, name, day):
    years_later = then(both_examples[name], day, today=LONG_AFTER)
    ends_there = then(record_of(until(example(name), day)), day, today=LONG_AFTER)
    assert every_action(years_later) == every_action(ends_there)
    assert every_test(years_later) == every_test(ends_there)
    assert years_later.series_state == ends_there.series_state
    assert every_meeting(years_later) == every_meeting(ends_there)


@pytest.mark.parametrize("name, day", CASES, ids=str)
def test_the_figures_given_on_a_day_are_those_of_a_file_that_ends_there(both_examples, record_of, name, day):
    cut = record_of(until(example(name), day))
    given_then = all_figures(both_examples[name], today=day)
    assert given_then == all_figures(cut, today=day) == all_figures(cut, today=LONG_AFTER)


@pytest.mark.parametrize("name, day", CASES, ids=str)
def test_the_figures_of_a_closed_meeting_never_change_again(both_examples, name, day):
    given_then = all_figures(both_examples[name], today=day)
    closed = {id_: given for id_, given in given_then.items() if "at_closing" in given}
    years_later = all_figures(both_examples[name], today=LONG_AFTER)
    assert closed == {id_: years_later[id_] for id_ in closed}
