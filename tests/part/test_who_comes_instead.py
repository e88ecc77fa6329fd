"""Somebody whose membership names who may come in their place finds that name there, and chooses for themselves."""

from datetime import date

import pytest

from app.clock import now
from app.db import writing
from app.keeping.draft import Draft
from app.record.acting import Said


@pytest.fixture
def telephone(links, beston, engine):
    """Euan's, of whose membership it is known that Karen may come for him."""
    with writing(engine) as db:
        draft = Draft(beston.record)
        draft.change(("people", "ota", "memberships", 1), {"named_substitute": "dn1"})
        draft.write(db, Said(None, "delia", date(2018, 4, 11), now()))
    return links.opened("ota")


def test_the_name_stands_in_the_line_and_no_answer_is_chosen(telephone, beston):
    form = telephone.form("reply", "M4")
    assert form.fields["instead"] == [beston.record.people["dn1"].name]
    assert "reply" not in form.fields
    assert telephone.send("reply", "M4").status_code == 422


def test_it_is_sent_with_the_answer_it_belongs_to_and_with_no_other(telephone, beston):
    assert "We look forward to it." in telephone.said("reply", "M4", reply="coming")
    assert reply(beston) == ("coming", None)
    telephone.send("reply", "M4", reply="sending_substitute")
    assert reply(beston) == ("sending_substitute", beston.record.people["dn1"].name)


def test_another_name_is_kept_and_stands_there_from_then_on(telephone, beston):
    telephone.send("reply", "M4", reply="sending_substitute", instead="Ann Shaw")
    assert telephone.form("reply", "M4").fields["instead"] == ["Ann Shaw"]


def reply(beston):
    row = next(row for row in beston.record.invitations["M4"] if row.person == "ota")
    return row.reply, row.substitute_name
