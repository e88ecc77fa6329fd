"""What somebody typed, as a question to the index. Whatever is typed is words: no sign of it means anything to SQLite.

All words must be there, the last may be the beginning of one, and words in quotation marks must stand side by side.
"""

import re
import unicodedata

MOST = 120  # characters
QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
PART = re.compile(r'"([^"]*)"?|([^"\s]+)')
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def plain(text: str) -> str:
    """A text without what nobody sees: control characters, which end a query or stand for a mark in the index."""
    return UNSEEN.sub(" ", unicodedata.normalize("NFC", text))


def expression(typed: str) -> str:
    """The question in the language of FTS5; empty where there is no word in what was typed.

    Each part is a quoted string, which FTS5 takes apart as it took the texts apart: `follow-up` finds "follow up".
    """
    parts = [found.groups() for found in PART.finditer(plain(typed)[:MOST].translate(QUOTES))]
    said = [(phrase or word, word is not None) for phrase, word in parts if _has_a_word(phrase or word)]
    if not said:
        return ""
    begun = "*" if said[-1][1] else ""
    return " ".join(f'"{text}"' for text, _ in said) + begun


def _has_a_word(text: str | None) -> bool:
    return any(sign.isalnum() for sign in text or "")


# -- other spellings of a word -----------------------------------------
JOINED = re.compile(r"[^\W_]+(?:['’‘ʼ‐‑-][^\W_]+)+")
JOINT = re.compile(r"['’‘ʼ‐‑-]")
LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "ı": "i"}
)


def other_spellings(text: str) -> str:
    """`OBrien` for O’Brien and `Lukasz` for Łukasz: what people type who have no such key, or leave the sign out."""
    joined = [JOINT.sub("", word) for word in JOINED.findall(text)]
    other = text.translate(LETTERS)
    changed = [word for word, was in zip(other.split(), text.split(), strict=True) if word != was]
    return " ".join((*joined, *changed))
