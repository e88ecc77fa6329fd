"""What somebody types into the record or a letter stays words, in whosever letter it comes to stand."""

import re

from app.letters.showing import page_to_show, text_to_show
from tests.letters.every_letter import OWN_LINK
from tests.letters.what_happens import hand_over, tell

TRAP = f"See https://elsewhere.example{OWN_LINK} soon"


def test_a_place_for_a_link_that_somebody_typed_is_given_no_link(at_desk):
    """Or whoever follows it would take their own link to the host that stands before it."""

    def lewis_lays_a_trap(doc):
        tell(doc, "actions", "A20", on="2018-03-28", event="moving", by="it", note=TRAP)
        hand_over(doc, "A20", "mh")

    desk = at_desk("2018-04-11", lewis_lays_a_trap)
    letter = desk.letter(desk.one("handover", "mh"), f"And https://elsewhere.example{OWN_LINK} too.")
    assert (letter.text.count("elsewhere.example"), letter.html.count("elsewhere.example")) == (2, 2)
    assert letter.text.count(OWN_LINK) == letter.html.count(OWN_LINK) == 2  # the button, and the way to what was sent
    assert not re.search(rf"elsewhere\.example{OWN_LINK}", letter.text + letter.html)


def test_what_reads_like_a_style_is_shown_to_whoever_approves_it(at_desk):
    desk = at_desk("2018-04-11")
    words = 'Hello style="you will not see this" there.\n\n<p style="color: red">Red</p> <style>b</style>'
    letter = desk.letter(desk.one("thanks", "lib"), words)
    shown = page_to_show(letter.html)
    assert "you will not see this" in shown
    assert "&lt;style&gt;b&lt;/style&gt;" in shown
    assert not re.search(r"<[a-z][^<>]* style=", shown)
    assert "you will not see this" in text_to_show(letter.text)
