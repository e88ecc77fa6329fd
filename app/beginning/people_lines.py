"""What the rows of a pasted list say of people, and which of them cannot be kept as they stand."""

import re
from dataclasses import dataclass, field

from app.beginning.headings import ROLE_OF, Columns, columns_of, folded
from app.beginning.spreadsheet import NotReadable, Row, rows_in
from app.people.models import SECTORS

LIMITS = {"name": 60, "known_as": 24, "pronouns": 24, "job": 60, "email": 120, "access_needs": 200, "organisation": 80}
CALLED = {
    "name": "The name",
    "known_as": "What they are known as",
    "pronouns": "The pronouns",
    "job": "The job",
    "email": "The address",
    "access_needs": "What they need to take part",
    "organisation": "The organisation’s name",
}
EMAIL = re.compile(r"[^@\s<>\"',;:]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
MOBILE = re.compile(r"\+?[0-9 ]{6,19}")
AFTER_NAMES = re.compile(r"(?i)(jnr|snr|jr|sr|ii+|phd|md|obe|mbe|cbe|msp|mp|frcgp|mrcgp|rgn|rn|bsc|msc|ma|ba|kc|jp)\.?")
NOT_IN_NAMES = re.compile(r"[0-9,()\"=/]")
PREFERS = {
    "email": "email, e mail, mail, by email",
    "text": "text, sms, text message, whatsapp, texts, by text",
    "phone": "phone, telephone, call, ring, by phone, a call, mobile",
    "post": "post, letter, by post, letters",
    "no_messages": "none, no messages, do not contact, nothing, no contact",
}
PREFERENCE = {said.strip(): key for key, words in PREFERS.items() for said in words.split(",")}
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True)
class PersonLine:
    """What one line says of somebody. Empty where it says nothing; `role` too, which then is that of the whole list."""

    line: int
    pasted: str
    name: str
    email: str = ""
    organisation: str = ""
    job: str = ""
    role: str = ""
    mobile: str = ""
    known_as: str = ""
    prefers: str = ""
    pronouns: str = ""
    access_needs: str = ""
    sector: str = ""


@dataclass(frozen=True)
class LineFault:
    """A line that cannot be kept as it stands, in words."""

    line: int
    pasted: str
    why: str


@dataclass(frozen=True)
class Pasted:
    """Everything that a pasted text says. `unused` are the heads of columns that nobody could make sense of."""

    people: list[PersonLine] = field(default_factory=list)
    faults: list[LineFault] = field(default_factory=list)
    unused: tuple[str, ...] = ()


def read(text: str) -> Pasted:
    """Every line understood, or said why not."""
    try:
        columns = columns_of(rows_in(text))
    except NotReadable as wrong:
        lines = text.split("\n")
        return Pasted(
            faults=[LineFault(wrong.line, lines[wrong.line - 1] if wrong.line <= len(lines) else "", str(wrong))]
        )
    people, faults = [], []
    for row in columns.rows:
        cells = _cells(columns, row)
        found = _faults(cells)
        faults += [LineFault(row.line, row.pasted, why) for why in found]
        if not found:
            people.append(PersonLine(row.line, row.pasted, **cells))
    return Pasted(people, faults, columns.unused)


def _cells(columns: Columns, row: Row) -> dict[str, str]:
    """By key, tidied: `Reid, Jo` is Jo Reid, and a telephone number has nothing but digits and spaces."""
    cells = {key: cell for key, cell in zip(columns.keys, row.cells, strict=False) if key and cell}
    first, last = cells.pop("first", ""), cells.pop("last", "")
    name = cells.get("name") or " ".join(part for part in (first, last) if part)
    cells["name"] = the_right_way_round(name)
    if match := re.fullmatch(r"(.+?)\s*<(\S+@\S+)>", cells["name"]):
        cells |= {"name": match[1], "email": cells.get("email") or match[2]}
    if "email" in cells:
        cells["email"] = re.sub(r"(?i)^mailto:|^<|>$", "", cells["email"])
    if "mobile" in cells:
        cells["mobile"] = digits(cells["mobile"])
    for key, words in (("role", ROLE_OF), ("prefers", PREFERENCE)):
        if key in cells:
            cells[key] = words.get(folded(cells[key]), f"?{cells[key]}")
    cells["sector"] = _sector(cells.get("sector", ""))
    return cells


def the_right_way_round(name: str) -> str:
    """`Reid, Jo` as Jo Reid; what follows a name, as in `Jo Reid, MBE`, stays there."""
    last, comma, first = (part.strip() for part in name.partition(","))
    if (
        not comma
        or not first
        or not last
        or AFTER_NAMES.fullmatch(first)
        or NOT_IN_NAMES.search(name.replace(",", "", 1))
    ):
        return name
    return f"{first} {last}"


def digits(telephone: str) -> str:
    """`(0131) 496-0123` as 0131 496 0123; what has letters in it is no number and stays as it is."""
    if re.search("[A-Za-z]", telephone):
        return telephone
    bare = telephone.lstrip("'").replace("(0)", " ")
    return " ".join(re.sub(r"[()./\-\u2010-\u2015]", " ", bare).split())


def _sector(said: str) -> str:
    key = folded(said).replace(" ", "_")
    return key if key in SECTORS else ""


def _faults(cells: dict[str, str]) -> list[str]:
    found = []
    if not cells["name"]:
        found.append("There is no name in this line.")
    for key, most in LIMITS.items():
        if len(cells.get(key, "")) > most:
            found.append(f"{CALLED[key]} is {len(cells[key])} characters long; there is room for {most}.")
    if any(CONTROL.search(cell) for cell in cells.values()):
        found.append("There is a character in this line that cannot be kept. Type it again.")
    if cells.get("email") and not EMAIL.fullmatch(cells["email"]):
        found.append(f"“{cells['email'][:60]}” is not one e-mail address.")
    if cells.get("mobile") and not MOBILE.fullmatch(cells["mobile"]):
        found.append(_of_the_number(cells["mobile"]))
    for key, what in (("role", "a role in a series"), ("prefers", "a way to be reached")):
        if cells.get(key, "").startswith("?"):
            found.append(f"“{cells[key][1:61]}” is not {what} that we know.")
    return found


def _of_the_number(mobile: str) -> str:
    if re.search(r"(?i)[0-9]e\+?[0-9]", mobile):
        return (
            f"The spreadsheet has turned a telephone number into {mobile[:20]}. Make its column text, and copy again."
        )
    return f"“{mobile[:30]}” is not one telephone number: digits and spaces, perhaps after a +."
