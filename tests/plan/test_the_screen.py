"""The plan on a projector: no word under 24 px at 1920, nothing covered or cut, and what finds no room is counted."""

import os
import re
from dataclasses import replace

import pytest

from app.plan import beside, focus, in_words, screen, showing, wall
from app.plan.building import in_sum
from app.plan.scene import OPEN
from tests.plan.inventing import NAMES as PEOPLE
from tests.plan.inventing import MadeUp, by_chance
from tests.plan.looking import all_words, faults, squeezed
from tests.plan.test_the_wall_of_both_examples import NAMES

LEAST = 24
MANY = 300 if os.environ.get("BESTON_PROFILE") == "campaign" else 12
FULLEST = MadeUp(7, meetings=48, ahead=0, opening=False, lines=10, actions=400, tests=60)
COUNTS = re.compile(r"(\d+ (would like help|under way|done)[, ]*)+")
OWN = re.compile(
    r"^We are here, |, as it (opened|closed)$"
)  # what the drawing says of itself beside a date or a meeting


def drawn(scene):
    """Everything that the projector can show of one moment."""
    yield screen.draw(scene)
    yield beside.draw(scene, scene)
    for line in screen.entries(scene):
        yield focus.draw(scene, line)


@pytest.mark.parametrize("name", NAMES)
def test_both_examples_can_be_read_from_the_back_of_the_room(name, drawings):
    for sheet in drawn(drawings[name]):
        assert faults(sheet, LEAST) == [], sheet.title


def test_so_can_whatever_a_series_may_hold():
    for scene in (FULLEST.scene, *(by_chance(seed).scene for seed in range(MANY))):
        for sheet in (*drawn(scene), *drawn(in_sum(scene))):
            assert faults(sheet, LEAST) == [], sheet.title


@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_shown_is_said(name, drawings):
    scene = drawings[name]
    told = squeezed(in_words.text(scene) + " as it opened, as it closed, in all. All of us together")
    for sheet in drawn(scene):
        left = [OWN.sub("", t.text) for t in sheet.texts if not t.aside and not COUNTS.fullmatch(t.text)]
        assert [text for text in left if squeezed(text) not in told and text != "nothing yet"] == [], sheet.title


@pytest.mark.parametrize("name", NAMES)
def test_a_line_says_how_many_as_its_words_do(name, drawings):
    scene = drawings[name]
    lines = [part for part in in_words.outline(scene).parts if part.shape]
    for line, part in zip(scene.lines, lines, strict=True):
        assert set(screen.counts(scene, line).values()) <= set(part.counts)


def test_a_line_in_focus_has_every_action_of_it_in_full_what_would_like_help_first(drawings):
    scene = drawings["beston 4 closing"]
    line = next(one for one in scene.lines if one.name.startswith("Knowing"))
    words = all_words(focus.draw(scene, line))
    mine = [a.text for a in scene.actions if a.line == line.key]
    assert [text for text in mine if text not in words] == []
    stuck = next(a for a in scene.actions if a.line == line.key and a.state == "stuck")
    assert min(words.index(text) for text in mine) == words.index(stuck.text)
    assert stuck.help in words.replace("Would help: ", "")


def test_what_finds_no_room_is_counted():
    scene = FULLEST.scene
    for line in scene.lines:
        still_open = [a for a in scene.actions if a.line == line.key and a.state in OPEN]
        words = all_words(focus.draw(scene, line))
        told = sum(a.text[:4] in words for a in still_open)
        more = re.search(r"(\d+) (?:more|here)\b", words)
        assert told + (int(more[1]) if more else 0) >= len(still_open)


def test_meetings_without_titles_can_be_drawn(drawings):
    scene = drawings["beston 4 closing"]
    plain = replace(scene, stations=tuple(replace(station, title="") for station in scene.stations))
    assert [fault for sheet in drawn(plain) for fault in faults(sheet, LEAST)] == []
    assert faults(wall.draw(plain)) == []


def test_a_sponsor_is_shown_no_action_and_no_lead():
    for sheet in drawn(in_sum(FULLEST.scene)):
        assert [name for name in PEOPLE if name in all_words(sheet)] == []
        assert "#" not in all_words(sheet)


def test_every_link_of_every_slide_leads_to_a_slide(drawings):
    moments = [drawings[name] for name in NAMES if name.startswith("beston")]
    slides = showing.slides(moments, drawings["beston 4 closing"])
    ids = [slide.id for slide in slides]
    assert len(ids) == len(set(ids)) == 12 + 6 + sum(len(screen.entries(scene)) for scene in moments)
    links = [link for slide in slides for link in (*slide.steps, *slide.lines, *slide.views)]
    assert {link.to for link in links} <= set(ids)


def test_no_key_of_a_slide_leads_to_two_places(drawings):
    for slide in showing.slides([FULLEST.scene], FULLEST.scene):
        keys = [key for link in (*slide.steps, *slide.lines, *slide.views) for key in link.keys.split()]
        assert len(keys) == len(set(keys))
        assert {*"1234567890t"} <= set(keys)


def test_a_long_series_keeps_the_lines_of_the_nearest_meetings():
    moments = [MadeUp(3, n, 48 - n, opening, 10, 20, 2).scene for n in range(1, 25) for opening in (True, False)]
    first = moments[30]
    slides = {slide.id: slide for slide in showing.slides(moments, first)}
    assert slides[showing.id_of(first)].focusable
    assert not slides[showing.id_of(moments[0])].focusable
    assert sum(len(slide.lines) > 0 for slide in slides.values()) <= 2 * showing.MOST_LINES
