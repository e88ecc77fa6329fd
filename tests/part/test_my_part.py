"""A participant's own part, by a personal link: what they lead, the next meeting, what they said, and the plan."""

import gzip
import re
from datetime import date

import pytest
from sqlalchemy import delete, select, update

from app.accounts.models import Receipt
from app.assets import shelf
from app.clock import now
from app.db import reading, writing
from app.keeping.draft import Draft
from app.meetings.models import Invitation
from app.post.models import OutboxLetter
from app.record.acting import Said
from app.series.models import Series
from tests.pages import made_up
from tests.part.links import Links, words
from tests.world.sending import token

ALIVE = "Bring the meaning of &#39;housebound&#39; each service uses"
WAYS = {
    "done": ("line_done", "No two services mean the same", ["done"], "done"),
    "moving": ("line_moving", "Seven of nine are in", ["moving"], "moving"),
    "stuck": ("line_stuck", "A word from the pharmacies", ["stuck"], "stuck"),
    "not_mine": ("line_not_mine", "I was not there", ["asked", "declined"], "hands_it_back"),
}


def today_of(beston, action):
    return [e for e in beston.record.happened(action) if e.on == date(2018, 4, 11)]


# -- what it shows --------------------------------------------------------
def test_euan_sees_what_he_leads_why_with_whom_and_by_when(links):
    page = links.opened("ota").page()
    said = words(page)
    assert "Euan, you have one thing to do" in said
    assert "by meeting 4, Wednesday 18 April, in seven days" in said
    assert ALIVE in page
    assert "Knowing who is housebound and joining up around them" in said
    assert "Dr Priya Nair, at Castle Street Surgery, is helping." in said
    for answer in ("Done", "Moving", "Stuck: I need help", "Not mine"):
        assert answer in said
    assert "Meeting 4 Wednesday 18 April, 1.30 to 4.30" in said
    assert "You said on 3 April that you are coming." in said
    assert "Three meetings behind us, three to come." in said
    assert "3 under way; one is yours" in said


def test_nothing_is_chosen_beforehand(links):
    telephone = links.opened("ota")
    for about, thing in (("action", "A14"), ("reply", "M4"), ("messages", "")):
        kept = telephone.form(about, thing).fields
        assert set(kept) - {"csrf", "once", "about", "thing"} == {name for name in kept if kept[name] == [""]}
    assert "checked" not in telephone.page()


def test_who_leads_nothing_is_told_so_and_when_we_meet(links):
    said = links.opened("dn1").words()
    assert "Karen, there is nothing for you to do Next meeting: Wednesday 18 April, in seven days." in said


def test_no_browser_keeps_it_and_nobody_is_told_its_address(links):
    answer = links.visit().get(links.of("ota"))
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert 'name="robots" content="noindex, nofollow"' in answer.text
    assert "<script" not in answer.text
    assert "http" not in re.sub(r"http://www.w3.org\S+", "", answer.text.partition("<body")[2])


def test_it_says_nothing_of_stories_of_others_addresses_or_of_what_organisers_note(links, beston):
    record = beston.record
    for person in ("ota", "jo", "delia", "george", "dn1", "pha"):
        page = links.opened(person).page()
        assert [word for word in private_to(record, person) if word in page] == []


def private_to(record, person):
    """Words that this reader may not find."""
    others = [p for p in record.people.values() if p.id != person]
    private = [p.email for p in others if p.email] + [p.mobile for p in others if p.mobile]
    private += [p.access_needs for p in record.people.values() if p.access_needs]
    private += [word for story in record.stories.values() for word in (story.title, story.pseudonym)]
    private += [f.said for f in record.follow_ups.values() if f.said and f.with_person != person]
    private += [line for d in record.debriefs for line in (d.observe, d.reflect, d.plan, d.act) if line]
    private += [conflict.text for conflict in record.conflicts if conflict.visibility == "organisers"]
    assert len(private) > 20
    return private


def test_nor_anything_of_a_series_full_of_secrets(bring, visit, engine):
    secret = Links(bring(made_up.with_secrets(), slug="secret"), engine, visit)
    for person in ("gp1", "jo", "delia", "george"):
        page = secret.opened(person).page()
        assert [word for word in (*made_up.FOR_NOBODY_HERE, *made_up.FOR_ORGANISERS) if word in page] == []


def test_it_asks_the_database_as_often_for_sixty_actions_as_for_one(bring, visit, engine, count_queries):
    asked = []
    for doc, slug in ((made_up.one_action(), "one"), (made_up.overfull(), "sixty")):
        telephone = Links(bring(doc, slug=slug), engine, visit).opened("gp1")
        before = len(count_queries)
        telephone.page()
        asked.append(len(count_queries) - before)
    assert asked[0] == asked[1]


def test_by_a_link_an_organiser_is_a_participant_and_no_more(links):
    for person in ("jo", "delia"):
        page = links.opened(person).page()
        assert [word for word in ("/series/", "/write/", "needs you") if word in page] == []


def test_by_a_link_a_sponsor_sees_no_more_than_a_sponsor_does(links):
    plan = links.opened("george").words().partition("The plan")[2]
    assert "a few under way" in plan
    assert "1 under way, 2 done" not in plan
    assert "1 under way, 2 done" in links.opened("dn1").words()


def test_where_the_facilitators_keep_the_record_ones_own_part_stays(links, engine, beston):
    with writing(engine) as db:
        series = Series.metadata.tables["series"]
        db.execute(update(series).where(series.c.id == beston.series_id).values(record_scope="facilitators"))
    telephone = links.opened("ota")
    assert "Euan, you have one thing to do" in telephone.words()
    assert "Good to know" in telephone.said("action", "A14", answer="moving")


def test_the_wall_is_a_drawing_by_itself(links):
    telephone = links.opened("ota")
    answer = telephone.browser.get(f"{telephone.link}/plan.svg")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert f'href="{telephone.link}/plan.svg"' in telephone.page()


def test_what_was_sent_to_somebody_and_heard_from_them_is_theirs_to_see(links):
    said = links.opened("gp1").words()
    assert "A question, by telephone, from Delia" in said
    assert "Asked what would make it possible" in said
    assert "Heard from you: No shared meaning of" in said


def test_a_letter_that_went_stands_there_and_one_that_waits_does_not(links, engine, beston):
    with writing(engine) as db:
        for subject, sent in (("Where we have got to", now()), ("Not yet gone", None)):
            told = {"subject": subject, "text": "", "message_id": subject, "sent_at": sent, "slot": subject}
            whose = {"in_series": beston.series_id, "person": "ota", "to_address": "euan@example.org"}
            when = {"created_at": now(), "next_try_at": now(), "state": "sent" if sent else "queued"}
            db.add(OutboxLetter(kind="recap", **told, **whose, **when))
    said = links.opened("ota").words()
    assert "Where we have got to" in said
    assert "Not yet gone" not in said


def test_it_weighs_less_than_sixty_kilobytes_with_all_that_it_fetches(links):
    page = links.opened("ota").page()
    fetched = {address.partition("#")[0] for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', page)}
    by_address = {asset.address: asset for asset in shelf().values()}
    weights = [len(by_address[address].packed or by_address[address].body) for address in fetched]
    assert any("woff2" in address for address in fetched)
    assert len(gzip.compress(page.encode())) + sum(weights) < 60_000


# -- how it stands --------------------------------------------------------
def test_each_answer_is_told_as_its_givers_own_words_and_given_to_the_contact_that_waits(links, beston, engine):
    """In the same moment; and taken back it leaves no trace in the record."""
    contact(engine, beston, "U90", date(2018, 4, 5))
    contact(engine, beston, "U91", date(2018, 4, 9))
    telephone, before = links.opened("ota"), links.record()
    for way, (field, line, events, result) in WAYS.items():
        telephone.send("action", "A14", answer=way, **{field: line})
        told, held = today_of(beston, "A14"), beston.record.follow_ups
        assert [event.event for event in told] == events
        assert {(event.by, event.via, event.recorded_by) for event in told} == {("ota", "link", None)}
        assert line in (told[-1].note, told[-1].what_would_help)
        assert (held["U91"].result, held["U91"].heard) == (result, line)
        assert held["U90"].result is None
        assert telephone.send("back", "A14").status_code == 422  # a tick first
        assert "Taken back." in telephone.said("back", "A14", sure="yes")
        assert links.record() == before
        assert not telephone.has("back", "A14")


def contact(engine, beston, id_, on):
    """Delia wrote to Euan about A14."""
    with writing(engine) as db:
        draft = Draft(beston.record)
        told = {
            "on": on.isoformat(),
            "by": "delia",
            "with": "ota",
            "kind": "nudge",
            "channel": "email",
            "said": "How goes it?",
        }
        draft.add(("follow_ups",), {"id": id_, "about": ["A14"]} | told)
        draft.write(db, Said(None, "delia", on, now()))


@pytest.mark.parametrize(
    "way, thanks",
    [
        ("stuck", "Thank you for saying. Delia will be in touch."),
        ("moving", "Thank you. Good to know that it is moving."),
        ("not_mine", "It is off your list, and Delia will look for somebody."),
    ],
)
def test_every_answer_is_thanked_for_and_needs_no_line(links, way, thanks):
    assert thanks in links.opened("ota").said("action", "A14", answer=way)


def test_done_says_what_came_of_it(links, beston):
    telephone = links.opened("ota")
    answer = telephone.send("action", "A14", answer="done", line_moving="Nearly there")
    assert answer.status_code == 422
    assert "Say what came of it." in answer.text
    assert 'value="done" id="A14-answer" checked' in answer.text
    assert "Nearly there" in answer.text
    assert today_of(beston, "A14") == []
    assert "It stands on the plan as done." in telephone.said("action", "A14", answer="done", line_done="We learnt")
    assert links.action("A14").outcome.note == "We learnt"


def test_who_is_stuck_need_not_know_yet_what_would_help(links):
    telephone = links.opened("ota")
    said = telephone.said("action", "A14", answer="stuck")
    assert links.action("A14").stuck.what_would_help == "Not said yet"
    assert "You said today that it is stuck." in said
    assert "Not said yet" not in said


def test_sending_without_choosing_changes_nothing_and_keeps_what_was_typed(links):
    telephone, before = links.opened("ota"), links.record()
    answer = telephone.send("action", "A14", line_stuck="A word from the pharmacies")
    assert answer.status_code == 422
    assert "Choose one of the answers first." in answer.text
    assert "A word from the pharmacies" in answer.text
    assert links.record() == before


def test_what_points_to_one_person_is_stopped_and_kept_on_the_page(links):
    telephone, before = links.opened("ota"), links.record()
    answer = telephone.send("action", "A14", answer="moving", line_moving="Ring 0131 496 0123 for it")
    assert answer.status_code == 422
    assert "This looks like" in answer.text
    assert "Ring 0131 496 0123 for it" in answer.text
    assert links.record() == before


def test_a_line_that_a_telephone_broke_is_one_line(links):
    links.opened("ota").send("action", "A14", answer="moving", line_moving="Seven are in\r\n\r\nand two to come")
    assert links.action("A14").last.note == "Seven are in and two to come"


def test_what_somebody_is_asked_is_taken_on_or_handed_back(links, beston, engine):
    ask(beston, engine, "A14", "dn1")
    telephone = links.opened("dn1")
    said = telephone.words()
    assert "Karen, you are being asked to do one thing" in said
    assert "I take it on" in said
    assert "Moving" not in said.partition("The plan")[0]
    assert "Thank you for taking it on." in telephone.said("action", "A14", answer="take_on")
    assert (links.action("A14").state, links.action("A14").lead) == ("agreed", "dn1")
    telephone.send("back", "A14", sure="yes")
    assert links.action("A14").state == "asked"
    telephone.send("action", "A14", answer="not_mine", line_not_mine="I am away")
    assert [e.event for e in today_of(beston, "A14")] == ["asked", "declined"]
    assert links.action("A14").state == "proposed"


def ask(beston, engine, action, person):
    with writing(engine) as db:
        draft = Draft(beston.record)
        draft.tell(("actions", action), {"on": "2018-04-11", "event": "asked", "to": person, "by": "delia"})
        draft.write(db, Said(None, "delia", date(2018, 4, 11), now()))


def test_another_persons_action_is_not_there_to_be_answered(links, beston):
    telephone, before = links.opened("ota"), links.record()
    form = telephone.form("action", "A14").fields
    for thing in ("A04", "A99", "T1"):
        answer = telephone.browser.post(telephone.link, data=form | {"thing": thing, "answer": "moving"})
        assert answer.status_code == 422
        assert "This is not yours to answer any more." in answer.text
    assert links.record() == before


def test_what_was_written_of_an_action_that_ended_meanwhile_is_shown_and_not_lost(links, visit, beston):
    telephone = links.opened("ota")
    form = telephone.form("action", "A14").fields
    move = beston.address("actions", "A14", "moves", "let_go")
    visit(beston.delia).fill_in(move, move, note="The new register will tell us")
    answer = telephone.browser.post(telephone.link, data=form | {"answer": "moving", "line_moving": "Eight are in"})
    assert answer.status_code == 422
    assert "You wrote: “Eight are in”" in words(answer.text)


# -- taking back ----------------------------------------------------------
def test_what_somebody_said_after_it_is_not_taken_back_with_it(links, visit, beston):
    telephone = links.opened("ota")
    telephone.send("action", "A14", answer="stuck")
    form = telephone.form("back", "A14").fields
    move = beston.address("actions", "A14", "moves", "moving")
    visit(beston.delia).fill_in(move, move, note="He rang")
    answer = telephone.browser.post(telephone.link, data=form | {"sure": "yes"})
    assert answer.status_code == 422
    assert "Something was said after it" in answer.text
    assert [e.event for e in today_of(beston, "A14")] == ["stuck", "moving"]


def test_on_a_later_day_one_answers_anew(links, at):
    telephone = links.opened("ota")
    telephone.send("action", "A14", answer="stuck", line_stuck="A word from the pharmacies")
    at("2018-04-12T09:00:00+01:00")
    assert not telephone.has("back", "A14")
    assert "You said on 11 April that it is stuck." in telephone.words()
    telephone.send("action", "A14", answer="moving")
    assert links.action("A14").state == "started"


def test_what_was_done_is_opened_again_with_a_word(links, at):
    telephone = links.opened("ota")
    telephone.send("action", "A14", answer="done", line_done="All nine are in")
    at("2018-04-12T09:00:00+01:00")
    assert "Euan, there is nothing for you to do" in telephone.words()
    refused = telephone.send("again", "A14", sure="yes")
    assert refused.status_code == 422
    assert "Say why it is opened again." in refused.text
    assert telephone.send("again", "A14", line_open_again="One came back").status_code == 422
    said = telephone.said("again", "A14", sure="yes", line_open_again="One came back")
    assert "It is open again, and yours." in said
    assert (links.action("A14").state, links.action("A14").last.note) == ("agreed", "One came back")


# -- whether they come ----------------------------------------------------
def invited(beston, person):
    return next(i for i in beston.record.invitations["M4"] if i.person == person)


@pytest.mark.parametrize("said, thanks", [("coming", "We look forward"), ("cannot", "Thank you for telling us.")])
def test_alan_says_whether_he_comes(links, beston, said, thanks):
    telephone = links.opened("gp1")
    assert thanks in telephone.said("reply", "M4", reply=said)
    assert (invited(beston, "gp1").reply, invited(beston, "gp1").replied_on) == (said, date(2018, 4, 11))


def test_who_sends_somebody_names_them_and_that_person_is_not_written_to(links, beston):
    telephone, people = links.opened("gp1"), set(beston.record.people)
    refused = telephone.send("reply", "M4", reply="sending_substitute")
    assert refused.status_code == 422
    assert "Write their name, so that they are expected." in refused.text
    said = telephone.said("reply", "M4", reply="sending_substitute", instead="Dr Ann Shaw")
    assert "Thank you. They will be expected." in said
    assert "You said on 11 April that Dr Ann Shaw comes in your place." in said
    assert (invited(beston, "gp1").reply, invited(beston, "gp1").substitute_name) == (
        "sending_substitute",
        "Dr Ann Shaw",
    )
    assert set(beston.record.people) == people
    telephone.send("reply", "M4", reply="coming", instead="Dr Ann Shaw")
    assert (invited(beston, "gp1").reply, invited(beston, "gp1").substitute_name) == ("coming", None)


def test_who_was_not_invited_is_told_the_day_and_not_asked(links, beston, engine):
    uninvited(beston, engine, "gp1")
    telephone = links.opened("gp1")
    assert "Wednesday 18 April" in telephone.words()
    assert not telephone.has("reply", "M4")
    form = telephone.form("action", "A04").fields
    answer = telephone.browser.post(telephone.link, data=form | {"about": "reply", "thing": "M4", "reply": "coming"})
    assert answer.status_code == 422


def uninvited(beston, engine, person):
    table = Invitation.metadata.tables["invitation"]
    with writing(engine) as db:
        mine = (table.c.series_id == beston.series_id) & (table.c.person == person) & (table.c.meeting == "M4")
        db.execute(delete(table).where(mine))


def test_once_the_meeting_is_open_nobody_is_asked_any_more(links, beston, visit, at):
    telephone = links.opened("gp1")
    form = telephone.form("reply", "M4").fields
    at("2018-04-18T13:30:00+01:00")
    opening = beston.address("write", "meeting-open", "M4")
    assert visit(beston.jo).fill_in(opening, opening).status_code == 303
    assert not telephone.has("reply", "M4")
    assert telephone.browser.post(telephone.link, data=form | {"reply": "cannot"}).status_code == 422


# -- fewer messages ---------------------------------------------------------
def test_somebody_asks_to_be_rung_and_left_in_peace_for_a_while(links, beston):
    telephone = links.opened("ota")
    said = telephone.said("messages", prefers="phone", quiet_until="2018-05-01")
    assert "We will keep to that." in said
    person = beston.record.people["ota"]
    assert (person.prefers, person.quiet_until) == ("phone", date(2018, 5, 1))
    assert "Now we are in touch with you by telephone." in said
    assert "You asked to be left in peace until 1 May." in said
    telephone.send("messages", again="yes")
    assert (beston.record.people["ota"].prefers, beston.record.people["ota"].quiet_until) == ("phone", None)


@pytest.mark.parametrize(
    "typed, why",
    [
        ({}, "Choose how, or a day"),
        ({"quiet_until": "2018-04-11"}, "Choose a day that is still to come."),
        ({"quiet_until": "soon"}, "Write the day like 2026-04-15."),
        ({"prefers": "post"}, "Choose one of what is offered."),
    ],
)
def test_what_cannot_be_kept_of_it_is_said_beside_it(links, typed, why):
    telephone, before = links.opened("ota"), links.record()
    answer = telephone.send("messages", **typed)
    assert answer.status_code == 422
    assert why in answer.text
    assert links.record() == before


# -- twice ------------------------------------------------------------------
def test_the_same_form_twice_is_one_answer_and_leads_to_the_same_place(links, beston, engine):
    telephone = links.opened("ota")
    form = telephone.form("action", "A14").fields | {"answer": "moving", "line_moving": "Seven are in"}
    answers = [telephone.browser.post(telephone.link, data=form) for _ in range(3)]
    assert {(a.status_code, a.headers["location"]) for a in answers} == {(303, f"{telephone.link}?said=moving")}
    assert len(today_of(beston, "A14")) == 1
    with reading(engine) as db:
        kept = db.execute(select(Receipt.__table__.c.answer, Receipt.__table__.c.account_id)).all()
    assert [row.account_id for row in kept] == [None]
    assert telephone.link.removeprefix("/part/") not in kept[0].answer


def test_a_form_from_another_site_is_refused(links):
    telephone, before = links.opened("ota"), links.record()
    form = telephone.form("action", "A14").fields | {"answer": "moving"}
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert telephone.browser.post(telephone.link, data=form, headers=elsewhere).status_code == 403
    assert telephone.browser.post(telephone.link, data=form | {"csrf": "x"}).status_code == 403
    assert links.record() == before


def test_a_link_opens_no_other_page(links, beston):
    telephone = links.opened("jo")
    telephone.send("messages", prefers="phone")
    for address in (beston.address(), beston.address("actions"), beston.address("stories"), "/series/", "/account"):
        assert telephone.browser.get(address).status_code == 404
    assert (
        telephone.browser.post(beston.address("write", "priority"), data={"csrf": token(telephone.browser)}).status_code
        == 404
    )


# -- who has moved on (trap 4) -------------------------------------------------
@pytest.fixture
def euan_moved_on(visit, beston, engine):
    """Yesterday; he had not been invited to meeting 4 any more."""
    uninvited(beston, engine, "ota")
    form = beston.address("write", "hat-end", "ota", "1")
    answer = visit(beston.delia).fill_in(form, form, to="2018-04-10", end_reason="changed_job")
    assert answer.status_code == 303, answer.text


def test_who_has_moved_on_still_says_how_what_they_lead_stands_and_sees_no_more(links, euan_moved_on):
    telephone = links.opened("ota")
    said = telephone.words()
    assert "Bring the meaning of" in said
    assert "Knowing who is housebound" not in said
    assert "Meeting 4 Wednesday" not in said
    assert telephone.browser.get(f"{telephone.link}/plan.svg").status_code == 404
    telephone.send("action", "A14", answer="done", line_done="All nine are in")
    assert links.action("A14").state == "done"
    assert telephone.browser.get(telephone.link).status_code == 404


def test_and_hands_it_back(links, euan_moved_on):
    telephone = links.opened("ota")
    answer = telephone.send("action", "A14", answer="not_mine", line_not_mine="I have moved on")
    assert answer.status_code == 303
    assert links.action("A14").state == "proposed"


def test_the_audit_names_who_answered(links, visit, beston):
    links.opened("ota").send("action", "A14", answer="moving")
    page = visit(beston.jo).get(beston.address("audit")).text
    assert "Euan Grant" in page
