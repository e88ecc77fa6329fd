"""The words of the plan: what the marks mean, and how things are named."""

from collections.abc import Iterable
from datetime import date

from app.plan.scene import UNDER_WAY, Action, Line, Scene, Station, Test
from app.words import sentence

STATES = {
    "agreed": "agreed",
    "started": "begun",
    "done": "done",
    "stuck": "stuck: would like help",
    "handed_on": "handed on",
    "parked": "set aside",
    "let_go": "let go",
    "asked": "being asked",
    "proposed": "proposed",
}
SIGNS = {
    "planned": "test planned",
    "running": "test running",
    "adapt": "change and try again",
    "adopt": "it stays",
    "abandon": "stopped: we learnt enough",
    "handed_on": "test handed on",
}
LATER = {"business_as_usual": "now business as usual", "handed_on": "now handed on"}
CHALLENGE = {
    "technical": "we know how",
    "adaptive": "we have to learn",
    "mixed": "some of each",
    "not_yet_known": "we do not know yet",
}
KIND = {
    "technical": "technical",
    "adaptive": "adaptive",
    "mixed": "technical and adaptive",
    "not_yet_known": "kind not yet known",
}
ENDS = {
    "business_as_usual": "Business as usual",
    "carries_on": "Carries on",
    "set_aside": "Set aside",
    "merged": "Joined with another",
}
MOVEMENT = {
    "back": ("further away", 0),
    "none": ("no change", 0),
    "little": ("a little", 1),
    "some": ("some", 2),
    "a_lot": ("a lot", 3),
    "not_known": ("not known yet", 0),
}
STANDS = (("done", ("done",)), ("under way", UNDER_WAY), ("stuck", ("stuck",)), ("handed on", ("handed_on",)))
TRUNK = "Together, before we chose priorities"
TOGETHER = "All of us together"
ON_THE_LIST = "on sheet 2"  # where what finds no room on the wall stands in full
WORKS, STORIES, LEARNT = "What works now", "What the stories tell us", "What we have learnt since"
HOPES, HOPES_MOVED, GOOD_WEEK = "What we hope for", "What we hoped for, and how far we got", "A good week looks like"
# What a panel asks for, by the heads under which the answers will stand.
ASKED_NOW = (("What works already?", (WORKS,)), ("What do the stories tell us?", (STORIES,)))
ASKED_FUTURE = (("What do we hope for?", (HOPES, HOPES_MOVED)), ("What would a good week look like?", (GOOD_WEEK,)))
ROUNDS = "test rounds"
NUMBERED = "Numbers: in words on sheet 2."
NOW, FUTURE = "Where we are now", "The future we want"


def day(station: Station) -> str:
    return f"{station.date.day} {station.date:%b}" if station.date else ""


def long_day(when: date) -> str:
    return f"{when:%A} {when.day} {when:%B %Y}"


def meeting(number: int) -> str:
    return f"Meeting {number}" if number else "Start-up meeting"


def sheet_of(n: int, of: int) -> str:
    return f"Sheet {n} of {of}: every action in words"


def continued(name: str) -> str:
    return f"{name}, continued"


def which(scene: Scene) -> str:
    """Which meeting the sheet is for."""
    station = scene.stations[scene.here]
    return f"{meeting(station.number)} of {scene.stations[-1].number}" if station.number else meeting(0)


def as_it_stood(scene: Scene) -> str:
    when = scene.stations[scene.here].date
    stood = "as it stood the evening before" if scene.opening else "as it stood at the end"
    if scene.known_on:
        stood = f"as known on {scene.known_on.day} {scene.known_on:%B}"
    if scene.version > 1:
        stood = f"{stood}; version {scene.version}, changed after it was printed"
    return f"{long_day(when)}, {stood}" if when else stood


def challenge(line: Line) -> str:
    return "resting for now" if line.resting else CHALLENGE[line.challenge]


def test_name(test: Test) -> str:
    return f"Test {test.number}"


def aside(test: Test) -> str:
    """What is known of a test that its rounds do not say."""
    if test.sign == "idea":
        return "an idea"
    return LATER.get(test.later, "") if test.later != test.sign else ""


def who(action: Action) -> str:
    """The lead, or whom we look for."""
    if action.state == "proposed":
        return "who could?"
    return f"{action.lead}, being asked" if action.state == "asked" and action.lead else action.lead


def since(action: Action) -> str:
    return "" if action.since is None else f"since meeting {action.since}"


def tally(scene: Scene, line: str | None) -> list[str]:
    """How the actions of one line stand, in words: "3 done", "1 stuck"."""
    if scene.in_sum:
        return [s.said for s in scene.sums if s.line == line]
    mine = [a for a in scene.actions if a.line == line and (line is not None or a.interval >= scene.branch)]
    return _counted(mine)


def _counted(actions: Iterable[Action]) -> list[str]:
    states = [a.state for a in actions]
    counts = ((said, sum(s in kinds for s in states)) for said, kinds in STANDS)
    return [f"{n} {said}" for said, n in counts if n]


def whole(scene: Scene) -> list[tuple[str, str]]:
    """How it all stands, by the mark that goes with it."""
    if scene.in_sum:
        return list(scene.tally)
    counts = (
        ("done", scene.count("done"), "done"),
        ("agreed", scene.count(*UNDER_WAY), "under way"),
        ("stuck", scene.count("stuck"), "would like help"),
    )
    return [(state, f"{n} {said}") for state, n, said in counts if n]


def stands(scene: Scene) -> str:
    """The whole in a sentence or two, for those who do not see the drawing."""
    told = ", ".join(words for _, words in whole(scene))
    return f"{sentence(as_it_stood(scene))}. {told + '. ' if told else ''}The same in words goes with the drawing."


def label(scene: Scene, line: Line | None) -> str:
    """What a screen reader says of a line's group: name, kind, how its actions stand."""
    parts = tally(scene, line.key if line else None)
    if line is None:
        return ", ".join([TOGETHER, *parts])
    end = ENDS.get(line.end, "").lower()
    return f"{line.name}: " + ", ".join([KIND[line.challenge], *parts, *([end] if end else [])])


def trunk_label(scene: Scene) -> str:
    """The same of what was begun before the lines left the trunk."""
    before = [a for a in scene.actions if a.line is None and a.interval < scene.branch]
    head = trunk_head(scene)
    parts = tally(scene, None) if scene.in_sum and not scene.lines else _counted(before)
    return f"{head}: {', '.join(parts)}" if parts else head


def trunk_head(scene: Scene) -> str:
    return TRUNK if scene.lines else "Together"
