"""Serving: one process a worker, and a quick end. On SQLite the post is looked after beside it, by a thread.

A thread, because sending is waiting; and in the process that was started, however many of them answer pages, so that
there is one.
"""

import gc
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import uvicorn

from app.settings import settings

END_SECONDS = 2
LAST_LETTER_SECONDS = 5  # that the end waits for the letter in hand


def serve(host: str, port: int, workers: int) -> None:
    """Serve until told to stop; an open page does not hold the end up."""
    with _ending_well(), _post_looked_after():
        _run(host, port, workers)


def _run(host: str, port: int, workers: int) -> None:
    uvicorn.run(
        "app.serving:application",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        timeout_graceful_shutdown=END_SECONDS,
        log_level="info" if not settings().production else "warning",
    )


@contextmanager
def _post_looked_after() -> Iterator[None]:
    """On SQLite, a worker for as long as the pages are served. On PostgreSQL run `beston worker`, as many as needed."""
    from app.installation import once_a_day, open_database, sqlite_file  # noqa: PLC0415 - a command loads what it needs
    from app.letters.desk_of_post import DeskOfPost  # noqa: PLC0415
    from app.post.worker import work  # noqa: PLC0415

    if sqlite_file(settings().database_url) is None:
        yield
        return
    stop, engine = Event(), open_database()
    thread = Thread(target=work, args=(engine, stop, once_a_day, DeskOfPost()), name="post", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(LAST_LETTER_SECONDS)
        engine.dispose()


@contextmanager
def _ending_well() -> Iterator[None]:
    """The server, once it has ended, raises the signal that ended it again: let it leave past the letter in hand."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def application() -> object:
    """One worker's application, its start-up memory set aside from the collector."""
    from app.installation import open_database  # noqa: PLC0415 - made in the worker, not in its parent
    from app.main import create_app  # noqa: PLC0415

    app = create_app(open_database())
    gc.collect()
    gc.freeze()
    return app
