"""What we hoped for: one hope that has moved, one that has not, and a line from somebody who is served, if we may."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.outcomes.models import Evidence
from app.recap.facts import Facts
from app.recap.page import Line
from app.recap.room import Room
from app.recap.voice import Voice
from app.series.models import Aspiration
from app.words import count, listed, lowered, number, sentence, stopped, unstopped

NONE = ("We have not yet said what we hope for.",)
NEW = ("We said what we hope for: {hopes}.",)
NEW_COUNT = ("We said what we hope for, in {n}.",)
SERVED = ("{Words}",)
SERVED_BEFORE = ("We hold on to what we were told in {month}: {words}",)
SEEN = ("For {hope} we can point to this: {words}",)
NOT_YET = ("Of {hope} we have no sign yet.",)
NONE_OF_MANY = ("We have {n} on the wall, and no sign yet that one of them has moved.",)
ONLY_ONE = ("We hope for this: {hope}. We have no sign of it yet.",)
LOOK_BACK = ("Today we look back at {all} we hoped for at the start.",)

LOOK_BACK_ON_ONE = ("Today we look back at the one thing we hoped for: {hope}.",)

MOST_HOPES = 6
OUR_OWN = ("self", "relationships")  # what is seen of ourselves there is shared only with leave
KINDS = ("said_by_someone_served", "counted", "seen_by_several", "seen_by_one")
MOVED = ("little", "some", "a_lot")


def hopes(facts: Facts, voice: Voice, room: Room) -> list[Line]:
    known = Hopes(facts)
    if not known.kept:
        return [Line(voice.say(NONE))]
    if facts.last and all(facts.at.came_up(h.meeting, None) >= facts.since for h in known.kept) and not known.evidence:
        return [_new(facts, voice, known)]
    lines = [*known.served(voice), *known.seen(voice)][:1] if room.hopes else []
    if facts.is_last:
        return [*lines, _look_back(facts, voice, known)]
    return [*lines, *known.not_yet(voice)] if room.hopes != 1 or not lines else lines


def _look_back(facts: Facts, voice: Voice, known: "Hopes") -> Line:
    """At the last meeting the hopes are gone through one by one, so here they are only counted."""
    ids, n = tuple(h.id for h in known.kept), len(known.kept)
    if n == 1 and facts.may.permits(known.kept[0].text):
        return Line(voice.say(LOOK_BACK_ON_ONE, hope=unstopped(lowered(known.kept[0].text, facts.names))), sources=ids)
    all_ = {1: "what", 2: "both things"}.get(n, f"all {number(n)} things")
    return Line(voice.say(LOOK_BACK, all=all_), sources=ids)


def _new(facts: Facts, voice: Voice, known: "Hopes") -> Line:
    """The first time after they were said, all of them."""
    ids, n = tuple(h.id for h in known.kept), len(known.kept)
    texts = [unstopped(lowered(h.text, facts.names)) for h in known.kept if facts.may.permits(h.text)]
    if not texts or len(texts) > MOST_HOPES:
        return Line(voice.say(NEW_COUNT, n=count(n, "line")), sources=ids)
    return Line(voice.say(NEW, hopes=listed(texts)), sources=ids)


@dataclass(frozen=True)
class Told:
    """Words of somebody who is served, a day, and what they rest on."""

    words: str
    on: date
    source: str


@dataclass(frozen=True)
class Hopes:
    """The hopes that were kept by then, and what speaks to them and may be repeated."""

    facts: Facts

    @cached_property
    def kept(self) -> list[Aspiration]:
        at = self.facts.at
        said = [a for a in self.facts.record.aspirations.values() if at.was_said(a.meeting, None)]
        return [a for a in said if a.ended_on is None or a.ended_on > at.said]

    @cached_property
    def evidence(self) -> list[Evidence]:
        """Best first: words of those served, then what was counted, then what was seen; the newest before the older."""
        ids = {h.id for h in self.kept}
        known = [e for e in self.facts.record.evidence.values() if e.aspiration in ids and e.on <= self.facts.at.said]
        fit = [e for e in known if self._may_be_told(e) and self.facts.may.permits(e.text)]
        return sorted(fit, key=lambda e: (KINDS.index(e.kind), -e.on.toordinal(), e.id))

    def _may_be_told(self, evidence: Evidence) -> bool:
        """Words of those served, and what is seen of members themselves, need leave; a count does not."""
        leave = evidence.leave_to_share
        if self.facts.may.for_sponsor:
            return leave == "public"
        level = evidence.level or self.facts.record.aspirations[evidence.aspiration].level
        free = leave is None and evidence.kind != "said_by_someone_served" and level not in OUR_OWN
        return free or leave in ("record", "public")

    @cached_property
    def told(self) -> Told | None:
        """The newest words of somebody served, or who cares for them."""
        leave = ("public",) if self.facts.may.for_sponsor else ("record", "public")
        found = [Told(e.text, e.on, e.id) for e in self.evidence if e.kind == "said_by_someone_served"]
        for meeting in self.facts.held:
            for quote in self.facts.record.quotes.get(meeting.id, []):
                speaks = quote.speaker in ("carer", "uses_services") and quote.leave_to_share in leave
                if speaks and self.facts.may.permits(quote.text):
                    found.append(Told(_spoken(quote.text, quote.speaker), meeting.day, meeting.id))
        return max(found, key=lambda told: told.on) if found else None

    def served(self, voice: Voice) -> list[Line]:
        told = self.told
        if told is None:
            return []
        if told.on >= self.facts.since:
            return [Line(voice.say(SERVED, Words=stopped(sentence(told.words))), sources=(told.source,))]
        words = stopped(lowered(told.words, self.facts.names))
        return [Line(voice.say(SERVED_BEFORE, month=f"{told.on:%B}", words=words), sources=(told.source,))]

    def seen(self, voice: Voice) -> list[Line]:
        """Something new that was counted or seen."""
        new = [e for e in self.evidence if e.on >= self.facts.since and e.kind != "said_by_someone_served"]
        if not new:
            return []
        hope, names = self.facts.record.aspirations[new[0].aspiration], self.facts.names
        words = {"hope": unstopped(lowered(hope.text, names)), "words": stopped(lowered(new[0].text, names))}
        return [Line(voice.say(SEEN, **words), sources=(new[0].id,))]

    def not_yet(self, voice: Voice) -> list[Line]:
        """One that nothing speaks to yet: of those, the one for which least has been finished."""
        still = [h for h in self.kept if h.id not in self._moved]
        fit = [h for h in still if self.facts.may.permits(h.text)]
        if not fit:
            return []
        if len(self.kept) == 1:
            return [
                Line(voice.say(ONLY_ONE, hope=unstopped(lowered(fit[0].text, self.facts.names))), sources=(fit[0].id,))
            ]
        if len(still) == len(self.kept):
            return [Line(voice.say(NONE_OF_MANY, n=count(len(self.kept), "hope")), sources=tuple(h.id for h in still))]
        hope = min(fit, key=lambda h: (self._finished_for(h), h.n))
        return [Line(voice.say(NOT_YET, hope=unstopped(lowered(hope.text, self.facts.names))), sources=(hope.id,))]

    @cached_property
    def _moved(self) -> set[str]:
        """Those with evidence, told or not, and those that moved when the group looked back."""
        facts = self.facts
        seen = {e.aspiration for e in facts.record.evidence.values() if e.on <= facts.at.said}
        backs = [c for c in facts.record.check_backs if facts.at.was_said(c.meeting, None)]
        moved = (
            {m.aspiration for m in facts.record.movements.get(backs[-1].n, []) if m.movement in MOVED}
            if backs
            else set()
        )
        return seen | moved

    def _finished_for(self, hope: Aspiration) -> int:
        facts = self.facts
        lines = {p for p in facts.chosen if hope.id in facts.record.linked(p, "aspirations")}
        return sum(a.state == "done" and a.row.priority in lines for a in facts.actions)


def _spoken(text: str, speaker: str | None) -> str:
    who = "a carer" if speaker == "carer" else "somebody who uses our services"
    return f"{who} told us, “{unstopped(text)}”"
