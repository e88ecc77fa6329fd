"""Letters that let people in: asking for one, and reading what waits in the outbox."""

import os
import re
from dataclasses import dataclass

from httpx import Response
from sqlalchemy import Engine, select

from app.db import reading
from app.post.models import OutboxLetter
from app.settings import settings
from tests.world.visitor import Visitor

CAMPAIGN = os.environ.get("BESTON_PROFILE") == "campaign"


@dataclass(frozen=True)
class Letter:
    """A way in, as somebody reads it. `link` is the path of the address in it."""

    to: str
    subject: str
    text: str
    html: str

    @property
    def link(self) -> str:
        return re.search(r"^(http\S+/sign-in/\S+)$", self.text, re.MULTILINE)[1].removeprefix(settings().base_url)

    @property
    def code(self) -> str:
        return re.search(r"^(\w{4}-\w{4})$", self.text, re.MULTILINE)[1]


def letters(engine: Engine) -> list[Letter]:
    """Every way in that was ever posted, the newest last."""
    table = OutboxLetter.__table__
    asked = select(table.c.to_address, table.c.subject, table.c.text, table.c.html).where(table.c.kind == "sign_in")
    with reading(engine) as db:
        return [Letter(*row) for row in db.execute(asked.order_by(table.c.id))]


def ask(browser: Visitor, email: str) -> Response:
    """Ask for a letter on the sign-in page."""
    return _send(browser, "email", email)


def type_code(browser: Visitor, code: str) -> Response:
    """Type a code where one asked."""
    return _send(browser, "code", code)


def asked_letter(browser: Visitor, engine: Engine, email: str) -> Letter:
    """Ask, and have the letter."""
    assert ask(browser, email).status_code == 303
    return letters(engine)[-1]


def _send(browser: Visitor, name: str, value: str) -> Response:
    """As the page's own form, whether or not it shows this field now."""
    form = browser.forms("/sign-in")[0]
    return browser.post("/sign-in", data={hidden: form.fields[hidden] for hidden in ("csrf", "once")} | {name: value})


def calls_from(browser: Visitor, address: str) -> Visitor:
    """Let a browser's connection come from an address."""
    browser._transport.client = (address, 50000)
    return browser
