"""The series file: one document that holds a whole meeting series (docs/series-file.md)."""

from app.series_file.checking import check, warnings
from app.series_file.dumping import dump
from app.series_file.faults import CannotMove, Fault, Refused
from app.series_file.layout import ordered
from app.series_file.moving import anchored, until
from app.series_file.reading import Doc, read

__all__ = [
    "CannotMove",
    "Doc",
    "Fault",
    "Refused",
    "anchored",
    "check",
    "dump",
    "ordered",
    "read",
    "until",
    "warnings",
]
