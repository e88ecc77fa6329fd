"""The first day: from a word on a console to a series with its people."""

import re

import pyotp

from app.clock import now
from tests.browser import facts
from tests.browser.somebody import Somebody


def begins(delia: Somebody, word: str) -> str:
    """Delia types the word on the console and sets up the second proof; gives the secret that her telephone keeps."""
    delia.opens("/")
    delia.reads("Welcome to Beston")
    delia.looks()
    delia.fills({"The word on the console": word, "Your e-mail address": facts.DELIAS})
    delia.presses("Begin")
    delia.reads("Set up your second proof")
    delia.looks()
    secret = delia.page.get_by_text("The secret:").inner_text().partition(":")[2].replace(" ", "")
    proves(delia, secret, "Set it up")
    delia.reads("Looking after Beston")
    return secret


def proves(delia: Somebody, secret: str, button: str = "Go on") -> None:
    """What the app on her telephone shows at this moment."""
    delia.fills({"The code in the app": pyotp.TOTP(secret).at(now())})
    delia.keeps(button, "Thank you")


def starts_the_series(delia: Somebody) -> None:
    delia.turns_to("Start a series")
    delia.fills(
        {
            "What shall we call it?": facts.TITLE,
            "What do you want to find out together?": facts.PURPOSE,
            "Whom is it for?": facts.SERVED,
            "How many meetings?": ["Beston six"],
            "The first meeting": facts.DAYS[1],
            "The room": facts.HALL,
            "The town or district": "Beston",
        }
    )
    for legend, name, email in (("The facilitator", "Jo", facts.JOS), ("The integration", "Delia", facts.DELIAS)):
        delia.fills({"Name": name, "E-mail": email}, within=delia.group(legend))
    delia.presses("Propose the days")
    delia.reads("When we meet")
    delia.looks()
    for number, day in facts.DAYS.items():
        delia.fills({"Day": day}, within=delia.group(f"Meeting {number},"))
    delia.keeps("Begin the series", "The series is there.")


def pastes_the_people(delia: Somebody) -> None:
    """One line has a fault at first, and nobody is in the series until it is put right."""
    delia.reads("Who comes?")
    delia.looks()
    delia.fills({"The list": facts.PEOPLE})
    delia.presses("Look at it first")
    delia.finds("is not one e-mail address")
    delia.fills({"The list": facts.PEOPLE.replace(facts.FAULTY, facts.SOUND)})
    delia.presses("Look again")
    delia.finds("14 organisations new to the series", "17 people on the list")
    new = delia.page.get_by_role("main").get_by_role("listitem")
    for name, (kind, short) in facts.ORGANISATIONS.items():
        organisation = new.filter(has_text=name).first
        delia.fills({"Kind": kind} | ({"On the plan": short} if short else {}), within=organisation)
    for name in ("Jo", "Delia"):  # whom the series has from its beginning, though not from where they come
        delia.fills({f"{name} is in the series": ["The same, and also here as this"]})
    delia.keeps("Add them", "They are in the series.")
    delia.reads("16 people from 13 organisations")


def says_how_we_work_together(delia: Somebody) -> None:
    delia.goes("Purpose")
    delia.turns_to("Write down how we work together", head="How we work together")
    delia.fills(facts.AGREEMENT)
    delia.keeps("Agree")


def comes_in_by_letter(jo: Somebody, delia: Somebody) -> None:
    """No mail server is set: Jo asks, Delia finds the letter and reads the code out, and Jo types it."""
    jo.opens("/")
    jo.reads("Come in")
    jo.looks()
    jo.fills({"Your e-mail address": facts.JOS})
    jo.presses("Send me a letter")
    jo.reads("A letter is on its way")
    jo.looks()
    delia.goes("All my series")
    delia.follows("Look after Beston", "See the letters", facts.JOS)
    delia.looks()
    delia.presses("Open it")
    letter = delia.page.get_by_role("region", name="What it says").inner_text()
    code = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", letter, re.MULTILINE)
    assert code is not None, letter
    jo.fills({"The code in the letter": code[0]})
    jo.presses("Come in with the code")
    jo.reads("Meeting 1 is in nine days")
