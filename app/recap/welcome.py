"""The first meeting's page: with nothing to look back on yet, it says why, who is coming and how the day runs."""

from app.people.models import Person
from app.recap.company import Company
from app.recap.facts import Facts
from app.recap.page import Line
from app.recap.room import Room
from app.words import count, listed, lowered, number, ordinal, roughly, sentence, spoken, stopped, unstopped

APART = {
    "weekly": ", a week apart",
    "fortnightly": ", a fortnight apart",
    "monthly": ", about a month apart",
    "six_weekly": ", about six weeks apart",
    "quarterly": ", about three months apart",
    "irregular": "",
}
MOST_ORGANISATIONS = 20


def why(facts: Facts) -> list[Line]:
    purpose = facts.at.purpose("long_term_goal") or facts.at.purpose("inquiry_question")
    series = facts.record.series
    if purpose is not None and facts.may.permits(purpose.text):
        first = Line(stopped(purpose.text), sources=(purpose.id,))
    else:
        first = Line(f"We meet for {unstopped(series.people_served)}.")
    return [first, Line(_which(facts))]


def _which(facts: Facts) -> str:
    apart = APART[facts.record.series.interval]
    meetings = count(facts.planned, "meeting")
    if facts.meeting.number == 0:
        return f"Today we make ready for {meetings}{apart}."
    if facts.planned == 1:
        return "We meet this once."
    return f"This is the {ordinal(facts.meeting.number)} of {meetings}{apart}."


def who(facts: Facts, room: Room) -> list[Line]:
    company = Company(facts)
    bodies, coming = _organisations(company), sum(company.reply(p) == "coming" for p in company.members)
    lines = []
    if 1 < len(bodies) <= MOST_ORGANISATIONS and room.hopes:
        lines.append(Line(f"We come from {count(len(bodies), 'organisation')}: {listed(bodies)}."))
    if coming and facts.may.for_sponsor:
        lines.append(Line(f"{sentence(roughly(coming, 'person has', 'people have'))} said they are coming."))
    elif coming:
        lines.append(Line(f"{sentence(number(coming))} of us {'has' if coming == 1 else 'have'} said yes so far."))
    return [*lines, *_organisers(facts)] or [Line("We shall see who comes.")]


def _organisations(company: Company) -> list[str]:
    record = company.facts.record
    hats = (company.hat(p) for p in company.members)
    bodies = dict.fromkeys(hat.organisation for hat in hats if hat and hat.organisation)
    found = [record.organisations[b] for b in bodies if record.organisations[b].sector != "facilitator"]
    return [body.short_name or body.name for body in found]


def _organisers(facts: Facts) -> list[Line]:
    """Whom to ask. Organisers are named to everyone but a sponsor, who reads numbers."""
    if facts.may.for_sponsor:
        return []
    day = facts.meeting.day
    lead = facts.at.with_role("facilitator", day=day)[:2]
    keep = [p for p in facts.at.with_role("integration_manager", day=day) if p not in lead][:2]
    lines = []
    if lead:
        lines.append(
            Line(f"{listed(facts.known_as(p.id) for p in lead)} will help us work together.", sources=_ids(lead))
        )
    if keep:
        said = "keeps" if len(keep) == 1 else "keep"
        names = listed(facts.known_as(p.id) for p in keep)
        lines.append(Line(f"{names} {said} things moving between meetings.", sources=_ids(keep)))
    return lines


def _ids(people: list[Person]) -> tuple[str, ...]:
    return tuple(p.id for p in people)


def day(facts: Facts, room: Room) -> list[Line]:
    """How the day runs. Nothing in it is fixed but when it ends."""
    meeting = facts.meeting
    lines = [Line(f"We begin at {spoken(meeting.start)} and finish at {spoken(meeting.end)}.")]
    items = facts.record.run_sheets.get(meeting.id, [])
    fit = all(facts.may.permits(item.title) for item in items)
    if items and fit and len(items) <= room.tests_at_the_end * 2:
        lines.append(Line("There is no fixed agenda: this is only the shape of it."))
        at = int(meeting.start[:2]) * 60 + int(meeting.start[3:])
        for item in items:
            lines.append(Line(f"{(at // 60 + 11) % 12 + 1}.{at % 60:02} {item.title}", item=True))
            at += item.minutes
    else:
        lines.append(Line("There is no fixed agenda: what we talk about is ours to choose."))
    notes = meeting.row.access_notes
    if notes and facts.may.permits(notes) and room.findings:
        lines.append(Line(f"Getting in: {stopped(lowered(notes, facts.names))}"))
    return lines
