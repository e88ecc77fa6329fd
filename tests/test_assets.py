"""What browsers fetch besides pages: small, kept for ever, and new when it changes."""

import gzip
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from app import assets

CSS = assets.STATIC / "css"
SHEETS = sorted(CSS.rglob("*.css"))
FIRST_VISIT = 50_000  # bytes, packed, without the typeface


@pytest.fixture
def browser():
    return TestClient(Starlette(routes=[Route("/static/{path:path}", assets.send)]))


@pytest.fixture
def shelf_of(tmp_path, monkeypatch):
    """Builds the shelf anew from a folder with one style sheet in it."""

    def build(rules: str, **files: bytes) -> dict[str, assets.Asset]:
        (tmp_path / "css").mkdir(exist_ok=True)
        for name in (*assets.FIRST_SHEETS, *assets.LAST_SHEETS):
            (tmp_path / "css" / f"{name}.css").write_text(rules if name == "fonts" else "", "utf-8")
        for name, body in files.items():
            (tmp_path / "fonts").mkdir(exist_ok=True)
            (tmp_path / "fonts" / f"{name}.woff2").write_bytes(body)
        monkeypatch.setattr(assets, "STATIC", tmp_path)
        assets.shelf.cache_clear()
        return assets.shelf()

    yield build
    monkeypatch.undo()
    assets.shelf.cache_clear()


def test_what_a_browser_has_once_it_need_not_ask_for_again(browser):
    answer = browser.get(assets.asset("beston.css"))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/css; charset=utf-8"


def test_an_address_from_before_a_change_gets_the_thing_as_it_is_now_and_not_to_keep(browser):
    answer = browser.get("/static/beston-0123456789.css")
    assert answer.text == browser.get(assets.asset("beston.css")).text
    assert answer.headers["cache-control"] == "no-cache"


def test_a_browser_that_has_it_already_is_told_so(browser):
    first = browser.get(assets.asset("icons.svg"))
    again = browser.get(assets.asset("icons.svg"), headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/static/nothing.css", "/static/../app/settings.py", "/static/css/base.css", "/static/"]
)
def test_nothing_else_is_given_out(browser, path):
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize("wanted, packed", [("gzip, br", True), ("identity", False)])
def test_it_is_packed_for_those_who_can_unpack(browser, wanted, packed):
    answer = browser.get(assets.asset("beston.css"), headers={"Accept-Encoding": wanted})
    assert (answer.headers.get("content-encoding") == "gzip") is packed
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.content == assets.shelf()["beston.css"].body


def test_a_change_makes_a_new_address(shelf_of):
    before = shelf_of("p { color: red; }")["beston.css"].address
    assert shelf_of("p { color: blue; }")["beston.css"].address != before


def test_the_typeface_is_named_by_its_hashed_address_and_left_out_where_it_has_not_been_fetched(shelf_of):
    rules = "".join(f'@font-face {{ font-family: "A"; src: url("fonts/{name}.woff2"); }}' for name in ("here", "gone"))
    shelf = shelf_of(rules, here=b"letters")
    sheet = shelf["beston.css"].body.decode()
    assert re.findall(r'url\("([^"]+)"\)', sheet) == [shelf["fonts/here.woff2"].address]


def test_pages_do_without_what_has_not_been_fetched(shelf_of):
    shelf_of("")
    assert assets.asset("vendor/htmx-4.0.1.min.js") == ""


def test_a_first_visit_is_light():
    sent = [assets.shelf()[name] for name in ("beston.css", "beston.js", "icons.svg", "vendor/htmx-4.0.1.min.js")]
    assert sum(len(one.packed) for one in sent) <= FIRST_VISIT
    assert gzip.decompress(sent[0].packed) == sent[0].body


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: str(path.relative_to(CSS)))
def test_every_style_sheet_keeps_to_the_layers_and_stays_short(sheet: Path):
    lines = sheet.read_text("utf-8").splitlines()
    assert lines[0] == assets.LAYERS
    assert len(lines) <= 120
    rules = re.sub(r"/\*.*?\*/", "", "\n".join(lines[1:]), flags=re.DOTALL)
    assert re.sub(r"@layer \w+ \{.*?\n\}", "", rules, flags=re.DOTALL).strip() == ""


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: str(path.relative_to(CSS)))
def test_colours_are_named_in_one_place(sheet: Path):
    named = re.findall(r"#[0-9a-f]{3,8}\b(?=[;,\s])", sheet.read_text("utf-8"))
    assert named == [] or sheet.name in {"tokens.css", "print.css", "recap.css"}


def test_every_drawing_that_a_page_asks_for_is_in_the_sprite():
    sprite = set(re.findall(r'<symbol id="([^"]+)"', (assets.STATIC / "icons.svg").read_text("utf-8")))
    templates = "".join(path.read_text("utf-8") for path in (assets.STATIC.parent / "templates").rglob("*.html"))
    named = set(re.findall(r'icons\.svg"\) }}#([\w-]+)"', templates))
    assert {name for name in named if not name.endswith("-")} <= sprite
    shapes = {"square", "triangle", "circle", "diamond", "pentagon", "hexagon", "star", "cross"}
    states = {"proposed", "asked", "agreed", "started", "stuck", "done", "handed_on", "parked", "let_go"}
    assert {f"m-{shape}" for shape in shapes} | {f"g-{state}" for state in states} <= sprite
