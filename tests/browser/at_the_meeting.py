"""The first meeting, as it is held and written down while it goes on, until it closes."""

from tests.browser import facts
from tests.browser.before_the_meeting import goes_to_the_meeting
from tests.browser.somebody import Somebody


def opens_it(jo: Somebody) -> None:
    """On the day, home leads there."""
    jo.follows("Open meeting 1")
    jo.turns_to("Open the meeting", head="Open meeting 1")
    jo.keeps("Open the meeting")


def notes_who_came(jo: Somebody, *, forgotten: str = "") -> None:
    goes_to_the_meeting(jo)
    jo.turns_to("Who was there", head="Who was at meeting 1?")
    for name in facts.HERE:
        if name == forgotten:
            continue
        jo.fills({"How was it?": "Here"}, within=jo.group(name))
    for name, how in facts.AWAY.items():
        jo.fills({"How was it?": how}, within=jo.group(name))
    jo.fills({"Who came instead?": facts.SUBSTITUTE}, within=jo.group("Gillian Roy"))
    jo.presses_the_only_button()


def notes_what_works_and_what_we_hope_for(jo: Somebody, hopes: dict[str, str]) -> None:
    jo.goes("Purpose")
    jo.turns_to("Add what works, or what we have learnt", head="What works now, or what have we learnt?")
    jo.fills(
        {
            "What is it?": facts.WORKS_NOW,
            "Which of the two?": ["It works now"],
            "At which meeting was it said?": "meeting 1, Wednesday 17 January",
        }
    )
    jo.keeps("Keep this")
    for hope, where in hopes.items():  # the meeting is chosen already: there is no other yet
        jo.goes("Purpose")
        jo.turns_to("Add a hope", head="What do we hope for?")
        jo.fills_by_keyboard({"What do we hope for?": hope, "Where would it show?": [where]}, "Keep this")
    jo.goes("Purpose")
    jo.turns_to("The group agrees", head="The group agrees to this")
    jo.keeps("We agree")


def tells_the_story(jo: Somebody, pseudonym: str) -> None:
    """It is told in the room; what it teaches is written down."""
    jo.goes("Stories")
    jo.follows(pseudonym)
    jo.turns_to("It has been told")
    jo.keeps("It has been told")
    jo.turns_to("Write down what it teaches us", head="What does it teach us?")
    jo.fills({"What does it teach us?": str(facts.STORIES[pseudonym]["teaches"])})
    jo.keeps("Keep this")


def approves_what_it_teaches(delia: Somebody, pseudonym: str) -> None:
    """Somebody else reads that it points to nobody."""
    delia.goes("Stories")
    delia.follows(pseudonym)
    delia.turns_to("Let it leave the room", head="May this leave the room?")
    delia.fills({"Nobody could tell from this who it was": "yes"})
    delia.keeps("Let it out")
    delia.turns_to("We have learnt from it")
    delia.presses_the_only_button()


def says_what_they_tell_us_together(jo: Somebody, findings: dict[str, list[str]]) -> None:
    for finding, stories in findings.items():
        jo.goes("Stories")
        jo.turns_to("Add what stories tell us together", head="What do the stories tell us together?")
        jo.fills({"What do they tell us together?": finding, "Which stories does it rest on?": stories})
        jo.keeps("Keep this")


def agrees_who_does_what(jo: Somebody) -> None:
    for action, lead in facts.ACTIONS.items():
        goes_to_the_meeting(jo)
        jo.turns_to("Add an action", head="A new action")
        jo.fills({"What is to be done?": action, "Who leads it?": lead, "Where did it come up?": ["At meeting 1"]})
        jo.presses_the_only_button()
    goes_to_the_meeting(jo)
    jo.turns_to("Add a decision", head="What was decided")
    answers = {"What did we decide?": facts.DECISION, "What is it about?": ["How we work"]}
    jo.fills_by_keyboard(answers, "Record the decision")


def notes_how_people_left(jo: Somebody) -> None:
    jo.turns_to("Add something that was said", head="Something that was said")
    jo.fills_by_keyboard(
        {
            "What was said?": facts.LUXURY,
            "Who may it be put down to?": "a member",
            "When?": ["At the check-out"],
            "How far may it go?": ["It may stand in the record"],
            "These are not their very words": ["yes"],
        },
        "Keep this",
    )


def closes_it(jo: Somebody, *, forgotten: str) -> None:
    """Somebody was forgotten on the sheet, and an action is somebody's who is away: it closes once both are settled."""
    goes_to_the_meeting(jo)
    jo.turns_to("Close the meeting", head="Close meeting 1")
    jo.finds("To settle: Everyone has a mark on the sheet", f"Nothing is noted of {forgotten.partition(' ')[0]}")
    jo.presses("Close the meeting")
    jo.page.get_by_role("alert").filter(has_text="to put right").wait_for()
    jo.follows("Who was there", within=jo.page.get_by_role("region", name="Before it can close"))
    jo.fills({"How was it?": "Here"}, within=jo.group(forgotten))
    jo.presses_the_only_button()
    jo.finds("15 people in the room, from 13 organisations.")
    jo.turns_to("Close the meeting", head="Close meeting 1")
    jo.finds("Settled: Everyone has a mark on the sheet")
    jo.fills({"When do the two of you talk it over?": "2018-01-24"})
    jo.fills({"What is left as it is, and why?": "We meant to begin with what we know"})
    jo.keeps("Close the meeting")
    jo.finds("Meeting 1")
