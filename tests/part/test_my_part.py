"""A participant's own part, by a personal link: what they lead, the next meeting, what they said, and the plan."""

import gzip
import re
from datetime import date

import pytest
from sqlalchemy import update

from app.assets import shelf
from app.clock import now
from app.db import writing
from app.keeping.draft import Draft
from app.post.models import OutboxLetter
from app.record.acting import Said
from app.series.models import Series
from tests.pages import made_up
from tests.part.links import Links, uninvited, words
from tests.world.sending import token

WHOM_TO_RING = "delia"  # and Jo, for Delia herself
ALIVE = "Bring the meaning of &#39;housebound&#39; each service uses"


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


def test_whom_to_ring_or_write_to_stands_there_as_in_every_letter(links, beston, engine):
    email = beston.record.people["delia"].email
    assert f"Questions? Write to Delia, {email}" in links.opened("ota").words()
    with writing(engine) as db:
        draft = Draft(beston.record)
        draft.change(("people", "delia"), {"mobile": "07700 900100"})
        draft.write(db, Said(None, "delia", date(2018, 4, 11), now()))
    page = links.opened("ota").page()
    assert f"Questions? Ring Delia, 07700 900100 , or write to {email}" in words(page)
    assert 'href="tel:07700900100"' in page
    assert f'href="mailto:{email}"' in page
    assert "Questions? Write to Jo" in links.opened("delia").words()


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
    others = [p for p in others if p.id not in (WHOM_TO_RING, "jo" if person == WHOM_TO_RING else "")]
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


def test_what_was_said_on_another_day_is_not_taken_back_but_said_anew(links, at):
    how = "Said on another day? Say what is so now."
    telephone = links.opened("ota")
    telephone.send("action", "A14", answer="moving")
    today = telephone.words()
    assert "Take this back" in today
    assert how not in today
    at("2018-04-12T09:00:00+01:00")
    tomorrow = telephone.words()
    assert "Take this back" not in tomorrow
    assert f"You said on 11 April that it is moving. {how} How is it going?" in tomorrow


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
    assert len(gzip.compress(page.encode())) + weight_of(page) < 60_000


def weight_of(page: str) -> int:
    """Of all that it fetches: its style sheet, its drawings and its typeface."""
    fetched = {address.partition("#")[0] for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', page)}
    assert any("woff2" in address for address in fetched)
    by_address = {asset.address: asset for asset in shelf().values()}
    return sum(len(by_address[address].packed or by_address[address].body) for address in fetched)


def test_a_link_opens_no_other_page(links, beston):
    telephone = links.opened("jo")
    telephone.send("messages", prefers="phone")
    for address in (beston.address(), beston.address("actions"), beston.address("stories"), "/series/", "/account"):
        assert telephone.browser.get(address).status_code == 404
    assert (
        telephone.browser.post(beston.address("write", "priority"), data={"csrf": token(telephone.browser)}).status_code
        == 404
    )


# -- who has moved on ---------------------------------------------------------
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
    assert "is helping" not in said
    assert "Priya" not in said
    assert "Meeting 4 Wednesday" not in said
    assert telephone.browser.get(f"{telephone.link}/plan.svg").status_code == 404
    telephone.send("action", "A14", answer="done", line_done="All nine are in")
    assert links.action("A14").state == "done"
    assert telephone.browser.get(telephone.link).status_code == 404


def test_what_others_do_that_it_waits_for_is_not_for_them(links, beston, engine, visit):
    with writing(engine) as db:
        draft = Draft(beston.record)
        draft.change(("actions", "A14"), {"waits_for": ["A10"]})
        draft.write(db, Said(None, "delia", beston.then("2018-04-11").day, now()))
    waits = "Waiting "
    assert waits in links.opened("ota").words()
    uninvited(beston, engine, "ota")
    form = beston.address("write", "hat-end", "ota", "1")
    assert visit(beston.delia).fill_in(form, form, to="2018-04-10", end_reason="changed_job").status_code == 303
    assert waits not in links.opened("ota").words()


def test_and_hands_it_back(links, euan_moved_on):
    telephone = links.opened("ota")
    answer = telephone.send("action", "A14", answer="not_mine", line_not_mine="I have moved on")
    assert answer.status_code == 303
    assert links.action("A14").state == "proposed"


def test_the_audit_names_who_answered(links, visit, beston):
    links.opened("ota").send("action", "A14", answer="moving")
    page = visit(beston.jo).get(beston.address("audit")).text
    assert "Euan Grant" in page
