"""A posted form: what was typed, what it means, and what is wrong with it.

`posted(Model)` reads a form as a Pydantic model and never raises: a handler looks at `form.data` and, where that is
None, shows the page again with `form.typed` and `form.errors`.
"""

import hashlib
import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated, Any, Generic, TypeVar, get_origin

from fastapi import Depends, Request
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError
from sqlmodel import Session

from app.errors import Changed, DomainError, NotFound, NotPermitted
from app.series_file.identifiers import identifiers_in
from app.web.csrf import Sent, sent_form
from app.words import unturned

T = TypeVar("T", bound=BaseModel)
OURS = ("csrf", "once")  # fields that every form has and no model needs
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass
class Form(Generic[T]):
    """`typed`: a text by field, or a list of them where the model has a list. `errors`: by field, "" for the whole."""

    typed: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    data: T | None = None

    def refuse(self, message: str, name: str = "") -> None:
        self.errors[name] = message


class FormModel(BaseModel):
    """What a form means. Fields that are not named here are not read."""

    model_config = ConfigDict(extra="ignore", frozen=True)


def _one_line(value: str) -> str:
    if "\n" in value or "\t" in value:
        raise ValueError("Write this on one line.")
    return value


def Line(limit: int) -> Any:  # noqa: N802 it is used as a type
    """One line of words, `limit` code points at the most."""
    return Annotated[str, StringConstraints(max_length=limit), AfterValidator(_one_line)]


def Text(limit: int) -> Any:  # noqa: N802 it is used as a type
    """Words that may have several lines."""
    return Annotated[str, StringConstraints(max_length=limit)]


def Careful(limit: int) -> Any:  # noqa: N802 it is used as a type
    """One line in which nothing points to one person: no number, full date, postcode, address (S3, docs/domain.md)."""
    return Annotated[
        str, StringConstraints(max_length=limit), AfterValidator(_one_line), AfterValidator(_no_identifier)
    ]


def _no_identifier(value: str) -> str:
    for kind in identifiers_in(value):
        raise ValueError(f"This looks like {kind}. Nothing here should point to one person.")
    return value


def posted(model: type[T]) -> Callable[..., Form[T]]:
    """A dependency: the request's form read as `model`. Nothing typed counts as nothing given."""

    def read(sent: Annotated[Sent, Depends(sent_form)]) -> Form[T]:
        return understood(model, sent)

    return read


def asked(model: type[T]) -> Callable[..., Form[T]]:
    """A dependency: the address's query read as `model`, for filters of lists."""

    def read(request: Request) -> Form[T]:
        query = request.query_params
        return understood(model, {name: query.getlist(name)[:50] for name in query})

    return read


def understood(model: type[T], sent: Sent) -> Form[T]:
    several = {name for name, info in model.model_fields.items() if get_origin(info.annotation) in (list, tuple, set)}
    typed: dict[str, Any] = {}
    for name, values in sent.items():
        if name not in OURS:
            words = [tidy(value) for value in values]
            typed[name] = words if name in several else words[-1]
    form: Form[T] = Form(typed)
    for name in model.model_fields:
        if any(CONTROL.search(value) for value in _texts(typed.get(name))):
            form.refuse("There is a character in this that cannot be kept. Type it again.", name)
    if not form.errors:
        _read(form, model)
    return form


def _read(form: Form[T], model: type[T]) -> None:
    given = {name: value for name, value in form.typed.items() if value not in ("", [])}
    try:
        form.data = model.model_validate(given)
    except ValidationError as wrong:
        for error in wrong.errors():
            form.errors.setdefault(str(error["loc"][0]) if error["loc"] else "", in_words(error))


def tidy(value: str) -> str:
    """Lines that end in one way, nothing around them, and nothing invisible that turns other words round."""
    return unturned(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def _texts(value: Any) -> Iterable[str]:
    return [value] if isinstance(value, str) else value or []


def in_words(error: Any) -> str:
    """A finding of Pydantic's as one would say it."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "string_too_long":
        return f"This is {len(error['input'])} characters long; there is room for {context['max_length']}."
    if kind == "value_error":
        return str(context.get("error", "Please look at this again."))
    if kind in ("greater_than_equal", "greater_than"):
        return f"This must be {context.get('ge', context.get('gt'))} or more."
    if kind in ("less_than_equal", "less_than"):
        return f"This must be {context.get('le', context.get('lt'))} or less."
    return PLAIN.get(kind, "Please look at this again.")


PLAIN = {
    "missing": "Please fill this in.",
    "literal_error": "Choose one of what is offered.",
    "enum": "Choose one of what is offered.",
    "date_from_datetime_parsing": "Write the day like 2026-04-15.",
    "date_parsing": "Write the day like 2026-04-15.",
    "date_from_datetime_inexact": "Write the day like 2026-04-15.",
    "int_parsing": "Write a whole number.",
    "int_from_float": "Write a whole number.",
    "int_parsing_size": "Write a smaller number.",
    "string_pattern_mismatch": "Choose one of what is offered.",
    "bool_parsing": "Choose one of what is offered.",
    "too_long": "Choose fewer.",
    "too_short": "Choose at least one.",
}


@contextmanager
def refusals_shown_on(form: Form[Any], db: Session, name: str = "") -> Iterator[None]:
    """Turn a refusal by the domain into a word beside the form, and undo what was half done.

    That there is no such thing, that it is not for them to do, and that somebody else changed it meanwhile have pages
    of their own.
    """
    try:
        with db.begin_nested():
            yield
    except (NotFound, NotPermitted, Changed):
        raise
    except DomainError as why:
        form.refuse(str(why), getattr(why, "field", name))


# -- a form that arrives twice ----------------------------------------
def once() -> str:
    """A fresh mark for a form, in its hidden field `once`."""
    return secrets.token_urlsafe(12)


def receipt_key(request: Request, sender: int | str) -> str | None:
    """What makes two arrivals the same: the asker, the address, the form's mark, and everything in it."""
    sent: Sent = getattr(request.state, "sent", {})
    mark = (sent.get("once") or [""])[0]
    if not mark:
        return None
    content = sorted((name, values) for name, values in sent.items() if name != "csrf")
    return hashlib.sha256(repr((sender, request.url.path, content)).encode()).hexdigest()
