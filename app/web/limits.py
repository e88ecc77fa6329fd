"""How much one request may bring (T22, docs/trust.md)."""

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOO_MUCH = 256 * 1024


class Limits:
    """Refuses a body over 256 KiB, by what is announced or, failing that, by what comes."""

    def __init__(self, app: ASGIApp, most: int = TOO_MUCH) -> None:
        self.app, self.most = app, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        come = 0

        async def counted() -> Message:
            nonlocal come
            message = await receive()
            come += len(message.get("body", b""))
            if come > self.most or _announced(scope) > self.most:
                raise HTTPException(413)
            return message

        await self.app(scope, counted if scope["type"] == "http" else receive, send)


def _announced(scope: Scope) -> int:
    said = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(said[:19]) if said.isdigit() else 0
