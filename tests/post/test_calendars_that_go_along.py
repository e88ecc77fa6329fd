"""A letter about a meeting brings it for calendars, as they understand it."""

import icalendar

from tests.world.april import moment


def calendars(arrived):
    """The form of the words that calendars read, and the file beside it."""
    parts = list(arrived.message.walk())
    inside = [part for part in parts if part.get_content_type() == "text/calendar"]
    return inside, [part for part in parts if part.get_filename()]


def test_an_invitation_is_a_request_that_outlook_and_google_understand_and_a_file(april, office):
    april.change(lambda draft: _asks_anew(draft, "it"))
    april.send("invitation", "it", "M4", "M4")
    april.worker(office).round()
    message = office.arrived[0].message
    assert message.get_content_type() == "multipart/mixed"
    both, file = message.iter_parts()
    assert [part.get_content_type() for part in both.iter_parts()] == ["text/plain", "text/html", "text/calendar"]
    [[inside], [attached]] = calendars(office.arrived[0])
    assert inside.get_param("method") == "REQUEST"
    assert (attached.get_filename(), attached.get_content_type()) == ("meeting.ics", "application/ics")
    assert file is attached
    read = [icalendar.Calendar.from_ical(part.get_content()) for part in (inside, attached)]
    for calendar in read:
        [event] = calendar.walk("VEVENT")
        assert (calendar["METHOD"], event["DTSTART"].dt) == ("REQUEST", moment("2018-04-18T13:30"))
    assert not any("/part/" in str(part.get_content()) for part in (inside, attached))


def test_a_cancellation_takes_the_meeting_out_of_calendars_at_any_hour(april, office):
    april.move("2018-04-14T23:10")
    april.tell("meetings", "M4", "cancelled", note="The hall is flooded")
    april.send("cancelled", "it", "M4", "M4")
    april.worker(office).round()
    [[inside], [attached]] = calendars(office.arrived[0])
    assert (inside.get_param("method"), attached.get_filename()) == ("CANCEL", "cancelled.ics")


def _asks_anew(draft, person):
    invitations = draft.list_at(("meetings", "M4", "invitations"))
    row = next(one for one in invitations if one["person"] == person)
    row.clear()
    row.update({"person": person, "sent_on": "2018-04-10", "reply": "none"})
