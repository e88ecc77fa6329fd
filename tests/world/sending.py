"""Sending what our pages would send without opening them first."""

import base64
import hmac
import secrets

from app.web import cookies
from tests.world.visitor import Visitor


def token(visitor: Visitor) -> str:
    """The token that a form on a page of this browser would carry; it gets its cookie here if it has none."""
    held = visitor.cookies.get(cookies.named(cookies.SIGNED_IN)) or visitor.cookies.get(cookies.named(cookies.BEFORE))
    if held is None:
        held = secrets.token_urlsafe(32)
        visitor.hold(cookies.named(cookies.BEFORE), held)
    key = hmac.digest(held.encode(), b"a form of ours", "sha256")
    return base64.urlsafe_b64encode(bytes(len(key)) + key).decode()
