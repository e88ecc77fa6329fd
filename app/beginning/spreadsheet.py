"""Cells out of text that was copied from a spreadsheet, a list of addresses, or a file of separated values.

Nothing is ever worked out: a cell that begins with = + - or @ is the words that stand in it.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_LINES, MOST_CELLS, LONGEST_CELL = 500, 60, 400
TOO_MUCH = "There is more here than a line about somebody can be. Is a quotation mark or a line break missing?"
SEPARATORS = (",", ";")
SAID = re.compile(r"sep=(?P<sign>[;,\t|])")  # a first line by which some programs say it


@dataclass(frozen=True)
class Row:
    """One row of the sheet: the number of the line it begins on, its cells, and the line as it was pasted."""

    line: int
    cells: tuple[str, ...]
    pasted: str


class NotReadable(Exception):
    """A text that cannot be taken for rows of cells. `line` and `pasted` are where; its words say why."""

    def __init__(self, line: int, pasted: str, why: str) -> None:
        super().__init__(why)
        self.line, self.pasted = line, pasted


def rows_in(text: str) -> list[Row]:
    """Every row that has something in it. Raises NotReadable."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    lines = plain.split("\n")
    if sum(1 for line in lines if line.strip()) > MOST_LINES:
        raise NotReadable(MOST_LINES + 1, "", f"There is room for {MOST_LINES} lines at a time.")
    if said := SAID.fullmatch(lines[0].strip()):
        lines[0] = ""
    rows = _addresses(lines) or list(_read(lines, said["sign"] if said else separator(lines)))
    for row in rows[:1] if len(rows) > MOST_LINES else rows:
        if len(row.cells) > MOST_CELLS or len(rows) > MOST_LINES or max(map(len, row.cells)) > LONGEST_CELL:
            raise NotReadable(row.line, row.pasted[:LONGEST_CELL], TOO_MUCH)
    return rows


def separator(lines: list[str]) -> str:
    """A tab where there is one; else what stands outside quotes equally often in most lines."""
    bare = [re.sub(r'"[^"]*"', "", line) for line in lines if line.strip()][:50]
    if any("\t" in line for line in bare):
        return "\t"
    return max(SEPARATORS, key=lambda sign: _steadiness([line.count(sign) for line in bare]))


def _steadiness(counts: list[int]) -> float:
    found = [count for count in counts if count]
    return max((found.count(n) for n in set(found)), default=0) + len(found) / 1000


def _read(lines: list[str], sign: str) -> Iterator[Row]:
    reader = csv.reader((line + "\n" for line in lines), delimiter=sign, skipinitialspace=sign != "\t", strict=True)
    before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            why = "A quotation mark opens here and is not closed where a cell ends. Write it twice, or take it out."
            raise NotReadable(before + 1, lines[before], why) from wrong
        begins, before = before + 1, reader.line_num
        tidy = tuple(" ".join(cell.split()) for cell in cells)
        if any(tidy):
            yield Row(begins, tidy, "\n".join(lines[begins - 1 : before]).strip())


def _addresses(lines: list[str]) -> list[Row]:
    """One row for each of `Jo Reid <jo@example.org>; "Li, Bo" <bo@example.org>`; none where anything else stands."""
    sign = ";" if any(";" in line for line in lines) else ","
    alone = all(line.count("@") < 2 for line in lines)  # one a line: then a comma belongs to a name
    found = []
    for n, line in enumerate(lines, 1):
        for piece in [line] if alone and sign == "," else re.findall(rf'(?:"[^"]*"|[^"{sign}])+', line):
            name, opened, email = piece.strip().removesuffix(">").rpartition("<")
            if not piece.strip():
                continue
            if not (opened and piece.strip().endswith(">") and "@" in email) or set(name) & set("<>@"):
                return []
            found.append(Row(n, (name.strip().strip('"').strip(), email.strip()), piece.strip()))
    return found
