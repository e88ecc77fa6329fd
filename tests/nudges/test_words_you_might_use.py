"""What a card says, and the words it suggests: short enough, about the right thing, by the right way (N5)."""

from datetime import date, timedelta

import pytest
from hypothesis import given

from app.nudges import Holidays, cards, suggest
from app.nudges.words import FOR_A_CALL, SHORTEST
from app.record.then import then
from tests.nudges.test_whom_to_be_in_touch_with import action, told
from tests.series_file.made_series import series
from tests.world.records import example

THAT_DAY = date(2018, 4, 11)
IN_SCOTLAND = Holidays("GB-SCT")


@pytest.fixture
def said_of(record_of):
    """What is suggested for everybody by name, as Delia would see it: `said_of(lambda doc: ...)["Euan Grant"]`."""

    def said(change=lambda _doc: None, day=THAT_DAY, **more):
        doc = example("beston")
        change(doc)
        record = record_of(doc)
        at = then(record, day, day)
        desk = cards(record, day, IN_SCOTLAND)
        return {record.people[c.person].name: suggest(at, c, day, by="delia", **more) for c in desk}

    return said


def person(doc, id_):
    return next(p for p in doc["people"] if p["id"] == id_)


def test_every_part_of_a_score_has_its_sentence_and_no_number_of_points(said_of):
    assert said_of()["Euan Grant"].why == (
        "Two other things wait for it: Alan’s and Priya’s.",
        "It is due in seven days, and the last word was 28 days ago.",
        "That is longer than half the time between meetings.",
        "It has been carried on once.",
    )


def test_of_two_things_the_one_that_help_was_asked_for_is_named_first(said_of):
    def the_second_is_stuck(doc):
        help_ = {"event": "stuck", "by": "it", "what_would_help": "Word on what may be shared"}
        action(doc, "A20")["history"] = [{"on": "2018-04-09"} | help_]

    lewis = said_of(the_second_is_stuck)["Lewis Barr"]
    asked, other = lewis.why[:2]
    assert asked.startswith("They have said that they are stuck with “Ask if nurses and the day centre")
    assert other == "Then there is “Show which systems each agency records in and who can see what”."
    assert lewis.about == ("A20", "A11")


def test_who_frees_others_is_told_who_waits_and_that_rough_is_fine(said_of):
    george = said_of()["George"]
    assert (george.kind, george.channel) == ("nudge", "email")
    assert george.words.startswith("What Lewis leads waits for this.")
    assert "by Monday? Rough is fine." in george.words


def test_where_participants_see_only_their_own_part_nobody_is_named_to_another(said_of):
    def own_parts(doc):
        doc["series"]["record_scope"] = "facilitators"

    george = said_of(own_parts)["George"]
    assert "Lewis" not in george.words + george.text
    assert "Others wait." in george.words


def test_what_has_been_carried_twice_is_rung_about_and_a_text_asks_for_the_call(said_of):
    def writes_gladly(doc):
        person(doc, "gp1")["prefers"] = "email"

    alan = said_of(writes_gladly)["Dr Alan Reid"]
    assert alan.channel == "phone"
    assert alan.brief == "With us since January; ring, do not write"
    assert "may be harder than it sounded" in alan.call
    assert "ten minutes" in alan.text
    assert "STUCK and I’ll bring it to Wednesday" in alan.text


def test_whoever_wrote_how_far_it_is_reads_their_own_words_again(said_of):
    assert "You said “Five of nine in”." in said_of()["Euan Grant"].words


def test_whoever_has_some_of_many_is_asked_whether_help_with_the_rest_is_of_use(said_of):
    lewis = said_of()["Lewis Barr"]  # of two things it is the first that this is about
    assert lewis.words == (
        "The first is part of “Sharing information between agencies”. Of the first you said “Nine of 14 answered”. "
        "Would it help if I rang round for the other five? A line is enough, for one or for all."
    )
    assert said_of(room=20)["Lewis Barr"].words == (
        "Of the first you said “Nine of 14 answered”. Would it help if I rang round for the other five?"
    )

    def all_of_them(doc):
        action(doc, "A11")["history"][1]["note"] = "All of the 14 answered"

    assert "the other" not in said_of(all_of_them)["Lewis Barr"].words


def test_why_it_matters_is_told_where_nobody_waits_for_it_and_there_is_room(said_of):
    of_tom = "It is part of “Care packages people can change without fear”."

    def why(doc):
        next(p for p in doc["priorities"] if p["id"] == "pack")["why"] = "Fear keeps people from asking"

    def writes(doc):
        person(doc, "sw")["prefers"] = "email"

    assert said_of(writes)["Tom Aitken"].words.startswith(of_tom)
    assert of_tom in said_of(writes)["Tom Aitken"].text
    assert said_of(why)["Tom Aitken"].words.startswith("It matters because of this: Fear keeps people from asking.")
    assert "is part of" not in said_of(room=12)["Tom Aitken"].words
    assert "is part of" not in said_of()["George"].words  # others wait for his


def test_before_the_meeting_that_chose_it_no_priority_is_named(said_of):
    assert not any("is part of" in said.words for said in said_of(day=date(2018, 3, 1)).values())


def test_what_was_said_to_the_organisers_alone_is_not_repeated_in_writing(said_of):
    def for_us_alone(doc):
        action(doc, "A14")["history"][0] |= {"visibility": "organisers"}

    assert "Five of nine" not in said_of(for_us_alone)["Euan Grant"].words


def test_two_things_make_one_message(said_of):
    lewis = said_of()["Lewis Barr"]
    assert lewis.about == ("A11", "A20")
    assert lewis.brief.endswith("two things, one message")
    assert "for one or for all" in lewis.words


def test_whoever_is_stuck_is_offered_help_and_asked_about_who_could(said_of):
    def stuck(doc):
        action(doc, "A19")["history"] = [
            {
                "on": "2018-04-02",
                "event": "stuck",
                "by": "sw",
                "what_would_help": "An hour with home care",
                "who_could_help": "hc",
            }
        ]

    tom = said_of(stuck)["Tom Aitken"]
    assert tom.kind == "offer"
    assert "You said what would help: “An hour with home care”. Shall I ask Sandra?" in tom.words
    assert "They have said that they are stuck" in tom.why[0]


def test_whoever_has_not_accepted_yet_is_asked_for_a_yes_or_a_no(said_of):
    def asked(doc):
        action(doc, "A22")["history"] = action(doc, "A22")["history"][:1]
        person(doc, "vs1")["prefers"] = "email"

    angus = said_of(asked)["Angus Petrie"]
    assert angus.kind == "ask"
    assert "Yes and no are both good answers" in angus.words
    assert angus.why[0] == "It was asked 28 days ago, and there is no answer yet."


@pytest.mark.parametrize(
    "prefers, email, mobile, channel",
    [
        ("text", "t@council.example.org", "07700 900134", "text"),
        ("text", "t@council.example.org", None, "email"),
        ("phone", "t@council.example.org", "07700 900134", "phone"),
        ("no_messages", "t@council.example.org", None, "phone"),
        ("post", "t@council.example.org", "07700 900001", "phone"),
        ("email", None, "07700 900134", "text"),
        (None, None, None, "phone"),
    ],
)
def test_they_are_reached_the_way_they_prefer(said_of, prefers, email, mobile, channel):
    def reached(doc):
        tom = person(doc, "sw")
        for key, value in {"prefers": prefers, "email": email, "mobile": mobile}.items():
            tom.pop(key, None)
            tom |= {key: value} if value else {}

    assert said_of(reached)["Tom Aitken"].channel == channel


def test_there_is_no_third_letter_about_one_thing(said_of):
    def twice(doc):
        for n, day in enumerate(("2018-03-01", "2018-03-19")):
            told(doc, on=day, channel="email", said="How it goes", about=["A10"], **{"with": "george"})
            doc["follow_ups"][-1]["id"] = f"U9{n}"

    assert said_of(twice)["George"].channel == "phone"
    assert "for the meeting" in said_of(twice)["George"].move


@given(series())
def test_the_words_have_room_in_a_letter_and_in_a_text_whoever_they_are_for(record_of, doc):
    record = record_of(doc)
    days = [m.date for m in record.meetings_in_order]
    for day in (days[0], days[-1] - timedelta(days=7), days[-1] + timedelta(days=3)):
        at = then(record, day, day)
        for card in cards(record, day, IN_SCOTLAND):
            for room, most in ((40, 240), (12, 120)):
                said = suggest(at, card, day, room=room, most=most)
                assert len(said.words.split()) <= room
                assert len(said.call.split()) <= FOR_A_CALL
                assert len(said.text) <= most or said.text in (SHORTEST, "Could I ring you?")
            assert said.action in card.actions
            assert set(said.about) <= set(card.actions)
            assert len(said.why) >= len(card.addends)
            assert all(sentence[-1] in ".!?…”" for sentence in said.why)
            assert said.brief
            assert said.move
