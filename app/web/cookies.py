"""Our cookies: of a browser that is signed in; that has been shown a form before that; that has asked for a letter.

Over https they are `__Host-` cookies: sent to this host only, by https only. Over http, which is for one's own machine,
browsers refuse that prefix and the Secure mark, so they go by a plain name.
"""

import secrets

from fastapi import Request, Response

from app.settings import settings

SIGNED_IN = "beston"
BEFORE = "beston-form"
ASKED = "beston-asked"
LONGEST = 200


def named(name: str) -> str:
    return f"__Host-{name}" if settings().secure else name


def read(request: Request, name: str) -> str:
    """What a cookie of ours holds, or ""; what is far too long to be ours counts as nothing."""
    held = request.cookies.get(named(name), "")
    return held if len(held) <= LONGEST else ""


def put(answer: Response, name: str, value: str, *, seconds: int | None = None) -> None:
    answer.set_cookie(
        named(name), value, max_age=seconds, path="/", httponly=True, samesite="lax", secure=settings().secure
    )


def drop(answer: Response, name: str) -> None:
    answer.delete_cookie(named(name), path="/", httponly=True, samesite="lax", secure=settings().secure)


def show_a_form(request: Request) -> None:
    """See that a browser nobody is signed in with can send a form back: it is given a cookie with the page."""
    if not (read(request, SIGNED_IN) or read(request, BEFORE)):
        request.state.before = secrets.token_urlsafe(32)
