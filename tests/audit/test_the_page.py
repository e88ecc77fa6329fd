"""What was changed, by whom, as its readers see it."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from app.accounts.accounts import account_of
from app.audit.domain import By, note
from app.clock import now
from app.db import writing

NOON = datetime(2018, 4, 10, 11, 0, tzinfo=UTC)


@pytest.fixture
def noted(engine, beston):
    """Write something down: `noted("changed", about=("priority", "info"), said={…}, by=beston.jo)`."""

    def write(verb, *, by=None, at=NOON, **more):
        with writing(engine) as db:
            who = By(account_of(db, by.email, now=at), by.id) if by else None
            note(db, beston.series_id, verb, at=at, by=who, **more)

    return write


@pytest.fixture
def page(visit, beston):
    def read(who, query=""):
        answer = visit(who).get(beston.address("audit") + query)
        assert answer.status_code == 200
        return " ".join(re.sub(r"<[^>]*>", " ", answer.text).split())

    return read


def test_organisers_read_who_did_what_to_which_thing_from_what_to_what(noted, page, beston):
    p1 = beston.record.priorities["info"].text
    said = {"text": ["Old words", "New words"], "lead": ["jo", "delia"], "due_on": [None, "2018-05-09"]}
    noted("changed", by=beston.jo, about=("priority", "info"), said=said)
    for organiser in (beston.jo, beston.delia):
        text = page(organiser)
        assert f"{beston.jo.name} changed a priority at 12.00 {p1}" in text
        assert "Words from Old words to New words" in text
        assert f"Who leads from {beston.jo.name} to {beston.delia.name}" in text
        assert "By which day 9 May 2018" in text
        assert "10 April 2018" in text


def test_of_what_is_protected_it_says_that_it_changed_and_no_more(noted, page, beston):
    noted("changed", by=beston.delia, about=("person", "ota"), said={"mobile": None, "name": ["Euan", "Ewan"]})
    text = page(beston.jo)
    assert "Telephone changed; what it says is not kept here" in text
    assert "from Euan to Ewan" in text


def test_no_protected_word_of_the_record_can_be_found_in_it(noted, page, beston, visit, a14):
    canary = "A canary of 1948"
    for field in ("email", "mobile", "access_needs", "body", "note", "what_would_help"):
        noted("changed", by=beston.jo, about=("person", "ota"), said={field: [canary, canary]})
    for kind in ("story", "follow_up", "debrief", "possible_conflict"):
        noted("changed", by=beston.jo, about=(kind, "x"), said={"text": [canary, canary]})
    move = f"{a14}/moves/stuck"
    said = {"what_would_help": canary.replace("1948", "old"), "only": "organisers"}
    assert visit(beston.ota).fill_in(move, move, **said).status_code == 303
    story = beston.address("stories", "S1")
    assert visit(beston.jo).fill_in(story, f"{story}/openings", why=canary, reason=None).status_code == 303
    for reader in (beston.jo, beston.ota):
        assert "canary" not in page(reader)
    pseudonyms = {story.pseudonym for story in beston.record.stories.values()}
    assert not [name for name in pseudonyms if name in page(beston.jo)]
    assert "opened a story" in page(beston.jo)


def test_a_participant_reads_what_they_did_and_nothing_of_anybody_else(noted, page, beston):
    noted("changed", by=beston.jo, about=("action", "A01"), said={"text": ["Jo wrote", "Jo wrote this"]})
    noted("moved an action", by=beston.ota, about=("action", "A14"), said={"event": "stuck"})
    text = page(beston.ota)
    assert f"{beston.ota.name} said how an action stands" in text
    assert "Now stuck" in text
    assert "Jo wrote" not in text
    assert "Jo wrote" not in page(beston.ota, "?thing=A01")
    assert "Jo wrote" not in page(beston.ota, "?person=jo")
    assert "It begins with the first change" in page(beston.dn1)


def test_a_sponsor_finds_no_such_page(visit, beston):
    assert visit(beston.george).get(beston.address("audit")).status_code == 404
    assert "What was changed" not in visit(beston.george).get(beston.address()).text
    assert "What was changed" in visit(beston.ota).get(beston.address()).text


def test_it_can_be_narrowed_to_a_thing_or_to_a_person(noted, page, beston):
    noted("changed", by=beston.jo, about=("priority", "info"), said={"text": ["a one", "b one"]})
    noted("changed", by=beston.delia, about=("priority", "meds"), said={"text": ["a two", "b two"]})
    only_p1 = page(beston.jo, "?thing=info")
    assert "b one" in only_p1
    assert "b two" not in only_p1
    assert f"Only what was done to {beston.record.priorities['info'].text}" in only_p1
    only_delia = page(beston.jo, "?person=delia")
    assert "b two" in only_delia
    assert "b one" not in only_delia
    assert "Nothing like that" in page(beston.jo, "?thing=nothing&person=nobody&before=x&before=1")


def test_fifty_to_a_page_newest_first_and_the_older_ones_behind(noted, visit, beston):
    for n in range(60):
        noted(
            "changed", by=beston.jo, at=NOON + timedelta(minutes=n), about=("action", "A01"), said={"n": [n, f"<{n}>"]}
        )
    first = visit(beston.jo).get(beston.address("audit")).text
    shown = [int(n) for n in re.findall(r"&lt;(\d+)&gt;", first)]
    assert shown == list(range(59, 9, -1))
    older = re.search(r'href="([^"]*before=\d+)"', first)[1]
    second = visit(beston.jo).get(older).text
    assert [int(n) for n in re.findall(r"&lt;(\d+)&gt;", second)] == list(range(9, -1, -1))
    assert "brought the series in from its file" in second
    assert "Whoever holds the machine" in second
    assert "before=" not in second


def test_whoever_is_no_longer_here_is_said_so_and_their_address_only_to_organisers(noted, page, beston, engine):
    with writing(engine) as db:
        gone = account_of(db, "gone@example.org", now=now())
        note(db, beston.series_id, "changed", at=NOON, by=By(gone, "somebody"), about=("action", "A01"))
        jo = account_of(db, beston.jo.email, now=now())
        note(db, beston.series_id, "took away", at=NOON, by=By(jo), about=("action", "A99"))
    text = page(beston.delia)
    assert "Somebody no longer here (gone@example.org) changed an action" in text
    assert f"{beston.jo.name} took away an action" in text  # known by the address that the account has
    assert "An action, A99" in text


def test_a_thing_with_a_page_is_linked_where_the_reader_may_open_it(noted, visit, beston):
    for kind, thing in (("action", "A14"), ("test", "T1"), ("person", "ota"), ("priority", "info"), ("story", "S1")):
        noted("changed", by=beston.jo, about=(kind, thing))
    text = visit(beston.jo).get(beston.address("audit")).text
    for path in ("actions/A14", "tests/T1", "people/ota", "priorities#line-info", "stories/S1"):
        assert f'href="{beston.address(path)}"' in text
        assert visit(beston.jo).get(beston.address(path)).status_code == 200


def test_words_that_nobody_foresaw_are_put_plainly(noted, page, beston):
    noted("turned_round", about=("odd_thing", "X1"), said={"some_field": [None, True], "a_list": [["a", "b"], []]})
    text = page(beston.jo)
    assert "turned round" in text
    assert "An odd thing, X1" in text
    assert "Some field yes" in text
    assert "A list a and b was taken out" in text


def test_answers_to_the_charter_say_which_questions(noted, page, beston):
    noted("answered", by=beston.jo, about=("charter", "charter"), said={"questions": ["who_decides", "what_for"]})
    text = page(beston.delia)
    assert f"{beston.jo.name} answered questions that a series begins with" in text
    assert "Questions who decides and what for" in text
