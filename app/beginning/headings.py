"""Which column says what: by the words at its head, in the spellings people use, else by what stands in it."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from app.beginning.spreadsheet import Row

SPELLINGS = {
    "name": "name, full name, names, person, people, participant, attendee, delegate, contact, contact name, who, "
    "member, display name, participant name, attendee name",
    "first": "first, first name, firstname, forename, forenames, given name, christian name",
    "last": "last, last name, lastname, surname, family name, second name",
    "email": "e mail, email, mail, e mail address, email address, emailaddress, mail address, work email, "
    "contact email, primary email, email 1",
    "organisation": "organisation, organization, org, organisation name, company, agency, employer, service, body, "
    "practice, workplace, partner, where from, from, affiliation, place of work",
    "job": "job, job title, jobtitle, title, post, position, designation, profession, occupation, what they do",
    "role": "role, role in the group, role in series, part, hat, capacity",
    "mobile": "mobile, mobile number, mobile phone, mobile no, phone, phone number, phone no, telephone, tel, tel no, "
    "telephone number, contact number, contact no, cell, work phone, number",
    "known_as": "known as, knownas, preferred name, goes by, nickname, likes to be called, called, aka",
    "prefers": "prefers, preferred contact, contact preference, preference, how to contact, contact by, likes",
    "pronouns": "pronouns, pronoun",
    "access_needs": "access needs, access, accessibility, access requirements, to take part, needs, support needs",
    "sector": "sector, type of organisation, kind of organisation",
}
MEANINGS = {said.strip(): key for key, words in SPELLINGS.items() for said in words.split(",")}
ROLES = {
    "facilitator": "facilitator, facilitates, convener, convenor",
    "integration_manager": "integration manager, coordinator, co ordinator",
    "sponsor": "sponsor, senior manager, commissioner",
    "participant": "participant, member, attendee, delegate, partner",
    "lived_experience": "lived experience, person with lived experience, expert by experience, service user, carer",
    "substitute": "substitute, deputy, stand in",
    "visitor": "visitor, guest, observer",
}
ROLE_OF = {said.strip(): key for key, words in ROLES.items() for said in words.split(",")}
PHONE = re.compile(r"[+0-9 ()./'-]{7,24}")


@dataclass(frozen=True)
class Columns:
    """What each column holds, by its place; `unused` are heads nobody could make sense of."""

    keys: tuple[str | None, ...]
    rows: list[Row]
    unused: tuple[str, ...] = ()


def folded(text: str) -> str:
    """For comparing: small, without accents and signs, one space between words."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.sub(r"[^\w]|_", " ", "".join(c for c in apart if not unicodedata.combining(c))).split())


def columns_of(rows: list[Row]) -> Columns:
    """What the columns hold, and the rows below the head if there is one."""
    if not rows:
        return Columns((), [])
    heads = [MEANINGS.get(folded(cell)) for cell in rows[0].cells]
    if _is_head(rows[0], heads):
        keys = _once(heads)
        unused = [cell for cell, key in zip(rows[0].cells, keys, strict=True) if cell and key is None]
        return _roles_or_jobs(Columns(keys, rows[1:], tuple(unused)), rows[0].cells)
    return Columns(_by_content(rows), rows)


def _is_head(row: Row, heads: list[str | None]) -> bool:
    named = [head for head in heads if head]
    return (
        bool(named)
        and not any("@" in cell for cell in row.cells)
        and len(named) * 2 >= len([c for c in row.cells if c])
    )


def _once(heads: list[str | None]) -> tuple[str | None, ...]:
    """The first column of a kind counts; a second telephone is left aside."""
    return tuple(head if head not in heads[:n] else None for n, head in enumerate(heads))


def _roles_or_jobs(columns: Columns, heads: tuple[str, ...]) -> Columns:
    """A column called role may hold what people do for a living: then it is their job."""
    if "role" not in columns.keys:
        return columns
    at = columns.keys.index("role")
    cells = [row.cells[at] for row in columns.rows if at < len(row.cells) and row.cells[at]]
    if any(folded(cell) in ROLE_OF for cell in cells):
        return columns
    other = None if "job" in columns.keys else "job"
    keys = tuple(other if n == at else key for n, key in enumerate(columns.keys))
    return Columns(keys, columns.rows, (*columns.unused, heads[at]) if other is None else columns.unused)


def _by_content(rows: list[Row]) -> tuple[str | None, ...]:
    """No head: addresses and telephones are known by their looks, the rest are name, organisation and job in turn."""
    width = max(len(row.cells) for row in rows)
    kinds = [_looks_like([row.cells[n] for row in rows if n < len(row.cells) and row.cells[n]]) for n in range(width)]
    plain = iter(("name", "organisation", "job"))
    keys = [kind or next(plain, None) for kind in kinds]
    return _once([None if kind == "empty" else kind for kind in keys])


def _looks_like(cells: list[str]) -> str | None:
    if not cells:
        return "empty"
    kinds = Counter(_kind(cell) for cell in cells)
    kind, many = kinds.most_common(1)[0]
    return kind if many * 2 > len(cells) else None


def _kind(cell: str) -> str | None:
    if "@" in cell[1:] and " " not in cell:
        return "email"
    if PHONE.fullmatch(cell) and any(c.isdigit() for c in cell):
        return "mobile"
    return "role" if folded(cell) in ROLE_OF else None
