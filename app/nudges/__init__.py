"""The nudge desk: whom to be in touch with between the meetings, and why. Reads only; for organisers."""

from app.nudges.desk import Card, cards
from app.nudges.holidays import Holidays, holidays_of
from app.nudges.quiet import Hours
from app.nudges.scoring import Addend

__all__ = ["Addend", "Card", "Holidays", "Hours", "cards", "holidays_of"]
