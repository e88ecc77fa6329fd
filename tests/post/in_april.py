"""What is sent in April 2018, and how somebody looks at what has arrived."""

import re

from sqlalchemy import func, select

from app.db import reading
from app.links.models import PersonalLink


def forms(arrived) -> list[str]:
    """A letter's words as text and in markup."""
    return [arrived.message.get_body((kind,)).get_content() for kind in ("plain", "html")]


def own_links(arrived) -> set[str]:
    return {token for form in forms(arrived) for token in re.findall(r"/part/([\w-]+)", form)}


def links_made(april) -> int:
    with reading(april.engine) as db:
        return db.execute(select(func.count()).select_from(PersonalLink)).scalar_one()


def nudge(april, person="it", about=("A11",), slot="2018-04-11", **more) -> int:
    """Delia asks Lewis how it goes; the number of the letter."""
    return april.send("nudge", person, slot, *about, **more)


def person_is(**values):
    """A change that Lewis makes to what is known of him: `person_is(prefers="phone")(april)`."""
    return lambda april: april.change(lambda draft: draft.change(("people", "it"), values))
