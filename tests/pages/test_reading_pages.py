"""What holds for home, people, meetings and purpose together: who may open them, and what never leaks there."""

from datetime import date

import pytest

from app.pages.meeting_view import meeting_page
from app.pages.meetings_view import meetings_page
from app.pages.people_view import people_page
from app.pages.person_view import person_page
from app.pages.purpose_view import purpose_page
from app.pages.series_home_view import home_page
from tests.pages import made_up

WHO = {
    "facilitator": "jo",
    "integration manager": "delia",
    "participant": "gp2",
    "lived experience": "vs2",
    "sponsor": "george",
}
PAGES = ("", "/people", "/meetings", "/meetings/1", "/meetings/3", "/meetings/4", "/meetings/6", "/purpose")
SPONSOR_NEVER = (*made_up.FOR_NOBODY_HERE, *made_up.FOR_ORGANISERS, *made_up.FOR_THE_GROUP)


@pytest.mark.parametrize("who", WHO.values(), ids=WHO.keys())
def test_everyone_with_a_place_may_open_every_reading_page(visit, beston, who):
    visitor = visit(getattr(beston, who))
    assert {page: visitor.get(f"/series/beston{page}").status_code for page in PAGES} == dict.fromkeys(PAGES, 200)
    assert visitor.follow(visitor.get("/series/beston/me")).status_code == 200


def test_nobody_else_learns_that_there_is_a_series(visit, beston):
    from tests.world.beston import Someone

    visitor = visit(Someone("x", "A stranger", "stranger@example.org"))
    assert {visitor.get(f"/series/beston{page}").status_code for page in (*PAGES, "/people/gp1", "/me")} == {404}


def test_a_meeting_or_a_person_that_is_not_there_is_not_found(visit, beston):
    visitor = visit(beston.jo)
    assert visitor.get("/series/beston/meetings/7").status_code == 404
    assert visitor.get("/series/beston/people/nobody").status_code == 404


def all_pages(visitor, *more: str) -> str:
    return "\n".join(visitor.get(f"/series/beston{page}").text for page in (*PAGES, *more))


def test_a_participant_reads_the_group_s_words_and_none_that_are_for_organisers(visit, bring):
    beston = bring(made_up.with_secrets())
    seen = all_pages(visit(beston.gp2), "/people/sw", "/people/dis", "/people/gp1")
    assert [word for word in (*made_up.FOR_NOBODY_HERE, *made_up.FOR_ORGANISERS) if word in seen] == []
    assert [word for word in made_up.FOR_THE_GROUP if word not in seen] == []


def test_a_sponsor_reads_neither_the_group_s_words_nor_its_names(visit, bring):
    beston = bring(made_up.with_secrets())
    seen = all_pages(visit(beston.george), "/people/george")
    assert [word for word in SPONSOR_NEVER if word in seen] == []
    others = [p.name for p in beston.people.values() if len(p.name.split()) > 1]
    assert [name for name in others if name in seen] == []


def with_other_people() -> made_up.Doc:
    """Beston, had the others been other people who came, led, said and answered other things, as many of each."""
    doc = made_up.beston()
    people, actions, meetings = (made_up.by_id(doc[key]) for key in ("people", "actions", "meetings"))
    people["gp1"] |= {"name": "Dr Someone Else", "known_as": "Somebody", "job": "Surgeon", "email": "else@example.org"}
    actions["A04"] |= {"text": "Ask something else entirely", "lead": "gp2"}
    actions["A16"] |= {"quick_win": True, "helpers": ["it"]}
    swap(meetings["M1"]["attendance"], "dn1", "dn2")
    swap(meetings["M4"]["invitations"], "gp1", "sw")
    doc["tests"][0]["title"] = "Something else was tried"
    return doc


def swap(rows: list[made_up.Doc], one: str, other: str) -> None:
    names = {one: other, other: one}
    for row in rows:
        row["person"] = names.get(row["person"], row["person"])


@pytest.mark.parametrize("day", [date(2018, 4, 11), date(2018, 4, 25), date(2018, 6, 20)])
def test_a_sponsor_s_pages_do_not_change_with_who_did_what(seated, at, day):
    at("2018-04-11T09:00:00+01:00")  # when both are written down

    def everything(doc):
        seat = seated(doc, "george", day)
        meetings = [meeting_page(seat, seat.then.numbered(n)) for n in range(1, 7)]
        return [home_page(seat), people_page(seat), meetings_page(seat), *meetings, purpose_page(seat), own(seat)]

    def own(seat):
        return person_page(seat, seat.record.people["george"])

    assert everything(made_up.beston()) == everything(with_other_people())
    member, same = (people_page(seated(doc, "gp2", day)) for doc in (made_up.beston(), with_other_people()))
    assert member != same


def test_organisers_read_what_is_for_them_and_still_nothing_of_stories_debriefs_or_reasons(visit, bring):
    beston = bring(made_up.with_secrets())
    seen = all_pages(visit(beston.delia), "/people/sw", "/people/dis")
    assert [word for word in made_up.FOR_NOBODY_HERE if word in seen] == []
    shown = [word for word in made_up.FOR_ORGANISERS if word != "KEPT-WHY-CANCELLED"]
    assert [word for word in shown if word not in seen] == []


@pytest.mark.parametrize("page", ["", "/people", "/people/gp1", "/meetings", "/meetings/3", "/purpose"])
def test_a_page_asks_the_database_as_often_for_sixty_actions_as_for_one(visit, bring, count_queries, page):
    bring(made_up.one_action(), slug="one")
    beston = bring(made_up.overfull(), slug="sixty")
    visitor, asked = visit(beston.jo), []
    for slug in ("one", "sixty"):
        before = len(count_queries)
        assert visitor.get(f"/series/{slug}{page}").status_code == 200
        asked.append(len(count_queries) - before)
    assert asked[0] == asked[1]


@pytest.mark.parametrize("page", ["", "/people", "/people/jo", "/meetings", "/purpose"])
def test_a_series_with_nothing_in_it_says_so_kindly(visit, bring, page):
    beston = bring(made_up.bare())
    answer = visit(beston.jo).get(f"/series/beston{page}")
    assert answer.status_code == 200
    assert "None" not in answer.text


def test_a_record_kept_with_the_facilitators_leaves_participants_home_and_their_own_page(visit, bring):
    doc = made_up.with_secrets()
    doc["series"]["record_scope"] = "facilitators"
    visitor = visit(bring(doc).gp2)
    closed = {page: visitor.get(f"/series/beston{page}").status_code for page in (*PAGES[1:], "/people/gp1")}
    assert set(closed.values()) == {404}
    home, own = (visitor.get(f"/series/beston{page}") for page in ("", "/people/gp2"))
    assert (home.status_code, own.status_code) == (200, 200)
    assert [word for word in (*made_up.FOR_THE_GROUP, *made_up.FOR_ORGANISERS) if word in home.text + own.text] == []
