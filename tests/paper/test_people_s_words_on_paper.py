"""What people typed is printed as they typed it, whatever a typesetter might take it for; and in their own letters."""

import pytest

from app.paper.press import named
from tests.paper.opening import info, keeps_to_the_standard, papers, words

MARKUP = r"""#import "x" #[b] *c* _d_ $e$ `f` \g @h <i> "j" 'k' //l /*m*/ ~ -- = n"""
TAGS = """#set page(width: 1mm) #sys.inputs"""


def typeset(doc):
    """Markup of the typesetter's own, letters of many scripts, and words without an end, where they are printed."""
    doc["series"]["title"] = "Beston *and* #friends"
    jo, delia, gp2, sw = (next(p for p in doc["people"] if p["id"] == who) for who in ("jo", "delia", "gp2", "sw"))
    jo.update(name="Jo #emph[Hall]", known_as="*Jo*_$")
    delia.update(name="محمد علي", known_as="محمد")
    gp2.update(name="Ùna Nì Dhòmhnaill", known_as="Ùna 🙂")
    sw.update(name="李小龍", known_as="W" * 24, job="M" * 60)
    focus = doc["meetings"][3]["focus"]
    focus[0]["text"] = MARKUP
    focus[1]["text"] = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle"
    doc["meetings"][3]["question"] = TAGS
    doc["meetings"][3]["access_notes"] = "שער צפוני, then left \\ at #2"
    next(a for a in doc["actions"] if a["id"] == "A01")["text"] = "Ask `who` is *in* #my_week @home <b>"


@pytest.fixture(scope="session")
def pack(pack_for, beston_with):
    return pack_for("typeset", beston_with(typeset))


def test_nothing_typed_is_taken_for_markup(pack):
    said = words(pack)
    assert info(pack)["Title"].startswith("Beston *and* #friends, meeting 4 of 6")
    assert MARKUP in said
    assert TAGS in said
    assert "*Jo*_$" in said
    assert "Jo #emph[Hall]" in said
    assert "Ask `who` is *in* #my_week @home <b>".split()[-2] in said
    assert (1, 1) not in papers(pack)


def test_letters_that_nothing_here_can_draw_are_named_and_stop_nothing(pack):
    said = words(pack)
    assert "Ùna [slightly smiling face]" in said
    assert "[U+674E][U+5C0F][U+9F8D]" in said.replace("\u200b", "")
    assert keeps_to_the_standard(pack)


def test_what_runs_leftwards_is_there_in_its_own_letters(pack):
    said = words(pack)
    assert "محمد" in said
    assert "שער" in said


def test_a_word_without_an_end_is_broken_and_not_cut(pack):
    said = words(pack).replace(" ", "").replace("\u200b", "")
    assert "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle" in said
    assert "M" * 60 in said
    assert "W" * 24 in said


def test_letters_are_named_in_words():
    assert named("fàilte 🙂") == "fàilte [slightly smiling face]"
    assert named("two\x07words") == "two words"
    assert named("é e\u0301 \u200f") == "é e\u0301 \u200f"
