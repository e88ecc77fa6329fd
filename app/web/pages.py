"""Rendering: a whole page, or for htmx the one block of it that changed; and sending the browser on.

An element's id is its block's name: `<section id="agreed-actions">` stands in `{% block agreed_actions %}`, and a
request of htmx with that target receives only that block. No handler knows which of the two was asked for.
"""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.runtime import Context

from app import assets, permissions, words
from app.record.seats import Seat
from app.web import cookies
from app.web.csrf import form_token
from app.web.database import SAFE
from app.web.forms import once
from app.web.receipts import leave_receipt
from app.web.said import SAID

TEMPLATES = Path(__file__).parents[2] / "templates"
VARY = "Cookie, HX-Request-Type, HX-Target"

env = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
env.globals |= {"may": permissions, "asset": assets.asset, "words": words}


def page(request: Request, template: str, *, status: int = 200, tag: str = "", **context: Any) -> Response:
    """Render `template`; to htmx, only the block named after the element it will replace.

    Where a form has led htmx to a page without that block, the browser opens that page instead of putting it in there.
    With a `tag` (see tag_of) the browser may keep the page and ask whether it still holds; without one it may not.
    """
    found, wanted = env.get_template(template), wanted_block(request)
    block = found.blocks.get(wanted)
    whole = common(request) | {"status": status} | context
    html = _fragment(found, block, whole) if block else found.render(whole)
    elsewhere = {"HX-Redirect": _here(request)} if wanted and not block and request.method in SAFE else {}
    answer = HTMLResponse(html, status, headers={"Vary": VARY} | _keeping(tag) | elsewhere)
    if getattr(request.state, "before", ""):
        cookies.put(answer, cookies.BEFORE, request.state.before)
    return answer


def _here(request: Request) -> str:
    """The address of this page within the site."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _fragment(found: Template, block: Callable[[Context], Iterable[str]], whole: dict[str, Any]) -> str:
    """The block, and with it the line above the page that says what was done."""
    return "".join(block(found.new_context(whole))) + env.get_template("parts/_said_oob.html").render(whole)


def common(request: Request) -> dict[str, Any]:
    """What every template may use."""
    asker, seat = getattr(request.state, "asker", None), getattr(request.state, "seat", None)
    return {
        "request": request,
        "path_for": request.app.url_path_for,
        "nonce": request.state.nonce,
        "form_token": form_token(request),
        "once": once(),
        "me": {"name": seat.name if seat else asker.email} if asker else None,
        "seat": seat,
        "series": seat.series if seat else None,
        "said": SAID.get(request.query_params.get("said", "")),
    }


def wanted_block(request: Request) -> str:
    """`section#agreed-actions`, as htmx names its target, is the block `agreed_actions`."""
    if request.headers.get("HX-Request-Type") != "partial":
        return ""
    return request.headers.get("HX-Target", "").partition("#")[2].replace("-", "_")


def see_other(
    request: Request, name: str, said: str = "", query: dict[str, str] | None = None, part: str = "", **params: Any
) -> RedirectResponse:
    """After something was done, lead to a page, which says so in one line (app.web.said); a second arrival, too.

    `part` is the id of the element that it is about.
    """
    asked = urlencode({key: value for key, value in {"said": said, **(query or {})}.items() if value})
    address = str(request.app.url_path_for(name, **params)) + (f"?{asked}" if asked else "")
    address += f"#{part}" if part else ""
    if request.method not in SAFE:
        leave_receipt(request, address)
    return RedirectResponse(address, status_code=303)


# -- pages that a browser may keep -------------------------------------
def tag_of(request: Request, seat: Seat, *more: object) -> str:
    """Changes whenever what the asker would see does: with the series, their seat, the day, styles, the session."""
    seen = (seat.series_id, seat.version, seat.persons, sorted(seat.roles), seat.today, request.state.asker.session)
    made_of = (seen, assets.asset("beston.css"), wanted_block(request), more)
    return hashlib.sha256(repr(made_of).encode()).hexdigest()[:32]


def still_holds(request: Request, tag: str) -> bool:
    """Whether the browser has this very page already; then answer `unchanged(tag)`."""
    return f'W/"{tag}"' in request.headers.get("If-None-Match", "")


def unchanged(tag: str) -> Response:
    return Response(status_code=304, headers={"Vary": VARY} | _keeping(tag))


def _keeping(tag: str) -> dict[str, str]:
    return {"ETag": f'W/"{tag}"', "Cache-Control": "private, no-cache"} if tag else {"Cache-Control": "no-store"}
