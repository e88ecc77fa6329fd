"""Personal links: given out, opened, and answered by."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete

from app.clock import now
from app.db import writing
from app.links.domain import new_link
from app.meetings.models import Invitation
from app.record.actions import ActionThen, actions_then
from app.series_file.gathering import document
from tests.world.beston import Beston
from tests.world.visitor import Form, Visitor, forms_in


@dataclass
class Links:
    """`links.opened("ota")` is a telephone on which Euan has his page open."""

    beston: Beston
    engine: Any
    visit: Any

    def of(self, person: str) -> str:
        """The path of a fresh link of somebody's."""
        with writing(self.engine) as db:
            return f"/part/{new_link(db, self.beston.series_id, person, now=now())}"

    def opened(self, person: str) -> "Telephone":
        return Telephone(self.visit(), self.of(person))

    def action(self, thing: str) -> ActionThen:
        then = self.beston.then(now().date().isoformat())
        return next(action for action in actions_then(then) if action.id == thing)

    def record(self) -> dict[str, Any]:
        """The whole series as its file would have it, debriefs and all."""
        return document(self.beston.record, bodies={})


@dataclass
class Telephone:
    """A browser that came by a link, and what is done on the page that it opens."""

    browser: Visitor
    link: str

    def page(self) -> str:
        answer = self.browser.get(self.link)
        assert answer.status_code == 200, answer.text[:300]
        return answer.text

    def words(self) -> str:
        return words(self.page())

    def form(self, about: str, thing: str = "") -> Form:
        return next(one for one in forms_in(self.page()) if is_about(one, about, thing))

    def has(self, about: str, thing: str = "") -> bool:
        return any(is_about(one, about, thing) for one in forms_in(self.page()))

    def send(self, about: str, thing: str = "", **typed: str):
        """Fill in one form of the page and send it."""
        return self.browser.post(self.link, data=self.form(about, thing).fields | typed)

    def said(self, about: str, thing: str = "", **typed: str) -> str:
        """The same, and the page that it leads to, in words."""
        return words(self.browser.follow(self.send(about, thing, **typed)).text)


def is_about(form: Form, about: str, thing: str) -> bool:
    return form.fields.get("about") == [about] and form.fields.get("thing", [""]) == [thing]


def words(html: str) -> str:
    """What the page says, with one space between words."""
    main = re.sub(r"</?(?:span|bdi|b)\b[^>]*>", "", html.partition("<main")[2])
    return " ".join(re.sub(r"<[^>]+>", " ", main).replace("\u00a0", " ").split())


def uninvited(beston: Beston, engine: Any, person: str) -> None:
    """As if somebody had never been asked to meeting 4."""
    table = Invitation.metadata.tables["invitation"]
    with writing(engine) as db:
        mine = (table.c.series_id == beston.series_id) & (table.c.person == person) & (table.c.meeting == "M4")
        db.execute(delete(table).where(mine))
