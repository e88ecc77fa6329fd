"""The files as a browser asks for them: whose they are, what they are called, and that nothing is made twice."""

import asyncio
import gc
import threading
from io import BytesIO

import pytest
from anyio.from_thread import start_blocking_portal
from fastapi import Request
from PIL import Image
from pypdf import PdfReader
from starlette.applications import Starlette

from app.db import writing
from app.paper import press
from app.paper.kept import Kept
from app.plan import faces
from app.web.database import Doors
from app.web.printing import Printed

FILES = {
    "plan.pdf": ("application/pdf", "beston-plan-4-opening-a1.pdf"),
    "plan.pdf?size=a3&at=closing": ("application/pdf", "beston-plan-4-closing-a3.pdf"),
    "plan.png": ("image/png", "beston-plan-4-opening.png"),
    "recap.pdf": ("application/pdf", "beston-recap-4-a4.pdf"),
    "recap.pdf?size=large": ("application/pdf", "beston-recap-4-large.pdf"),
    "print-pack.pdf": ("application/pdf", "beston-everything-to-print-4.pdf"),
}
IN_MEETING_4 = "/series/beston/meetings/4/"


@pytest.mark.parametrize("file", FILES)
def test_a_file_opens_in_the_browser_under_a_plain_name_and_is_asked_for_again_for_nothing(visit, beston, file):
    jo = visit(beston.jo)
    answer = jo.get(IN_MEETING_4 + file)
    kind, name = FILES[file]
    assert answer.status_code == 200
    assert answer.headers["content-type"] == kind
    assert answer.headers["content-disposition"] == f'inline; filename="{name}"'
    assert answer.headers["cache-control"] == "private, no-cache"
    assert int(answer.headers["content-length"]) == len(answer.content)
    again = jo.get(IN_MEETING_4 + file, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_after_a_change_it_is_made_anew(visit, beston):
    jo = visit(beston.jo)
    tag = jo.get(IN_MEETING_4 + "recap.pdf").headers["etag"]
    with writing(beston.engine) as db:
        db.connection().exec_driver_sql("update series set version = version + 1")
    answer = jo.get(IN_MEETING_4 + "recap.pdf", headers={"If-None-Match": tag})
    assert answer.status_code == 200


def test_a_sponsor_gets_the_sponsors_own_plan_and_recap(visit, beston):
    anne = next(s for s in beston.people.values() if beston.then("2018-04-11").roles(s.id) == {"sponsor"})
    sponsor, jo = visit(anne), visit(beston.jo)
    plans = [_words(who.get(IN_MEETING_4 + "plan.pdf?size=a3").content) for who in (sponsor, jo)]
    assert "since meeting" not in plans[0]
    assert "since meeting" in plans[1]
    recaps = [_words(who.get(IN_MEETING_4 + "recap.pdf").content) for who in (sponsor, jo)]
    assert "Maureen" not in recaps[0]
    assert "Maureen" in recaps[1]


def _words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_a_picture_is_wide_enough_for_a_slide(visit, beston):
    with Image.open(BytesIO(visit(beston.jo).get(IN_MEETING_4 + "plan.png").content)) as found:
        assert found.size == (2400, 1695)


@pytest.mark.parametrize("odd", ["plan.pdf?size=a2", "recap.pdf?size=a1", "plan.png?at=noon", "print-pack.pdf?wall=a0"])
def test_a_size_that_there_is_not_cannot_be_read(visit, beston, odd):
    assert visit(beston.jo).get(IN_MEETING_4 + odd).status_code == 422


@pytest.mark.parametrize("file", FILES)
def test_a_meeting_that_is_not_there_has_none(visit, beston, file):
    assert visit(beston.jo).get("/series/beston/meetings/9/" + file).status_code == 404


@pytest.mark.parametrize("file", ["plan.pdf", "recap.pdf"])
def test_where_the_typefaces_are_not_there_yet_it_says_what_to_do(visit, beston, file, monkeypatch):
    monkeypatch.setattr(faces, "available", lambda: False)
    press._fonts.cache_clear()
    faces.face.cache_clear()
    answer = visit(beston.jo).get(f"/series/beston/meetings/6/{file}")  # nobody has asked for these yet
    monkeypatch.undo()
    press._fonts.cache_clear()
    assert answer.status_code == 503
    assert "make assets" in answer.text


def test_the_pages_lead_to_everything_there_is_to_print(visit, beston):
    jo, priya = visit(beston.jo), visit(beston.gp2)
    for page in ("", "/recap", "/plan"):
        assert "/series/beston/meetings/4/print-pack.pdf" in jo.get("/series/beston/meetings/4" + page).text
        assert "print-pack.pdf" not in priya.get("/series/beston/meetings/4" + page).text
    for size in ("a1", "a3", "a4-tiled"):
        assert f"plan.pdf?size={size}&amp;at=" in priya.get("/series/beston/meetings/4/plan").text
    assert "/recap.pdf?size=large" in priya.get("/series/beston/meetings/4/recap").text


# -- the press ---------------------------------------------------------
def test_what_came_off_the_press_is_kept_while_there_is_room(beston):
    shelf, record, made = Kept(most=25), beston.record, []

    def make(words: str):
        return shelf.get(record, words, lambda: made.append(words) or words.encode() * 5)

    assert [make(words) for words in ("one", "one", "two", "one")] == [b"one" * 5, b"one" * 5, b"two" * 5, b"one" * 5]
    assert made == ["one", "two", "one"]
    assert shelf.size == 15


def test_another_record_is_never_given_what_was_made_of_one_that_is_gone(beston):
    shelf = Kept()
    assert shelf.get(beston.record, "plan", lambda: b"old") == b"old"
    gc.collect()
    assert shelf.get(beston.record, "plan", lambda: b"new") == b"new"


def test_while_a_pdf_is_made_pages_go_on():
    """The press has one thread of its own; a page that comes meanwhile is answered before it is done."""
    told, pages = threading.Event(), []

    async def meanwhile() -> list[str]:
        app = Starlette()
        app.state.doors = Doors()
        request = Request({"type": "http", "app": app, "headers": [], "method": "GET", "path": "/"})
        slow = Printed(request, "plan.pdf", "application/pdf", "tag", lambda: b"done" if told.wait(20) else b"alone")

        async def send(message):
            pages.append(message["type"])

        printing = asyncio.create_task(slow({"type": "http", "headers": []}, None, send))
        await asyncio.sleep(0.05)
        pages.append("a page")
        told.set()
        await printing
        return pages

    with start_blocking_portal() as portal:  # a thread of its own: a browser's loop may be running in this one
        answered = portal.call(meanwhile)
    assert answered == ["a page", "http.response.start", "http.response.body"]
