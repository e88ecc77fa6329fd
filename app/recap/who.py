"""Who is here: newcomers by name, who stands in, who has moved on, and apologies as a number."""

from collections.abc import Iterable

from app.recap.company import Company
from app.recap.facts import Facts
from app.recap.page import Line
from app.recap.room import Room
from app.recap.voice import Voice
from app.words import count, listed, lowered, number, sentence

ROLES = {
    "facilitator": "our facilitator",
    "integration_manager": "who keeps things moving between meetings",
    "sponsor": "our sponsor",
    "lived_experience": "who knows this from life",
}
MOST_NAMED = 4

WELCOME = ("Welcome to {names}.",)
WELCOME_IN_PLACE = ("Welcome to {name}, in place of {before}, who has moved on with our thanks.",)
EXPLAIN = ("Those of us who have been before will tell them what this group is.",)
COULD_NOT = ("{names} could not be with us last time, and {are} welcome too.",)
FIRST_TIME = ("It is a first time for {names} as well.",)
NO_ONE = ("No one is new today.",)
STANDS_IN = ("{pairs}.",)
MOVED_ON = ("{names} {have} moved on, with our thanks.",)
APOLOGIES = ("{n} {have} sent apologies.",)
NO_APOLOGIES = ("No one has sent apologies.",)
LAST = ("People from {n} organisations have sat at this table, and {all} been at every meeting.",)


def who(facts: Facts, voice: Voice, room: Room) -> list[Line]:
    company = Company(facts)
    lines = [*_new(company, voice, room), *_standing_in(company, voice, room), *_gone(company, voice, room)]
    return [*lines, *_apologies(company, voice), *(_last(company, voice) if facts.is_last else [])]


def _new(company: Company, voice: Voice, room: Room) -> list[Line]:
    facts, new = company.facts, company.newcomers
    if not new and not company.first_timers:
        return [Line(voice.say(NO_ONE))]
    if not room.newcomers:
        return [Line(f"{sentence(count(len(new) + len(company.first_timers), 'of us is', 'of us are'))} new today.")]
    lines = [_welcome(company, voice, room)] if new else []
    if len(new) > 1:
        lines.append(Line(voice.say(EXPLAIN)))
    lines += _not_been(company, voice, facts)
    return lines


def _welcome(company: Company, voice: Voice, room: Room) -> Line:
    new = company.newcomers
    before = next((m for m in company.gone if company.successor(m) == new[0]), None)
    if len(new) == 1 and before is not None:
        gone = company.facts.full_name(before.person)
        said = voice.say(WELCOME_IN_PLACE, name=_alone(company, new[0]), before=gone)
        return Line(said, strong=company.facts.full_name(new[0]), sources=(new[0], before.person))
    named = new[: room.newcomers]
    names = [_alone(company, p) if len(new) == 1 else _in_a_row(company, p) for p in named]
    more = [f"{number(len(new) - len(named))} more"] if len(new) > len(named) else []
    return Line(voice.say(WELCOME, names=listed([*names, *more])), sources=tuple(new))


def _alone(company: Company, person: str) -> str:
    """`Colin Weir, carer support manager at Beston Carers Hub`."""
    name, role, body = _who(company, person, short=False)
    return f"{name}, {role} at {body}" if role and body else ", ".join(filter(None, (name, role or body)))


def _in_a_row(company: Company, person: str) -> str:
    """`Janice Tully (practice manager, Castle Street)`."""
    name, role, body = _who(company, person, short=True)
    about = ", ".join(filter(None, (role, body)))
    return f"{name} ({about})" if about else name


def _who(company: Company, person: str, *, short: bool) -> tuple[str, str, str]:
    record, facts = company.facts.record, company.facts
    hat, row = company.hat(person), record.people[person]
    body = record.organisations[hat.organisation] if hat and hat.organisation else None
    job = lowered(row.job, facts.names) if row.job and facts.may.permits(row.job) else ""
    role = job or (ROLES.get(hat.role, "") if hat else "")
    return row.name, role, "" if body is None else (body.short_name or body.name) if short else body.name


def _not_been(company: Company, voice: Voice, facts: Facts) -> list[Line]:
    last = {row.person: row.state for row in facts.record.attendance.get(facts.last.id, [])} if facts.last else {}
    sent = [p for p in company.first_timers if last.get(p) == "apologies"]
    other = [p for p in company.first_timers if p not in sent]
    pairs = ((COULD_NOT, sent), (FIRST_TIME, other))
    return [_named(company, voice, patterns, people) for patterns, people in pairs if people]


def _named(company: Company, voice: Voice, patterns: Iterable[str], people: list[str]) -> Line:
    names = _names([company.facts.full_name(p) for p in people])
    one = len(people) == 1
    said = voice.say([*patterns], names=names, have="has" if one else "have", are="is" if one else "are")
    return Line(said, sources=tuple(people))


def _names(names: list[str]) -> str:
    """The first few, and how many more."""
    more = len(names) - MOST_NAMED
    return listed([*names[:MOST_NAMED], *([f"{number(more)} more"] if more > 0 else [])])


def _standing_in(company: Company, voice: Voice, room: Room) -> list[Line]:
    facts, pairs = company.facts, company.substitutes
    if not pairs:
        return []
    if len(pairs) > MOST_NAMED or not room.newcomers:
        return [Line(f"{sentence(count(len(pairs), 'of us has', 'of us have'))} sent somebody in their place.")]
    said = [f"{company.stands_in(one, other)} stands in for {facts.full_name(other)}" for one, other in pairs]
    return [
        Line(voice.say(STANDS_IN, pairs=sentence(listed(said))), sources=tuple(i for pair in pairs for i in pair if i))
    ]


def _gone(company: Company, voice: Voice, room: Room) -> list[Line]:
    single = len(company.newcomers) == 1 and room.newcomers
    gone = [m.person for m in company.gone if not (single and company.successor(m))]
    if not gone or not room.newcomers:
        return []
    names = _names([company.facts.full_name(p) for p in gone])
    return [Line(voice.say(MOVED_ON, names=names, have="has" if len(gone) == 1 else "have"), sources=tuple(gone))]


def _apologies(company: Company, voice: Voice) -> list[Line]:
    n = company.apologies
    if n:
        return [
            Line(
                voice.say(APOLOGIES, n=sentence(number(n)), have="has" if n == 1 else "have"), sources=("invitations",)
            )
        ]
    return [Line(voice.say(NO_APOLOGIES))] if company.replies else []


def _last(company: Company, voice: Voice) -> list[Line]:
    """At the last meeting: how many have carried this, and how few were at all of it."""
    bodies, always = len(company.organisations_so_far), len(company.always)
    if bodies < 2 or len(company.came) < 2:
        return []
    said = f"{number(always)} of us {'has' if always == 1 else 'have'}" if always else "no one has"
    return [Line(voice.say(LAST, n=number(bodies), all=said))]
