"""Alive; able to serve. For whatever watches over the server."""

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.db import reading

router = APIRouter()


@router.get("/healthz", name="healthz")
def alive() -> PlainTextResponse:
    return PlainTextResponse("alive")


@router.get("/readyz", name="readyz")
def ready(request: Request) -> PlainTextResponse:
    """Whether the database answers and is up to date."""
    try:
        with reading(request.app.state.engine) as db:
            db.execute(text("select 1 from series limit 1"))
    except SQLAlchemyError:
        return PlainTextResponse("The database does not answer.", 503, headers={"Retry-After": "10"})
    return PlainTextResponse("ready")
