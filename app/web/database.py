"""A page's session: opened before anything else is asked, committed before the answer leaves.

A dependency of FastAPI hops through a pool of threads, and a session that writes holds a lock meanwhile. If as many
requests could begin as there are threads, those that wait for the lock would take every thread, and the one that holds
it would find none to end in. So few are let in at a time, and of those that write only one; the others wait outside
without a thread.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Annotated

from anyio import CapacityLimiter, Lock
from anyio.to_thread import current_default_thread_limiter
from fastapi import Depends, FastAPI, Request
from fastapi.concurrency import contextmanager_in_threadpool, run_in_threadpool
from sqlmodel import Session

from app.db import reading, writing

SAFE = ("GET", "HEAD", "OPTIONS")
THREADS = 2  # more of them take turns with the interpreter: half the throughput at 16 visitors (docs/speed.md)
AT_ONCE = THREADS


@asynccontextmanager
async def few_threads(_app: FastAPI) -> AsyncIterator[None]:
    """While the application serves, its handlers share a few threads."""
    current_default_thread_limiter().total_tokens = THREADS
    yield


class Doors:
    """Who is let in to the database in this process."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self.places = CapacityLimiter(at_once)
        self.writers = Lock()
        self.press = CapacityLimiter(1)  # PDFs and pictures, which pages do not wait for (app.web.printing)


async def open_session(request: Request) -> AsyncIterator[Session]:
    """One that only reads for GET, one that writes and commits for the rest.

    What a look has to write all the same (`request.state.after_looking`) is written after it.
    """
    doors: Doors = request.app.state.doors
    opened = reading if request.method in SAFE else writing
    async with AsyncExitStack() as stack:
        if opened is writing:
            await stack.enter_async_context(doors.writers)
        await stack.enter_async_context(doors.places)
        session = await stack.enter_async_context(contextmanager_in_threadpool(opened(request.app.state.engine)))
        request.state.db = session
        yield session
    if after := getattr(request.state, "after_looking", None):
        async with doors.writers:
            await run_in_threadpool(after)


# scope="function": leave the transaction, and so commit, before the answer leaves. The default commits afterwards.
Db = Annotated[Session, Depends(open_session, scope="function")]
