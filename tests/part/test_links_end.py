"""How long a link serves, how it is asked for again, and what organisers do with it."""

import re

import pytest
from sqlalchemy import select, update

from app.audit.models import AuditEntry
from app.clock import now
from app.db import reading, writing
from app.keeping.draft import Draft
from app.letters.desk_of_post import DeskOfPost
from app.letters.my_link import ASKED
from app.links.domain import MARK, new_link, take_back
from app.links.models import PersonalLink
from app.mail import MailServer, Sender
from app.people.models import Person
from app.post.models import OutboxLetter
from app.post.worker import Postman
from app.record.acting import Said
from app.settings import settings
from tests.part.links import words
from tests.world.letters import calls_from
from tests.world.mail import mail_server

AGAIN = "/part"
CHANGING = re.compile(r'nonce="[^"]*"|name="(csrf|once)" value="[^"]*"')


def reads(answer) -> str:
    """A page without what is fresh on every page."""
    return CHANGING.sub("", answer.text)


def posted(engine):
    letter = OutboxLetter.__table__
    with reading(engine) as db:
        return list(db.execute(select(letter).where(letter.c.kind == "my_link").order_by(letter.c.id)))


# -- until when ------------------------------------------------------------
def test_a_link_serves_until_thirty_days_after_the_last_meeting(links, at):
    telephone = links.opened("ota")  # the last meeting is on 13 June
    assert "This link is yours alone until Friday 13 July" in telephone.words()
    at("2018-07-13T23:59:00+01:00")
    assert telephone.browser.get(telephone.link).status_code == 200
    at("2018-07-14T00:01:00+01:00")
    assert telephone.browser.get(telephone.link).status_code == 404


def test_when_the_last_meeting_moves_so_does_that_day(links, beston, engine, at):
    telephone = links.opened("ota")
    with writing(engine) as db:
        draft = Draft(beston.record)
        moved = {"on": "2018-04-11", "event": "moved", "to": "2018-06-27", "note": "The hall is let", "by": "jo"}
        draft.tell(("meetings", "M6"), moved)
        draft.write(db, Said(None, "jo", beston.then("2018-04-11").day, now()))
    assert "until Friday 27 July" in telephone.words()
    at("2018-07-27T12:00:00+01:00")
    assert telephone.browser.get(telephone.link).status_code == 200


def test_given_to_nobody_taken_back_run_out_and_cut_short_all_lead_to_the_same_page(links, beston, engine, at):
    telephone, other = links.opened("ota"), links.opened("gp1")
    form = telephone.form("action", "A14").fields | {"answer": "moving"}
    with writing(engine) as db:
        assert take_back(db, beston.series_id, "ota", now=now()) == 1
    browser = other.browser
    taken_back, unknown = browser.get(telephone.link), browser.get("/part/" + "x" * 22)
    cut, calendar = browser.get(other.link[:-1]), browser.get(other.link[:12])
    assert telephone.browser.post(telephone.link, data=form).status_code == 404
    assert browser.get(f"{telephone.link}/plan.svg").status_code == 404
    at("2018-08-01T09:00:00+01:00")
    run_out = browser.get(other.link)
    pages = [taken_back, unknown, cut, calendar, run_out]
    assert {page.status_code for page in pages} == {404}
    assert {reads(page) for page in pages} == {reads(unknown)}
    assert "Send me my link" in unknown.text
    assert "Beston inquiry" not in unknown.text


@pytest.mark.parametrize("clings", [".", ">", ").", "%0A"])
def test_what_a_letters_reader_took_for_a_part_of_the_link_is_forgiven(links, clings):
    telephone = links.opened("ota")
    answer = telephone.browser.get(telephone.link + clings)
    assert answer.status_code == 200
    assert f'action="{telephone.link}"' in answer.text


def test_only_a_hash_of_a_link_is_kept(links, engine):
    link = links.of("ota").removeprefix("/part/")
    with reading(engine) as db:
        kept = db.execute(select(PersonalLink.__table__)).all()
    assert link not in repr(kept)
    assert len(link) == 22  # 128 bits


# -- asking again ------------------------------------------------------------
def test_euan_asks_for_his_link_and_has_a_letter_with_a_place_for_it(visit, beston, engine):
    answer = visit().fill_in(AGAIN, AGAIN, email=f" {beston.ota.email.upper()} ")
    assert "If the address is known here, its link comes in a few minutes." in words(visit().follow(answer).text)
    (letter,) = posted(engine)
    assert (letter.to_address, letter.person, letter.in_series) == (beston.ota.email, "ota", beston.series_id)
    link = f"{settings().base_url}/part/{MARK}"
    assert link in letter.text
    assert link in letter.html
    assert letter.subject == "Your part of The Beston inquiry"
    assert "until 13 July 2018" in letter.text


def test_what_was_asked_for_is_written_down_once_and_a_stranger_s_wish_is_not(visit, beston, engine):
    """Who typed the address is not known, so that it was they themselves is not said."""
    for email in (beston.ota.email, beston.ota.email, "nobody@example.org"):
        visit().fill_in(AGAIN, AGAIN, email=email)
    entry = AuditEntry.__table__
    with reading(engine) as db:
        noted = db.execute(select(entry).where(entry.c.verb == ASKED)).all()
    assert [(e.chain, e.kind, e.thing, e.account_id, e.person) for e in noted] == [
        (beston.series_id, "person", "ota", None, None)
    ]
    assert "Beston was asked for the link of" in words(visit(beston.delia).get(beston.address("audit")).text)


def test_the_letter_goes_and_its_link_opens_his_part(visit, beston, engine):
    visit().fill_in(AGAIN, AGAIN, email=beston.ota.email)
    with mail_server() as office:
        server = MailServer("plain", "localhost", office.port)
        Postman(engine, server, Sender("Beston", "no-reply@beston.example"), desk=DeskOfPost()).round()
    (arrived,) = office.arrived
    assert arrived.to == beston.ota.email
    texts = [part.get_content() for part in arrived.message.walk() if part.get_content_maintype() == "text"]
    links = {re.search(r"/part/[\w-]{22}(?![\w-])", text)[0] for text in texts}
    assert len(links) == 1
    assert "Euan, you have one thing to do" in words(visit().get(links.pop()).text)
    assert posted(engine)[0].text.count(MARK) == 1  # what lies in the database still opens nothing


def test_the_page_reads_the_same_whether_or_not_an_address_is_known(visit, beston, engine):
    known, unknown = visit(), visit()
    answers = [
        known.fill_in(AGAIN, AGAIN, email=beston.ota.email),
        unknown.fill_in(AGAIN, AGAIN, email="nobody@example.org"),
    ]
    assert {(a.status_code, a.headers["location"], a.text) for a in answers} == {(303, "/part?sent=yes", "")}
    assert len({reads(one.follow(a)) for one, a in zip((known, unknown), answers, strict=True)}) == 1
    assert [letter.person for letter in posted(engine)] == ["ota"]


def test_a_stranger_s_address_takes_as_many_questions_to_the_database_as_one_that_is_known(
    visit, beston, engine, count_queries
):
    """Those who have a letter on its way, too: how long the answer takes tells nothing."""
    asked = []
    for email in (beston.ota.email, beston.ota.email, "nobody@example.org", "somebody@example.org"):
        before = len(count_queries)
        visit().fill_in(AGAIN, AGAIN, email=email)
        asked.append(len(count_queries) - before)
    assert max(asked) - min(asked) <= 2
    assert [letter.to_address for letter in posted(engine)] == [beston.ota.email]


def test_one_letter_is_on_its_way_at_a_time(visit, beston, engine):
    for _ in range(3):
        visit().fill_in(AGAIN, AGAIN, email=beston.ota.email)
    assert len(posted(engine)) == 1


def test_who_is_two_people_here_has_two_letters(visit, beston, engine):
    table = Person.__table__
    with writing(engine) as db:
        mine = (table.c.series_id == beston.series_id) & (table.c.id == "gp1")
        db.execute(update(table).where(mine).values(email=beston.ota.email, email_folded=beston.ota.email))
    visit().fill_in(AGAIN, AGAIN, email=beston.ota.email)
    assert {letter.person for letter in posted(engine)} == {"ota", "gp1"}


def test_after_the_last_day_no_letter_is_sent_and_the_page_is_the_same(visit, beston, engine, at):
    at("2018-08-01T09:00:00+01:00")
    assert visit().fill_in(AGAIN, AGAIN, email=beston.ota.email).headers["location"] == "/part?sent=yes"
    assert posted(engine) == []


def test_asking_too_often_is_refused_for_a_while_and_for_no_longer(visit, beston, at):
    browser = calls_from(visit(), "192.0.2.7")
    statuses = [browser.fill_in(AGAIN, AGAIN, email="nobody@example.org").status_code for _ in range(6)]
    assert statuses == [303] * 5 + [429]
    refused = browser.fill_in(AGAIN, AGAIN, email="nobody@example.org")
    assert int(refused.headers["retry-after"]) > 0
    assert "asked for a few times just now" in refused.text
    at("2018-04-11T09:20:00+01:00")
    assert browser.fill_in(AGAIN, AGAIN, email="nobody@example.org").status_code == 303


def test_what_is_no_address_is_said_beside_the_field_and_kept(visit):
    answer = visit().fill_in(AGAIN, AGAIN, email="euan at therapy")
    assert answer.status_code == 422
    assert "This is not an e-mail address yet." in answer.text
    assert 'value="euan at therapy"' in answer.text


# -- what organisers do --------------------------------------------------------
def form_to(visitor, page, act):
    return next(form.fields for form in visitor.forms(page) if form.fields.get("act") == [act])


def test_delia_makes_a_link_that_is_shown_once_and_opens_euans_part(visit, beston, links, engine):
    delia, page = visit(beston.delia), beston.address("people", "ota", "link")
    form = form_to(delia, page, "make")
    answers = [delia.post(page, data=form) for _ in range(2)]  # a double click
    (shown,) = {re.search(r'value="(http\S+/part/\S+)"', answer.text)[1] for answer in answers}
    assert shown not in delia.get(page).text
    assert "Euan, you have one thing to do" in words(visit().get(shown.removeprefix(settings().base_url)).text)
    assert "Last given out on Wednesday 11 April." in words(delia.get(beston.address("people", "ota")).text)
    assert words(delia.get(beston.address("audit")).text).count("made a link for") == 1


def test_delia_takes_all_of_them_back_with_a_tick(visit, beston, links):
    telephone, delia, page = links.opened("ota"), visit(beston.delia), beston.address("people", "ota", "link")
    other = links.opened("gp1")
    form = form_to(delia, page, "take_back")
    assert delia.post(page, data=form).status_code == 422
    assert telephone.browser.get(telephone.link).status_code == 200
    delia.follow(delia.post(page, data=form | {"sure": "yes"}))
    assert telephone.browser.get(telephone.link).status_code == 404
    assert other.browser.get(other.link).status_code == 200
    assert "All were taken back." in words(delia.get(page).text)


def test_no_link_is_made_for_somebody_who_has_no_place(visit, beston):
    delia, page = visit(beston.delia), beston.address("people", "car1", "link")
    assert "they have no place in this series now" in words(delia.get(page).text)
    form = form_to(delia, beston.address("people", "ota", "link"), "make")
    assert delia.post(page, data=form).status_code == 422
    assert delia.get(beston.address("people", "nobody-here", "link")).status_code == 404


def test_to_everybody_else_that_page_is_not_there(visit, beston):
    for person in (beston.ota, beston.george):
        assert visit(person).get(beston.address("people", "ota", "link")).status_code == 404
        assert "/people/ota/link" not in visit(beston.ota).get(beston.address("people", "ota")).text


def test_the_same_form_sent_for_somebody_else_makes_a_link_of_their_own(visit, beston):
    """Or one person's link would be shown, and sent, as another's."""
    delia = visit(beston.delia)
    pages = [beston.address("people", person, "link") for person in ("ota", "gp1")]
    form = form_to(delia, pages[0], "make")
    shown = [re.search(r'value="(http\S+/part/\S+)"', delia.post(page, data=form).text)[1] for page in pages]
    opened = [words(visit().get(link.removeprefix(settings().base_url)).text) for link in shown]
    assert ["Euan, you have" in page for page in opened] == [True, False]


def test_a_link_that_somebody_asked_for_is_sent_again_by_nobody_else(visit, beston, engine):
    visit().fill_in(AGAIN, AGAIN, email=beston.ota.email)
    with writing(engine) as db:
        db.execute(update(OutboxLetter).values(state="failed"))
    delia, page = visit(beston.delia), beston.address("letters", str(posted(engine)[0].id))
    form = delia.forms(page)[0].fields | delia.forms(page)[-1].fields
    answer = delia.post(page, data=form | {"do": "again"})
    assert (answer.status_code, "can ask again" in answer.text) == (422, True)
    assert posted(engine)[0].state == "failed"


# -- another address -----------------------------------------------------------
@pytest.fixture
def calendar_of(engine, beston):
    """The path of an address of somebody's calendar."""

    def given(person):
        with writing(engine) as db:
            return f"/calendar/{new_link(db, beston.series_id, person, now=now(), serves='calendar')}.ics"

    return given


def changed_by(visitor, beston, **typed):
    """As an organiser, or they themselves, change it on the form about Euan."""
    there = beston.address("write", "person-change", "ota")
    assert visitor.fill_in(there, there, **typed).status_code == 303


@pytest.mark.parametrize("now_it_is", ["euan@elsewhere.example", ""])
@pytest.mark.parametrize("who", ["delia", "ota"])
def test_with_an_old_address_its_links_and_calendars_end(links, calendar_of, visit, beston, who, now_it_is):
    telephone, calendar, other = links.opened("ota"), calendar_of("ota"), links.opened("gp1")
    assert visit().get(calendar).status_code == 200
    changed_by(visit(beston.people[who]), beston, email=now_it_is)
    assert visit().get(telephone.link).status_code == 404
    assert visit().get(calendar).status_code == 404
    assert other.browser.get(other.link).status_code == 200


def test_putting_the_old_address_back_opens_no_old_link_and_ends_those_of_the_new_one(links, visit, beston):
    old, delia, address = links.opened("ota"), visit(beston.delia), beston.ota.email
    changed_by(delia, beston, email="euan@elsewhere.example")
    new = links.opened("ota")
    assert new.browser.get(new.link).status_code == 200
    changed_by(delia, beston, email=address)
    assert [visit().get(one.link).status_code for one in (old, new)] == [404, 404]


def test_whatever_else_changes_and_the_same_address_in_capitals_leave_links_alone(links, calendar_of, visit, beston):
    telephone, calendar = links.opened("ota"), calendar_of("ota")
    changed_by(visit(beston.delia), beston, mobile="07700 900123", email=beston.ota.email.upper())
    assert [visit().get(path).status_code for path in (telephone.link, calendar)] == [200, 200]


def test_whoever_is_taken_away_leaves_no_link_to_somebody_who_is_given_the_same_id(links, beston, engine):
    theirs = {"name": "Ann Shaw", "memberships": [{"role": "participant", "from": "2018-04-11"}]}
    jo = Said(None, "jo", beston.then("2018-04-11").day, now())
    with writing(engine) as db:
        draft = Draft(beston.record)
        draft.add(("people",), {"id": "ann-shaw"} | theirs)
        draft.write(db, jo)
    telephone = links.opened("ann-shaw")
    assert telephone.browser.get(telephone.link).status_code == 200
    for change in ("take away", "add"):
        with writing(engine) as db:
            draft = Draft(beston.record)
            if change == "add":
                draft.add(("people",), {"id": "ann-shaw"} | theirs)
            else:
                draft.take_away(("people", "ann-shaw"))
            draft.write(db, jo)
    assert telephone.browser.get(telephone.link).status_code == 404
