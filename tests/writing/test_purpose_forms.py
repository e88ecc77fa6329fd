"""Why Beston meets, how it works together, what it hopes for and works on: what forms keep, and what they refuse."""

import re

import pytest

from app.audit.models import AuditEntry
from app.db import reading
from app.record.amending import table_of
from tests.writing.example import Example
from tests.writing.test_every_form import filled

WRITE = "/series/beston/write"
WARMTH = {"text": "Warm homes", "challenge": "mixed"}


@pytest.fixture
def fill_in(visit, beston):
    """Somebody opens a form, types over it and sends it: `fill_in("aspiration", text="…", by="delia")`."""

    def send(form, by="jo", **typed):
        there, visitor = f"{WRITE}/{form}", visit(beston.people[by])
        typed = {name: [value] if isinstance(value, str) else value for name, value in typed.items()}
        return visitor.post(there, data=filled_over(visitor, there, typed))

    return send


def filled_over(visitor, there, typed):
    return filled(visitor.get(there).text, there, Example(fields=typed))


def to_put_right(answer) -> str:
    summary = re.search(r'class="error-summary".*?</ul>', answer.text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", summary[0]).split()) if summary else ""


def kept(answer) -> bool:
    assert answer.status_code == 303, to_put_right(answer) or answer.text[:300]
    return True


# -- purpose -----------------------------------------------------------
def test_a_member_proposes_and_the_group_agrees_later(fill_in, beston, at):
    """Whatever a member sends with it, it is proposed, and of today."""
    proposal = {"kind": "short_term_goal", "text": "Nobody waits in all day"}
    kept(fill_in("purpose", by="gp1", **proposal, adopted_by="group", on="2018-01-20"))
    new = beston.record.purposes[-1]
    assert (new.id, new.adopted_by, str(new.on)) == ("G5", "proposed", "2018-04-11")
    at("2018-04-18T14:00:00+01:00")
    kept(fill_in("purpose-adopt/G5"))
    assert [p.id for p in beston.then("2018-04-17").purposes] == ["G1", "G2", "G3"]
    assert "G5" in [p.id for p in beston.then("2018-04-18").purposes]


def test_what_a_member_proposes_in_place_of_a_goal_replaces_nothing_until_it_is_agreed(fill_in, beston):
    kept(fill_in("purpose-anew/G3", by="gp1", text="Nurses see people at the lunch club twice a week"))
    assert [p.id for p in beston.then("2018-04-11").purposes] == ["G1", "G2", "G3", "G5"]
    kept(fill_in("purpose-adopt/G5"))
    assert [p.id for p in beston.then("2018-04-11").purposes] == ["G1", "G2", "G5"]


def test_what_takes_the_place_of_a_proposal_takes_that_of_what_it_would_have_replaced(fill_in, beston):
    kept(fill_in("purpose-anew/G3", by="gp1", text="Nurses see people at the lunch club twice a week"))
    kept(fill_in("purpose-anew/G5", text="Nurses come to the lunch club on two days", adopted_by="group"))
    assert [p.id for p in beston.then("2018-04-11").purposes] == ["G1", "G2", "G6"]


def test_a_member_cannot_agree_for_the_group_and_a_sponsor_finds_no_form(visit, beston):
    assert visit(beston.gp1).get(f"{WRITE}/purpose-adopt/G1").status_code == 403
    assert visit(beston.gp1).get(f"{WRITE}/agreement").status_code == 403
    assert visit(beston.george).get(f"{WRITE}/purpose").status_code == 404
    assert "Propose a purpose" in visit(beston.gp1).get("/series/beston/purpose").text
    assert "/write/" not in visit(beston.george).get("/series/beston/purpose").text


def test_changing_what_we_want_in_the_long_run_says_who_took_part(fill_in):
    anew = {"text": "People who cannot leave home live as they choose", "adopted_by": "group"}
    assert "Please fill this in" in to_put_right(fill_in("purpose-anew/G2", **anew))
    kept(fill_in("purpose-anew/G2", **anew, changed_with="All of us, at the third meeting"))


# -- agreement and conflicts -------------------------------------------
def test_what_is_said_anew_of_how_we_work_leaves_the_rest_as_it_was(fill_in, exported):
    before = exported()["working_agreement"]
    kept(fill_in("agreement", remit="Those who cannot leave home\nAnd those who care for them"))
    after = exported()["working_agreement"]
    texts = ["Those who cannot leave home", "And those who care for them"]
    assert after["rows"] == [*before["rows"], *({"area": "remit", "text": text} for text in texts)]
    assert after["accepted"] == before["accepted"]


def test_two_people_who_change_how_we_work_at_once_see_both_texts(visit, beston, exported):
    there, jo, delia = f"{WRITE}/agreement", visit(beston.jo), visit(beston.delia)
    first, second = filled_over(jo, there, {"remit": "Jo's"}), filled_over(delia, there, {"remit": "Delia's"})
    assert jo.post(there, data=first).status_code == 303
    answer = delia.post(there, data=second)
    assert answer.status_code == 409
    assert "Jo&#39;s" in answer.text
    assert "Delia&#39;s" in answer.text
    assert exported()["working_agreement"]["rows"][-1]["text"] == "Jo's"


def test_an_organisation_says_yes_once(fill_in):
    typed = {"organisations": ["carers"], "on": "2018-04-10"}
    assert fill_in("agreement-accept", **typed).status_code == 422
    assert fill_in("agreement-accept", organisations=["cmht"], on="2018-04-12").status_code == 422
    kept(fill_in("agreement-accept", organisations=["cmht", "ot"], on="2018-04-10"))


def test_a_conflict_kept_by_the_organisers_is_not_there_for_anybody_else(visit, beston, engine, fill_in):
    assert visit(beston.gp1).get(f"{WRITE}/conflict-change/X1").status_code == 403
    assert visit(beston.gp1).get(f"{WRITE}/conflict-change/X2").status_code == 404
    kept(fill_in("conflict-change/X2", how_we_will_handle_it="QUIETLY-KEPT"))
    with reading(engine) as db:
        entries = table_of(AuditEntry)
        assert not any(
            "QUIETLY-KEPT" in said for (said,) in db.execute(entries.select().with_only_columns(entries.c.said))
        )


# -- hopes and findings ------------------------------------------------
def test_a_hope_that_joins_another_says_which_and_one_that_is_let_go_says_why(fill_in, beston):
    assert "which hope" in to_put_right(fill_in("aspiration-end/O2", **{"ended-as": "merged", "ended-reason": "One"}))
    assert fill_in("aspiration-end/O2", **{"ended-as": "dropped"}).status_code == 422
    kept(fill_in("aspiration-end/O2", **{"ended-as": "dropped", "ended-into": "O1", "ended-reason": "It is there"}))
    hope = beston.record.aspirations["O2"]
    assert (str(hope.ended_on), hope.ended_as, hope.ended_into) == ("2018-04-11", "dropped", None)


def test_what_one_story_tells_is_no_finding(fill_in):
    typed = {"text": "It is hard to say no", "meeting": "M3"}
    assert "two stories at least" in to_put_right(fill_in("finding", **typed, stories=["S1"]))
    assert "telephone number" in to_put_right(
        fill_in("finding", meeting="M3", text="Ring 07700 900123", stories=["S1"])
    )


def test_what_works_between_the_meetings_is_of_today(fill_in, beston):
    kept(fill_in("fact", text="The lunch club is full", kind="works_now"))
    fact = beston.record.facts[-1]
    assert (fact.meeting, str(fact.on)) == (None, "2018-04-11")
    kept(fill_in(f"fact-change/{fact.id}", meeting="M3"))
    assert (beston.record.facts[-1].meeting, beston.record.facts[-1].on) == ("M3", None)


def test_what_came_with_the_file_stays_and_what_was_added_by_mistake_today_can_go(fill_in, visit, beston, at):
    jo = visit(beston.jo)
    assert jo.get(f"{WRITE}/aspiration-away/O2").status_code == 409
    kept(fill_in("aspiration", text="A hope too many", level="self", meeting="M3"))
    assert "/write/aspiration-away/O6" in jo.get("/series/beston/purpose").text
    kept(fill_in("evidence", text="Somebody smiled", aspiration="O6", on="2018-04-10", kind="seen_by_one"))
    assert jo.get(f"{WRITE}/aspiration-away/O6").status_code == 409, "something was noticed of it"
    kept(fill_in("evidence-away/E4"))
    at("2018-04-12T09:00:00+01:00")
    assert visit(beston.jo).get(f"{WRITE}/aspiration-away/O6").status_code == 409, "it has stood a day"
    at("2018-04-11T20:00:00+01:00")
    kept(fill_in("aspiration-away/O6"))
    assert "O6" not in beston.record.aspirations


def test_the_words_of_someone_served_travel_as_far_as_they_say(fill_in):
    typed = {"text": "I was out on Tuesday", "aspiration": "O5", "on": "2018-04-10", "kind": "said_by_someone_served"}
    assert "how far" in to_put_right(fill_in("evidence", **typed))
    kept(fill_in("evidence", **typed, leave_to_share="record"))


# -- looking back ------------------------------------------------------
def test_looking_back_asks_of_every_hope_and_keeps_who_sees_it_otherwise(fill_in, beston):
    moved = {f"by_aspiration-{n}-movement": "little" for n in range(1, 5)}
    assert fill_in("check-back/M3", **moved).status_code == 422
    moved["by_aspiration-5-movement"], moved["by_aspiration-4-who_disagrees"] = "back", "One of us thinks it is worse"
    kept(fill_in("check-back/M3", **moved))
    back = beston.record.check_backs[-1]
    said = [(m.aspiration, m.movement, m.who_disagrees) for m in beston.record.movements[back.n]]
    assert said[3:] == [("O4", "little", "One of us thinks it is worse"), ("O5", "back", None)]


def test_looking_back_once_more_changes_what_was_seen_and_loses_nothing(fill_in, exported, at):
    at("2018-06-14T09:00:00+01:00")
    before = exported()["check_backs"]
    kept(fill_in("check-back/M6", **{"by_aspiration-1-movement": "a_lot"}))
    before[0]["by_aspiration"][0]["movement"] = "a_lot"
    assert exported()["check_backs"] == before


def test_nobody_looks_back_at_a_meeting_that_was_not_held(visit, beston):
    assert visit(beston.jo).get(f"{WRITE}/check-back/M5").status_code == 409


# -- priorities --------------------------------------------------------
def test_from_the_eighth_priority_on_it_says_so_and_there_is_no_eleventh(fill_in, visit, beston):
    def opened():
        return visit(beston.jo).get(f"{WRITE}/priority")

    assert "Three to seven" in opened().text
    for n in range(7, 11):
        kept(fill_in("priority", text=f"The {n}th thing", challenge="mixed"))
        assert "Three to seven" not in opened().text
    assert opened().status_code == 409
    assert "There are ten already" in opened().text


def test_a_colour_or_shape_that_another_has_is_refused_by_its_name(fill_in):
    kept(fill_in("priority", **WARMTH))
    refused = to_put_right(fill_in("priority-change/P1", colour="blue"))
    assert "“Sharing information between agencies” has this colour already." in refused
    kept(fill_in("priority-change/P1", colour="slate", shape="star"))


def test_what_is_set_aside_says_why(fill_in):
    kept(fill_in("priority", **WARMTH, from_meeting="M3"))
    assert "Say why" in to_put_right(fill_in("priority-end/P1", **{"as": "set_aside"}))
    kept(fill_in("priority-end/P1", **{"as": "set_aside", "note": "Others do it better"}))


# -- what holds us back ------------------------------------------------
def test_what_holds_us_back_is_for_organisers_until_the_group_shares_it(visit, beston, at):
    at("2018-04-20T09:00:00+01:00")
    page, form = "/series/beston/priorities", f"{WRITE}/barriers"
    jo, alan = visit(beston.jo), visit(beston.gp1)
    assert "If we share a name we shall be blamed" in jo.get(page).text
    assert "What holds us back" not in alan.get(page).text
    assert alan.get(form).status_code == 404
    assert jo.post(form, data=filled_over(jo, form, {"visibility": "group"})).status_code == 303
    assert "If we share a name we shall be blamed" in alan.get(page).text
    assert alan.get(form).status_code == 403
    assert "What holds us back" not in visit(beston.george).get(page).text


def test_a_test_of_an_assumption_still_rests_on_it_after_the_map_has_changed(fill_in, exported, at):
    at("2018-04-20T09:00:00+01:00")
    before = exported()
    kept(fill_in("barriers", worries="That we shall be blamed"))
    after = exported()
    assert after["barrier_map"]["big_assumptions"] == before["barrier_map"]["big_assumptions"]
    assert after["tests"] == before["tests"]


# -- what carries on -----------------------------------------------------
def test_an_initiative_has_a_first_step_and_whoever_is_not_in_the_room_is_asked(fill_in, beston):
    typed = {"text": "Nurses at the lunch club", "lead": "dn2", "meeting": "M3"}
    assert "needs a first step" in to_put_right(fill_in("initiative", **typed))
    step = {"steps-1-text": "Ask for a room on Thursdays"}
    assert "by when" in to_put_right(fill_in("initiative", **typed, **step)).lower()
    kept(fill_in("initiative", **typed, **step, first_date="2018-05-01"))
    (action,) = beston.record.linked("I5", "first_actions")
    row = beston.record.actions[action]
    assert (row.lead, str(row.due_on), str(row.on)) == ("dn2", "2018-05-01", "2018-04-11")
    assert [event.event for event in beston.record.happened(action)] == ["asked"]


def test_last_words_come_at_the_end_and_go_as_far_as_leave_was_given(fill_in, visit, beston, at):
    assert visit(beston.jo).get(f"{WRITE}/last-word").status_code == 409
    assert "full of life" not in visit(beston.jo).get("/series/beston/initiatives").text
    at("2018-06-20T09:00:00+01:00")
    for leave in ("room", "record", "public"):
        kept(fill_in("last-word", text=f"WORDS-FOR-{leave}", leave_to_share=leave))
    heard = {who: visit(beston.people[who]).get("/series/beston/initiatives").text for who in ("jo", "gp1", "george")}
    found = {who: re.findall(r"WORDS-FOR-(\w+)</p>", text) for who, text in heard.items()}
    assert found == {"jo": ["record", "public"], "gp1": ["record", "public"], "george": ["public"]}
