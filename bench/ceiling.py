"""A bare page to measure ours against: the same framework, database, signed-in browser and number of bytes.

It does what no page can do without: find the session and the series, ask the eight questions of the record that a page
of this kind stands on, and fill one template with what came back, until it is as long as the page it stands beside.
"""

import os
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment
from sqlalchemy import Connection, select

from app.db import make_engine
from app.tables import metadata

ASKED = ("action", "event", "person", "membership", "meeting", "invitation", "small_test", "cycle")
TEMPLATE = Environment(autoescape=True).from_string(
    "<!doctype html><title>{{ title }}</title><ul>"
    "{% for row in rows %}<li id='{{ row[0] }}'><b>{{ row[1] }}</b> {{ row[2] }}</li>\n{% endfor %}</ul>{{ rest }}"
)

engine = make_engine(os.environ["BESTON_DATABASE_URL"])
app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)


def connection() -> Iterator[Connection]:
    with engine.execution_options(beston_reads=True).connect() as open_:
        yield open_


@app.get("/readyz")
def ready() -> HTMLResponse:
    return HTMLResponse("ready")


@app.get("/bare/{size}")
def bare(request: Request, size: int, db: Annotated[Connection, Depends(connection, scope="function")]) -> HTMLResponse:
    """A page of `size` bytes."""
    series, session = metadata.tables["series"], metadata.tables["web_session"]
    db.execute(select(session).where(session.c.hash == request.cookies.get("beston", ""))).one_or_none()
    row = db.execute(select(series).where(series.c.slug == "beston")).one()
    found: list[Any] = []
    for name in ASKED:
        table = metadata.tables[name]
        found += db.execute(select(table).where(table.c.series_id == row.id)).all()
    shown = [(r[0], getattr(r, "text", None) or getattr(r, "name", ""), str(r[-1])) for r in found[: size // 90]]
    page = TEMPLATE.render(title=row.title, rows=shown, rest="")
    return HTMLResponse(page + "." * max(0, size - len(page)))
