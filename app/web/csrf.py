"""Refusing what our own pages did not send (T13, docs/trust.md).

Two independent checks on everything that is not a look: what the browser says of where the request comes from, and a
token in the form. The token is made from the cookie, which no other site can read, and masked anew for every page, so
that compressed pages do not give it away by their length.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from app.errors import NotPermitted
from app.settings import settings
from app.web import cookies
from app.web.database import SAFE

FIELDS, FIELD_BYTES = 400, 64 * 1024
STALE = "That page had been open for too long. Go back to it, load it again, and send it once more."
Sent = dict[str, list[str]]


async def sent_form(request: Request) -> Sent:
    """What a form of ours has sent, name by name. Every route asks this first; for a look it is empty."""
    if request.method in SAFE:
        return {}
    refuse_other_sites(request)
    sent = await _read(request)
    if not is_token(request, (sent.get("csrf") or [""])[0]):
        raise NotPermitted(STALE)
    request.state.sent = sent
    return sent


def refuse_other_sites(request: Request) -> None:
    """Browsers of our time say where a request comes from; of older ones we want the Origin."""
    said = request.headers.get("sec-fetch-site")
    if said is not None:
        if said in ("same-origin", "none"):
            return
    elif request.headers.get("origin") == _own_origin():
        return
    raise NotPermitted("This was not sent from one of our own pages, so nothing has been changed.")


def _own_origin() -> str:
    base = urlsplit(settings().base_url)
    return f"{base.scheme}://{base.netloc}"


async def _read(request: Request) -> Sent:
    sent: Sent = {}
    try:
        async with request.form(max_files=0, max_fields=FIELDS, max_part_size=FIELD_BYTES) as form:
            for name, value in form.multi_items():
                if isinstance(value, str):
                    sent.setdefault(name, []).append(value)
    except ClientDisconnect as gone:
        raise HTTPException(400) from gone
    return sent


def form_token(request: Request) -> str:
    """The token for this page's forms; "" for a browser that holds no cookie of ours yet."""
    key = _key(request)
    if not key:
        return ""
    mask = secrets.token_bytes(len(key))
    return base64.urlsafe_b64encode(mask + _masked(key, mask)).decode()


def is_token(request: Request, given: str) -> bool:
    key = _key(request)
    try:
        both = base64.urlsafe_b64decode(given.encode())
    except (ValueError, binascii.Error):
        return False
    mask, hidden = both[: len(key)], both[len(key) :]
    return bool(key) and len(both) == 2 * len(key) and hmac.compare_digest(_masked(hidden, mask), key)


def _key(request: Request) -> bytes:
    """Who is signed in has a token of that session; who is not, one of the browser."""
    fresh = getattr(request.state, "before", "")
    secret = cookies.read(request, cookies.SIGNED_IN) or cookies.read(request, cookies.BEFORE) or fresh
    return hmac.digest(secret.encode(), b"a form of ours", hashlib.sha256) if secret else b""


def _masked(value: bytes, mask: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(value, mask, strict=True))
