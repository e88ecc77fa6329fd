"""People brought into a series from a spreadsheet: looked at first, then all of them or none."""

import re

import pytest

from app import series_file
from tests.beginning.conftest import Beginning
from tests.world.visitor import HTMX, forms_in

PEOPLE = """Name\tE-mail\tOrganisation\tJob\tMobile\tKnown as
Reid, Josephine\tjo.reid@example.org\tNHS Castle Street\tCommunity nurse\t0131 496 0123\tJo
Bo Li\tbo@example.org\tNHS Castle St\tPorter\t\t
Mòr NicGilleBhràth\t\tThe Red Kite Trust\t\t\t
"""


@pytest.fixture
def paste(ann):
    """Somebody who has begun a series, at the page where people are pasted."""
    return Pasting(ann, ann.begin())


class Pasting:
    def __init__(self, ann: Beginning, slug: str) -> None:
        self.ann, self.slug = ann, slug
        self.page = f"/series/{slug}/people/paste"

    def look(self, text: str, **fields):
        return self.ann.visitor.fill_in(self.page, self.page, text=text, step="look", **fields)

    def send(self, answer, *, step="add", headers=None, **fields):
        form = next(form for form in forms_in(answer.text) if form.action == self.page)
        given = form.fields | fields | {"step": step}
        return self.ann.visitor.post(self.page, data=given, headers=headers)

    def add(self, text: str, **fields):
        answer = self.send(self.look(text), **fields)
        assert answer.status_code == 303, re.findall('class="wrong".*', answer.text)
        return answer

    @property
    def people(self) -> dict[str, dict]:
        return {person["name"]: person for person in self.file["people"]}

    @property
    def file(self) -> dict:
        return self.ann.file(self.slug)


@pytest.mark.both_databases
@pytest.mark.parametrize("headers", [None, HTMX], ids=["plain", "htmx"])
def test_a_list_is_looked_at_and_then_they_are_in_the_series(paste, headers):
    looked = paste.look(PEOPLE)
    assert looked.status_code == 200
    assert "Three people on the list" in looked.text
    assert len(paste.people) == 1
    answer = paste.send(looked, headers=headers)
    assert "They are in the series." in paste.ann.visitor.follow(answer).text
    jo = paste.people["Josephine Reid"]
    assert jo == {
        "id": "josephine-reid",
        "name": "Josephine Reid",
        "known_as": "Jo",
        "job": "Community nurse",
        "email": "jo.reid@example.org",
        "mobile": "0131 496 0123",
        "memberships": [{"organisation": "nhs-castle-street", "role": "participant", "from": "2026-03-02"}],
    }
    assert [o["name"] for o in paste.file["organisations"]] == ["NHS Castle Street", "The Red Kite Trust"]
    assert series_file.check(paste.file) == []


def test_that_they_were_added_is_written_down_without_their_addresses(paste, engine):
    paste.add(PEOPLE)
    written = paste.ann.audit(paste.slug)
    assert {("added", "josephine-reid"), ("added", "bo-li"), ("added", "nhs-castle-street")} <= set(written)


def test_they_come_in_with_their_address_from_then_on(paste, visit):
    from tests.world.beston import Someone

    bo = Someone("", "Bo", "BO@example.org")
    assert visit(bo).get(f"/series/{paste.slug}").status_code == 404
    paste.add(PEOPLE)
    assert visit(bo).get(f"/series/{paste.slug}").status_code == 200


def test_what_they_are_here_as_and_from_when_is_said_once_for_all(paste):
    paste.send(paste.look("Name,Role\nAda,Sponsor\nBen,", role="lived_experience", day="2026-03-09"))
    hats = {name: person["memberships"] for name, person in paste.people.items()}
    assert hats["Ada"] == [{"role": "sponsor", "from": "2026-03-09"}]
    assert hats["Ben"] == [{"role": "lived_experience", "from": "2026-03-09"}]


# -- faults -----------------------------------------------------------
@pytest.mark.parametrize(
    "text, words",
    [
        ("Name,Email\nAda,ada@example.org\nBen,ben@", "Line 3. "),
        ("Name,Email\nAda,ada@example.org\n\n,ben@example.org", "Line 4. "),
        ('Name,Email\n"Ada,ada@example.org', "Line 2. "),
        ("", "Please fill this in."),
        (",,,", "Nobody is named here."),
        ("Name,Email", "Nobody is named here."),
        ("\n".join(f"Person {n}" for n in range(120)), "There is room for 120 people in a series."),
        ("Name,Org\n" + "\n".join(f"P {n},Place {n}{n}{n}" for n in range(41)), "There is room for 40 organisations"),
        ("\n".join(f"Person {n}" for n in range(501)), "There is room for 500 lines"),
        ("Ada\x0bLovelace", "There is a character in this that cannot be kept."),
    ],
)
@pytest.mark.parametrize("step", ["look", "add"])
def test_a_list_with_a_fault_brings_nobody_in_and_is_kept_as_typed(paste, text, words, step):
    (form,) = [form for form in paste.ann.visitor.forms(paste.page) if form.action == paste.page]
    answer = paste.ann.visitor.post(paste.page, data=form.fields | {"text": text, "step": step})
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="add"' not in answer.text or "<tbody>" in answer.text
    again = next(form for form in forms_in(answer.text) if form.action == paste.page)
    assert again.fields["text"] == [text.strip()]
    assert list(paste.people) == ["Ann Shaw"]


def test_a_faulty_line_is_shown_as_it_was_pasted(paste):
    answer = paste.look("Name,Email\n<script>Ben</script>,ben@")
    assert "&lt;script&gt;Ben&lt;/script&gt;,ben@" in answer.text
    assert "<script>Ben" not in answer.text


def test_what_a_spreadsheet_would_work_out_is_shown_and_kept_as_words(paste):
    paste.add("Name,Job\n=1+1,+44\n@SUM(A1),-2")
    assert {name: p.get("job") for name, p in paste.people.items() if name != "Ann Shaw"} == {
        "=1+1": "+44",
        "@SUM(A1)": "-2",
    }


def test_nobody_joins_before_a_meeting_that_was_closed_without_them(beston, visit):
    from datetime import date

    pasting = Pasting(Beginning(beston.engine, visit(beston.jo)), "beston")
    answer = pasting.look("Ada Lovelace", day=date(2018, 2, 1).isoformat())
    assert answer.status_code == 422
    assert "was closed with those who were there. Choose a day after it." in answer.text
    assert pasting.send(answer, step="add").status_code == 422
    assert "Ada Lovelace" not in pasting.people


# -- who and what is there already --------------------------------------
def test_somebody_who_is_there_already_is_left_as_they_are_unless_said_otherwise(paste):
    text = "Name,Email,Organisation,Job\nAnn S.,ANN@example.org,Red Kite,Director"
    assert "Ann Shaw is in the series with this address." in paste.look(text).text
    answer = paste.add(text)
    assert "Nobody was added" in paste.ann.visitor.follow(answer).text
    assert list(paste.people) == ["Ann Shaw"]
    assert "organisations" not in paste.file


def test_or_wears_another_hat(paste):
    paste.add("Name,Email,Organisation\nAnn S.,ann@example.org,Red Kite", who_1="hat")
    (ann,) = paste.people.values()
    assert [hat["role"] for hat in ann["memberships"]] == ["facilitator", "participant"]
    assert ann["memberships"][1]["organisation"] == "red-kite"


def test_or_is_somebody_else_of_the_same_name(paste):
    looked = paste.look("Name,Email\nann shaw,other@example.org")
    assert "Ann Shaw is in the series. Is it the same person?" in looked.text
    paste.send(looked, who_1="new")
    assert [person["email"] for person in paste.file["people"]] == ["ann@example.org", "other@example.org"]


def test_whoever_began_without_saying_from_where_is_from_there_and_wears_no_second_hat(paste):
    paste.add("Name,Email,Organisation,Job,Role\nAnn S.,ann@example.org,Red Kite,Trainer,facilitator", who_1="hat")
    ann = next(person for person in paste.file["people"] if person["email"] == "ann@example.org")
    assert [(hat["role"], hat["organisation"]) for hat in ann["memberships"]] == [("facilitator", "red-kite")]
    assert ann["job"] == "Trainer"


def test_one_person_on_two_lines_is_asked_about_and_may_wear_two_hats(paste):
    text = "Name,Email,Organisation\nBo Li,bo@example.org,Red Kite\nBo Li,bo@example.org,Carers Group"
    assert "Bo Li is on this list with this address." in paste.look(text).text
    paste.add(text, who_2="hat")
    assert [hat["organisation"] for hat in paste.people["Bo Li"]["memberships"]] == ["red-kite", "carers-group"]
    assert len(paste.people) == 2


def test_two_spellings_of_an_organisation_are_one_or_two_as_it_is_said(paste):
    paste.add("Name,Organisation\nAda,NHS Castle Street")
    looked = paste.look("Name,Organisation\nBen,NHS Castle St\nCat,nhs castle street")
    assert "Is “NHS Castle St” the same as “NHS Castle Street”?" in looked.text
    paste.send(looked, org_1="new")
    assert [o["name"] for o in paste.file["organisations"]] == ["NHS Castle Street", "NHS Castle St"]
    assert paste.people["Cat"]["memberships"][0]["organisation"] == "nhs-castle-street"
    paste.add("Name,Organisation\nDee,N.H.S. Castle Street")
    assert len(paste.file["organisations"]) == 2


def test_what_an_organisation_is_and_is_called_on_the_plan_can_be_put_right(paste):
    text = "Name,Organisation\nAda,Beston Health and Social Care Partnership"
    paste.add(text, sector_1="council", short_1="Beston HSCP")
    (organisation,) = paste.file["organisations"]
    assert (organisation["sector"], organisation["short_name"]) == ("council", "Beston HSCP")
    refused = paste.send(paste.look("Name,Organisation\nBen,The Association of Lunch Clubs"), short_1="x" * 19)
    assert refused.status_code == 422
    assert 'id="short_1" name="short_1"' in refused.text
    assert 'aria-invalid="true"' in refused.text
    assert "Ben" not in paste.people


# -- twice, and meanwhile ---------------------------------------------
def test_sent_twice_they_are_added_once(paste):
    looked = paste.look(PEOPLE)
    first, second = paste.send(looked), paste.send(looked)
    assert first.headers["location"] == second.headers["location"]
    assert len(paste.people) == 4


def test_a_list_that_was_changed_after_looking_is_looked_at_again(paste):
    looked = paste.look(PEOPLE)
    answer = paste.send(looked, text=PEOPLE + "Zoe Ames\tzoe@example.org\n")
    assert answer.status_code == 422
    assert "Here it is again" in answer.text
    assert len(paste.people) == 1
    assert paste.send(answer).status_code == 303
    assert "Zoe Ames" in paste.people


def test_so_is_one_of_which_somebody_has_joined_meanwhile(paste):
    looked = paste.look(PEOPLE)
    paste.add("Name,Email\nBo Li,bo@example.org")
    answer = paste.send(looked)
    assert answer.status_code == 422
    assert "Bo Li is in the series with this address." in answer.text
    assert len(paste.people) == 2


def test_answers_that_were_not_offered_are_not_taken(paste):
    paste.add("Name,Email,Organisation\nBo,bo@example.org,Red Kite", who_1="hat", org_1="same", sector_1="")
    assert paste.people["Bo"]["memberships"][0]["organisation"] == "red-kite"
    refused = paste.send(paste.look("Name,Organisation\nAda,Blue Kite Ltd"), sector_1="pirates", org_1="new")
    assert refused.status_code == 422
    assert "Ada" not in paste.people


def test_a_whole_hundred_come_in_at_once(paste):
    text = "Name,Email,Organisation\n" + "\n".join(
        f"Person {n},p{n}@example.org,Place {n % 30}x{n % 30}" for n in range(119)
    )
    paste.add(text)
    assert len(paste.people) == 120
    assert series_file.check(paste.file) == []
