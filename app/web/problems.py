"""What went wrong, in words: a page, or for htmx a message above the page, which stays as it was."""

from typing import Any

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, RedirectResponse
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

from app.accounts.tally import TooOften, seconds_until
from app.clock import now
from app.errors import CannotRun, Changed, DomainError, NotAllowedNow, NotFound, NotPermitted, NotUnderstood
from app.web import cookies
from app.web.by_link import NoSuchLink
from app.web.csrf import form_token
from app.web.forms import Form
from app.web.pages import page
from app.web.receipts import AlreadyDone
from app.web.who import NotProved, NotSignedIn

STATUS: dict[type[DomainError], int] = {
    DomainError: 422,
    NotFound: 404,
    NotPermitted: 403,
    NotAllowedNow: 409,
    Changed: 409,
    NotUnderstood: 422,
    CannotRun: 503,
}
HEADINGS = {NotSignedIn: "Come in first", NotAllowedNow: "This cannot be done now"}
log = structlog.get_logger()


def answer_in_words(app: FastAPI) -> None:
    """Give every kind of fault its words."""
    app.add_exception_handler(DomainError, _refused)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _misread)
    app.add_exception_handler(OperationalError, _database)
    app.add_exception_handler(AlreadyDone, _already_done)
    app.add_exception_handler(NoSuchLink, _no_such_link)
    app.add_exception_handler(NotProved, _not_proved)
    app.add_exception_handler(TooOften, _too_often)
    app.add_exception_handler(Exception, _broken)


def problem(request: Request, status: int, why: str = "", heading: str = "", **headers: str) -> Response:
    """`status` chooses the words, unless `why` and `heading` say it better."""
    to_htmx = "HX-Request" in request.headers
    words: dict[str, Any] = {"why": why} | ({"heading": heading} if heading else {})
    answer = page(request, "errors/alert.html" if to_htmx else "errors/page.html", status=status, **words)
    answer.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    if to_htmx:
        answer.headers.update({"HX-Retarget": "#messages", "HX-Reswap": "outerHTML"})
    return answer


def _refused(request: Request, error: Exception) -> Response:
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    return problem(
        request, status, str(error), next((h for kind, h in HEADINGS.items() if isinstance(error, kind)), "")
    )


def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = error.status_code if error.status_code in (403, 404, 405, 413, 429, 503) else 422
    allowed = {k.lower(): v for k, v in (error.headers or {}).items() if k.lower() == "allow"}
    return problem(request, status, **allowed)


def _misread(request: Request, error: Exception) -> Response:
    """An address that no thing can have is not there; anything else could not be read."""
    assert isinstance(error, RequestValidationError)
    in_path = any(found["loc"][0] == "path" for found in error.errors())
    return problem(request, 404 if in_path else 422)


def _database(request: Request, error: Exception) -> Response:
    log.error("database", page=_named(request), error=type(error.__cause__ or error).__name__)
    return problem(request, 503, retry_after="10")


def _already_done(_request: Request, error: Exception) -> Response:
    assert isinstance(error, AlreadyDone)
    return RedirectResponse(error.answer, status_code=303)


def _no_such_link(request: Request, _error: Exception) -> Response:
    """The same page for a link that was given to nobody, was taken back, or has had its time."""
    cookies.show_a_form(request)
    return page(request, "part/gone.html", status=404, form=Form(), form_token=form_token(request))


def _not_proved(request: Request, error: Exception) -> Response:
    """To the page that asks for the second factor, which leads back; nothing has been done meanwhile."""
    assert isinstance(error, NotProved)
    address = f"{request.app.url_path_for('second_factor')}?then={error.then}"
    if "HX-Request" in request.headers:
        return Response(headers={"HX-Redirect": address})
    return RedirectResponse(address, status_code=303)


def _too_often(request: Request, error: Exception) -> Response:
    assert isinstance(error, TooOften)
    return problem(request, 429, str(error), retry_after=str(seconds_until(error.until, now())))


def _broken(request: Request, error: Exception) -> Response:
    log.error("broken", page=_named(request), error=type(error).__name__)
    try:
        return problem(request, 500)
    except Exception:  # noqa: BLE001 the page of faults must not be what fails
        return PlainTextResponse("Something broke on our side. Try again in a minute.", 500)


def _named(request: Request) -> str:
    """The route, not the address: an address may hold a secret or somebody's words (T16, docs/trust.md)."""
    return str(getattr(request.scope.get("route"), "name", ""))
