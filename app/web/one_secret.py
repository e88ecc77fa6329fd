"""A secret that an answer shows once, the same where the same form comes twice (a double click, a page sent again)."""

import base64
import hashlib
import hmac

from fastapi import Request

from app.web import cookies


def secret_of(request: Request) -> str:
    """128 bits that nobody can guess, of this form, this address and this browser; "" where it has no mark (T5)."""
    mark = (getattr(request.state, "sent", {}).get("once") or [""])[0]
    key = cookies.read(request, cookies.SIGNED_IN)
    if not (mark and key):
        return ""
    made = hmac.digest(key.encode(), f"a personal link by {mark} at {request.url.path}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(made[:16]).decode().rstrip("=")
