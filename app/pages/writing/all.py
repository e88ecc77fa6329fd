"""Every form of the record by its name: one module for each kind of thing; a new one is added here."""

from app.pages.writing import (
    actions,
    agreement,
    attendance,
    barriers,
    closing_a_meeting,
    findings,
    follow_ups,
    home_checks,
    hopes,
    initiatives,
    invitations,
    meetings,
    memberships,
    organisations,
    outcomes,
    people,
    priorities,
    purpose,
    series,
    tests,
)
from app.pages.writing.sheets import Sheet

MODULES = (
    series,
    purpose,
    tests,
    agreement,
    hopes,
    findings,
    people,
    memberships,
    organisations,
    home_checks,
    priorities,
    barriers,
    outcomes,
    initiatives,
    actions,
    attendance,
    follow_ups,
    invitations,
    meetings,
    closing_a_meeting,
)
SHEETS: dict[str, Sheet] = {sheet.name: sheet for module in MODULES for sheet in module.SHEETS}
