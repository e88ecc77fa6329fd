"""Every form of the record by its name: one module for each kind of thing; a new one is added here."""

from app.pages.writing import priorities
from app.pages.writing.sheets import Sheet

SHEETS: dict[str, Sheet] = {sheet.name: sheet for module in (priorities,) for sheet in module.SHEETS}
