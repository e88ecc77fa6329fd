"""Alive; able to serve. For whatever watches over the server."""

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.db import reading
from app.installation import newest

router = APIRouter()


@router.get("/healthz", name="healthz")
def alive() -> PlainTextResponse:
    return PlainTextResponse("alive")


@router.get("/readyz", name="readyz")
def ready(request: Request) -> PlainTextResponse:
    """Whether the database answers and is up to date."""
    try:
        with reading(request.app.state.engine) as db:
            found = db.execute(text("select version_num from alembic_version")).scalar_one_or_none()
    except SQLAlchemyError:
        return PlainTextResponse("The database does not answer.", 503, headers={"Retry-After": "10"})
    if found != newest():
        return PlainTextResponse("The database is not up to date.", 503, headers={"Retry-After": "60"})
    return PlainTextResponse("ready")
