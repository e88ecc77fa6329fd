"""What a sponsor reads who is not a member too: the first and last parts whole, the rest in numbers and public words.

No one is named, what one to four people did is done by "a few", and nothing that was tried is told before the group has
published it (R12, docs/recap.md; T7, docs/trust.md).
"""

from app.recap.company import Company
from app.recap.facts import Facts
from app.recap.hopes import Hopes
from app.recap.page import Line
from app.recap.voice import Voice
from app.words import count, listed, lowered, number, roughly, sentence, stopped, unstopped

NOTHING = "Nothing was finished. That is worth talking about."
UNPUBLISHED = "What the group tries is told here once it has published a summary."


def who(facts: Facts) -> list[Line]:
    company = Company(facts)
    new, gone = len(company.newcomers) + len(company.first_timers), len(company.gone)
    said = [f"{roughly(new, 'person is', 'people are')} new" if new else "no one is new"]
    said += [f"{_some(gone)} moved on"] if gone else []
    said += [f"{_some(company.apologies)} sent apologies"] if company.apologies else []
    return [Line(f"{sentence(listed(said))}.")]


def _some(n: int) -> str:
    return "a few have" if n < 5 else f"{number(n)} have"


def last_time(facts: Facts) -> list[Line]:
    """What it was about, and what was agreed or said that names nobody."""
    if facts.last is None:
        return [Line("The group has not met yet.")]
    row, lines = facts.last.row, []
    if row.title and facts.may.permits(row.title):
        lines.append(Line(f"The group talked about {unstopped(lowered(row.title, facts.names))}."))
    else:
        lines.append(Line("The group met."))
    chosen = sum(p.row.from_meeting == facts.last.id for p in facts.chosen.values())
    if chosen:
        lines.append(Line(f"It chose {count(chosen, 'thing')} to work on."))
    decisions = [d.text for d in facts.record.decisions.values() if d.meeting == facts.last.id]
    lines += [
        Line(f"It agreed this: {stopped(lowered(text, facts.names))}")
        for text in decisions[:1]
        if facts.may.permits(text)
    ]
    public = [
        q
        for q in facts.record.quotes.get(facts.last.id, [])
        if q.leave_to_share == "public" and q.speaker in (None, "member")
    ]
    lines += [
        Line(f"Somebody put it like this: {stopped(lowered(q.text, facts.names))}")
        for q in public[:1]
        if facts.may.permits(q.text)
    ]
    return lines


def since(facts: Facts) -> list[Line]:
    done = len(facts.finished) + len(facts.finished_in_the_room)
    return [Line(f"{sentence(roughly(done, 'thing was', 'things were'))} finished.") if done else Line(NOTHING)]


def moving(facts: Facts) -> list[Line]:
    stuck = sum(a.state == "stuck" for a in facts.open)
    if not facts.open:
        return [Line("Nothing is open.")]
    lines = [Line(f"{sentence(roughly(len(facts.open), 'thing is', 'things are'))} open.")]
    said = f"{sentence(roughly(stuck, 'is', 'of them are'))} stuck." if stuck else "No one has said they are stuck."
    return [*lines, Line(said)]


def tried() -> list[Line]:
    return [Line(UNPUBLISHED)]


def hopes(facts: Facts, voice: Voice) -> list[Line]:
    known = Hopes(facts)
    texts = [unstopped(lowered(h.text, facts.names)) for h in known.kept if facts.may.permits(h.text)]
    lines = (
        [Line(f"The group hopes for {listed(texts)}.")]
        if texts
        else [Line("The group has not yet said what it hopes for.")]
    )
    return [*lines, *known.served(voice)]
