"""E-mail addresses as people type them, as they are compared, and as they are shown."""

import re
import unicodedata

from app.errors import NotUnderstood

LONGEST = 120
# What people paste around an address: a name before it in angle brackets, "mailto:", a comma after it.
IN_BRACKETS = re.compile(r"<([^<>]*)>\s*[,;.]?\s*$")
ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\.]+(\.[^\s@<>,;:\"()\[\]\\.]+)*")


def address_in(typed: str) -> str:
    """The one address in what was typed, forgiving what surrounds it. Refused in words if there is none."""
    inside = IN_BRACKETS.search(typed)
    bare = unicodedata.normalize("NFC", inside[1] if inside else typed).strip().strip(",;. ")
    bare = re.sub(r"^mailto:", "", bare, flags=re.IGNORECASE)
    bare = re.sub(r"\s*@\s*", "@", bare)
    if not bare:
        raise NotUnderstood("Write your e-mail address here.")
    if len(bare) > LONGEST:
        raise NotUnderstood(f"This is {len(bare)} characters long. No address of ours is longer than {LONGEST}.")
    if not ADDRESS.fullmatch(bare):
        raise NotUnderstood("This is not an e-mail address yet. One looks like name@example.org.")
    return bare


def fold(email: str) -> str:
    """An address as it is compared: upper and lower case alike."""
    return email.strip().casefold()


def masked(email: str) -> str:
    """Enough of an address to recognise one's own, as in d***@beston.example."""
    name, _, host = email.partition("@")
    return f"{name[:1]}***@{host}"
