"""What the two ends of the sheet say: where we are now, and the future we want."""

from app.plan import said
from app.plan.scene import Entry, Section
from app.record.then import Then


def now(then: Then) -> tuple[Section, ...]:
    """What works, what the stories taught (findings, never the stories), and what was learnt since."""
    facts = [f for f in then.record.facts if then.was_said(f.meeting, f.on)]
    findings = [f for f in then.record.findings.values() if then.was_said(f.meeting, None) and then.still_told(f.id)]
    return _sections(
        (said.WORKS, [Entry(f.text) for f in facts if f.kind == "works_now"]),
        (said.STORIES, [Entry(f.text) for f in findings]),
        (said.LEARNT, [Entry(f.text) for f in facts if f.kind == "learnt_since"]),
    )


def future(then: Then) -> tuple[Section, ...]:
    """Hopes, and after a check-back how far they got; and what a good week looks like."""
    moved = _movements(then)
    hopes = [
        _hope(hope.text, moved.get(hope.id))
        for hope in then.record.aspirations.values()
        if then.was_said(hope.meeting, None) and not (hope.ended_on and hope.ended_on <= then.said)
    ]
    good = [Entry(v.text) for v in then.record.visions if then.was_said(v.meeting, v.on)]
    return _sections(
        (said.HOPES_MOVED if moved else said.HOPES, hopes),
        (said.GOOD_WEEK, good),
    )


def _hope(text: str, movement: str | None) -> Entry:
    if movement is None:
        return Entry(text)
    how_far, dots = said.MOVEMENT[movement]
    return Entry(text, dots, how_far)


def _movements(then: Then) -> dict[str, str]:
    """By aspiration, as the last check-back had it."""
    said_by_then = [c for c in then.record.check_backs if then.was_said(c.meeting, None)]
    if not said_by_then:
        return {}
    last = max(said_by_then, key=lambda c: then.came_up(c.meeting, None))
    return {m.aspiration: m.movement for m in then.record.movements.get(last.n, [])}


def _sections(*rows: tuple[str, list[Entry]]) -> tuple[Section, ...]:
    return tuple(Section(head, tuple(entries)) for head, entries in rows if entries)
