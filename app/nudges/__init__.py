"""The nudge desk: whom to be in touch with between the meetings, and why. Reads only; for organisers."""

from app.nudges.desk import Card, Minded, cards, minded
from app.nudges.holidays import Holidays, holidays_of
from app.nudges.quiet import Hours
from app.nudges.scoring import Addend
from app.nudges.words import Suggestion, suggest

__all__ = ["Addend", "Card", "Holidays", "Hours", "Minded", "Suggestion", "cards", "holidays_of", "minded", "suggest"]
