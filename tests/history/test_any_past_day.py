"""What is shown of a past day is what a replay to that day gives. The replay is told by hand, beside the document."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.record import tests as trying
from app.record.actions import actions_then
from app.record.then import then
from tests.history import made_up, made_up_actions, made_up_courses, replay_by_hand
from tests.history.made_up import DAYS

LONG_AFTER = date(2031, 5, 1)


def seen(action, day):
    return {
        "state": action.state,
        "lead": action.lead,
        "text": action.text,
        "due": action.due,
        "carries": action.carries,
        "last_word": action.last_word,
        "waiting": action.waiting,
        "overdue": action.is_past_its_day(day),
    }


@given(made_up_actions.with_actions())
def test_an_action_stands_on_any_past_day_where_its_history_had_brought_it(record_of, doc):
    record = record_of(doc)
    for day in DAYS:
        told = {row["id"]: replay_by_hand.action(doc, row["id"], day) for row in doc["actions"]}
        shown = {action.id: seen(action, day) for action in actions_then(then(record, day, today=LONG_AFTER))}
        assert shown == {id_: stood for id_, stood in told.items() if stood is not None}, day


@given(made_up_actions.with_actions(), st.sampled_from(DAYS))
def test_what_is_said_later_changes_nothing_of_an_earlier_day(record_of, doc, day):
    """The answer is the same on the evening itself and years afterwards, and in a record that never heard the rest."""
    record, cut = record_of(doc), record_of(without_events_after(doc, day))
    years_later = actions_then(then(record, day, today=LONG_AFTER))
    that_evening = actions_then(then(record, day, today=day))
    never_heard = actions_then(then(cut, day, today=LONG_AFTER))
    assert [seen(a, day) for a in years_later] == [seen(a, day) for a in that_evening]
    assert [seen(a, day) for a in years_later] == [seen(a, day) for a in never_heard]


@given(made_up_actions.with_actions(), st.sampled_from(DAYS), st.integers(1, 200))
def test_of_a_day_to_come_only_what_has_been_said_by_now_is_known(record_of, doc, today, days_on):
    record, ahead = record_of(doc), date.fromordinal(today.toordinal() + days_on)
    now = {a.id: seen(a, today) for a in actions_then(then(record, today, today))}
    then_ = {a.id: seen(a, today) for a in actions_then(then(record, ahead, today))}
    assert now == then_


@given(made_up.meetings())
def test_a_meeting_has_the_day_hours_and_state_that_were_known_then(record_of, held):
    doc = made_up.a_document(meetings=held)
    record = record_of(doc)
    for day in DAYS:
        at = then(record, day, today=LONG_AFTER)
        for row in held:
            known = at.meeting(row["id"])
            shown = {key: getattr(known, key) for key in ("day", "start", "end", "state", "opened")}
            assert shown == replay_by_hand.meeting(doc, row["id"], day), day
        cancelled = {row["id"] for row in held if replay_by_hand.state("meeting", row, day) == "cancelled"}
        assert {m.id for m in at.meetings} == {row["id"] for row in held} - cancelled


@given(made_up_courses.tried())
def test_a_test_of_change_stands_where_its_cycles_and_events_had_brought_it(record_of, tried):
    told = [course.document() for course in tried.courses]
    record = record_of(made_up.a_document(meetings=tried.held, tests=told))
    for day in DAYS:
        shown = {test.id: test.state for test in trying.tests_then(then(record, day, today=LONG_AFTER))}
        stood = {course.row["id"]: course.on(day) for course in tried.courses}
        assert shown == {id_: state for id_, state in stood.items() if state is not None}, day


SIMPLE = {
    "story": ("stories", {"pseudonym": "Mrs Gray", "kind": "one_person", "brought_by": "ann", "meeting": "M1"}),
    "priority": ("priorities", {"text": "Doors that open", "challenge": "adaptive", "from_meeting": "M1"}),
    "initiative": ("initiatives", {"text": "Keep asking", "lead": "ann", "meeting": "M1", "first_actions": ["A1"]}),
}


@given(st.fixed_dictionaries({kind: st.lists(made_up.histories(kind), min_size=1, max_size=3) for kind in SIMPLE}))
def test_stories_priorities_and_initiatives_stand_where_their_history_had_brought_them(record_of, histories):
    parts, things = {}, []
    for kind, told in histories.items():
        part, row = SIMPLE[kind]
        parts[part] = [row | {"id": f"{kind}{n}", "history": events} for n, events in enumerate(told)]
        things += [(kind, thing) for thing in parts[part]]
    record = record_of(made_up.a_document(**parts))
    for day in DAYS:
        at = then(record, day, today=LONG_AFTER)
        shown = [at.state_of(kind, thing["id"]) for kind, thing in things]
        assert shown == [replay_by_hand.state(kind, thing, day) for kind, thing in things], day


@given(made_up.histories("series"))
def test_the_series_itself_stands_where_its_history_had_brought_it(record_of, told):
    doc = made_up.a_document()
    doc["series"]["history"] = told
    record = record_of(doc)
    for day in DAYS:
        at = then(record, day, today=LONG_AFTER)
        assert at.series_state == replay_by_hand.state("series", doc["series"], day)


def without_events_after(doc, day):
    if isinstance(doc, dict):
        return {
            key: [event for event in value if date.fromisoformat(event["on"]) <= day]
            if key == "history"
            else without_events_after(value, day)
            for key, value in doc.items()
        }
    return [without_events_after(value, day) for value in doc] if isinstance(doc, list) else doc
