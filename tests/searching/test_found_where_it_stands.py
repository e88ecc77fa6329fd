"""Search shows nobody more than pages do: what someone finds stands on the page it leads to, opened by them."""

import re

import pytest

from app.record.seats import seat_of
from app.searching.entry import Entry, asker
from app.searching.index import entries
from tests.searching.conftest import reads
from tests.searching.everything import everything

DAY = "2018-07-01"
NO_PAGE_SHOWS = {"barriers", "home_check", "debrief", "document", "last_word"}  # no page has all of their words yet


@pytest.mark.parametrize("scope", ["group", "facilitators"])
@pytest.mark.parametrize("who", ["jo", "dn1", "ota", "george"])
def test_what_is_found_stands_on_the_page_it_leads_to(visit, bring, who, scope):
    doc = everything()
    doc["series"]["record_scope"] = scope
    beston = bring(doc, DAY)
    then, visitor = beston.then(DAY), visit(getattr(beston, who))
    sits = asker(seat_of(1, then.record, then, [who]))
    mine = [entry for entry in entries(then.record, then.day) if entry.sight.open_to(sits)]
    unsaid = untold(then.record)
    pages: dict[str, tuple[str, str]] = {}
    missing = []
    for entry in mine:
        named = dict(entry.place.named)
        address = str(visitor.app.url_path_for(entry.place.route, slug=beston.slug, **named))
        if address not in pages:
            answer = visitor.get(address, follow_redirects=True)
            assert answer.status_code == 200, address
            pages[address] = answer.text, reads(answer.text)
        page, words = pages[address]
        missing += [(address, line) for line in lines_of(entry, unsaid) if line not in words]
        if entry.place.anchor and f'id="{entry.place.anchor}"' not in page:
            missing.append((address, f"#{entry.place.anchor}"))
    assert len(pages) > 2
    assert missing == []


def untold(record) -> set[str]:
    """What is found and stands on no page: tools, themes, and whom those come from who hold the meetings."""
    phrases = {text for (_, name), texts in record.phrases.items() if name in ("tools", "themes") for text in texts}
    return phrases | {o.name for o in record.organisations.values() if o.sector == "facilitator"}


def lines_of(entry: Entry, unsaid: set[str]) -> list[str]:
    """The words of an entry that its page must have."""
    if entry.kind in NO_PAGE_SHOWS:
        return []
    parts = re.split(": | with ", entry.title) if entry.kind == "follow_up" else [entry.title]
    lines = [line for line in (*parts, *entry.words.split("\n")) if line and line not in unsaid]
    return [" ".join(line.split()) for line in lines]
