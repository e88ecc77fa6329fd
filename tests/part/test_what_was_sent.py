"""Everything that went to somebody can be read on their own page, whole; and no way in. And what happened last time."""

import gzip
import re
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from app.clock import now
from app.db import writing
from app.keeping.draft import Draft
from app.post.models import OutboxLetter
from app.post.outbox import forget_old_words
from app.record.acting import Said
from app.series.models import Series
from tests.letters.conftest import LettersPage
from tests.part.links import uninvited, words
from tests.part.test_my_part import weight_of

LETTERS = OutboxLetter.__table__


@pytest.fixture
def handed_over(visit, beston, engine):
    """`handed_over("thanks/lib/A17")`: Delia approves a letter, and it goes."""
    desk = LettersPage(lambda: visit(beston.delia), beston)

    def hand(key: str) -> None:
        answer = desk.send(key)
        assert answer.status_code == 303, answer.text
        with writing(engine) as db:
            db.execute(update(LETTERS).where(LETTERS.c.state == "queued").values(state="sent", sent_at=now()))

    return hand


def test_ruth_reads_the_whole_letter_that_thanked_her(links, handed_over):
    handed_over("thanks/lib/A17")
    said = links.opened("lib").words().partition("What was sent to you")[2]
    assert "Read the letter Ruth, thank you for this:" in said
    assert "We do not track whether you open it." in said
    assert "ask for fewer messages: (this page)" in said


def test_no_way_in_stands_there_whatever_somebody_typed(links, handed_over, engine):
    handed_over("invitation/gp2/M4")
    telephone = links.opened("gp2")
    typed = f"Dear Priya, https://beston.example.org{telephone.link} is yours.\n\nDelia"
    with writing(engine) as db:
        db.execute(update(LETTERS).values(text=LETTERS.c.text + typed))
    page = telephone.page()
    shown = re.sub(r'(?:action|href)="[^"]*"', "", page)
    assert "Dear Priya, (this page) is yours." in shown
    assert "/part/" not in shown
    assert "your-own-link" not in page


def test_after_ninety_days_the_letter_stands_by_its_subject(links, handed_over, engine):
    handed_over("invitation/gp2/M4")
    with writing(engine) as db:
        forget_old_words(db, now() + timedelta(days=91))
    said = links.opened("gp2").words()
    assert "Beston inquiry, Wednesday 18 April: will you come?" in said
    assert "Read the letter" not in said


def test_a_letter_that_waits_is_nobodys_to_read_yet(links, visit, beston):
    LettersPage(lambda: visit(beston.delia), beston).send("invitation/gp2/M4")
    assert "Read the letter" not in links.opened("gp2").words()


def test_who_has_moved_on_or_is_only_a_sponsor_now_reads_no_letter_to_a_member(links, engine, beston, visit):
    went_to(engine, beston, "ota", text="Where we have got to", by_hand="Priya would be glad of it")
    assert "Priya would be glad of it Read the letter Where we have got to" in links.opened("ota").words()
    uninvited(beston, engine, "ota")
    form = beston.address("write", "hat-end", "ota", "1")
    visit(beston.delia).fill_in(form, form, to="2018-04-10", end_reason="changed_job")
    said = links.opened("ota").words()
    assert "A letter" in said.partition("What was sent to you")[2]
    assert "Read the letter" not in said
    assert "Priya" not in said


def test_a_sponsor_reads_what_was_written_to_a_sponsor(links, engine, beston):
    went_to(engine, beston, "george", text="The page of sponsors")
    assert "Read the letter The page of sponsors" in links.opened("george").words()


def test_with_letters_by_the_dozen_it_is_still_light_and_the_latest_are_whole(links, engine, beston):
    """As much of them as a telephone has in a second; of the others, what was said by hand."""
    write_down(beston, engine, " ".join(f"table{n}" for n in range(900))[:8000])
    for n in range(30):
        text = " ".join(f"{word}{n * 37 + m}" for m, word in enumerate(["meeting", "action", "street"] * 100))
        went_to(engine, beston, "ota", subject=f"Letter {n}", text=f"Whole {n}. {text}", by_hand=f"By hand {n}")
    page = links.opened("ota").page()
    assert "table899" in page
    assert "Whole 29." in page
    assert "Whole 0." not in page
    assert "By hand 0" in page
    weight = len(gzip.compress(page.encode())) + weight_of(page)
    assert weight < 60_000


def went_to(engine, beston, person: str, *, text: str, subject: str = "A letter", by_hand: str = "Hello") -> None:
    with writing(engine) as db:
        letter = {"subject": subject, "text": text, "words": by_hand, "message_id": subject, "slot": subject}
        whose = {"in_series": beston.series_id, "person": person, "to_address": "somebody@example.org"}
        when = {"created_at": now(), "next_try_at": now(), "sent_at": now(), "state": "sent"}
        db.add(OutboxLetter(kind="recap", **letter, **whose, **when))


# -- the last meeting ----------------------------------------------------
def test_what_happened_at_the_last_meeting_stands_there_as_in_the_letter_to_those_who_missed_it(links):
    fold = links.opened("dn1").words().partition("What happened at meeting 3, on a page")[2]
    assert fold.startswith(" What came up Tell pharmacists which of their patients attend the day centre: Maureen.")


def test_or_as_it_was_written_down(links, beston, engine):
    write_down(beston, engine, "What we agreed\nWe go on.\n\n- One for mornings\n- One for evenings")
    page = links.opened("dn1").page()
    assert "What we agreed We go on. One for mornings One for evenings" in words(page)
    assert words(page).count("What came up") == 0


def test_a_sponsor_and_who_has_moved_on_are_told_nothing_of_it(links, beston, engine, visit):
    assert "What happened at" not in links.opened("george").words()
    assert "What happened at" in links.opened("ota").words()
    uninvited(beston, engine, "ota")
    form = beston.address("write", "hat-end", "ota", "1")
    visit(beston.delia).fill_in(form, form, to="2018-04-10", end_reason="changed_job")
    assert "What happened at" not in links.opened("ota").words()


def test_nor_is_anybody_where_the_facilitators_keep_the_record(links, engine, beston):
    with writing(engine) as db:
        series = Series.__table__
        db.execute(update(series).where(series.c.id == beston.series_id).values(record_scope="facilitators"))
    assert "What happened at" not in links.opened("dn1").words()


def test_before_the_first_meeting_nothing_has_happened(links, at):
    at("2018-01-08T09:00:00+00:00")
    assert "What happened at" not in links.opened("dn1").words()


def write_down(beston, engine, text: str) -> None:
    """As the record of meeting 3, on the day after it."""
    with writing(engine) as db:
        draft = Draft(beston.record)
        written_down = {"kind": "record", "version": 1, "frozen_on": "2018-03-15", "text": text}
        draft.change(("meetings", "M3"), {"documents": [written_down]})
        draft.write(db, Said(None, "delia", date(2018, 4, 11), now()))
