"""Serving: one process a worker, and a quick end."""

import gc

import uvicorn

from app.settings import settings

END_SECONDS = 2


def serve(host: str, port: int, workers: int) -> None:
    """Serve until told to stop; an open page does not hold the end up."""
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


def application() -> object:
    """One worker's application, its start-up memory set aside from the collector."""
    from app.installation import open_database  # noqa: PLC0415 - made in the worker, not in its parent
    from app.main import create_app  # noqa: PLC0415

    app = create_app(open_database())
    gc.collect()
    gc.freeze()
    return app
