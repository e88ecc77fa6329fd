"""The web application: its pages, what surrounds each answer, and what is said when something goes wrong."""

from fastapi import Depends, FastAPI
from sqlalchemy import Engine
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.types import ASGIApp
from starlette_compress import CompressMiddleware

from app import assets
from app.installation import vault
from app.pages.all import ROUTERS
from app.searching.index import require_full_text
from app.stories.bodies import finish
from app.web.csrf import sent_form
from app.web.database import Doors, few_threads
from app.web.guard import require_entries
from app.web.headers import Headers
from app.web.limits import Limits
from app.web.problems import answer_in_words


class Beston(FastAPI):
    """FastAPI puts its own layers outside of ours; the headers must be on their answers too."""

    def build_middleware_stack(self) -> ASGIApp:
        return Headers(super().build_middleware_stack())


def create_app(engine: Engine) -> FastAPI:
    """The application on this database. Refuses to begin if a route has no entry in the permission table."""
    require_full_text()
    finish(engine, vault())
    app = Beston(
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=few_threads,
        telemetry={"logs": False, "tracing": False, "metrics": False},
        dependencies=[Depends(sent_form)],
        middleware=[Middleware(Limits), Middleware(CompressMiddleware)],
    )
    app.state.engine = engine
    app.state.doors = Doors()
    app.router.routes.append(Route("/static/{path:path}", assets.send, methods=["GET"], name="static"))
    for router in ROUTERS:
        app.include_router(router)
    answer_in_words(app)
    require_entries(app)
    return app
