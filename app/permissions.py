"""Who may do what. Every permission is a function here, and every page has a row in ROUTES.

Each function takes the seat of the one who asks, then the thing asked about, and answers yes or no: no database, no
HTTP. `see…` decides whether something is there at all (404), the others whether it may be done (403). The rules are
those of "Who may do what" in docs/trust.md. Templates know this module as `may`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from app.errors import NotFound, NotPermitted
from app.people.models import HomeCheck
from app.record.actions import ActionThen
from app.record.seats import Seat
from app.series.models import PossibleConflict
from app.stories.models import Story
from app.tests_of_change.models import BarrierMap, SmallTest

Policy = Callable[[Seat], bool]
LEADS_WORDS = ("accepted", "declined", "started", "moving", "stuck", "done")


def require(allowed: bool) -> None:
    """Refuse what may be seen but not done."""
    if not allowed:
        raise NotPermitted


def require_sight(seen: bool) -> None:
    """What may not be seen is not there."""
    if not seen:
        raise NotFound


# -- seeing -----------------------------------------------------------
def see_series(_seat: Seat) -> bool:
    """Purpose, dates, priorities, plan and recap: everyone with a place, each as much of them as is theirs."""
    return True


def see_what_stands(seat: Seat) -> bool:
    """People, meetings, purpose, priorities, initiatives: everyone, unless the facilitators keep the record."""
    return seat.organiser or seat.series.record_scope != "facilitators"


def see_record(seat: Seat) -> bool:
    """Actions, decisions, findings, tests, home checks, with the names that go with them."""
    return seat.reads_the_record


def see_action(seat: Seat, action: ActionThen) -> bool:
    """Any person, whatever their role, sees the actions that they lead."""
    return see_record(seat) or seat.is_(action.lead)


def see_organisers_rooms(seat: Seat) -> bool:
    """Follow-ups, the desk, letters, the planner, signals, debriefs."""
    return seat.organiser


def see_follow_ups(seat: Seat) -> bool:
    """Organisers see all of them, anyone else those with themselves; a sponsor none."""
    return seat.member


def see_audit(seat: Seat) -> bool:
    """What was changed, by whom: each what they did themselves; a sponsor nothing."""
    return seat.member


def see_whole_audit(seat: Seat) -> bool:
    """What everybody did: organisers, for their series."""
    return seat.organiser


def see_attendance_by_name(seat: Seat) -> bool:
    return see_record(seat)


def see_contact(seat: Seat, person: str) -> bool:
    """E-mail, telephone, what someone needs to take part: organisers, and they themselves."""
    return seat.organiser or seat.is_(person)


def see_stories(seat: Seat) -> bool:
    """That there are stories, and what was learnt. Never a sponsor."""
    return see_record(seat)


def see_what_is_kept_back(seat: Seat, kept: PossibleConflict | BarrierMap | None) -> bool:
    """A possible conflict, the barrier map: for organisers, unless the group chose to share it."""
    return seat.organiser or (kept is not None and kept.visibility == "group" and see_record(seat))


def see_sponsors_page(seat: Seat) -> bool:
    return seat.organiser or "sponsor" in seat.roles


# -- doing ------------------------------------------------------------
def run_the_series(seat: Seat) -> bool:
    """Plan and run meetings; edit purpose and priorities; add actions; write to people; invite them."""
    return seat.organiser


def change_facilitators(seat: Seat) -> bool:
    """Give or take the facilitator's hat, and change a facilitator's address: facilitators alone.

    They may hand a series out with its stories, so nobody makes themselves one. Where no facilitator has an address to
    come in by, whoever else is an organiser does it, or the series would be locked.
    """
    anybody = any(person.email for person in seat.then.with_role("facilitator"))
    return "facilitator" in seat.roles or (seat.organiser and not anybody)


def propose_purpose(seat: Seat) -> bool:
    """Members may say why they think we are here; it is the group's once an organiser notes that it agreed."""
    return see_record(seat)


def begin_series(administers: bool, seats: Iterable[Seat]) -> bool:
    """Whoever looks after the installation, and anyone who is an organiser in some series today."""
    return administers or any(seat.organiser for seat in seats)


def move_action(seat: Seat, action: ActionThen, event: str = "moving") -> bool:
    """Organisers make every move; whoever leads an action says how it stands."""
    return seat.organiser or (seat.is_(action.lead) and event in LEADS_WORDS)


def answer_for_oneself(seat: Seat, action: ActionThen, event: str) -> bool:
    """What somebody says of what they lead by their personal link: how it stands, and that it is open after all."""
    return seat.is_(action.lead) and event in (*LEADS_WORDS, "asked", "reopened")


def take_back(seat: Seat, said_by: str | None) -> bool:
    """Organisers take back anything said today, anyone else what they said themselves."""
    return seat.organiser or seat.is_(said_by)


def change_own_details(seat: Seat, person: str) -> bool:
    """How somebody is called and reached: they themselves, and organisers."""
    return seat.organiser or seat.is_(person)


def write_story(seat: Seat, story: Story) -> bool:
    """What becomes of a story, and that it is taken back: organisers, and whoever brought it."""
    return seat.organiser or (see_stories(seat) and seat.is_(story.brought_by))


def write_test(seat: Seat, test: SmallTest) -> bool:
    return seat.organiser or (see_record(seat) and seat.is_(test.lead))


def answer_for_a_test(seat: Seat, test: SmallTest) -> bool:
    """Whether they lead it: whoever is asked to, and organisers for what they heard."""
    return seat.organiser or seat.is_(test.asked_of)


def answer_home_check(seat: Seat, check: HomeCheck) -> bool:
    """Organisers, and those who come from the organisation that is asked."""
    mine = {hat.organisation for person in seat.persons for hat in seat.then.memberships(person)}
    return seat.organiser or (see_record(seat) and check.organisation in mine)


def bring_story(seat: Seat) -> bool:
    return see_stories(seat)


def export_with_stories(seat: Seat) -> bool:
    return "facilitator" in seat.roles


# -- every page -------------------------------------------------------
@dataclass(frozen=True)
class Entry:
    """Whom a route is open to. For `seat`: who sees it is there, and who may do what it does."""

    to: Literal["anyone", "signed in", "administrator", "personal link", "calendar link", "seat"]
    see: Policy = see_series
    do: Policy = see_series


ANYONE = Entry("anyone")
SIGNED_IN = Entry("signed in")
PERSONAL_LINK = Entry("personal link")  # whoever holds one, as the participant it was given to and never as more
CALENDAR_LINK = Entry("calendar link")  # a program that was given somebody's address: dates and places, nothing else
ADMINISTRATOR = Entry("administrator")  # whoever looks after the installation, with their second factor


def seat(see: Policy, do: Policy = see_series) -> Entry:
    """Open to people with a place in the series whom `see` lets see it and `do` lets do it."""
    return Entry("seat", see, do)


# One line for each route, by method and name. The application does not start while one is missing.
ROUTES: dict[str, Entry] = {
    "GET healthz": ANYONE,
    "GET readyz": ANYONE,
    "GET static": ANYONE,
    "GET parts": ANYONE,
    "GET home": ANYONE,
    "GET sign_in": ANYONE,
    "POST sign_in": ANYONE,
    "GET sign_in_link": ANYONE,
    "POST sign_in_link": ANYONE,
    "GET sign_out": ANYONE,
    "POST sign_out": ANYONE,
    "GET welcome": ANYONE,  # there in an empty installation alone
    "POST welcome": ANYONE,
    "GET calendar": CALENDAR_LINK,
    "GET send_my_link": ANYONE,
    "POST send_my_link": ANYONE,
    "GET my_part": PERSONAL_LINK,
    "POST my_part": PERSONAL_LINK,
    "GET my_plan": PERSONAL_LINK,
    "GET account": SIGNED_IN,
    "POST account": SIGNED_IN,
    "GET second_factor": SIGNED_IN,
    "POST second_factor": SIGNED_IN,
    "GET my_series": SIGNED_IN,
    "GET administration": ADMINISTRATOR,
    "GET administration_people": ADMINISTRATOR,
    "POST administration_people": ADMINISTRATOR,
    "GET administration_calendars": ADMINISTRATOR,
    "POST administration_calendars": ADMINISTRATOR,
    "GET letters_of_installation": ADMINISTRATOR,
    "GET letter_of_installation": ADMINISTRATOR,
    "POST letter_of_installation": ADMINISTRATOR,
    "GET new_series": SIGNED_IN,  # and then begin_series
    "POST new_series": SIGNED_IN,
    "GET series": seat(see_series),
    "GET people": seat(see_what_stands),
    "GET charter": seat(see_organisers_rooms),
    "POST charter": seat(see_organisers_rooms, run_the_series),
    "GET merge_organisations": seat(see_what_stands, run_the_series),
    "POST merge_organisations": seat(see_what_stands, run_the_series),
    "GET paste_people": seat(see_what_stands, run_the_series),
    "POST paste_people": seat(see_what_stands, run_the_series),
    "GET person": seat(see_series),
    "GET persons_link": seat(see_organisers_rooms),
    "POST persons_link": seat(see_organisers_rooms, run_the_series),
    "GET me": seat(see_series),
    "GET my_calendar": seat(see_series),
    "POST my_calendar": seat(see_series),
    "GET meetings": seat(see_what_stands),
    "GET meeting": seat(see_what_stands),
    "GET purpose": seat(see_what_stands),
    "GET priorities": seat(see_what_stands),
    "GET tests": seat(see_record),
    "GET test": seat(see_record),
    "GET initiatives": seat(see_what_stands),
    "GET stories": seat(see_stories),
    "GET story": seat(see_stories),
    "POST open_story": seat(see_stories),
    "GET opened_story": seat(see_stories),
    "GET follow_ups": seat(see_follow_ups),
    "GET nudges": seat(see_organisers_rooms),
    "POST nudges": seat(see_organisers_rooms, run_the_series),
    "GET nudges_together": seat(see_organisers_rooms),
    "POST nudges_together": seat(see_organisers_rooms, run_the_series),
    "GET nudge_text": seat(see_organisers_rooms),
    "POST nudge_text": seat(see_organisers_rooms, run_the_series),
    "GET series_letters": seat(see_organisers_rooms),
    "POST series_letters": seat(see_organisers_rooms, run_the_series),
    "GET letter_due": seat(see_organisers_rooms),
    "POST letter_due": seat(see_organisers_rooms, run_the_series),
    "GET series_letter": seat(see_organisers_rooms),
    "POST series_letter": seat(see_organisers_rooms, run_the_series),
    "GET audit": seat(see_audit),
    "GET plan": seat(see_series),
    "GET plan_now": seat(see_series),
    "GET recap": seat(see_series),
    "GET recap_now": seat(see_series),
    "GET prepare_recap": seat(see_organisers_rooms),
    "POST prepare_recap": seat(see_organisers_rooms, run_the_series),
    "GET plan_svg": seat(see_series),
    "GET plan_png": seat(see_series),
    "GET plan_pdf": seat(see_series),
    "GET recap_pdf": seat(see_series),
    "GET print_pack": seat(see_organisers_rooms),
    "GET search": seat(see_series),
    "GET actions": seat(see_series),
    "GET action": seat(see_series),
    "GET action_move": seat(see_series),
    "POST action_move": seat(see_series),
    # Of a form of the record: who sees and who may is said by its sheet (app.pages.writing), in words of this module.
    "GET thing": seat(see_series),
    "POST thing": seat(see_series),
    "GET write": seat(see_series),
    "POST write": seat(see_series),
    "GET write_of": seat(see_series),
    "POST write_of": seat(see_series),
    "GET write_row": seat(see_series),
    "POST write_row": seat(see_series),
}


def enforce(name: str, method: str, asker: Seat) -> None:
    """Ask the table whether this seat sees a route (404) and may use it (403)."""
    entry = ROUTES[f"{method} {name}"]
    require_sight(entry.see(asker))
    require(entry.do(asker))
