"""The days before the first meeting: stories are brought and checked, people are invited and answer."""

from tests.browser import facts
from tests.browser.somebody import Somebody


def brings(who: Somebody, pseudonym: str, *, said_yes: bool = True) -> None:
    story = facts.STORIES[pseudonym]
    who.goes("Stories")
    who.turns_to("Bring a story", head="A story")
    who.fills(
        {
            "What do we call them": pseudonym,
            "Whose story is it": ["One person’s"],
            "What is it about, in a line": story["line"],
            "The story": story["words"],
            "How far may it go?": story["far"],
            "What is it for?": "To see our work from the other side of the door",
            "Who brings it?": story["brings"],
            "For which meeting?": "meeting 1, Wednesday 17 January",
        }
        | (facts.SAID_YES if said_yes else facts.NOT_YET)
    )
    if story["far"] == ["Also for the report"]:  # which is asked about once more
        who.presses("Bring it")
        who.fills({"At least five people are served": "yes"})
    who.keeps("Bring it", "Brought.")


def hears_that_they_said_yes(who: Somebody, pseudonym: str) -> None:
    who.goes("Stories")
    who.follows(pseudonym)
    who.turns_to("They said yes")
    far = facts.STORIES[pseudonym]["far"]
    who.fills({"How did they say yes": "Aloud, and it was written down", "How far may it go?": far})
    who.keeps("Keep this")


def checks(who: Somebody, pseudonym: str) -> None:
    """Read a story of somebody else's, with the reason said, and find nobody in it."""
    who.goes("Stories")
    who.follows(pseudonym)
    who.fills({"Or in your own words": "To check that nobody could tell who it is"})
    who.presses("Open this story")
    who.finds(str(facts.STORIES[pseudonym]["words"])[:40])
    who.goes("Stories")
    who.follows(pseudonym)
    who.turns_to("Check it", head="Nobody could tell who this is")
    who.fills({"I have read it, and nobody could tell who this is": "yes"})
    who.keeps("It is checked")


def invites_everybody(delia: Somebody) -> None:
    goes_to_the_meeting(delia)
    delia.turns_to("Invite people")
    delia.fills({"Why you?": "Nobody here knows these homes as you do"}, within=delia.group("Karen Doyle"))
    delia.keeps("Note these invitations")


def notes_answers(delia: Somebody) -> None:
    goes_to_the_meeting(delia)
    delia.turns_to("Note their answers", head="Who comes to meeting 1?")
    for name, answer in facts.REPLIES.items():
        delia.fills({"What did they answer?": answer}, within=delia.group(name))
    delia.presses_the_only_button()
    delia.finds("Three people are coming")


def goes_to_the_meeting(who: Somebody) -> None:
    who.goes("Meetings")
    who.follows("17 January")
    who.page.get_by_role("heading", level=2, name="Who").first.wait_for()
