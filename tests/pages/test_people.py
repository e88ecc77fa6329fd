"""People: lines through the meetings for each and for every organisation, as much of them as the reader may know."""

from datetime import date

import pytest

from app.figures.reckoning import figures
from app.pages.attendance_view import organisations_grid, people_grid
from app.pages.people_view import people_page
from app.pages.person_view import person_page
from tests.pages import made_up

AFTER_4 = date(2018, 4, 20)


def row(grid, name: str) -> list[str]:
    return next([cell.state for cell in r.cells] for r in grid.rows if r.name == name)


def test_the_page_opens_with_how_many_we_are(seated):
    shown = people_page(seated(made_up.beston(), "jo", date(2018, 4, 11)))
    assert shown.title == "22 people from 14 organisations"
    assert "Colin joined since meeting 3. Fiona has moved on." in shown.opening


def test_an_organiser_sees_apologies_and_who_was_not_heard_from(seated):
    grid = people_grid(seated(made_up.beston(), "delia", AFTER_4))
    assert row(grid, "Delia") == ["present", "apologies", "present", "present", "to_come", "to_come"]
    assert row(grid, "Dr Priya Nair") == ["present", "present", "not_heard", "present", "to_come", "to_come"]
    assert row(grid, "Gillian Roy")[2] == "substitute_sent"


def test_the_group_sees_who_was_there_and_one_ring_for_every_other_reason(seated):
    grid = people_grid(seated(made_up.beston(), "gp1", AFTER_4))
    rings = {cell.words for r in grid.rows for cell in r.cells if cell.state == "apologies"}
    assert rings == {"not in the room"}
    assert all(cell.state not in ("not_heard", "not_expected") for r in grid.rows for cell in r.cells)


def test_one_s_own_line_says_all_of_it(seated):
    assert row(people_grid(seated(made_up.beston(), "gp2", AFTER_4)), "Dr Priya Nair")[2] == "not_heard"


def test_a_line_runs_while_somebody_is_with_us(seated):
    grid = people_grid(seated(made_up.beston(), "jo", AFTER_4))
    fiona = next(r for r in grid.rows if r.name == "Fiona Sharp")
    assert [(c.state == "away", c.before, c.after) for c in fiona.cells[1:4]] == [
        (False, True, True),
        (False, True, False),
        (True, False, False),
    ]
    assert fiona.about == "Carer support worker, Carers Hub, moved on"


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6])
def test_the_organisations_that_had_a_voice_are_those_of_the_figures(seated, number):
    seat = seated(made_up.beston(), "jo", date(2018, 6, 20))
    counted = figures(seat.record, number, seat.today)
    grid = organisations_grid(seat)
    here = sorted(r.id for r in grid.rows if r.cells[number - 1].state in ("present", "substitute_sent"))
    assert here == counted["organisations_represented"]
    assert grid.totals[number - 1] == len(here)
    assert people_grid(seat).totals[number - 1] == counted["present_count"]


def test_an_organisation_is_there_when_somebody_stands_in_for_its_member(seated):
    grid = organisations_grid(seated(made_up.beston(), "jo", AFTER_4))
    assert row(grid, "Harbour Pharmacy") == ["present", "present", "substitute_sent", "present", "to_come", "to_come"]


def test_every_cell_has_words_and_there_are_totals_of_meetings_only(visit, beston):
    page = visit(beston.jo).get("/series/beston/people").text
    tables = page.split("<table")[1:3]
    for table in tables:
        cells = table.split("<tbody>")[1].split("</tbody>")[0].split('<td class="st')[1:]
        assert cells
        assert all('<span class="unseen">' in cell and not cell.split('unseen">')[1].startswith("<") for cell in cells)
        assert 'class="n"' not in table.split("<tbody>")[1].split("</tbody>")[0]
    assert '<td class="n">17</td><td class="n">18</td><td class="n">16</td>' in page


def test_a_sponsor_gets_numbers_and_a_few_for_the_small_ones(seated):
    doc = made_up.beston()
    made_up.by_id(doc["meetings"])["M3"]["attendance"] = [
        {"person": p, "state": "present"} for p in ("jo", "delia", "gp1")
    ]
    shown = people_page(seated(doc, "george", date(2018, 4, 11)))
    assert shown.people is None
    assert [(n.people, n.organisations) for n in shown.numbers] == [("17", "13"), ("18", "11"), ("a few", "a few")]


def test_contacts_are_for_organisers(visit, beston):
    assert "07700 900161" in visit(beston.jo).get("/series/beston/people").text
    assert "07700 900161" not in visit(beston.gp2).get("/series/beston/people").text


# -- one of us -----------------------------------------------------------
def of(seat, person: str):
    return person_page(seat, seat.record.people[person])


def test_one_s_own_page_begins_with_what_one_leads(seated):
    shown = of(seated(made_up.beston(), "gp1", date(2018, 4, 11)), "gp1")
    assert shown.title == "Alan, you have one thing to do"
    (led,) = shown.leads
    assert led.about == "By meeting 4, Wednesday 18 April, since meeting 1, with Priya"
    assert led.waiting_on == "Waiting on “Bring the meaning of 'housebound' each service uses”, which Euan leads."
    assert shown.next.reply == "You have not said yet whether you can come."
    assert shown.email == "alan.reid@millbrae.example.org"


def test_another_s_page_has_what_they_lead_and_neither_address_nor_reply_nor_what_passed_between(seated):
    shown = of(seated(made_up.beston(), "gp2", date(2018, 4, 11)), "gp1")
    assert shown.title == "Alan leads one thing"
    assert (shown.email, shown.mobile, shown.next.reply, shown.contacts) == ("", "", "", [])


def test_a_question_to_an_organisation_is_waited_for_in_words(seated):
    doc = made_up.beston()
    made_up.by_id(doc["actions"])["A04"]["waits_for"] = ["HC2"]
    made_up.by_id(doc["organisations"])["cmht"]["home_checks"][0]["asked_on"] = date(2018, 2, 1)
    (led,) = of(seated(doc, "gp1", date(2018, 4, 11)), "gp1").leads
    assert led.waiting_on == "Waiting for Mental health to say yes."


def test_a_sponsor_who_waits_on_somebody_is_not_told_on_whom(seated):
    doc = made_up.beston()
    made_up.by_id(doc["actions"])["A10"]["waits_for"] = ["A14"]
    (led,) = of(seated(doc, "george", date(2018, 4, 11)), "george").leads
    assert led.waiting_on == "Waiting on something else."


def test_whoever_is_asked_is_asked_before_anything_else(seated):
    doc = made_up.beston()
    made_up.by_id(doc["actions"])["A16"]["history"] = [
        {"on": date(2018, 3, 14), "event": "asked", "by": "jo", "to": "sw"}
    ]
    made_up.by_id(doc["actions"])["A19"]["lead"] = "hc"
    shown = of(seated(doc, "sw", date(2018, 4, 11)), "sw")
    assert shown.title == "Tom, you are being asked to do one thing"
    assert [led.id for led in shown.asked] == ["A16"]


def test_why_somebody_left_is_never_said_and_to_the_group_not_even_when(seated):
    doc = made_up.beston()
    group, organiser = (of(seated(doc, who, AFTER_4), "car1") for who in ("gp1", "jo"))
    assert [hat.days for hat in group.hats] == ["moved on"]
    assert [hat.days for hat in organiser.hats] == ["8 January 2018 to 30 March 2018"]
    assert group.title == "Fiona has moved on"


def test_words_for_the_organisers_alone_stay_with_them_and_whoever_said_them(seated):
    doc = made_up.with_secrets()

    def words(who):
        return [led.would_help for led in of(seated(doc, who, date(2018, 4, 11)), "sw").leads]

    assert words("gp2") == [""]
    assert words("sw") == words("jo") == ["KEPT-NOTE"]


def test_somebody_with_sixty_things_and_a_long_name_has_a_page(visit, bring):
    beston = bring(made_up.overfull())
    page = visit(beston.gp2).get("/series/beston/people/gp1").text
    assert page.count('data-state="agreed"') == 60
    assert "Mòr-Ealasaid NicGilleBhràth-Sutharlanach" in page
