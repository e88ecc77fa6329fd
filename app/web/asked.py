"""What a browser holds that has asked for letters: a secret for each of the last few, the newest first.

The secret is made from the browser's own cookie and the mark of the form, so that a form that is sent twice, by a
double click, asks once, and whichever answer the browser reads binds it.
"""

import hashlib
import hmac
import re

from fastapi import Request, Response

from app.accounts.requests import LASTS, MOST_HELD, Asking
from app.web import cookies
from app.web.forms import once

SECRET = re.compile(r"[0-9a-f]{48}")


def held(request: Request) -> list[str]:
    """The secrets that this browser holds."""
    parts = cookies.read(request, cookies.ASKED).split(".")
    return [part for part in parts if SECRET.fullmatch(part)][:MOST_HELD]


def new_asking(request: Request) -> Asking:
    mark = (getattr(request.state, "sent", {}).get("once") or [""])[0] or once()
    key = cookies.read(request, cookies.BEFORE) or cookies.read(request, cookies.SIGNED_IN)
    return Asking(hmac.digest(key.encode(), f"asked by {mark}".encode(), hashlib.sha256).hex()[:48])


def hold(request: Request, answer: Response, asking: Asking) -> None:
    """Let the browser hold one secret more, for as long as its letter serves."""
    kept = [asking.browser, *(one for one in held(request) if one != asking.browser)][:MOST_HELD]
    cookies.put(answer, cookies.ASKED, ".".join(kept), seconds=int(LASTS.total_seconds()))
