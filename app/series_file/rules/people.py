"""People and organisations: memberships that end after they begin, someone who facilitates, names that fit."""

from collections.abc import Iterator

from app.series_file.faults import Fault
from app.series_file.rules.known import Known, placed, rows, text

LONGEST_NAME_ON_THE_PLAN = 18


def somebody_facilitates(known: Known) -> Iterator[Fault]:
    if any(hats is None for hats in known.hats.values()) or len(known.hats) < len(known.doc.get("people") or [None]):
        return
    if not any(hat.role == "facilitator" for hats in known.hats.values() for hat in hats or []):
        yield Fault("no_facilitator", "people", "nobody has the role 'facilitator'; a series needs at least one")


def memberships_end_after_they_begin(known: Known) -> Iterator[Fault]:
    for person in known.of_kind("person"):
        for place, row in placed(person.item, "memberships", person.place):
            begins, ends = text(row, "from"), text(row, "to")
            if begins and ends and ends < begins:
                yield Fault("wrong_order", f"{place}.to", f"it ends on {ends}, before it begins on {begins}")


def long_names_have_short_ones(known: Known) -> Iterator[Fault]:
    for organisation in known.of_kind("organisation"):
        name = text(organisation.item, "name")
        if name and len(name) > LONGEST_NAME_ON_THE_PLAN and "short_name" not in organisation.item:
            reason = f"'short_name' is missing (a name longer than {LONGEST_NAME_ON_THE_PLAN} characters needs it)"
            yield Fault("missing_key", organisation.place, reason)


def home_checks_end_after_they_are_asked(known: Known) -> Iterator[Fault]:
    for check in known.of_kind("home_check"):
        asked = text(check.item, "asked_on")
        for key in ("answer_due", "answered_on", "lapsed_on"):
            day = text(check.item, key)
            if asked and day and day < asked:
                yield Fault("wrong_order", f"{check.place}.{key}", f"{day} is before it was asked, on {asked}")


def one_row_a_hope(known: Known) -> Iterator[Fault]:
    for place, check_back in placed(known.doc, "check_backs", ""):
        seen: set[str] = set()
        for n, row in rows(check_back, "by_aspiration"):
            hope = text(row, "aspiration")
            if hope in seen:
                yield Fault("twice", f"{place}.by_aspiration[{n}].aspiration", f"'{hope}' has a row already")
            elif hope is not None:
                seen.add(hope)


RULES = (
    somebody_facilitates,
    memberships_end_after_they_begin,
    long_names_have_short_ones,
    home_checks_end_after_they_are_asked,
    one_row_a_hope,
)
