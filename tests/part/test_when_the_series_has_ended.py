"""Once the series has come to its end its record stays as it was left; whoever holds a link can still read."""

import pytest

from app.clock import now
from app.db import writing
from app.keeping.draft import Draft
from app.record.acting import Said
from tests.part.links import words
from tests.world.visitor import forms_in

OVER = "The series has come to its end, so nothing is noted here any more."
ANSWERS = {
    ("action", "A14"): {"answer": "done", "line_done": "All nine are in."},
    ("reply", "M4"): {"reply": "cannot"},
    ("messages", ""): {"prefers": "phone"},
}


@pytest.fixture
def end(beston, engine):
    """The organisers end it today, with things open and a meeting to come."""

    def ended():
        with writing(engine) as db:
            draft = Draft(beston.record)
            told = {"on": "2018-04-11", "event": "abandoned", "by": "jo", "note": "The money has gone"}
            draft.tell(("series",), told)
            draft.write(db, Said(None, "jo", beston.then("2018-04-11").day, now()))

    return ended


def test_everything_can_be_read_and_nothing_be_answered(links, end):
    telephone = links.opened("ota")
    telephone.send("action", "A14", answer="moving")
    end()
    page = telephone.page()
    assert forms_in(page) == []
    said = words(page)
    assert "Euan, the series has come to its end Nothing more is asked of you here" in said
    assert "You said today that it is moving." in said
    assert "until Friday 13 July" in said
    assert "Next meeting" not in said
    assert "in seven days" not in said


@pytest.mark.parametrize("what", ANSWERS, ids=lambda what: what[0])
def test_an_answer_that_comes_all_the_same_is_refused_kindly_and_given_back(links, end, what):
    telephone = links.opened("ota")
    form = telephone.form(*what).fields | ANSWERS[what]
    end()
    before = links.record()
    answer = telephone.browser.post(telephone.link, data=form)
    assert answer.status_code == 409
    assert OVER in words(answer.text)
    assert ("You wrote: “All nine are in.”" in words(answer.text)) == (what[0] == "action")
    assert links.record() == before


def test_what_one_said_today_is_not_taken_back_any_more(links, end):
    telephone = links.opened("ota")
    telephone.send("action", "A14", answer="moving")
    form = telephone.form("back", "A14").fields | {"sure": "yes"}
    end()
    assert telephone.browser.post(telephone.link, data=form).status_code == 409
    assert links.action("A14").events[-1].event == "moving"


def test_without_a_choice_the_answer_is_the_same(links, end):
    telephone = links.opened("ota")
    form = telephone.form("action", "A14").fields
    end()
    answer = telephone.browser.post(telephone.link, data=form | {"about": "something"})
    assert (answer.status_code, OVER in words(answer.text)) == (409, True)
