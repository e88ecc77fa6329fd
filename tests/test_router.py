"""Every route, every method, everybody: they get what tests/permissions/expected.tsv says, a file to be read."""

from functools import lru_cache
from pathlib import Path

import pytest
from fastapi import APIRouter, Depends, FastAPI
from fastapi.responses import PlainTextResponse
from starlette.routing import Mount, Route

from app.db import make_engine
from app.main import create_app
from app.permissions import ANYONE, PERSONAL_LINK, ROUTES, SIGNED_IN
from app.web.csrf import sent_form
from app.web.database import Doors
from app.web.guard import entries, require_entries
from tests.permissions.conftest import NEXT_DOOR, callers, template, visitors  # noqa: F401 fixtures, here as there
from tests.world.sending import token

FILE = Path(__file__).parent / "permissions" / "expected.tsv"
SAMPLES = {
    "slug": "beston",
    "number": "4",
    "action_id": "A14",
    "event": "stuck",
    "story_id": "S1",
    "opening": "1",
    "test_id": "T1",
    "person": "ota",
    "token": "x" * 43,
    "form": "priority",
    "thing": "centre",
    "letter": "1",
    "kind": "invitation",
    "slot": "M4",
    "path": "beston.css",
}
# Routes that want other samples than the rest.
OWN = {
    "write_of": {"form": "priority-change"},
    "write_row": {"form": "hat-change", "thing": "ota", "number": "1"},
    "letter_due": {"kind": "invitation", "person": "gp2", "slot": "M4"},
}
ABSENT = {"number": "77", "event": "sung"} | {
    name: "nothing-here" for name in SAMPLES if name not in ("number", "event", "token", "path", "opening", "letter")
}


def _routes() -> dict[str, str]:
    """Method and name to path, for every route there is."""
    app = create_app(make_engine("sqlite://"))
    return {f"{method} {name}": route.path for method, name, route in entries(app.routes)}


PATHS = _routes()
IN_A_SERIES = [route for route, path in PATHS.items() if "{slug}" in path]


@lru_cache(maxsize=1)
def expected() -> dict[str, dict[str, int]]:
    """By route: what each kind of caller is answered."""
    head, *rows = [line.split("\t") for line in FILE.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {row[0]: dict(zip(head[1:], map(int, row[1:]), strict=True)) for row in rows}


def knock(visitor, route: str, **changed: str) -> int:
    """The status of an answer, the form being ours but empty."""
    method, path = route.partition(" ")[0], PATHS[route].replace(":path}", "}")
    path = path.format(**SAMPLES | OWN.get(route.partition(" ")[2], {}) | changed)
    if method == "GET":
        return visitor.get(path).status_code
    return visitor.request(method, path, data={"csrf": token(visitor)}).status_code


@pytest.mark.parametrize("route", PATHS)
def test_everybody_gets_what_is_theirs(visitors, route):  # noqa: F811
    found = {kind: knock(visitor, route) for kind, visitor in visitors.items()}
    assert found == expected().get(route), "\t".join([route, *map(str, found.values())])


@pytest.mark.parametrize("route", IN_A_SERIES)
def test_of_another_series_nobody_learns_even_that_it_is_there(visitors, route):  # noqa: F811
    found = {kind: knock(visitor, route, slug=NEXT_DOOR) for kind, visitor in visitors.items()}
    del found["next door"]
    assert set(found.values()) == {404}


@pytest.mark.parametrize("name", ABSENT)
@pytest.mark.parametrize("who", ["facilitator", "participant"])
def test_what_is_not_there_is_not_found(visitors, name, who):  # noqa: F811
    asked = [route for route in IN_A_SERIES if f"{{{name}}}" in PATHS[route]]
    assert asked
    assert {route: knock(visitors[who], route, **{name: ABSENT[name]}) for route in asked} == dict.fromkeys(asked, 404)


@pytest.mark.parametrize("odd", ["٣", "4.0", "-1", "99999999999999999999999999", "4%00", "A" * 500, "%F0%9F%8C%8A"])
def test_an_address_that_no_thing_can_have_is_not_found(visitors, odd):  # noqa: F811
    jo, found = visitors["facilitator"], {}
    for route in IN_A_SERIES:
        for name in [name for name in SAMPLES if f"{{{name}}}" in PATHS[route]]:
            found[route, name] = knock(jo, route, **{name: odd})
    assert found
    assert {key: status for key, status in found.items() if status != 404} == {}


def test_the_expected_table_has_every_route_and_no_other():
    assert set(expected()) == set(PATHS)


def test_the_table_of_permissions_has_every_route_and_no_other():
    assert set(ROUTES) == set(PATHS)


# -- a page that forgets ---------------------------------------------
def app_with(*routes) -> FastAPI:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, dependencies=[Depends(sent_form)])
    app.state.doors = Doors()
    app.router.routes.extend(routes)
    return app


def hello() -> PlainTextResponse:
    return PlainTextResponse("hello")


@pytest.mark.parametrize("hidden", [True, False])
def test_a_route_without_a_row_stops_the_application(hidden):
    app, router = app_with(), APIRouter(prefix="/series/{slug}")
    router.add_api_route("/secrets", hello, name="secrets", include_in_schema=not hidden)
    app.include_router(router)
    with pytest.raises(RuntimeError, match="GET secrets: it has no entry"):
        require_entries(app)


@pytest.mark.parametrize(
    "rogue",
    [
        Route("/plain", hello, name="plain"),
        Mount("/deep", routes=[Route("/er", hello, name="plain")]),
        Mount("/files", app=hello, name="plain"),
    ],
    ids=["a route of Starlette's", "one inside a mount", "a mounted application"],
)
def test_nor_can_it_hide_beside_the_routers(rogue):
    with pytest.raises(RuntimeError, match="plain: it has no entry"):
        require_entries(app_with(rogue))


def test_a_page_of_a_series_that_does_not_ask_for_a_seat_stops_it_too():
    app = app_with()
    app.add_api_route("/series/{slug}/actions", hello, name="actions")
    with pytest.raises(RuntimeError, match="GET actions: it does not depend on my_seat"):
        require_entries(app)


def test_so_does_a_page_for_people_who_are_in_that_does_not_ask_who_they_are():
    app = app_with()
    app.add_api_route("/series/", hello, name="my_series")
    with pytest.raises(RuntimeError, match="GET my_series: it does not depend on signed_in"):
        require_entries(app)


def test_so_does_a_page_for_personal_links_that_does_not_ask_whose_it_is():
    app = app_with()
    app.add_api_route("/part/{token}", hello, name="my_part")
    with pytest.raises(RuntimeError, match="GET my_part: it does not depend on by_link"):
        require_entries(app)


def test_so_does_a_form_whose_token_nobody_looks_at():
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.add_api_route("/sign-out", hello, name="sign_out", methods=["POST"])
    with pytest.raises(RuntimeError, match="POST sign_out: it does not check the form's token"):
        require_entries(app)


def test_what_is_open_to_all_is_a_short_list():
    names = {route.split()[1] for route, entry in ROUTES.items() if entry is ANYONE}
    ways_in = {"sign_in", "sign_in_link", "sign_out", "welcome", "send_my_link"}
    assert names == {"healthz", "readyz", "static", "parts", "home"} | ways_in
    by_link = {route.split()[1] for route, entry in ROUTES.items() if entry is PERSONAL_LINK}
    assert by_link == {"my_part", "my_plan"}
    signed_in = {route.split()[1] for route, entry in ROUTES.items() if entry is SIGNED_IN}
    assert signed_in == {"account", "my_series", "new_series", "second_factor"}
