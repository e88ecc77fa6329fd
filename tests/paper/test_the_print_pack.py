"""Everything to print for a meeting, in one file: sorted by paper, with a page in front that says what is what."""

import re

import pytest

from app.paper.guests import guests
from app.paper.tiles import tiling
from app.record.then import then
from tests.paper.conftest import A_WEEK_BEFORE
from tests.paper.opening import fonts, info, keeps_to_the_standard, papers, roles, words
from tests.world.records import example

HEADS = {
    "Where we have got to": "Why we are here",
    "The list to sign, by the door": "Signed",
    "Slips: I will …": "I will …",
    "Name badges": "Community support worker",
    "A card for each group’s table": "Who is at this table",
    "The plan for tables": "The future we want",
    "The plan for the wall": "The future we want",
}


@pytest.fixture(scope="session")
def beston(both_examples):
    return both_examples["beston"]


@pytest.fixture(scope="session")
def pack(pack_for, beston):
    return pack_for("beston", beston)


@pytest.fixture(scope="session")
def here(beston):
    now = then(beston, A_WEEK_BEFORE, A_WEEK_BEFORE)
    return guests(now, now.numbered(4))


def page_of(pack, what: str) -> int:
    """The page that the first one says a thing begins on."""
    found = re.search(rf"(\d+)(?:–\d+)? {re.escape(what)}", words(pack, 1))
    assert found, f"{what} is not in {words(pack, 1)}"
    return int(found[1])


def test_the_first_page_says_on_which_page_each_thing_is(pack):
    assert words(pack, 1).startswith("Everything to print The Beston inquiry Meeting 4 of 6, Wednesday 18 April 2018")
    assert {what: HEADS[what] in words(pack, page_of(pack, what)) for what in HEADS} == dict.fromkeys(HEADS, True)


def test_it_is_sorted_by_paper_and_is_what_every_pdf_of_ours_is(pack):
    small, middle, large = (210, 297), (420, 297), (841, 594)
    sheets = papers(pack)
    assert sheets == sorted(sheets, key=[small, middle, large].index)
    assert set(sheets) == {small, middle, large}
    assert keeps_to_the_standard(pack)
    assert info(pack)["Title"] == "The Beston inquiry, meeting 4 of 6: everything to print"
    assert all(embedded for _, embedded in fonts(pack))
    assert {"/H1", "/Table", "/TH", "/TD", "/Figure"} <= roles(pack)


def test_everybody_who_was_asked_has_a_line_to_sign_and_a_badge(pack, here, beston):
    asked = {i.person for i in beston.invitations["M4"] if i.sent_on <= A_WEEK_BEFORE}
    assert {beston.people[person].name for person in asked} <= {guest.name for guest in here.all}
    sign, slips, badges, cards = (page_of(pack, what) for what in list(HEADS)[1:5])
    signing = " ".join(words(pack, page) for page in range(sign, slips))
    worn = " ".join(words(pack, page) for page in range(badges, cards))
    assert [guest.name for guest in here.all if guest.name not in signing] == []
    assert [guest.known_as for guest in here.all if guest.known_as not in worn] == []
    for guest in here.all:
        assert set(f"{guest.role} {guest.organisation}".split()) - set(worn.split()) == set()


def test_nothing_in_it_says_who_does_not_come_or_why(pack, here, beston):
    said = words(pack).lower()
    assert [word for word in ("cannot come", "not heard yet from", "sent someone", "holiday") if word in said] == []
    away = [i.person for i in beston.invitations["M4"] if i.reply == "cannot" and i.replied_on <= A_WEEK_BEFORE]
    assert away
    assert here.coming == len(here.all) - len(away)


def test_there_is_a_slip_for_everybody_who_comes_and_a_card_for_each_area(pack, here, beston):
    slips, badges, cards, tables = (page_of(pack, what) for what in list(HEADS)[2:6])
    blank = sum(words(pack, page).count("I will …") for page in range(slips, badges))
    assert here.coming <= blank < here.coming + 4
    on_tables = " ".join(words(pack, page) for page in range(cards, tables))
    assert [area.text for area in beston.focus["M4"] if area.text not in on_tables] == []
    assert on_tables.count("Who is at this table") == 4
    assert on_tables.count("Our group looks at") == 1


def test_a_card_names_whoever_leads_the_group_and_a_place_to_write_where_nobody_does(pack_for, beston_with):
    def led(doc):
        doc["meetings"][3]["focus"][0]["group_lead"] = "gp2"

    pack = pack_for("led", beston_with(led))
    card = words(pack, page_of(pack, "A card for each group’s table"))
    assert "What lies under the barriers Lead Priya" in card


def test_whoever_is_sent_has_a_badge_too_and_comes_from_where_the_other_does(beston_with):
    def sends(doc):
        reply = next(i for i in doc["meetings"][3]["invitations"] if i["person"] == "pha")
        reply.update(reply="sending_substitute", replied_on="2018-04-09")

    record = beston_with(sends)
    now = then(record, A_WEEK_BEFORE, A_WEEK_BEFORE)
    beth = next(guest for guest in guests(now, now.numbered(4)).all if guest.name == "Beth Laing")
    assert (beth.known_as, beth.role, beth.organisation) == ("Beth", "Pharmacy technician", "Harbour Pharmacy")


def test_so_has_somebody_of_whom_only_the_name_is_known(beston_with):
    def sends(doc):
        reply = next(i for i in doc["meetings"][3]["invitations"] if i["person"] == "pha")
        reply.update(reply="sending_substitute", replied_on="2018-04-09", substitute_name="Ann Shaw")

    before = then(beston_with(lambda _: None), A_WEEK_BEFORE, A_WEEK_BEFORE)
    now = then(beston_with(sends), A_WEEK_BEFORE, A_WEEK_BEFORE)
    found = guests(now, now.numbered(4))
    ann = next(guest for guest in found.all if guest.name == "Ann Shaw")
    assert (ann.known_as, ann.organisation) == ("Ann", "Harbour Pharmacy")
    assert "Beth Laing" not in {guest.name for guest in found.all}
    assert found.coming == guests(before, before.numbered(4)).coming, "one for the other"


def test_on_request_with_large_print_and_a_wall_to_tape_together(pack_for, beston, pack):
    asked = pack_for("beston-taped", beston, large=True, on="a4-tiled")
    assert "in large print" not in words(pack, 1)
    assert "Why we are here" in words(asked, page_of(asked, "Where we have got to, in large print"))
    assert (841, 594) not in papers(asked)
    assert papers(asked).count((297, 210)) == tiling(841, 594).sheets
    assert "on nine sheets of A4" in words(asked, page_of(asked, "The plan for the wall, in sheets to tape together"))


def test_before_anybody_is_asked_or_anything_is_set_it_is_made_for_the_members(pack_for, both_examples):
    record = both_examples["small"]
    day = min(m.date for m in record.meetings_in_order)
    pack = pack_for("small", record, number=record.meetings_in_order[-1].number, day=day)
    members = example("small")["people"]
    assert any(person["name"] in words(pack) for person in members)
