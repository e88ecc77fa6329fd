"""Answers that take long to make, as PDFs do, so that no page waits for them.

They are made when the session is closed and its place at the database free again, one at a time, in a thread that is
not one of those that answer pages.
"""

from collections.abc import Callable

from anyio.to_thread import run_sync
from fastapi import Request, Response
from starlette.types import Receive, Scope, Send

from app.web.database import Doors


class Printed(Response):
    """A file to look at or keep. `name` is plain ASCII and names nobody; `make` is a pure function of what it holds."""

    def __init__(self, request: Request, name: str, media_type: str, tag: str, make: Callable[[], bytes]) -> None:
        doors: Doors = request.app.state.doors
        self.make, self.press = make, doors.press
        headers = {"ETag": f'W/"{tag}"', "Cache-Control": "private, no-cache", "Vary": "Cookie"}
        headers["Content-Disposition"] = f'inline; filename="{name}"'
        headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
        super().__init__(None, media_type=media_type, headers=headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.body = await run_sync(self.make, limiter=self.press)
        self.headers["Content-Length"] = str(len(self.body))
        await super().__call__(scope, receive, send)
