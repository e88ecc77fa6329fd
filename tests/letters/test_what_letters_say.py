"""Each letter as somebody reads it: its subject, its first line, one thing to do, and the same words in both forms."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.actions.domain import Unsaid
from app.letters.composing import LETTERS, Composed
from app.letters.looking import Due
from app.letters.parts import on_its_day
from app.post.domain import NewLetter, refuse_what_cannot_be_sent
from app.recap import Block, Line, as_text, recap
from app.recap.tried import DECIDE
from app.record.actions import actions_then
from tests.letters.conftest import ask, cancel, hand_over, lively, move, record, tell, thing
from tests.series_file.made_series import Size, made

RECORD = "What we agreed\n\nSandra drew two weeks.\n- One for mornings\n- One for\n  evenings\n\nNext time\nWe go on."
EVERY_LETTER = {
    # kind, to whom: the moment, what else happened, the subject, the first line, the button
    ("invitation", "gp2"): (
        "2018-04-11",
        None,
        "Beston inquiry, Wednesday 18 April: will you come?",
        "Priya, please come to our fourth meeting, on Wednesday 18 April.",
        "Say whether you come",
    ),
    ("moved", "gp2"): (
        "2018-04-11",
        lambda doc: move(doc, "2018-05-02", start="10:00", end="13:00"),
        "Beston inquiry: we now meet on Wednesday 2 May",
        "Priya, our fourth meeting is now on Wednesday 2 May, 10 in the morning to 1.",
        "Say whether you can come",
    ),
    ("cancelled", "dcm"): (
        "2018-04-11",
        cancel,
        "Beston inquiry: we do not meet on Wednesday 18 April",
        "Maureen, the meeting on Wednesday 18 April, 1.30 to 4.30 does not take place.",
        "See what is next",
    ),
    ("recap", "gp2"): (
        "2018-04-16",
        None,
        "Beston inquiry, Wednesday 18 April: where we have got to",
        "Priya, you have two things open.",
        "Say how it is going",
    ),
    ("record", "sw"): (
        "2018-03-16",
        lambda doc: record(doc, RECORD),
        "Beston inquiry, Wednesday 14 March: what was written down",
        "Tom, this is the record of our third meeting, on Wednesday 14 March.",
        "Your own page",
    ),
    ("welcome", "car2"): (
        "2018-04-11",
        None,
        "Beston inquiry: welcome, and the story so far",
        "Colin, welcome to the Beston inquiry.",
        "Say whether you come",
    ),
    ("handover", "mh"): (
        "2018-04-11",
        lambda doc: hand_over(doc, "A20", "mh"),
        "Beston inquiry: would you take something over?",
        "Iain, we ask you to take over one thing.",
        "Say yes or no",
    ),
    ("ask", "mh"): (
        "2018-04-11",
        lambda doc: ask(doc, "mh", on="2018-04-10"),
        "Beston inquiry: would you take something on?",
        "Iain, would you take this on?",
        "Say yes or no",
    ),
    ("catch_up", "hc"): (
        "2018-03-16",
        None,
        "Beston inquiry, Wednesday 14 March: the meeting on a page",
        "Sandra, we missed you on Wednesday 14 March. This is what came of it.",
        "Your own page",
    ),
    ("thanks", "lib"): ("2018-04-11", None, "Beston inquiry: thank you", "Ruth, thank you for this:", None),
    ("nudge", "ota"): (
        "2018-04-11",
        None,
        "Beston inquiry: how is it going?",
        "Euan, at meeting 2 you took this on:",
        "Say how it is going",
    ),
    ("offer", "ota"): (
        "2018-04-11",
        None,
        "Beston inquiry: would some help be of use?",
        "Euan, could we help you with this?",
        "Say how it is going",
    ),
}
FROM_THE_DESK = {"nudge": ("2018-04-11", ("A14",)), "offer": ("2018-04-11", ("A14",))}
OWN_LINK = "/part/your-own-link"


@pytest.fixture
def written(at_desk):
    """A letter of EVERY_LETTER: `written("recap", "gp2")`. With our own words each is written once."""

    def write(kind: str, person: str, words: str | None = None) -> Composed:
        if words is None and (kind, person) in WRITTEN:
            return WRITTEN[kind, person]
        moment, change, *_ = EVERY_LETTER[kind, person]
        desk = at_desk(moment, change)
        due = Due(kind, person, *FROM_THE_DESK[kind], why="") if kind in FROM_THE_DESK else desk.one(kind, person)
        letter = desk.letter(due, words)
        return WRITTEN.setdefault((kind, person), letter) if words is None else letter

    return write


WRITTEN: dict[tuple[str, str], Composed] = {}


class _Reader(HTMLParser):
    """The words of a body, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.links, self.buttons, self.within = [], [], 0, []

    def handle_starttag(self, tag, attrs):
        self.within.append(tag)
        if tag == "a":
            self.links.append(dict(attrs)["href"])
            self.buttons += "display: inline-block" in (dict(attrs).get("style") or "")

    def handle_endtag(self, tag):
        while self.within and self.within.pop() != tag:
            pass

    def handle_data(self, data):
        if not {"title", "style"} & set(self.within):
            self.words.append(data)


def read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def words_in(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


@pytest.mark.parametrize("kind, person", EVERY_LETTER, ids=[kind for kind, _ in EVERY_LETTER])
def test_a_letter_says_at_once_what_it_is(written, kind, person):
    _, _, subject, first_line, button = EVERY_LETTER[kind, person]
    letter = written(kind, person)
    assert letter.subject == subject
    assert letter.text.splitlines()[0] == letter.first_line == first_line
    assert [b.label for b in letter.buttons] == ([button] if button else [])


@pytest.mark.parametrize("kind, person", EVERY_LETTER, ids=[kind for kind, _ in EVERY_LETTER])
def test_text_and_markup_say_the_same_and_lead_to_ones_own_page_alone(written, kind, person):
    letter = written(kind, person)
    markup = read(letter.html)
    text = re.sub(r"^http\S+$", "", letter.text, flags=re.MULTILINE)
    assert words_in(" ".join(markup.words)) == words_in(text)
    assert {link.endswith(OWN_LINK) for link in markup.links} == {True}
    assert markup.buttons == len(letter.buttons) == (0 if kind == "thanks" else 1)
    assert letter.text.count(OWN_LINK) == len(markup.links) == len(letter.buttons) + 1


@settings(max_examples=settings().max_examples // 4)
@given(st.integers(0, 2**32 - 1), st.integers(0, 10_000))
def test_of_any_series_both_forms_say_the_same_and_can_be_sent(any_desk, seed, nth):
    """Whatever people are called, whatever they typed and however long it is."""
    desk = any_desk(lively(made(seed, Size(people=5, meetings=4, actions=6), fill=1.0)), nth)
    meetings = [m.id for m in desk.then.meetings]
    actions = tuple(a.id for a in actions_then(desk.then))
    for n, kind in enumerate(LETTERS if meetings else ()):
        person = list(desk.record.people)[(seed + n) % len(desk.record.people)]
        slot = "welcome" if kind == "welcome" else meetings[(seed + n) % len(meetings)]
        letter = desk.letter(Due(kind, person, slot, actions[n % 3 : n % 3 + 3], ""), "A word.")
        text = re.sub(r"^http\S+$", "", letter.text, flags=re.MULTILINE)
        assert words_in(" ".join(read(letter.html).words)) == words_in(text)
        assert letter.text.splitlines()[0] == letter.first_line
        refuse_what_cannot_be_sent(NewLetter(kind, "p@example.org", letter.subject, letter.text, letter.html))


@pytest.mark.parametrize("kind, person", EVERY_LETTER, ids=[kind for kind, _ in EVERY_LETTER])
def test_a_letter_says_why_it_came_whom_to_turn_to_and_that_nobody_looks(written, kind, person):
    letter = written(kind, person)
    end = letter.text.partition("\n--\n")[2]
    assert re.match(r"The Beston inquiry\n\nYou have this letter because you (are|were) ", end)
    assert "open your own page, or write to Delia: delia@beston-partnership.example.org." in end
    assert "We do not track whether you open it." in end
    assert "See everything we have sent you, or ask for fewer messages" in end
    assert "<img" not in letter.html
    assert "src=" not in letter.html
    assert not re.search(r"None|\{\{|\b20\d\d-\d\d-\d\d", letter.text)


@pytest.mark.parametrize("kind", ["invitation", "moved", "recap", "welcome", "cancelled"])
def test_a_letter_about_a_meeting_to_come_brings_it_for_the_calendar(written, kind):
    person = next(who for k, who in EVERY_LETTER if k == kind)
    calendar = written(kind, person).calendar
    assert f"METHOD:{'CANCEL' if kind == 'cancelled' else 'REQUEST'}" in calendar


@pytest.mark.parametrize("kind", ["thanks", "catch_up", "ask", "nudge"])
def test_other_letters_bring_nothing_along(written, kind):
    assert written(kind, next(who for k, who in EVERY_LETTER if k == kind)).calendar is None


def test_an_invitation_says_what_why_you_when_where_and_what_to_expect(written):
    text = written("invitation", "gp2").text
    assert "What it is for\nTalk about the difficulties; then make something small happen." in text
    assert "Why you\nYou would come for Castle Street Surgery." in text
    assert "Wednesday 18 April, 1.30 to 4.30, Beston Library hall. Getting in: Level entrance, hearing loop" in text
    assert "We meet for three hours, around tables, and there is no fixed agenda." in text


def test_a_move_is_told_with_both_times(written):
    text = written("moved", "gp2").text
    assert "- It was to be on Wednesday 18 April, at 1.30." in text
    assert "- It is on Wednesday 2 May, 10 in the morning to 1." in text


@pytest.mark.parametrize("who, answered", [("gp2", False), ("dcm", True)])
def test_only_who_had_answered_hears_that_the_answer_was_for_the_old_time(at_desk, who, answered):
    desk = at_desk("2018-04-11", lambda doc: move(doc, "2018-05-02"))
    text = desk.letter(desk.one("moved", who)).text
    assert "We are sorry if this upsets your plans." in text
    assert ("What you answered before was for the old time." in text) is answered


def test_the_recap_has_ones_own_part_first_and_then_the_page_word_for_word(written, at_desk):
    text = written("recap", "gp2").text
    own, page = text.split("Where we have got to", 1)
    assert "- Make a first count of housebound people at Castle Street." in own
    desk = at_desk("2018-04-16")
    hung = as_text(recap(desk.record, 4, desk.then.said))
    for sentence in hung.split("\n\n")[1:]:
        said = " ".join(sentence.split()).replace("To decide today", "To decide on Wednesday 18 April")
        head, rest = said.split(" ", 1)
        assert rest.removeprefix("We finish") in " ".join(page.split()), (head, rest)


def test_the_welcome_is_read_on_another_day_than_the_page_in_the_room(written):
    text = written("welcome", next(who for kind, who in EVERY_LETTER if kind == "welcome")).text
    assert "To decide on Wednesday 18 April." in text
    assert "today" not in text


@pytest.mark.parametrize(
    "text, said",
    [
        ("To decide today: A nurse hour.", "To decide on Wednesday 18 April: A nurse hour."),
        ("Also to decide today: A nurse hour.", "Also to decide on Wednesday 18 April: A nurse hour."),
        ("Two tests wait for a decision today.", "Two tests wait for a decision on Wednesday 18 April."),
        ("Tea, to decide today: asked.", "Tea, to decide today: asked."),  # somebody's own words
    ],
)
def test_only_our_own_words_are_put_otherwise_for_whoever_reads_at_home(at_desk, text, said):
    block = Block("tried", "What we tried", (Line(text, strong=DECIDE, tag=DECIDE),))
    (line,) = on_its_day(block, at_desk("2018-04-16").then.next_meeting).lines
    assert line == Line(said, strong="To decide on Wednesday 18 April", tag="To decide on Wednesday 18 April")


@pytest.mark.parametrize(
    "reply, words, button",
    [
        ("coming", "We look forward to seeing you.", "Your own page"),
        ("cannot", "You cannot be there, and will find here where things stand all the same.", "Your own page"),
        ("none", "Please say whether you come.", "Say whether you come"),
    ],
)
def test_whoever_has_nothing_open_is_spoken_to_by_what_they_answered(at_desk, reply, words, button):
    def answered(doc):
        row = next(i for i in thing(doc, "meetings", "M4")["invitations"] if i["person"] == "lib")
        row["reply"] = reply
        if reply == "none":
            row.pop("replied_on", None)

    desk = at_desk("2018-04-16", answered)
    letter = desk.letter(desk.one("recap", "lib"))
    assert letter.first_line == "Ruth, you have nothing open."
    assert (letter.words, letter.buttons[0].label) == (words, button)


def test_whoever_is_a_sponsor_and_nothing_else_gets_the_sponsors_page(at_desk):
    desk = at_desk("2018-04-16")
    text = desk.letter(desk.one("recap", "george")).text.partition("Why we are here")[2].partition("\n--\n")[0]
    names = {p.known_as or p.name for p in desk.record.people.values()} - {"Jo"}
    assert not [name for name in names if re.search(rf"\b{name}\b", text)]


def test_a_record_is_what_was_written_down_set_as_it_was_typed(written):
    body = written("record", "sw").text
    assert "What we agreed\n\nSandra drew two weeks." in body
    assert "- One for mornings\n- One for evenings" in body
    assert "Next time\nWe go on." in body


def test_the_story_so_far_tells_why_where_who_how_and_what_is_next(written):
    text = written("welcome", "car2").text
    for head in ("Why we meet", "Last time", "Since then", "Who is who", "How we have agreed to work"):
        assert f"\n{head}\n" in text
    assert "What Beston Carers Hub has taken on\n- It accepted how we work on 31 January 2018." in text
    assert "- Dr Priya Nair, GP, Castle Street Surgery." in text
    assert "The next meeting\nWednesday 18 April" in text


def test_a_handover_tells_the_last_word_of_whoever_led_it_and_who_is_minding_it(at_desk):
    def lewis_moves_on(doc):
        tell(doc, "actions", "A20", on="2018-03-28", event="moving", by="it", note="Two have answered")
        tell(doc, "actions", "A20", on="2018-03-29", event="moving", by="it", note="Cross", visibility="organisers")
        hand_over(doc, "A20", "mh")

    desk = at_desk("2018-04-11", lewis_moves_on)
    text = desk.letter(desk.one("handover", "mh")).text
    assert "Lewis’s last word on it, on 28 March: “Two have answered”" in text
    assert "Until you have answered, Delia is minding it." in text
    assert "Cross" not in text


def test_whoever_missed_a_meeting_reads_what_was_decided_what_came_up_and_what_is_theirs(at_desk):
    def two_more(doc):
        ask(doc, "hc")
        thing(doc, "meetings", "M3")["decisions"] = [{"id": "D90", "text": "We begin with the day centre"}]

    desk = at_desk("2018-03-16", two_more)
    catch_up = desk.one("catch_up", "hc")
    assert catch_up.about == ("M3", "A90")
    text = desk.letter(catch_up).text
    assert "What we ask of you\n- Find a quiet room for the meeting, by Wednesday 18 April." in text
    assert "What we decided\n- We begin with the day centre." in text
    assert re.search(r"What came up\n(- .*\n)*- .*: Nadia\.", text)
    assert "apolog" not in text.lower()


def test_what_is_asked_comes_with_what_was_said_when_it_was_asked(at_desk):
    desk = at_desk("2018-04-11", lambda doc: (ask(doc, "mh", note="You know the hall"), ask(doc, "mh", "A91")))
    letter = desk.letter(desk.one("ask", "mh"))
    assert letter.first_line == "Iain, would you take these two things on?"
    assert letter.own[0] == "Find a quiet room for the meeting, by Wednesday 18 April. “You know the hall”"


def test_an_organiser_with_a_telephone_is_rung_or_written_to(at_desk):
    desk = at_desk("2018-04-11", lambda doc: thing(doc, "people", "delia").update(mobile="0131 555 0100"))
    end = desk.letter(desk.one("thanks", "lib")).closing
    assert "or ring or write to Delia: 0131 555 0100, delia@" in end


# -- in an organiser's words ---------------------------------------------------
def test_a_nudge_is_short_whoever_writes_it(written):
    letter = written("nudge", "ota")
    said = letter.text.partition("\nSay how it is going")[0]
    assert len(said.replace("- ", " ").split()) <= 70
    with pytest.raises(Unsaid, match="70 are enough") as refused:
        written("nudge", "ota", "So " * 70)
    assert refused.value.field == "words"


def test_many_things_in_hand_are_counted_not_listed(at_desk):
    desk = at_desk("2018-04-11")
    mine = tuple(a for a in desk.record.actions)[:6]
    letter = desk.letter(Due("nudge", "it", "2018-04-11", mine, ""))
    assert letter.first_line == "Lewis, you have six things in hand:"
    assert letter.own[-1] == "And four things more."


def test_words_of_an_organiser_stand_where_ours_stood_in_both_forms(written):
    letter = written("recap", "gp2", "Bring a <coat>.\nIt is cold.\n\nSee you & yours")
    assert "\n\nBring a <coat>.\nIt is cold.\n\nSee you & yours\n" in letter.text
    assert re.search(r"Bring a &lt;coat&gt;\.<br[^>]*>It is cold\.", letter.html)
    assert "any of the three" not in letter.text


@pytest.mark.parametrize("words, why", [("", "Write a line"), ("x" * 1501, "there is room for 1500")])
def test_words_that_have_no_room_are_refused(written, words, why):
    with pytest.raises(Unsaid, match=why):
        written("recap", "gp2", words)


def test_nobody_whose_story_was_told_is_named_by_an_organiser(written):
    with pytest.raises(Unsaid, match="Stories stay in the room"):
        written("recap", "gp2", "Mr Donnelly would be glad.")
    written("recap", "gp2", "Write to delia@beston-partnership.example.org.")
