"""More than fits is refused before it is read (T22, docs/trust.md); and many at once get their turn."""

from concurrent.futures import ThreadPoolExecutor

import httpx2 as httpx
import pytest

from tests.world.browsers import signed_in
from tests.world.sending import token
from tests.world.visitor import OURS, forms_in


@pytest.fixture
def page(a14):
    return f"{a14}/moves/moving"


def test_a_body_of_more_than_256_kib_is_refused_in_words(visit, beston, page):
    jo = visit(beston.jo)
    answer = jo.post(page, data={"csrf": token(jo), "note": "x" * 262_144})
    assert answer.status_code == 413
    assert "That is more than fits" in answer.text


def test_so_is_one_that_does_not_say_how_long_it_is(visit, beston, page):
    jo = visit(beston.jo)
    pieces = (b"note=" + b"x" * 10_000 for _ in range(40))
    answer = jo.post(page, content=pieces, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "fields",
    [{f"f{n}": "x" for n in range(500)}, {"note": "x" * 70_000}],
    ids=["too many fields", "a field too long"],
)
def test_so_is_a_form_of_a_shape_that_no_page_of_ours_has(visit, beston, page, fields):
    jo = visit(beston.jo)
    answer = jo.post(page, data={"csrf": token(jo)} | fields)
    assert answer.status_code == 422
    assert "could not be read" in answer.text


def test_no_file_is_taken(visit, beston, page):
    jo = visit(beston.jo)
    answer = jo.post(page, data={"csrf": token(jo)}, files={"note": ("a.txt", b"words")})
    assert answer.status_code == 422


def test_twenty_who_send_the_same_form_at_once_have_one_effect_and_none_waits_in_vain(served, engine, beston, page):
    """On a real server, whose writers wait for one another without taking every thread."""
    cookie = {"beston": signed_in(engine, beston.ota.email)}
    with httpx.Client(base_url=served, cookies=cookie, headers=OURS, timeout=30) as euan:
        (form,) = [form for form in forms_in(euan.get(page).text) if form.action == page]
        fields = {name: values[0] for name, values in form.fields.items()} | {"note": "Seven of nine"}
        before = len(beston.record.happened("A14"))
        with ThreadPoolExecutor(20) as pool:
            looks = [pool.submit(euan.get, beston.address("actions")) for _ in range(20)]
            sent = [pool.submit(euan.post, page, data=fields) for _ in range(20)]
            answers = [one.result() for one in sent]
        assert {look.result().status_code for look in looks} == {200}
        assert {answer.status_code for answer in answers} == {303}
        assert len({answer.headers["location"] for answer in answers}) == 1
    assert len(beston.record.happened("A14")) == before + 1
