"""What Delia notes of a call with Priya is for the organisers and Priya, and is part of nothing that the group sees."""

import re

import pytest

from app.plan.building import scene
from app.plan.in_words import outline
from app.recap import recap

SAID, HEARD = "quagga", "numbat"
HREF = re.compile(r'href="(/series/beston[^"#?]*)')
ONE_OF_MANY = re.compile(r"/(people|actions|tests|stories|things|initiatives|meetings)/[^/]+")
MOST_OF_A_KIND = 2  # of pages made by one template; those that speak of Priya, or of what she leads, are all opened
WRITTEN = re.compile(r"\.(pdf|png|svg)$")


@pytest.fixture
def rung(keep, beston):
    """Delia has rung Priya about something that she leads, and noted what passed."""
    mine = next(a.id for a in beston.record.actions.values() if a.lead == "gp2")
    noted = {"with": "gp2", "kind": "nudge", "channel": "phone", "about": mine, "result": "stuck"}
    keep("follow-up", who="delia", said=f"I asked about the {SAID}", heard=f"She has a {HEARD} at home", **noted)
    return mine


@pytest.fixture
def reads_of(visit, beston, rung):
    """Every page that somebody can reach by following links, one or two of a kind."""

    def walk(person):
        reader, waiting, seen, kinds = visit(beston.people[person]), ["/series/beston"], {}, {}
        while waiting:
            address = waiting.pop(0)
            kind = ONE_OF_MANY.sub(r"/\1/…", address)
            about_her = address.endswith(("/gp2", f"/{rung}"))
            if address in seen or WRITTEN.search(address):
                continue
            if kind != address and not about_her and kinds.get(kind, 0) >= MOST_OF_A_KIND:
                continue
            kinds[kind] = kinds.get(kind, 0) + 1
            answer = reader.get(address)
            seen[address] = answer.text
            waiting += HREF.findall(answer.text) if answer.status_code == 200 else []
        return seen

    return walk


def holding(pages, *words):
    return sorted(address for address, text in pages.items() if any(word in text for word in words))


@pytest.mark.parametrize("other", ["dn2", "george"], ids=["Shona, a member", "George, a sponsor"])
def test_nobody_else_meets_it_on_any_page(reads_of, other):
    pages = reads_of(other)
    assert len(pages) > 15
    assert holding(pages, SAID, HEARD) == []


def test_priya_reads_it_on_her_page_and_among_what_passed_between_us(reads_of, beston):
    pages = reads_of("gp2")
    own = {beston.address("people", "gp2"), beston.address("follow-ups")}
    assert own <= set(holding(pages, SAID)) & set(holding(pages, HEARD))
    others = set(holding(pages, SAID, HEARD)) - own
    assert [page for page in others if "/follow-ups" not in page and "/things/U" not in page] == []


def test_what_came_of_it_is_theirs_too(rung, visit, beston):
    told = "It is stuck"
    assert told in visit(beston.gp2).get(beston.address("follow-ups")).text
    assert told not in visit(beston.dn2).get(beston.address("follow-ups")).text


def test_nobody_else_finds_it(rung, visit, beston):
    for person in ("dn2", "george", "cn"):
        for word in (SAID, HEARD):
            assert "Nothing" in visit(beston.people[person]).get(beston.address(f"search?q={word}")).text


def test_it_is_in_no_recap_and_on_no_plan(rung, beston, at):
    at("2018-04-18T09:00:00+01:00")
    record, day = beston.record, beston.then("2018-04-18").day
    for told in (str(recap(record, 4, day)), str(outline(scene(record, 4, day, opening=True)))):
        assert len(told) > 400
        assert SAID not in told
        assert HEARD not in told


def test_it_is_in_nobodys_calendar(rung, beston):
    from app.calendars import feed
    from app.clock import now

    text = feed(beston.then("2018-04-11"), list(beston.record.people), now=now())
    assert SAID not in text
    assert HEARD not in text
