"""Nothing is open by oversight: while a route has no row in the permission table, the application does not start."""

from collections.abc import Iterator, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute, Mount

from app.permissions import ROUTES
from app.web.by_link import by_link
from app.web.calendar_link import calendar_link
from app.web.csrf import sent_form
from app.web.database import SAFE
from app.web.who import administrator, my_seat, signed_in

ASKS: dict[str, Any] = {
    "seat": my_seat,
    "signed in": signed_in,
    "administrator": administrator,
    "personal link": by_link,
    "calendar link": calendar_link,
}


def require_entries(app: FastAPI) -> None:
    """Raise RuntimeError, naming them, if any route has no entry or does not ask what its entry wants asked."""
    wrong = [f"{name}: {why}" for name, why in _oversights(app.routes)]
    if wrong:
        raise RuntimeError("These routes are not safe to serve (app/permissions.py, ROUTES):\n" + "\n".join(wrong))


def entries(routes: Sequence[BaseRoute]) -> list[tuple[str, str, Any]]:
    """Every method, name and (as included) route there is, through included routers and mounts, hidden ones too."""
    found: list[tuple[str, str, Any]] = []
    for context in iter_route_contexts(routes):
        route: Any = context.original_route
        if isinstance(route, Mount):
            found += entries(route.routes) or [("*", route.name or route.path, route)]
            continue
        methods = getattr(route, "methods", None) or {"*"}
        # app.web.headers makes a GET of every HEAD
        found += [(method, str(getattr(route, "name", route)), context) for method in sorted(methods - {"HEAD"})]
    return found


def _oversights(routes: Sequence[BaseRoute]) -> Iterator[tuple[str, str]]:
    for method, name, route in entries(routes):
        entry = ROUTES.get(f"{method} {name}")
        if entry is None:
            yield f"{method} {name}", "it has no entry"
            continue
        dependant = getattr(route, "dependant", None)
        asked = _all_calls(dependant) if dependant else set()
        if entry.to in ASKS and ASKS[entry.to] not in asked:
            yield f"{method} {name}", f"it does not depend on {ASKS[entry.to].__name__}"
        if method not in SAFE and sent_form not in asked:
            yield f"{method} {name}", "it does not check the form's token"


def _all_calls(dependant: Dependant) -> set[Any]:
    return {dependant.call}.union(*(_all_calls(part) for part in dependant.dependencies))
