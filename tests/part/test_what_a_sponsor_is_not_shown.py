"""By a link each reads what was said with them, a sponsor too, as by their account; and nothing of others."""

from app.clock import now
from app.db import writing
from app.keeping.draft import Draft
from app.record.acting import Said

NOTED = "would rather have a report"


def test_what_was_noted_of_a_call_is_on_their_own_page_alone(links, beston, engine):
    people = {"george": "He", "ota": "Euan"}
    telephones = {person: links.opened(person) for person in people}
    call = {"on": "2018-04-10", "by": "delia", "channel": "phone", "said": "How it goes"}
    with writing(engine) as db:
        draft = Draft(beston.record)
        for n, (person, name) in enumerate(people.items()):
            noted = {"id": f"U9{n}", "with": person, "kind": "nudge", "heard": f"{name} {NOTED}"}
            draft.add(("follow_ups",), noted | call)
        draft.write(db, Said(None, "jo", beston.then("2018-04-11").day, now()))
    for person, telephone in telephones.items():
        page = telephone.page()
        assert [name for name in people.values() if f"{name} {NOTED}" in page] == [people[person]]
