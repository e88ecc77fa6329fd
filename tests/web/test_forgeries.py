"""What our own pages did not send changes nothing (T13, docs/trust.md)."""

import base64

import pytest

from app.settings import settings
from app.web.guard import entries
from tests.test_router import PATHS, SAMPLES
from tests.world.sending import token

UNSAFE = [route for route in PATHS if not route.startswith("GET ")]


def address(route):
    return PATHS[route].format(**SAMPLES)


def sent(visitor, route, headers, csrf=None):
    """The answer to a form with the right token, but for what is said."""
    del visitor.headers["sec-fetch-site"]
    fields = {"csrf": token(visitor) if csrf is None else csrf}
    return visitor.request(route.partition(" ")[0], address(route), data=fields, headers=headers)


def test_there_are_such_routes():
    assert {"POST sign_out", "POST sign_in_link", "POST action_move"} <= set(UNSAFE)


@pytest.mark.parametrize("route", UNSAFE)
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8000"},
        {"Sec-Fetch-Site": ""},
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "http://127.0.0.1:8000.evil.example"},
    ],
    ids=str,
)
def test_another_site_changes_nothing_even_with_our_token(visit, beston, route, headers):
    answer = sent(visit(beston.jo), route, headers)
    assert answer.status_code == 403
    assert "This was not sent from one of our own pages" in answer.text


@pytest.mark.parametrize("route", UNSAFE)
@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": "http://127.0.0.1:8000"}],
    ids=str,
)
def test_our_own_pages_are_let_through(visit, beston, route, headers):
    assert sent(visit(beston.jo), route, headers).status_code != 403


@pytest.mark.parametrize("route", UNSAFE)
@pytest.mark.parametrize(
    "wrong", ["", "wrong", "é", base64.urlsafe_b64encode(bytes(64)).decode(), "A" * 5000, "====", "QUJD"]
)
def test_a_form_without_its_token_changes_nothing(visit, beston, route, wrong):
    answer = sent(visit(beston.jo), route, {"Sec-Fetch-Site": "same-origin"}, csrf=wrong)
    assert answer.status_code == 403
    assert "load it again" in answer.text


@pytest.mark.parametrize("route", UNSAFE)
def test_nor_does_one_with_somebody_elses_token(visit, beston, route):
    theirs = token(visit(beston.delia))
    answer = sent(visit(beston.jo), route, {"Sec-Fetch-Site": "same-origin"}, csrf=theirs)
    assert answer.status_code == 403


@pytest.mark.parametrize("route", UNSAFE)
def test_nor_one_of_a_browser_that_never_saw_a_form(visit, beston, route):
    answer = sent(visit(), route, {"Sec-Fetch-Site": "same-origin"}, csrf="")
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "content_type", ["application/json", "text/plain", "application/x-www-form-urlencoded; charset=utf-7"]
)
def test_a_body_that_is_no_form_of_ours_has_no_token(visit, beston, content_type):
    jo = visit(beston.jo)
    answer = jo.post("/sign-out", content=b'{"csrf": "x"}', headers={"Content-Type": content_type})
    assert answer.status_code == 403


def test_the_token_is_another_on_every_page_and_each_of_them_serves(visit, beston):
    jo = visit(beston.jo)
    tokens = {form.fields["csrf"][0] for _ in range(3) for form in jo.forms("/series/") if form.action == "/sign-out"}
    assert len(tokens) == 3
    for one in sorted(tokens)[:1]:
        assert jo.post("/sign-out", data={"csrf": one}).status_code == 303


def test_every_form_on_a_page_carries_one(visit, beston):
    jo = visit(beston.jo)
    for path in ("/series/", beston.address(), beston.address("actions", "A14", "moves", "stuck")):
        posts = [form for form in jo.forms(path) if form.method == "post"]
        assert posts
        assert all(form.fields.get("csrf") for form in posts)


def test_over_https_the_origin_is_that_of_the_base_url(visit, beston, monkeypatch):
    monkeypatch.setattr(settings(), "base_url", "https://beston.example.org")
    visitor = visit(beston.jo)
    del visitor.headers["sec-fetch-site"]
    refused = visitor.post("/sign-out", data={"csrf": "x"}, headers={"Origin": "http://beston.example.org"})
    assert "not sent from one of our own pages" in refused.text
    let_by = visitor.post("/sign-out", data={"csrf": "x"}, headers={"Origin": "https://beston.example.org"})
    assert "load it again" in let_by.text


def test_a_look_needs_no_token(visit, beston):
    jo = visit(beston.jo)
    del jo.headers["sec-fetch-site"]
    assert jo.get("/series/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
    assert entries([]) == []
