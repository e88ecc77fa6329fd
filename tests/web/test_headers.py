"""What every answer says to the browser, whatever it is an answer to."""

import base64
import hashlib
import re

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import settings
from app.web.headers import drawing_policy
from tests.world.sending import token
from tests.world.visitor import HTMX, OURS

ACTION = HTMX | {"HX-Target": "section#action"}
EVERY_ANSWER = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def answers(jo, beston):
    """One answer of every kind, and the status it should have."""
    action = beston.address("actions", "A14", "moves", "done")
    form = {"csrf": token(jo), "once": "abc", "version": "1"}
    page = jo.get(beston.address("actions"))
    style = re.search(r"/static/beston-\w+\.css", page.text)[0]
    yield 200, page
    yield 304, jo.get(beston.address("actions"), headers={"If-None-Match": page.headers["etag"]})
    yield 200, jo.get(style)
    yield 404, jo.get("/static/nothing.css")
    yield 200, jo.get("/healthz")
    yield 200, jo.head(beston.address("actions"))
    yield 303, jo.get("/")
    yield 404, jo.get("/nothing")
    yield 404, jo.get(beston.address() + "/")
    yield 405, jo.put(beston.address("actions"))
    yield 403, jo.post(action, data={})
    yield 422, jo.post(action, data=form)
    yield 422, jo.post(action, data=form, headers=ACTION)
    yield 409, jo.get(beston.address("actions", "A07", "moves", "done"))
    yield 413, jo.post(action, data={"note": "x" * 300_000})
    yield 410, jo.get("/sign-in/" + "x" * 43)


def test_every_kind_of_answer_says_the_same(visit, beston):
    for status, answer in answers(visit(beston.jo), beston):
        assert answer.status_code == status, answer.request.url
        for name, value in EVERY_ANSWER.items():
            assert answer.headers.get(name) == value, (answer.request.url, name)
        assert "cache-control" in answer.headers
        assert "permissions-policy" in answer.headers
        assert answer.headers["referrer-policy"] in ("same-origin", "no-referrer")
        assert ("content-security-policy" in answer.headers) is (status != 304)
        assert "server" not in answer.headers


def test_a_fault_of_ours_says_it_too_and_tells_nothing(engine, beston, monkeypatch):
    app = create_app(engine)
    browser = TestClient(app, base_url=settings().base_url, headers=OURS, raise_server_exceptions=False)
    monkeypatch.setattr("app.pages.health.reading", lambda _: 1 / 0)
    answer = browser.get("/readyz")
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.text
    assert "ZeroDivision" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" in answer.headers


def test_a_database_that_does_not_answer_is_said_so(engine, beston, monkeypatch):
    app = create_app(engine)
    browser = TestClient(app, base_url=settings().base_url, headers=OURS, raise_server_exceptions=False)
    with engine.begin() as connection:
        connection.exec_driver_sql("alter table web_session rename to gone")
    browser.cookies.set("beston", "x" * 43)
    answer = browser.get("/")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "10"
    assert "We will be back in a moment" in answer.text


def test_the_policy_allows_our_own_scripts_by_a_mark_that_is_never_the_same(visit, beston):
    jo, seen = visit(beston.jo), set()
    for _ in range(3):
        answer = jo.get("/series/")
        policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
        nonce = re.fullmatch(r"'nonce-([\w-]{20,})'", policy["script-src"])[1]
        assert re.findall(r'<script[^>]*nonce="([^"]*)"', answer.text) in ([nonce], [nonce, nonce])
        assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
        assert policy["form-action"] == policy["style-src"] == policy["connect-src"] == "'self'"
        assert "unsafe" not in answer.headers["content-security-policy"]
        seen.add(nonce)
    assert len(seen) == 3


def test_https_is_asked_for_where_that_is_how_we_are_reached(visit, beston, monkeypatch):
    assert "strict-transport-security" not in visit().get("/sign-in").headers
    monkeypatch.setattr(settings(), "base_url", "https://127.0.0.1:8000")
    assert "max-age=63072000" in visit().get("/sign-in").headers["strict-transport-security"]


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/" + "x" * 43])
def test_an_address_with_a_secret_in_it_is_told_to_nobody(visit, beston, path):
    answer = visit().get(path)
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"


def test_head_is_a_look_without_the_page(visit, beston):
    jo = visit(beston.jo)
    answer = jo.head(beston.address("actions"))
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["etag"] == jo.get(beston.address("actions")).headers["etag"]


def test_the_plan_opened_by_itself_shows_as_it_was_drawn(visit, beston):
    answer = visit(beston.jo).get(beston.address("meetings", 4, "plan.svg"))
    styles = re.findall(r"<style[^>]*>(.*?)</style>", answer.text, re.DOTALL)
    assert styles
    for style in styles:
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in answer.headers["content-security-policy"]
    assert "font-src data:" in answer.headers["content-security-policy"]


def test_no_page_needs_a_style_of_its_own(visit, beston):
    jo = visit(beston.jo)
    for path in ("", "plan", "meetings/4/plan", "recap", "meetings/4/recap", "actions", "people", "tests"):
        page = jo.get(f"{beston.address()}/{path}".rstrip("/"), follow_redirects=True).text
        assert not re.search(r"<style|\sstyle=|<script(?![^>]*\bsrc=)|\son\w+=", page), path


def test_a_drawing_of_its_own_may_use_its_own_style_and_no_other():
    policy = drawing_policy('<svg><style>text{fill:#000}</style><style id="b">.x{}</style></svg>')
    assert policy.count("'sha256-") == 2
    assert "unsafe" not in policy
    assert "style-src 'none'" in drawing_policy("<svg/>")


# -- whose address ----------------------------------------------------
EVIL = ["evil.example", "evil.example:8000", "127.0.0.1@evil.example", "127.0.0.1.evil.example"]


@pytest.mark.parametrize("host", EVIL)
def test_nothing_a_request_says_of_its_host_is_believed(visit, beston, host):
    jo = visit(beston.jo)
    lies = {"Host": host, "X-Forwarded-Host": host, "X-Forwarded-For": "6.6.6.6", "Forwarded": f"host={host}"}
    for path in (
        "/",
        "/series/",
        beston.address(),
        beston.address("actions"),
        beston.address() + "/",
        "/nothing",
        "/sign-in",
    ):
        answer = jo.get(path, headers=lies)
        assert "evil" not in answer.text + str(answer.headers.multi_items()), path
    answer = jo.post("/sign-out", data={"csrf": token(jo)}, headers=lies)
    assert "evil" not in str(answer.headers.multi_items())


@pytest.mark.parametrize("host", EVIL)
def test_in_production_another_host_is_another_address(visit, beston, monkeypatch, host):
    jo = visit(beston.jo)
    monkeypatch.setattr(settings(), "environment", "production")
    assert jo.get("/series/", headers={"Host": host}).status_code == 421
    assert jo.get("/series/").status_code == 200
    assert jo.get("/readyz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/docs/oauth2-redirect"])
def test_how_we_are_made_is_not_served(visit, beston, path):
    assert visit(beston.jo).get(path).status_code == 404


def test_a_slash_too_many_is_not_mended_by_sending_people_elsewhere(visit, beston):
    assert visit(beston.jo).get(beston.address("actions") + "/").status_code == 404
    assert visit(beston.jo).get(f"{settings().base_url}//evil.example/").status_code == 404
