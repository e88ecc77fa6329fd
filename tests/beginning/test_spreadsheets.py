"""Lists as people really paste them: what is understood of each, and what is said of those that are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.beginning.organisations import alike, sector_of, short_name
from app.beginning.people_lines import digits, read, the_right_way_round
from app.beginning.spreadsheet import MOST_LINES

JO = {"name": "Jo Reid", "email": "jo@example.org", "organisation": "Castle Street"}
BO = {"name": "Bo Li", "email": "bo@example.org", "organisation": "Red Kite"}
BOTH = [JO, BO]
KEYS = ("name", "email", "organisation", "job", "role", "mobile", "known_as", "prefers", "pronouns", "access_needs")


def said(text: str) -> list[dict[str, str]]:
    """What is understood of a list that has no faults, by person, without what is not told."""
    pasted = read(text)
    assert pasted.faults == []
    return [{key: value for key in KEYS if (value := getattr(person, key))} for person in pasted.people]


@pytest.mark.parametrize(
    "text",
    [
        "Name,Email,Organisation\nJo Reid,jo@example.org,Castle Street\nBo Li,bo@example.org,Red Kite",
        "\ufeffName;E-Mail;Organization\r\nJo Reid;jo@example.org;Castle Street\r\nBo Li;bo@example.org;Red Kite\r\n",
        "Full name\tWork email\tAgency\nJo Reid\tjo@example.org\tCastle Street\nBo Li\tbo@example.org\tRed Kite\n\n",
        "E-mail address,Company,Participant\njo@example.org,Castle Street,Jo Reid\nbo@example.org,Red Kite,Bo Li",
        "Surname,Forename,EMAIL,org\nReid,Jo,jo@example.org,Castle Street\nLi,Bo,bo@example.org,Red Kite",
        "First name;Last name;Email;Employer\nJo;Reid;jo@example.org;Castle Street\nBo;Li;bo@example.org;Red Kite",
        'Name,Email,Where from\n"Reid, Jo",jo@example.org,Castle Street\n"Li, Bo",bo@example.org,Red Kite',
        '"Name","Email","Org"\n"Jo Reid","jo@example.org","Castle Street"\n"Bo Li","bo@example.org","Red Kite"',
        "Jo Reid\tjo@example.org\tCastle Street\nBo Li\tbo@example.org\tRed Kite",
        "jo@example.org;Jo Reid;Castle Street\nbo@example.org;Bo Li;Red Kite",
        "  Jo   Reid , jo@example.org , Castle Street\n\n\nBo Li, bo@example.org, Red Kite",
        "Jo\xa0Reid\tjo@example.org\tCastle\xa0Street\nBo Li\tbo@example.org\tRed Kite",
        "sep=;\nName;Email;Organisation\nJo Reid;jo@example.org;Castle Street\nBo Li;bo@example.org;Red Kite",
        '"Reid,\nJo",jo@example.org,"Castle\nStreet"\n"Li, Bo",bo@example.org,Red Kite',
        "Name,Email,Organisation,,\nJo Reid,jo@example.org,Castle Street,,\nBo Li,bo@example.org,Red Kite,,\n,,,,",
        "Name,Email,Organisation\nJo Reid <jo@example.org>,,Castle Street\nBo Li,<bo@example.org>,Red Kite",
        "Name\tEmail\tOrganisation\nJo Reid\tmailto:jo@example.org\tCastle Street\nBo Li\tbo@example.org\tRed Kite",
        "NAME\rJo Reid\rBo Li".replace("\r", ",Email,Organisation\r", 1)
        .replace("Jo Reid", "Jo Reid,jo@example.org,Castle Street")
        .replace("Bo Li", "Bo Li,bo@example.org,Red Kite"),
    ],
)
def test_the_same_two_people_in_many_shapes(text):
    assert said(text) == BOTH


def test_a_line_of_addresses_out_of_a_letter():
    assert said('"Reid, Jo" <jo@example.org>; Bo Li <bo@example.org>') == [
        {"name": "Jo Reid", "email": "jo@example.org"},
        {"name": "Bo Li", "email": "bo@example.org"},
    ]


@pytest.mark.parametrize(
    "text", ["Jo Reid <jo@example.org>, <bo@example.org>", "Reid, Jo <jo@example.org>\n<bo@example.org>"]
)
def test_an_address_without_a_name_is_asked_about(text):
    assert [fault.why for fault in read(text).faults] == ["There is no name in this line."]


def test_names_alone_are_enough():
    assert said("Jo Reid\nBo Li\nMòr NicGilleBhràth") == [
        {"name": "Jo Reid"},
        {"name": "Bo Li"},
        {"name": "Mòr NicGilleBhràth"},
    ]


def test_everything_that_can_be_told_of_somebody():
    text = (
        "Name,Known as,Pronouns,Job title,Email,Telephone,How to contact,Access needs,Role,Organisation\n"
        "Josephine Reid,Jo,she/her,Nurse,jo@example.org,(0131) 496-0123,By phone,A seat by the door,Sponsor,NHS\n"
    )
    assert said(text) == [
        {
            "name": "Josephine Reid",
            "known_as": "Jo",
            "pronouns": "she/her",
            "job": "Nurse",
            "email": "jo@example.org",
            "mobile": "0131 496 0123",
            "prefers": "phone",
            "access_needs": "A seat by the door",
            "role": "sponsor",
            "organisation": "NHS",
        }
    ]


def test_a_column_called_role_that_holds_jobs_is_the_job():
    assert said("Name,Role\nJo Reid,District nurse\nBo Li,Porter") == [
        {"name": "Jo Reid", "job": "District nurse"},
        {"name": "Bo Li", "job": "Porter"},
    ]


@pytest.mark.parametrize("cell", ["=cmd|'/c calc'!A1", "+Bo", "-Bo", "@SUM(A1:A9)", '=HYPERLINK("http://x","y")'])
def test_what_a_spreadsheet_would_work_out_is_kept_as_words(cell):
    quoted = '"' + cell.replace('"', '""') + '"'
    (person,) = read(f"Name,Job,Organisation\n{quoted},{quoted},{quoted}").people
    assert (person.name, person.job, person.organisation) == (cell, cell, cell)


def test_telephone_numbers_are_words_and_keep_their_noughts():
    text = "Name,Phone\nA,0131 496 0123\nB,'01314960123\nC,+44 (0)131 496 0123\nD,0131.496.0123"
    assert [person["mobile"] for person in said(text)] == [
        "0131 496 0123",
        "01314960123",
        "+44 131 496 0123",
        "0131 496 0123",
    ]


@pytest.mark.parametrize(
    "name, right",
    [
        ("Reid, Jo", "Jo Reid"),
        ("Jo Reid, MBE", "Jo Reid, MBE"),
        ("Reid,", "Reid,"),
        ("van der Berg, Anna Maria", "Anna Maria van der Berg"),
        ("Reid, Jo, Dr", "Reid, Jo, Dr"),
    ],
)
def test_a_surname_before_the_comma_goes_last(name, right):
    assert the_right_way_round(name) == right


@pytest.mark.parametrize(
    "text, line, words",
    [
        ("Name,Email\nJo Reid,jo@", 2, "“jo@” is not one e-mail address"),
        ("Name,Email\nJo Reid,jo@example.org; bo@example.org", 2, "is not one e-mail address"),
        ("Name,Email\n\n\n,jo@example.org", 4, "There is no name"),
        ("Name,Phone\nJo,0131 496 0123\nBo,4.47E+11", 3, "The spreadsheet has turned a telephone number into 4.47E+11"),
        ("Name,Phone\nJo,0131 496 0123 ext. 4", 2, "is not one telephone number"),
        ("Name,Role\nJo,Sponsor\nBo,Wizard", 3, "“Wizard” is not a role"),
        ("Name,Prefers\nJo,Pigeon", 2, "“Pigeon” is not a way to be reached"),
        (f"Name\n{'x' * 61}", 2, "The name is 61 characters long; there is room for 60"),
        ('Name,Email\n"Jo\nReid",jo@example.org\nBo,bo@', 4, "“bo@” is not"),
        ('Name,Email\nJo Reid,jo@example.org\n"Bo,bo@example.org', 3, "A quotation mark opens here"),
        ("\n".join(["Jo Reid"] * (MOST_LINES + 1)), MOST_LINES + 1, "There is room for 500 lines"),
    ],
)
def test_a_line_that_cannot_be_kept_is_said_in_words_with_its_number(text, line, words):
    (fault,) = read(text).faults
    assert fault.line == line
    assert words in fault.why


def test_every_fault_of_a_list_is_said_at_once():
    pasted = read("Name,Email,Phone\n,jo@,12\nBo Li,bo@example.org,\nAl,al@,")
    assert [fault.line for fault in pasted.faults] == [2, 2, 2, 4]
    assert [person.name for person in pasted.people] == ["Bo Li"]


def test_columns_nobody_can_make_sense_of_are_told():
    assert read("Name,Table,Email\nJo Reid,4,jo@example.org").unused == ("Table",)


def test_a_list_of_five_hundred_is_read_whole():
    text = "Name,Email,Organisation\n" + "\n".join(f"Person {n},p{n}@example.org,Place {n}" for n in range(499))
    assert len(said(text)) == 499


@given(st.text(max_size=300))
def test_whatever_is_pasted_is_understood_or_refused(text):
    pasted = read(text)
    assert all(person.name and "\n" not in person.name for person in pasted.people)
    assert all(fault.why and fault.line >= 1 for fault in pasted.faults)


@given(st.text(max_size=40))
def test_a_number_once_tidied_stays_as_it_is(text):
    assert digits(digits(text)) == digits(text)


# -- organisations ----------------------------------------------------
@pytest.mark.parametrize(
    "one, other",
    [
        ("NHS Castle St", "NHS Castle Street"),
        ("The Red Kite Trust", "Red Kite Trust Ltd"),
        ("Beston Housing Assoc.", "Beston Housing Association"),
        ("Beston Health and Social Care Partnership", "Beston HSCP"),
        ("Alzheimer Scotland", "Alzheimers Scotland"),
        ("Beston Counci", "Beston Council"),
        ("Dr Reid’s Surgery", "Doctor Reid's practice"),
        ("Care & Repair", "Care and Repair"),
    ],
)
def test_one_organisation_under_two_spellings_is_recognised(one, other):
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    "one, other",
    [("Ward 4", "Ward 5"), ("NHS", "HSCP"), ("Beston Council", "Beston Housing"), ("GP A", "GP B"), ("…", "!")],
)
def test_two_organisations_stay_two(one, other):
    assert not alike(one, other)


@pytest.mark.parametrize(
    "name, sector",
    [
        ("Beston Council Libraries", "council"),
        ("NHS Castle Street", "nhs"),
        ("Castle Street Medical Practice", "general_practice"),
        ("Beston Housing Association", "housing"),
        ("Police Scotland", "police_justice"),
        ("The Red Kite Trust", "third_sector"),
        ("Beston HSCP", "hscp"),
        ("Zzz", "other"),
    ],
)
def test_what_kind_an_organisation_is_can_often_be_guessed(name, sector):
    assert sector_of(name) == sector


def test_a_long_name_gets_a_short_one_that_nobody_else_has():
    assert short_name("Red Kite") is None
    assert short_name("Beston Health and Social Care Partnership") == "Beston Health"
    assert short_name("Beston Health and Wellbeing Group", ["Beston Health"]) not in (None, "Beston Health")


@given(st.text(min_size=1, max_size=80))
def test_a_short_name_fits_on_the_plan(name):
    found = short_name(name)
    assert (found is None) == (len(name) <= 18)
    assert found is None or 0 < len(found) <= 18
