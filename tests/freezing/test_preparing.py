"""Before it is frozen Delia and Jo put the page into other words, line by line, and nobody else sees it."""

from html import unescape

from app.recap import as_text
from tests.freezing.conftest import RUTH, SHORTER


def test_nobody_sees_what_delia_changes_before_it_is_frozen(wall):
    before = wall.inside("gp2")
    assert wall.rewords("delia", "since", RUTH, SHORTER).status_code == 303
    assert wall.inside("gp2") == before
    page = wall.browser("jo").get(wall.address("recap/prepare")).text
    assert SHORTER in page
    assert "Said so by <bdi hx-ignore>Delia</bdi>" in page
    assert RUTH in page, "what was worked out is still there to go back to"


def test_a_line_goes_back_to_what_was_worked_out(wall):
    place = wall.line("since", RUTH)
    wall.rewords("delia", "since", RUTH, SHORTER)
    assert wall.does("jo", "back", block="since", line=place.key).status_code == 303
    assert wall.line("since", RUTH).line == place.line
    assert wall.ready.prepared.touched == 0


def test_its_own_words_put_a_line_back_too(wall):
    place = wall.line("since", RUTH)
    wall.rewords("delia", "since", RUTH, SHORTER)
    wall.rewords("delia", "since", "Ruth’s library", place.line.text)
    assert wall.ready.prepared.touched == 0


def test_lines_are_left_out_put_back_added_and_moved(wall):
    place = wall.line("since", RUTH)
    wall.does("jo", "out", block="since", line=place.key)
    assert RUTH not in as_text(wall.ready.page)
    wall.does("jo", "in", block="since", line=place.key)
    wall.does("jo", "down", block="since", line=place.key)
    wall.does("jo", "add", block="since", words="Moira has written to every practice.")
    said = [line.text for line in wall.ready.page.blocks[3].lines]
    assert [words[:5] for words in said] == ["Nadia", "Thank", "Ruth ", "Moira"]
    assert wall.line("since", "Moira").line.item, "it is an item, as the others are"
    wall.does("jo", "out", block="since", line=wall.line("since", "Moira").key)
    assert [p for p in wall.ready.prepared.places["since"] if p.entry.added] == []


def test_the_page_asks_another_question_and_never_none(wall):
    place = wall.ready.prepared.places["question"][0]
    words = "What would help you to let go?"
    wall.does("jo", "reword", block="question", line=place.key, stands=place.stands, words=words)
    assert wall.ready.page.question == words
    answer = wall.does("jo", "out", block="question", line=place.key)
    assert answer.status_code == 422
    assert "Ask another one instead." in answer.text


def test_what_does_not_belong_on_a_wall_is_refused_and_kept_in_its_box(wall, beston):
    pseudonym = next(iter(beston.record.stories.values())).pseudonym
    for words, why in (
        ("Ring Ruth on 0131 496 0000.", "a telephone number"),
        ("Write to ruth@library.example.org.", "an e-mail address"),
        ("She lives at EH1 1AA.", "a postcode"),
        (f"{pseudonym} has her sewing machine back.", "the name that somebody has in a story"),
        ("   ", "Say it in a few words"),
        ("x" * 601, "there is room for 600"),
    ):
        answer = wall.rewords("delia", "since", RUTH, words)
        assert (answer.status_code, why in unescape(answer.text)) == (422, True), words
        assert words.strip() in answer.text, "it is still in its box"
    assert wall.ready.prepared.touched == 0


def test_of_two_who_say_one_line_otherwise_the_second_sees_both_wordings(wall):
    place = wall.line("since", RUTH)
    wall.rewords("delia", "since", RUTH, SHORTER)
    answer = wall.does("jo", "reword", block="since", line=place.key, stands=place.stands, words="Ruth lent books.")
    assert answer.status_code == 409
    assert SHORTER in answer.text
    assert "Ruth lent books." in answer.text
    assert wall.line("since", "Ruth").line.text == SHORTER


def test_two_may_prepare_different_lines_side_by_side(wall):
    one, other = wall.line("since", RUTH), wall.line("since", "Nadia")
    for who, place, words in (("delia", one, SHORTER), ("jo", other, "Two families keep the sheet.")):
        sent = {"block": "since", "line": place.key, "stands": place.stands, "words": words}
        assert wall.does(who, "reword", **sent).status_code == 303
    assert {"Two families keep the sheet.", SHORTER} <= {x.text for x in wall.ready.page.blocks[3].lines}


def test_a_line_that_is_not_there_is_not_found(wall):
    places = [("since", "c0"), ("nothing", "c0"), ("", "")]
    verbs = ("reword", "back", "out", "in", "up", "down", "say", "let-go")
    sent = [{"do": do, "block": block, "line": line} for do in verbs for block, line in places]
    assert {wall.does("jo", words="Something.", **one).status_code for one in sent} == {404}


def test_a_wording_whose_line_has_gone_waits_to_be_said_all_the_same(wall, beston, at):
    wall.rewords("delia", "since", RUTH, SHORTER)
    at("2018-04-11T10:00:00+01:00")
    move = beston.address("actions", wall.line("since", "library").entry.sources[0], "moves", "reopened")
    wall.browser("jo").fill_in(move, move, note="The table is to stand a second time")
    assert list(wall.ready.prepared.gone) == ["since"]
    assert SHORTER not in as_text(wall.ready.page)
    key = wall.ready.prepared.gone["since"][0].key
    assert "a line that the record does not have any more" in wall.browser("jo").get(wall.address("recap/prepare")).text
    wall.does("jo", "say", block="since", line=key)
    assert SHORTER in as_text(wall.ready.page)
    assert not wall.ready.prepared.gone


def test_words_whose_line_says_something_else_since_say_so_beside_them(wall, at):
    wall.rewords("delia", "moving", "things are open", "Ten things go on.")
    at("2018-04-14T09:00:00+01:00")
    assert wall.line("moving", "Ten things go on.").outdated
    assert "The record says something else since:" in wall.browser("jo").get(wall.address("recap/prepare")).text


def test_once_the_meeting_has_been_held_nothing_of_it_is_prepared(wall):
    wall.number = 3
    led = wall.browser("jo").get(wall.address("recap/prepare"))
    assert (led.status_code, led.headers["location"]) == (303, wall.address("recap"))
    assert "Prepare this page" not in wall.reads("jo")
    assert wall.does("jo", "add", block="who", words="Hello.").status_code == 409


def test_only_organisers_find_the_page_on_which_it_is_prepared(wall):
    assert "Prepare this page" in wall.reads("delia")
    assert f'href="{wall.address("recap/prepare")}"' in wall.browser("delia").get(wall.address()).text
    for who in ("gp2", "george"):
        assert "Prepare this page" not in wall.reads(who)
        assert "recap/prepare" not in wall.browser(who).get(wall.address()).text
        assert wall.browser(who).get(wall.address("recap/prepare")).status_code == 404
