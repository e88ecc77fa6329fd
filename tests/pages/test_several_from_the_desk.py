"""Delia ticks several cards and sends their e-mails at once, after reading each once more (N5, docs/domain.md)."""

import pytest

from tests.pages import made_up
from tests.pages.at_the_desk import DESK, slips, words
from tests.part.conftest import template  # noqa: F401 nothing is told of what came later
from tests.world.visitor import forms_in

TOGETHER = f"{DESK}/together"


@pytest.fixture
def reads(delia):
    """The page between: `reads("george", "it")` after ticking them."""
    return lambda *people: delia.get(TOGETHER, params={"card": list(people)})


@pytest.fixture
def sends_those_on(delia):
    """Send what is ticked on a page that was read: `sends_those_on(reads("george", "it"), leaving=["it"])`."""

    def send(page, leaving=()):
        form = next(one for one in forms_in(page.text) if one.action.endswith("/together") and one.method == "post")
        kept = [key for key in form.fields.get("letters", []) if key.partition("/")[0] not in leaving]
        return delia.post(TOGETHER, data=form.fields | {"letters": kept})

    return send


def test_a_tick_stands_on_every_card_that_writes_an_e_mail_and_on_no_other(delia):
    found = slips(delia.get(DESK).text)
    ticked = [name for name, said in found.items() if f"E-mail {name}, with the others ticked" in said]
    assert ticked == ["George", "Lewis Barr"]  # the others are rung, or prefer a text
    assert "Send the ticked ones" in delia.get(DESK).text


def test_a_card_by_itself_has_no_tick(bring, visit):
    doc = made_up.beston()
    made_up.by_id(doc["people"])["it"]["prefers"] = "phone"
    world = bring(doc, slug="other")
    page = visit(world.delia).get(world.address("nudges")).text
    assert "Send this e-mail" in slips(page)["George"]
    assert "Send the ticked ones" not in page
    assert "with the others ticked" not in page


def test_before_they_go_she_reads_to_whom_with_which_words_and_when(delia, reads, outbox):
    page = reads("george", "it").text
    said = words(page)
    assert "Two e-mails to read before they go" in said
    assert "They go as soon as you say so." in said
    card = slips(delia.get(DESK).text)
    for name in ("George", "Lewis Barr"):
        assert name in said
    assert "George, at meeting 2 you took this on: Find out what the law and local agreements let us share" in said
    assert "What Lewis leads waits for this." in said
    assert "What Lewis leads waits for this." in card["George"]
    assert outbox() == []  # a look sends nothing


def test_all_of_them_go_at_once_with_the_words_of_their_cards(delia, beston, outbox, reads, sends_those_on):
    page = delia.follow(sends_those_on(reads("george", "it"))).text
    assert "They are on their way." in page
    assert [(one.kind, one.person, one.about, one.state) for one in outbox()] == [
        ("nudge", "george", "A10", "queued"),
        ("nudge", "it", "A11 A20", "queued"),
    ]
    assert outbox()[0].words.startswith("What Lewis leads waits for this.")
    assert not {"George", "Lewis Barr"} & slips(page).keys()
    planned = [f for f in beston.record.follow_ups.values() if f.planned_for and f.on is None and f.channel == "email"]
    assert {f.with_person for f in planned} == {"george", "it"}


def test_one_that_is_unticked_again_stays(outbox, reads, sends_those_on):
    sends_those_on(reads("george", "it"), leaving=["it"])
    assert [one.person for one in outbox()] == ["george"]


def test_with_no_tick_on_the_desk_all_that_may_go_are_there_to_choose_from_and_none_is_chosen(reads, outbox, delia):
    page = reads().text
    assert "George" in page
    assert "Lewis Barr" in page
    assert " checked" not in page.partition("<main")[2]
    refused = delia.fill_in(TOGETHER, TOGETHER)
    assert refused.status_code == 422
    assert "Tick at least one." in refused.text
    assert outbox() == []


def test_at_the_weekend_they_wait_for_monday_and_it_says_so_before(on_saturday, delia, outbox, reads, sends_those_on):
    assert "It is the weekend. They go on Monday 16 April at 8.30." in reads("george", "it").text
    assert "Each goes on its day." in delia.follow(sends_those_on(reads("george", "it"))).text
    assert {one.next_try_at.isoformat() for one in outbox()} == {"2018-04-16T07:30:00+00:00"}


def test_where_a_card_has_changed_since_it_was_read_nothing_goes_and_she_reads_again(
    delia, beston, visit, outbox, reads, sends_those_on
):
    page = reads("george", "it")
    stuck = "/series/beston/actions/A10/moves/stuck"
    visit(beston.george).fill_in(stuck, stuck, what_would_help="An hour with a lawyer")
    answer = sends_those_on(page)
    assert answer.status_code == 422
    assert "One of these cards has changed since this page was opened. Read them again." in answer.text
    assert "An hour with a lawyer" in answer.text
    assert outbox() == []


def test_whoever_has_been_rung_meanwhile_is_not_written_to(delia, outbox, reads, rang, sends_those_on):
    page = reads("george", "it")
    rang("george", result="moving", heard="Half of it")
    assert sends_those_on(page).status_code == 422
    assert outbox() == []
    assert "George" not in words(reads("george", "it").text.partition('<form class="together"')[2])


def test_sent_twice_they_go_once(delia, outbox, reads, sends_those_on):
    page = reads("george", "it")
    sends_those_on(page)
    sends_those_on(page)
    assert len(outbox()) == 2


def test_words_that_name_somebody_whose_story_was_told_do_not_go_with_the_others(bring, visit):
    doc = made_up.beston()
    alone = made_up.by_id(doc["actions"])
    alone["A20"]["lead"] = "hc"
    alone["A11"]["history"][1]["note"] = "Mrs Gray’s is in"
    world = bring(doc, slug="other")
    page = words(visit(world.delia).get(world.address("nudges", "together")).text)
    assert "Lewis Barr IT specialist, NHS Board eHealth Not with the others. This names somebody whose story" in page
    assert "Send the e-mail to George" in page
    assert "Send the e-mail to Lewis Barr" not in page
