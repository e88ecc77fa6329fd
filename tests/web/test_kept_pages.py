"""Pages that a browser may keep, and asks about before it shows them again."""

import pytest

from app.db import writing
from app.people.models import Membership, Person
from tests.world.sending import token
from tests.world.visitor import HTMX


@pytest.fixture
def page(beston):
    return beston.address("actions")


def again(visitor, page, tag):
    return visitor.get(page, headers={"If-None-Match": tag})


def test_a_page_that_still_holds_is_not_sent_again(visit, beston, page):
    jo = visit(beston.jo)
    first = jo.get(page)
    assert first.headers["cache-control"] == "private, no-cache"
    assert first.headers["etag"].startswith('W/"')
    same = again(jo, page, first.headers["etag"])
    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["etag"] == first.headers["etag"]
    assert "content-security-policy" not in same.headers
    assert {"cookie", "hx-target"} <= {name.strip().lower() for name in same.headers["vary"].split(",")}


def test_anything_that_changes_in_the_series_makes_it_old(visit, beston, page, engine):
    jo = visit(beston.jo)
    tag = jo.get(page).headers["etag"]
    with writing(engine) as db:
        db.get(Person, (beston.series_id, "delia")).job = "Host"
    assert again(jo, page, tag).status_code == 200


def test_so_does_the_next_day(visit, beston, page, at):
    jo = visit(beston.jo)
    tag = jo.get(page).headers["etag"]
    at("2018-04-11T20:00:00+01:00")
    assert again(jo, page, tag).status_code == 304
    at("2018-04-12T00:00:01+01:00")
    assert again(jo, page, tag).status_code == 200


def test_so_does_another_reader_another_session_or_another_part(visit, beston, page):
    jo = visit(beston.jo)
    tag = jo.get(page).headers["etag"]
    assert again(visit(beston.delia), page, tag).status_code == 200
    assert again(visit(beston.jo), page, tag).status_code == 200
    assert again(jo, f"{page}?state=stuck", tag).status_code == 200
    part = HTMX | {"HX-Target": "div#actions", "If-None-Match": tag}
    assert jo.get(page, headers=part).status_code == 200


def test_whoever_may_see_no_more_gets_nothing_of_what_they_keep(visit, beston, page, engine):
    karen = visit(beston.dn1)
    tag = karen.get(page).headers["etag"]
    with writing(engine) as db:
        hat = db.get(Membership, (beston.series_id, "dn1", 1))
        hat.role = "sponsor"
    assert again(karen, page, tag).status_code == 200
    karen.post("/sign-out", data={"csrf": token(karen)})
    assert again(karen, page, tag).status_code == 404


def test_pages_about_oneself_are_not_kept(visit, beston):
    jo = visit(beston.jo)
    for path in ("/series/", "/sign-in?said=x", beston.address("actions", "A14", "moves", "stuck")):
        answer = jo.get(path)
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers


# -- htmx -------------------------------------------------------------
def test_htmx_gets_the_part_that_it_will_replace_and_nothing_else(visit, beston, page):
    jo = visit(beston.jo)
    part = jo.get(page, headers=HTMX | {"HX-Target": "div#actions"})
    assert part.text.lstrip().startswith('<div id="actions"')
    assert "<html" not in part.text
    whole = jo.get(page, headers={"HX-Request": "true", "HX-Request-Type": "full"})
    assert "<html" in whole.text


@pytest.mark.parametrize("target", ["main", "section#no-such-part", "div#_", "x#__class__", "#" * 500])
def test_a_part_that_is_not_there_is_the_whole_page(visit, beston, page, target):
    asked = HTMX | {"HX-Target": target}
    assert "<html" in visit(beston.jo).get(page, headers=asked).text


def test_a_form_that_leads_to_another_page_has_the_browser_open_that_page(visit, beston, page):
    """Else a page would stand within a page."""
    asked = HTMX | {"HX-Target": "section#write"}
    assert visit(beston.jo).get(f"{page}?said=kept", headers=asked).headers["hx-redirect"] == f"{page}?said=kept"
    assert "hx-redirect" not in visit(beston.jo).get(page).headers


def test_what_goes_wrong_is_said_above_the_page_which_stays_as_it_was(visit, beston):
    asked = HTMX | {"HX-Target": "section#action"}
    answer = visit(beston.jo).get(beston.address("actions", "A999"), headers=asked)
    assert answer.status_code == 404
    assert (answer.headers["hx-retarget"], answer.headers["hx-reswap"]) == ("#messages", "outerHTML")
    assert answer.text.startswith('<div id="messages"')
    assert "<html" not in answer.text
