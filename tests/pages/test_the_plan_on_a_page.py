"""The plan in the page: the picture, the words after it, and what a sponsor sees of both."""

import pytest

pytestmark = pytest.mark.usefixtures("assets")


@pytest.fixture
def assets():
    from app.plan import faces

    if not faces.available():
        pytest.fail("The typeface is not there: run make assets.")


def test_the_plan_stands_in_the_page_and_in_words(visit, beston):
    page = visit(beston.vs3).get(beston.address("meetings", 4, "plan")).text
    assert "<svg" in page
    assert page.index("<svg") < page.index('id="in-words"')
    assert "Count how many housebound older people each practice supports" in page.split('id="in-words"')[1]


def test_the_picture_in_the_page_carries_no_font_and_the_file_does(visit, beston):
    visitor = visit(beston.vs3)
    assert "base64" not in visitor.get(beston.address("meetings", 3, "plan")).text
    file = visitor.get(beston.address("meetings", 3, "plan.svg"))
    assert file.headers["content-type"].startswith("image/svg+xml")
    assert "base64" in file.text


def test_an_unchanged_plan_is_not_sent_again(visit, beston):
    visitor = visit(beston.vs3)
    there = beston.address("meetings", 4, "plan")
    tag = visitor.get(there).headers["etag"]
    again = visitor.get(there, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert "content-security-policy" not in again.headers


def test_without_being_told_it_shows_how_a_meeting_to_come_opens_and_how_a_past_one_closed(visit, beston):
    visitor = visit(beston.vs3)
    assert 'plan?at=opening" aria-current="true"' in visitor.get(beston.address("meetings", 4, "plan")).text
    assert 'plan?at=closing" aria-current="true"' in visitor.get(beston.address("meetings", 3, "plan")).text


def test_the_plan_of_the_series_is_that_of_the_next_meeting(visit, beston):
    answer = visit(beston.vs3).get(beston.address("plan"))
    assert (answer.status_code, answer.headers["location"]) == (303, beston.address("meetings", 4, "plan"))


def test_a_sponsor_sees_no_words_and_no_leads_of_actions(visit, beston):
    member = visit(beston.vs3).get(beston.address("meetings", 4, "plan")).text
    sponsor = visit(beston.george).get(beston.address("meetings", 4, "plan")).text
    actions = [a.text for a in beston.record.actions.values()]
    assert sum(text.replace("'", "&#39;") in member for text in actions) > 10
    assert not any(text in sponsor or text.replace("'", "&#39;") in sponsor for text in actions)
    assert "Sharing information between agencies" in sponsor


@pytest.mark.parametrize("number", [7, 99])
def test_a_meeting_that_is_not_there_has_no_plan(visit, beston, number):
    assert visit(beston.jo).get(beston.address("meetings", number, "plan")).status_code == 404
