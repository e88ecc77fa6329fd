"""Workers as processes of their own, which can be killed at any moment and begin within milliseconds."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from multiprocessing.process import BaseProcess

_NURSERY = multiprocessing.get_context("forkserver")
_NURSERY.set_forkserver_preload(["app.letters.desk_of_post", "app.post.worker", "app.tables", "psycopg"])


def work(url: str, server: str, now: str) -> None:
    """As `beston worker`, with these settings."""
    os.environ |= {"BESTON_SMTP_URL": server, "BESTON_NOW": now}
    from app.db import make_engine
    from app.letters.desk_of_post import DeskOfPost
    from app.post import worker

    worker.EVERY = 0.02
    worker.work_until_told(make_engine(url), lambda _engine, _now: None, DeskOfPost())


Start = Callable[[datetime], BaseProcess]


@contextmanager
def workers(url: str, server: str) -> Iterator[Start]:
    """Start them by calling what this gives, each at a moment that stands still for it. They end with the block."""
    started: list[BaseProcess] = []

    def start(now: datetime) -> BaseProcess:
        process = _NURSERY.Process(target=work, args=(url, server, now.isoformat()), daemon=True)
        process.start()
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.join()
