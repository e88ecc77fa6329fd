"""What can be found of people, and of what a series stands on: purpose, agreement, hopes. Each as its page shows it."""

from app.people.models import Person
from app.searching.entry import EVERYBODY, ORGANISERS, THE_RECORD, Gathering, Sight, place
from app.series.models import Aspiration

AREAS = {
    "behaviours": "How we treat one another",
    "meetings": "Our meetings",
    "information": "What we share",
    "finances": "Money",
    "accountability": "To whom we answer",
    "feedback": "Hearing from people",
    "review": "Looking at ourselves",
    "remit": "What is ours to do",
}
ON_THE_HOME_PAGE = ("long_term_goal", "inquiry_question", "short_term_goal")  # the first of these that there is


def who(g: Gathering) -> None:
    record = g.then.record
    for person in record.people.values():
        _person(g, person)
    for o in record.organisations.values():
        g.add("organisation", o.id, o.name, o.short_name, at=place("people"), to=THE_RECORD)
    for check in record.home_checks.values():
        if check.asked_on <= g.then.said:
            heard = [day for day in (check.answered_on, check.lapsed_on) if day and day <= g.then.said]
            whose = record.organisations[check.organisation].name
            words = (whose, check.note if heard else "")
            at, day = place("people"), check.asked_on
            g.add("home_check", check.id, check.question, *words, at=at, to=THE_RECORD, day=day, id_=check.id)


def _person(g: Gathering, person: Person) -> None:
    """Their page is open to all who read the record, and to themselves; how to reach them to organisers instead."""
    page, own = place("person", person=person.id), frozenset({person.id})
    organisation = g.then.organisation_of(person.id)
    home = organisation.name if organisation else ""
    words = (person.known_as, person.job, home)
    g.add("person", person.id, person.name, *words, at=page, to=Sight(THE_RECORD, own))
    if person.email or person.mobile:
        reach = (person.email, person.mobile)
        at = place("person", "private", person=person.id)
        g.add("person", person.id, person.name, *reach, at=at, to=Sight(ORGANISERS, own))


def purpose(g: Gathering) -> None:
    then, seen = g.then, g.what_stands
    standing = {p.id for p in then.purposes}
    for said in then.record.purposes:
        if said.on <= then.said:
            with_ = said.changed_with if said.id in standing else ""
            g.add("purpose", said.id, said.text, with_, at=place("purpose"), to=seen, day=said.on, id_=said.id)
    home = next((p for kind in ON_THE_HOME_PAGE if (p := then.purpose(kind))), None)
    if home is not None:
        to = EVERYBODY & ~seen  # whoever may not open the page of purpose reads this one at home
        g.add("purpose", home.id, home.text, at=place("series"), to=to, day=home.on, id_=home.id)


def agreement(g: Gathering) -> None:
    then, record = g.then, g.then.record
    if record.agreement is not None and then.was_said(record.agreement.meeting, None):
        for way in record.agreed_ways:
            g.add("agreement", way.n, way.text, AREAS[way.area], at=place("purpose", "agreement"), to=g.what_stands)
    for c in record.conflicts:
        to = THE_RECORD if c.visibility == "group" else ORGANISERS
        at = place("purpose", "conflicts")
        g.add("conflict", c.id, c.text, c.how_we_will_handle_it, at=at, to=to, id_=c.id)


def facts_and_visions(g: Gathering) -> None:
    then, record = g.then, g.then.record
    for f in record.facts:
        if then.was_said(f.meeting, f.on):
            at = place("purpose", "works" if f.kind == "works_now" else "learnt")
            g.add("fact", f.id, f.text, at=at, to=g.what_stands, id_=f.id)
    for v in record.visions:
        if then.was_said(v.meeting, v.on):
            g.add("vision", v.id, v.text, v.said_by, at=place("purpose", "future"), to=g.what_stands, id_=v.id)


def hopes(g: Gathering) -> None:
    then, record = g.then, g.then.record
    known = [a for a in record.aspirations.values() if then.was_said(a.meeting, None)]
    for a in known:
        day = then.meeting(a.meeting).day
        if _ended(g, a):
            at = place("purpose", "hopes-ended")
            g.add("aspiration", a.id, a.text, a.ended_reason, at=at, to=g.what_stands, day=day, id_=a.id)
        else:
            at = place("purpose", "hopes")
            g.add("aspiration", a.id, a.text, a.how_we_would_notice, at=at, to=g.what_stands, day=day, id_=a.id)
    standing = {a.id for a in known if not _ended(g, a)}
    _evidence(g, standing)
    _looking_back(g, standing)


def _ended(g: Gathering, aspiration: Aspiration) -> bool:
    return aspiration.ended_on is not None and aspiration.ended_on <= g.then.said


def _evidence(g: Gathering, hopes_now: set[str]) -> None:
    """Words of someone served go as far as they gave leave; what we saw or counted ourselves is for everyone here."""
    for e in g.then.record.evidence.values():
        if e.on <= g.then.said and e.aspiration in hopes_now:
            leave = e.leave_to_share or ("room" if e.kind == "said_by_someone_served" else "public")
            words, at = (e.text, e.what_else_could_explain), place("purpose", "hopes")
            g.add("evidence", e.id, *words, at=at, to=g.leave(leave), day=e.on, id_=e.id)


def _looking_back(g: Gathering, hopes_now: set[str]) -> None:
    then, record = g.then, g.then.record
    for back in record.check_backs:
        if not then.was_said(back.meeting, None):
            continue
        day = then.meeting(back.meeting).day
        for r in record.remarks.get(back.n, []):
            key = f"{back.n} said {r.n}"
            g.add("looking_back", key, r.text, at=place("purpose", "remarks"), to=THE_RECORD, day=day)
        for m in record.movements.get(back.n, []):
            if m.aspiration in hopes_now:
                title, at, key = record.aspirations[m.aspiration].text, place("purpose", "hopes"), f"{back.n} {m.n}"
                g.add("looking_back", key, title, m.how_we_know, at=at, to=g.what_stands, day=day)
                if m.who_disagrees:
                    g.add("looking_back", key, title, m.who_disagrees, at=at, to=THE_RECORD, day=day)
