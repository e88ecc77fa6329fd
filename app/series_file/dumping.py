"""Writing a document as YAML that any reader understands alike, and that a person can read.

Written here, and not by the library, for three reasons: a file near two megabytes takes the library many seconds, its
idea of what needs quotes is that of YAML 1.1, and a second export must give the same bytes as the first.
"""

import re
from typing import Any, Final

from app.series_file.layout import ordered
from app.series_file.reading import Doc, scalar

_WIDTH: Final = 100
_STEP: Final = 2
_DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")

# A plain text begins with a letter, or a sign that YAML has no use for, and holds nothing that might mean something.
_PLAIN = re.compile(r"(?:[^\W\d_]|[^\x00-\xa0])(?:[^\x00-\x1f\x7f-\xa0:#,\[\]{}\"\\]|:(?=\S)|(?<=\S)#|[,\"])*")
_PLAIN_IN_FLOW = re.compile(r"(?:[^\W\d_]|[^\x00-\xa0])[^\x00-\x1f\x7f-\xa0:#,\[\]{}\"'?\\]*")
_WORDS_OF_YAML_1_1 = re.compile(r"(?:y|n|yes|no|on|off|true|false|null|nan|inf)", re.IGNORECASE)

# What a reader might not see, might turn round, or might take for a line break is written out.
_WRITTEN_OUT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_IN_DOUBLE_QUOTES = re.compile('["\\\\\t\n]|' + _WRITTEN_OUT.pattern)
_NAMED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}

_FOLDS = re.compile(r"(?<=[^\s]) (?=[^\s])")
_TRAILING = re.compile(r"[ \t](?:\n|$)")


def dump(doc: Doc) -> str:
    """The document as YAML, keys in the order of the format. Reading it gives the same document."""
    lines: list[str] = []
    whole = ordered(doc)
    for n, (key, value) in enumerate(whole.items()):
        if n and isinstance(value, dict | list):
            lines.append("")
        _key(lines, "", key, value, 0)
    return "\n".join(lines) + "\n"


def _key(lines: list[str], before: str, key: str, value: Any, indent: int) -> None:
    """One key of a mapping; `before` is what already stands on its line."""
    if isinstance(value, dict):
        lines.append(f"{before}{key}:")
        _mapping(lines, value, indent + _STEP, " " * (indent + _STEP))
    elif isinstance(value, list):
        flow = _flow(value)
        if flow is not None and len(before) + len(key) + 2 + len(flow) <= _WIDTH:
            lines.append(f"{before}{key}: {flow}")
        else:
            lines.append(f"{before}{key}:")
            _list(lines, value, indent + _STEP)
    else:
        _scalar(lines, f"{before}{key}: ", value, indent)


def _mapping(lines: list[str], value: Doc, indent: int, first: str) -> None:
    for key, part in value.items():
        _key(lines, first, key, part, indent)
        first = " " * indent


def _list(lines: list[str], value: list[Any], indent: int) -> None:
    dash = " " * indent + "- "
    for item in value:
        if not isinstance(item, dict):
            _scalar(lines, dash, item, indent)
            continue
        flow = None if "id" in item else _flow(item)
        if flow is not None and len(dash) + len(flow) <= _WIDTH:
            lines.append(dash + flow)
        else:
            _mapping(lines, item, indent + _STEP, dash)


def _flow(value: Any) -> str | None:
    """A small mapping or list on one line, where all in it is short and simple."""
    if isinstance(value, dict):
        parts = [(f"{key}: ", part) for key, part in value.items()]
        opening, closing = "{", "}"
    else:
        parts = [("", part) for part in value]
        opening, closing = "[", "]"
    if any(isinstance(part, dict | list) or len(str(part)) > _WIDTH for _, part in parts):
        return None
    return opening + ", ".join(key + _on_one_line(part, _PLAIN_IN_FLOW) for key, part in parts) + closing


def _scalar(lines: list[str], before: str, value: Any, indent: int) -> None:
    if isinstance(value, str):
        block = _literal(value, indent) if "\n" in value else None
        if block is None and len(before) + len(value) > _WIDTH:
            block = _folded(value, indent)
        if block is not None:
            lines.append(before + block[0])
            lines.extend(block[1:])
            return
    lines.append(before + _on_one_line(value, _PLAIN))


def _on_one_line(value: Any, plain: re.Pattern[str]) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text: str = value
    if _is_plain(text, plain):
        return text
    if _IN_DOUBLE_QUOTES.search(text.replace('"', "").replace("\\", "")):
        return '"' + _IN_DOUBLE_QUOTES.sub(_escaped, text) + '"'
    return "'" + text.replace("'", "''") + "'"


def _is_plain(text: str, plain: re.Pattern[str]) -> bool:
    """Whether a text needs no quotes: to a reader of YAML 1.1 too, which has more words and numbers of its own."""
    if _DAY.fullmatch(text):
        return True
    if not plain.fullmatch(text) or text.endswith((" ", ":")) or not text.isprintable():
        return False
    return not _WORDS_OF_YAML_1_1.fullmatch(text) and isinstance(scalar(text), str)


def _escaped(match: re.Match[str]) -> str:
    c = match.group()
    code = ord(c)
    return _NAMED.get(c) or (
        f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    )


def _literal(text: str, indent: int) -> list[str] | None:
    """A text with line breaks, line by line as it is; None where that might not come back the same."""
    if text[0].isspace() or text.endswith("\n\n") or _TRAILING.search(text) or not _is_harmless(text):
        return None
    body = text.removesuffix("\n").split("\n")
    pad = " " * (indent + _STEP)
    return ["|" if text.endswith("\n") else "|-", *(pad + line if line else "" for line in body)]


def _folded(text: str, indent: int) -> list[str] | None:
    """A long text on several lines, broken at single spaces only; None where that might not come back the same."""
    if text[0].isspace() or text[-1].isspace() or "\n" in text or not _is_harmless(text):
        return None
    pad = " " * (indent + _STEP)
    lines, line = [">-"], ""
    for piece in _FOLDS.split(text):
        if line and len(pad) + len(line) + 1 + len(piece) > _WIDTH:
            lines.append(pad + line)
            line = piece
        else:
            line = f"{line} {piece}" if line else piece
    return [*lines, pad + line]


def _is_harmless(text: str) -> bool:
    return "\t" not in text and not _WRITTEN_OUT.search(text)
