"""By a link a sponsor reads nothing of the log, as by their account; a participant reads what was said with them."""

from app.clock import now
from app.db import writing
from app.keeping.draft import Draft
from app.record.acting import Said

NOTED = "He would rather have a report"


def test_what_was_noted_of_a_call_is_on_no_sponsors_page(links, beston, engine):
    george, euan = links.opened("george"), links.opened("ota")
    call = {"on": "2018-04-10", "by": "delia", "channel": "phone", "said": "How it goes", "heard": NOTED}
    with writing(engine) as db:
        draft = Draft(beston.record)
        draft.add(("follow_ups",), {"id": "U90", "with": "george", "kind": "senior_managers"} | call)
        draft.add(("follow_ups",), {"id": "U91", "with": "ota", "kind": "nudge"} | call)
        draft.write(db, Said(None, "jo", beston.then("2018-04-11").day, now()))
    assert (NOTED in george.page(), NOTED in euan.page()) == (False, True)
