"""What tests of the nudge desk read on its page."""

import re

from app.record.actions import ActionThen, actions_then

DESK = "/series/beston/nudges"


def slips(page: str) -> dict[str, str]:
    """The slips by name, in their order: what is in each, as text."""
    found = re.findall(r'<details class="slip".*?(?=<details class="slip"|</div>\n<aside)', page, re.DOTALL)
    return {words(re.search(r'class="name">(.*?)</span>', one)[1]): words(one) for one in found}


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def action(beston, id_: str, day: str = "2018-04-11") -> ActionThen:
    return next(a for a in actions_then(beston.then(day)) if a.id == id_)


def last_contact(beston):
    return list(beston.record.follow_ups.values())[-1]
