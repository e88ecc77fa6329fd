"""Letters that wait and letters that went keep no words whose leave was taken back, nor a page that hangs no more."""

import pytest
from sqlalchemy import select

from app.clock import today
from app.db import reading, writing
from app.freezing.editing import Author, Desk
from app.freezing.out_of_texts import MARK
from app.freezing.ready import ready
from app.freezing.stored import edits_of, keep_edits
from app.keeping.freezing import freeze
from app.letters import still_so
from app.letters.again import then_now
from app.letters.due import due
from app.letters.looking import letters_of
from app.post.models import OutboxLetter
from app.record.reading import read_record

CARER = "They hold on to the copper lantern because nobody says when it comes back"
CANARY = "copper lantern"
SAID = ("meetings", "M3", "quotes")


@pytest.fixture
def lantern(april):
    """Two days before the meeting; at the last one a carer said something that the group may pass on."""
    quote = {"text": CARER, "speaker": "carer", "moment": "in_passing", "leave_to_share": "public"}
    april.change(lambda draft: draft.add(SAID, quote))
    april.move("2018-04-16T09:00")
    return april


def takes_back(april, leave="room"):
    nth = next(n for n, quote in enumerate(april.record.quotes["M3"], 1) if quote.text == CARER)
    april.change(lambda draft: draft.change((*SAID, nth), {"leave_to_share": leave}))


def kept(april):
    with reading(april.engine) as db:
        return db.execute(select(OutboxLetter.__table__).order_by(OutboxLetter.id)).all()


def is_due(april, kind, person):
    with reading(april.engine) as db:
        at = then_now(db, april.series_id, april.now)
        found = due(at.record, at, letters_of(db, april.series_id), april.now)
        return (kind, person) in [(one.kind, one.person) for one in found]


@pytest.mark.both_databases
def test_words_taken_back_are_in_no_letter_and_one_that_waits_with_them_does_not_go(lantern, office):
    went = lantern.send("recap", "sw", "M4", "M4")
    lantern.worker(office).round()
    waits = lantern.send("recap", "gp2", "M4", "M4", words=f"I keep thinking of it: {CARER}. And you?")
    assert all(CANARY in form for row in kept(lantern) for form in (row.text, row.html))
    takes_back(lantern)
    assert CANARY not in repr(kept(lantern))
    for form in (lantern.letter(went).text, lantern.letter(went).html):
        assert form.count(MARK) == 1
        assert "Tom, you have" in form, "the rest is as it was"
    lantern.worker(office).round()
    assert [lantern.letter(n).state for n in (went, waits)] == ["sent", "dropped"]
    assert lantern.letter(waits).trouble == still_so.TAKEN_OUT
    assert len(office.arrived) == 1
    assert is_due(lantern, "recap", "gp2")


def test_what_the_group_may_still_read_goes_from_the_letters_of_sponsors_alone(lantern, office):
    sponsor = lantern.send("recap", "george", "M4", "M4", words=f"A carer said: {CARER}.")
    member = lantern.send("recap", "gp2", "M4", "M4")
    takes_back(lantern, "record")
    assert CANARY not in lantern.letter(sponsor).text + lantern.letter(sponsor).html + lantern.letter(sponsor).words
    lantern.worker(office).round()
    assert [lantern.letter(n).state for n in (sponsor, member)] == ["dropped", "sent"]


@pytest.mark.parametrize("kind, person, slot", [("welcome", "car2", "welcome"), ("recap", "gp2", "M4")])
def test_a_letter_with_a_page_that_quotes_what_was_taken_back_is_due_again(lantern, office, kind, person, slot):
    number = lantern.send(kind, person, slot)
    assert CANARY in lantern.letter(number).text
    takes_back(lantern)
    lantern.worker(office).round()
    assert (lantern.letter(number).state, lantern.letter(number).trouble) == ("dropped", still_so.TAKEN_OUT)
    assert is_due(lantern, kind, person)


def test_nor_do_they_stay_in_the_log_of_what_was_written_to_somebody(lantern):
    number = lantern.send("ask", "it", "A11", "A11", words=f"A carer told us this. {CARER}. Could you see to it?")
    assert CANARY in lantern.contact(number).said
    takes_back(lantern)
    assert lantern.contact(number).said == f"A carer told us this. {MARK} Could you see to it?"


# -- the page that hangs ---------------------------------------------------
def freezes(april, change=lambda desk: desk.edits):
    """Jo freezes the page, after a change to it: `freezes(april, lambda desk: desk.add("today", "There is cake."))`."""
    with writing(april.engine) as db:
        record, day, by = read_record(db, april.series_id), today("Europe/London"), april.said(db, "jo")
        desk = Desk(record, ready(db, record, 4, day).prepared, edits_of(db, record, "M4"), Author("jo", day))
        keep_edits(db, april.series_id, "M4", change(desk), at=april.now, by=by.account)
        page = ready(db, record, 4, day)
        freeze(db, page, by, seen=page.stands)


def otherwise(words):
    """The line with the carer's words, said in these."""

    def reword(desk):
        places = desk.prepared.places.items()
        block, place = next((key, p) for key, row in places for p in row if CANARY in p.line.text)
        return desk.reword(block, place.key, words, place.stands)

    return reword


def test_a_recap_whose_page_was_frozen_anew_before_it_went_waits_to_be_looked_at(lantern, office):
    freezes(lantern)
    old = lantern.send("recap", "gp2", "M4", "M4")
    freezes(lantern, lambda desk: desk.add("today", "There is cake."))
    lantern.worker(office).round()
    assert (lantern.letter(old).state, lantern.letter(old).trouble) == ("dropped", still_so.ANEW)
    assert is_due(lantern, "recap", "gp2")
    new = lantern.send("recap", "gp2", "M4", "M4")
    assert "There is cake." in lantern.letter(new).text
    lantern.worker(office).round()
    assert lantern.letter(new).state == "sent"


def test_words_said_instead_of_those_taken_back_go_from_letters_too(lantern, office):
    freezes(lantern, otherwise("A carer wonders when the lamp comes home."))
    number = lantern.send("recap", "gp2", "M4", "M4")
    lantern.worker(office).round()
    assert "comes home" in lantern.letter(number).text
    takes_back(lantern)
    for form in (lantern.letter(number).text, lantern.letter(number).html):
        assert ("comes home" in form, form.count(MARK)) == (False, 1)


@pytest.mark.parametrize("reader", ["gp2", "george"])
def test_a_word_from_somebody_on_a_page_that_is_not_frozen_holds_no_recap_back(lantern, office, reader):
    number = lantern.send("recap", reader, "M4", "M4")
    lantern.move("2018-04-16T09:05")
    lantern.tell("actions", "A11", "done", by="it", note="Nine systems")
    lantern.worker(office).round()
    assert lantern.letter(number).state == "sent"


def test_nor_a_welcome_whose_page_is_frozen_though_its_plan_counts_one_more_that_is_done(lantern, office):
    freezes(lantern)
    number = lantern.send("welcome", "car2", "welcome")
    lantern.move("2018-04-16T09:05")
    lantern.tell("actions", "A11", "done", by="it", note="Nine systems")
    lantern.worker(office).round()
    assert lantern.letter(number).state == "sent", lantern.letter(number).trouble


# -- what is told as it stands ----------------------------------------------
@pytest.fixture
def written_down(april):
    """The day after the meeting of 18 April is not told; what was written down of the third goes out late."""
    april.move("2018-03-26T09:00")
    april.change(lambda draft: draft.add(RECORDS, record(1, "Sandra drew two weeks.")))
    return april


RECORDS = ("meetings", "M3", "documents")


def record(version, text):
    return {"kind": "record", "version": version, "frozen_on": "2018-03-26", "text": text}


def test_a_record_that_was_put_right_before_its_letter_went_is_due_again(written_down, office):
    old = written_down.send("record", "sw", "M3", "M3")
    written_down.change(lambda draft: draft.add(RECORDS, record(2, "Sandra drew three weeks.")))
    written_down.worker(office).round()
    assert (written_down.letter(old).state, written_down.letter(old).trouble) == ("dropped", still_so.OTHERWISE)
    new = written_down.send("record", "sw", "M3", "M3")
    written_down.worker(office).round()
    assert written_down.letter(new).state == "sent"


def test_a_record_that_the_group_is_not_to_read_any_more_does_not_go(written_down, office):
    number = written_down.send("record", "sw", "M3", "M3")
    written_down.change(lambda draft: draft.doc["series"].update(record_scope="facilitators"))
    written_down.worker(office).round()
    assert (written_down.letter(number).state, office.arrived) == ("dropped", [])


def test_words_that_have_come_to_name_somebody_of_a_story_do_not_go(april, office):
    number = april.send("nudge", "it", "2018-04-11", "A11", words="How does it go? Ask Wilhelmina Quill.")
    april.change(lambda draft: draft.change(("stories", "S1"), {"pseudonym": "Wilhelmina Quill"}))
    april.worker(office).round()
    assert (april.letter(number).state, april.letter(number).trouble) == ("dropped", still_so.NAMES)
