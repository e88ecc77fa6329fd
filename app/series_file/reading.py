"""From bytes to a plain document of mappings, lists, texts, numbers and booleans (see docs/series-file.md).

The file is YAML 1.2 with the core rules; the parser underneath speaks YAML 1.1. So it is used only to cut the file into
pieces, and what a piece means is decided here: `on`, `no` and `13:30` are texts.
"""

import re
from typing import Any, Final

import yaml

from app.series_file.faults import FILE, Fault, Refused, quoted

Doc = dict[str, Any]

MOST_BYTES: Final = 2 * 1024 * 1024
MOST_LEVELS: Final = 12
MOST_FAULTS: Final = 1000  # of the kind that only a hostile file has in such numbers

_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# YAML 1.2, "10.3 Core Schema".
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_ODD_FLOAT = {"nan": float("nan"), "inf": float("inf"), "+inf": float("inf"), "-inf": float("-inf")}
_ODD_FLOATS = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_MAY_BE_A_NUMBER = frozenset("+-.0123456789")
_LONGEST_NUMBER = 18

_NOT_FOR_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
# Line breaks to YAML 1.1, plain characters to 1.2: kept from the parser's eyes.
_OLD_BREAKS = "\x85\u2028\u2029"
_PLACEHOLDERS = range(0xF0000, 0xFFFFE)


def read(data: bytes) -> Doc:
    """The document in a series file. Refused where it cannot be read; what it says is not judged here."""
    if len(data) > MOST_BYTES:
        place = _line_at(data, MOST_BYTES)
        raise Refused([Fault("too_big", place, f"the file has {len(data)} bytes; at most {MOST_BYTES} are read")])
    return _Reading(_decoded(data)).document()


def scalar(written: str) -> object:
    """What an unquoted piece of YAML means by the core rules of YAML 1.2."""
    if written[:1] in _MAY_BE_A_NUMBER:
        return _number(written)
    if written in _NULL:
        return None
    return _BOOL.get(written, written)


def _number(written: str) -> object:
    if not written:
        return None
    if _INT.fullmatch(written):
        if len(written) > _LONGEST_NUMBER:
            return 10**_LONGEST_NUMBER  # out of every range; the digits themselves are of no use to anyone
        return int(written, 0) if written[:2] in {"0o", "0x"} else int(written)
    if _FLOAT.fullmatch(written):
        return float(written)
    return _ODD_FLOAT[written.replace(".", "").lower()] if _ODD_FLOATS.fullmatch(written) else written


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        reason = "this is not UTF-8; save the file as UTF-8"
        raise Refused([Fault("not_utf8", _line_at(data, wrong.start), reason)]) from None
    bad = _NOT_FOR_YAML.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        reason = f"the character U+{ord(bad.group()):04X} may not stand in a YAML file"
        raise Refused([Fault("not_yaml", f"line {line}", reason)])
    return text


def _line_at(data: bytes, offset: int) -> str:
    before = data.count(b"\n", 0, offset)
    return f"line {before + 1}"


class _Open:
    """A mapping or list whose end has not been reached."""

    __slots__ = ("expects_key", "key", "line", "lines", "value")

    def __init__(self, value: Any, line: int) -> None:
        self.value = value
        self.line = line
        self.expects_key = isinstance(value, dict)
        self.key: str | None = None
        self.lines: dict[str, int] = {}


class _Reading:
    """One pass over the pieces of a file, without recursion. Faults are gathered; the fatal ones end the pass."""

    def __init__(self, text: str) -> None:
        self._back: dict[int, str] = {}
        self._text = self._hide_old_breaks(text)
        self._faults: list[Fault] = []
        self._open: list[_Open] = []
        self._documents: list[tuple[object, int]] = []

    def document(self) -> Doc:
        try:
            self._take_all()
        except yaml.MarkedYAMLError as wrong:
            mark = wrong.problem_mark or wrong.context_mark
            line = mark.line + 1 if mark else 1
            self._refuse("not_yaml", line, f"this cannot be read as YAML: {wrong.problem or wrong.context}")
        except yaml.YAMLError as wrong:
            reason = f"this cannot be read as YAML: {str(wrong).splitlines()[0]}"
            raise Refused([*self._faults, Fault("not_yaml", FILE, reason)]) from None
        return self._only_document()

    def _only_document(self) -> Doc:
        if not self._documents:
            self._refuse("not_one_document", 1, "there is nothing in this file; it must hold one series")
        value, line = self._documents[0]
        if not isinstance(value, dict):
            self._refuse("not_a_mapping", line, "the file must be a mapping, with keys such as 'format' and 'series'")
        if self._faults:
            raise Refused(self._faults)
        return value  # type: ignore[return-value]

    def _take_all(self) -> None:
        parser = _PARSER(self._text)
        try:
            while True:
                event = parser.get_event()
                if event is None or isinstance(event, yaml.StreamEndEvent):
                    return
                self._take(event)
        finally:
            parser.dispose()

    def _take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._check_node(event)
            self._put(self._scalar(event), event.start_mark.line + 1)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._begin({} if kind is yaml.MappingStartEvent else [], event)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            ended = self._open.pop()
            self._put(ended.value, ended.line)
        elif kind is yaml.AliasEvent:
            self._fault("alias", event.start_mark.line + 1, "aliases (*name) are not allowed; write the thing out")
            self._put("", event.start_mark.line + 1)
        elif kind is yaml.DocumentStartEvent:
            self._begin_document(event)

    def _begin_document(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if self._documents:
            self._refuse("not_one_document", line, "a second document begins here; a file holds one series")
        if event.tags:
            self._fault("tag", line, "tags are not allowed; leave the %TAG line out")

    def _begin(self, value: object, event: Any) -> None:
        line = event.start_mark.line + 1
        if len(self._open) >= MOST_LEVELS:
            self._refuse("too_deep", line, f"this is more than {MOST_LEVELS} levels deep")
        self._check_node(event)
        self._open.append(_Open(value, line))

    def _check_node(self, event: Any) -> None:
        if event.anchor is not None:
            self._fault("alias", event.start_mark.line + 1, "anchors (&name) are not allowed; write the thing out")
        if event.tag is not None:
            self._fault("tag", event.start_mark.line + 1, f"the tag {quoted(event.tag)} is not allowed; leave it out")

    def _scalar(self, event: Any) -> object:
        written: str = event.value
        if not event.style:
            value = scalar(written)
            if not isinstance(value, str):
                return value
        if self._back:
            written = written.translate(self._back)
        return written.replace("\r\n", "\n") if "\r" in written else written

    def _put(self, value: Any, line: int) -> None:
        if not self._open:
            self._documents.append((value, line))
            return
        top = self._open[-1]
        if not isinstance(top.value, dict):
            top.value.append(value)
        elif top.expects_key:
            self._put_key(top, value, line)
        else:
            if top.key is not None:
                top.value[top.key] = value
            top.expects_key = True

    def _put_key(self, top: _Open, key: object, line: int) -> None:
        top.expects_key = False
        top.key = None
        if not isinstance(key, str):
            said = quoted("~" if key is None else key) if not isinstance(key, dict | list) else "this"
            self._fault("key_not_text", line, f"a key must be text, and {said} is not")
        elif key in top.lines:
            reason = f"the key {quoted(key)} was already written in this mapping, on line {top.lines[key]}"
            self._fault("duplicate_key", line, reason)
        else:
            top.lines[key] = line
            top.key = key

    def _fault(self, code: str, line: int, reason: str) -> None:
        self._faults.append(Fault(code, f"line {line}", reason))
        if len(self._faults) >= MOST_FAULTS:
            raise Refused(self._faults)

    def _refuse(self, code: str, line: int, reason: str) -> None:
        self._faults.append(Fault(code, f"line {line}", reason))
        raise Refused(self._faults) from None

    def _hide_old_breaks(self, text: str) -> str:
        there = [c for c in _OLD_BREAKS if c in text]
        if not there:
            return text
        used = set(text)
        free = (chr(n) for n in _PLACEHOLDERS if chr(n) not in used)
        hidden = {ord(c): next(free) for c in there}
        self._back = {ord(stand_in): chr(real) for real, stand_in in hidden.items()}
        return text.translate(hidden)
