"""What is printed from a page: a recap is one A4 side, the wall one A3 sheet, and no page loses its words."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from app.freezing import versions
from tests.browser.looking import looking
from tests.browser.pages import as_it_stands
from tests.browser.town import looks

pytestmark = pytest.mark.browser

A4, A3_ACROSS = (210, 297), (420, 297)
READERS = [
    look for look in looks() if look.state in ("full", "at its end", "small", "overfull") and look.role == "facilitator"
]


@pytest.fixture
def printed(chromium, town, at):
    """The sheets that a browser makes of some pages, each as (width, height) in millimetres and its words."""

    def sheets(look, addresses):
        at(look.now)
        with looking(chromium, town.address, town.engine, look.email) as onlooker:
            for address in addresses:
                answer = onlooker.page.goto(town.address + address)
                assert answer.status == 200, address
                pdf = PdfReader(BytesIO(onlooker.page.pdf(prefer_css_page_size=True, print_background=False)))
                yield address, [(measured(sheet), sheet.extract_text()) for sheet in pdf.pages]

    return sheets


def measured(sheet) -> tuple[int, int]:
    return tuple(round(float(side) * 25.4 / 72) for side in (sheet.mediabox.width, sheet.mediabox.height))


@pytest.mark.parametrize("look", READERS, ids=str)
def test_every_recap_is_one_side_of_a4(printed, town, at, look):
    at(look.now)
    then = as_it_stands(town, look.slug)
    held = [meeting.number for meeting in then.meetings if meeting.opened]
    numbers = [*held, *([then.next_meeting.number] if then.next_meeting else [])]
    # What came with a file as it had been frozen is as long as it was.
    numbers = [n for n in numbers if not versions(then.record, n, then.day)]
    assert numbers
    for address, sheets in printed(look, [f"/series/{look.slug}/meetings/{n}/recap" for n in numbers]):
        assert [size for size, _ in sheets] == [A4], address
        assert "No one’s story is told here." in " ".join(sheets[0][1].split()), address


@pytest.mark.parametrize("look", READERS, ids=str)
def test_the_wall_is_one_sheet_of_a3_and_its_words_follow_on_a4(printed, look):
    for address, sheets in printed(look, [f"/series/{look.slug}/plan"]):
        sizes = [size for size, _ in sheets]
        assert sizes[0] == A3_ACROSS, address
        assert set(sizes[1:]) == {A4}, address
        assert "The plan in words" in sheets[1][1]


def test_what_is_pressed_is_not_printed_and_what_is_read_is(printed):
    jo = READERS[0]
    pages = [f"/series/{jo.slug}{page}" for page in ("", "/people", "/actions", "/meetings/4", "/purpose")]
    for address, sheets in printed(jo, pages):
        words = " ".join(text for _, text in sheets)
        assert {size for size, _ in sheets} == {A4}, address
        assert "Skip to the page" not in words, address
        assert "All my series" not in words, address
        assert len(words) > 300, address
