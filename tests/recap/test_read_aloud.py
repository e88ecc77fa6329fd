import re

import pytest

from app.recap import as_text
from tests.recap.readings import BY_HAND, PAGES, SNAPSHOTS, page_of
from tests.world.records import example

WRITTEN_BY_HAND = ("beston-4", "ferry-2")


@pytest.fixture
def text_of(record_of):
    return lambda name: as_text(page_of(record_of(example(PAGES[name][0])), name))


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_as_it_was_when_it_was_last_read_aloud(text_of, name):
    assert text_of(name) == (SNAPSHOTS / f"{name}.txt").read_text()


@pytest.mark.parametrize("name", WRITTEN_BY_HAND)
def test_it_has_the_parts_that_were_written_by_hand_in_their_order(text_of, name):
    assert list(parts(text_of(name))) == list(parts((BY_HAND / f"{name}.txt").read_text()))


@pytest.mark.parametrize("name", WRITTEN_BY_HAND)
def test_each_difference_from_what_was_written_by_hand_is_explained(text_of, name):
    ours, by_hand = parts(text_of(name)), parts((BY_HAND / f"{name}.txt").read_text())
    assert {part for part in ours if ours[part] != by_hand[part]} == explained(name)


def parts(text: str) -> dict[str, str]:
    """The head, then each part by its name; where lines break does not matter."""
    head, *rest = text.strip().split("\n\n")
    named = (part.split("\n", 1) for part in rest)
    return {"head": " ".join(head.split())} | {name: " ".join(said.split()) for name, said in named}


def explained(name: str) -> set[str]:
    section = (BY_HAND / "differences.md").read_text().split(f"## {name}\n")[1].split("\n## ")[0]
    return set(re.findall(r"^- \*\*(.+?)\*\*:", section, re.MULTILINE))


# -- what somebody with only the page can say ---------------------------
def test_a_reader_of_the_fourth_page_can_say_who_is_new_what_got_done_what_is_hard_and_what_is_to_be_decided(text_of):
    said = parts(text_of("beston-4"))
    assert "Welcome to Colin Weir, carer support manager at Beston Carers Hub" in said["Who is here"]
    assert "Ruth put a home library table in the day centre" in said["Since then"]
    assert (
        "count how many housebound older people each practice supports (meeting 1)" in said["Still moving, and stuck"]
    )
    decide = said["What we tried"].split("To decide today.")
    assert ["Medicines left at the day centre" in decide[0], "'Who is in my week' sheet" in decide[1]] == [True, True]


def test_what_is_stuck_is_told_with_what_would_help(text_of):
    assert (
        "is stuck. What would help: one agreed meaning, and somebody to count by hand."
        in parts(text_of("beston-5"))["Still moving, and stuck"]
    )


def test_where_nothing_was_finished_the_page_says_so_and_stays_whole(text_of):
    said = parts(text_of("ferry-3"))
    assert said["Since then"] == "Nothing was finished. That is worth talking about."
    assert "someone to say that counting is allowed" in said["Still moving, and stuck"]
    assert all(said.values())


def test_much_can_be_said_in_what_can_be_listened_to_and_little_in_less(record_of):
    beston, small = record_of(example("beston")), record_of(example("small"))
    assert all(180 <= page_of(beston, f"beston-{n}").words <= 375 for n in range(2, 7))
    assert page_of(small, "ferry-2").words < 180


def test_last_time_is_told_in_45_words(record_of):
    beston = record_of(example("beston"))
    for n in range(2, 7):
        last = next(block for block in page_of(beston, f"beston-{n}").blocks if block.key == "last")
        assert len(" ".join(line.said for line in last.lines).split()) <= 45


def test_every_page_that_looks_back_ends_with_a_question(record_of):
    for name, (file, _, _) in PAGES.items():
        page = page_of(record_of(example(file)), name)
        assert page.question.endswith("?")
        assert page.blocks[-1].question == page.question
