"""What every answer says to the browser, whatever made it: a page, a file, a refusal, a fault (docs/trust.md)."""

import base64
import hashlib
import re
import secrets
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.settings import settings

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
TWO_YEARS = "max-age=63072000"  # of this host alone: what else its owner serves is theirs to decide
POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
UNSEEN_SECRETS = ("/sign-in", "/part/", "/calendar/")  # an address that holds a secret is told to nobody
PROBES = ("/healthz", "/readyz")


class Headers:
    """The outermost layer: gives each request a nonce, makes a GET without a body of HEAD, completes each answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["nonce"] = nonce
        bodiless = scope["method"] == "HEAD"
        if bodiless:
            scope["method"] = "GET"

        async def completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                complete(MutableHeaders(scope=message), message["status"], scope["path"], nonce)
            elif bodiless and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        answers = self.app if is_for_us(scope) else PlainTextResponse("This is another address.", 421)
        await answers(scope, receive, completed)


def complete(headers: MutableHeaders, status: int, path: str, nonce: str) -> None:
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
    headers.setdefault("Referrer-Policy", "no-referrer" if path.startswith(UNSEEN_SECRETS) else "same-origin")
    headers.setdefault("Cache-Control", "no-store")
    if settings().secure:
        headers.setdefault("Strict-Transport-Security", TWO_YEARS)
    if status != 304:  # a kept page runs under the policy, and the nonce, that it came with
        headers.setdefault("Content-Security-Policy", POLICY.format(nonce=nonce))


def drawing_policy(svg: str) -> str:
    """For a drawing opened by itself: its own style elements, named by their hashes, its own font, and nothing else."""
    styles = re.findall(r"<style[^>]*>(.*?)</style>", svg, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in styles]
    allowed = " ".join(f"'sha256-{found}'" for found in hashes) or "'none'"
    return f"default-src 'none'; style-src {allowed}; font-src data:; base-uri 'none'; frame-ancestors 'none'"


def is_for_us(scope: Scope) -> bool:
    """In production only the host of BESTON_BASE_URL is answered; no address is ever made from what a request says."""
    if not settings().production or scope["path"] in PROBES:
        return True
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    return host.lower() == urlsplit(settings().base_url).netloc.lower()
