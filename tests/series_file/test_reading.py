"""From bytes to a document: what may be read, and what is refused before anybody asks what it says."""

import time

import pytest
import yaml

from app.series_file import Refused, check, read
from app.series_file.reading import MOST_BYTES
from tests.series_file.made_series import largest
from tests.series_file.small_world import EXAMPLES

ACUTE = "Ù".encode("latin-1")


def refusal(data: bytes) -> list[str]:
    with pytest.raises(Refused) as refused:
        read(data)
    return [f"{fault.code} {fault.place}" for fault in refused.value.faults]


@pytest.mark.parametrize(
    "data, faults",
    [
        (b"format: x\nname: " + ACUTE, ["not_utf8 line 2"]),
        ("format: x".encode("utf-16"), ["not_utf8 line 1"]),
        (b"a: [1, 2\n", ["not_yaml line 2"]),
        (b"a: b: c\n", ["not_yaml line 1"]),
        (b"a: 1\nb: \x00\n", ["not_yaml line 2"]),
        (b"a: 1\nb: \x1b[31m\n", ["not_yaml line 2"]),
        (b'a: 1\nb: "\\ud800"\n', ["not_yaml line 2"]),
        ("a: 1\nb: \ufeff\n".encode(), ["not_yaml line 2"]),
        (b"a: 1\n\tb: 2\n", ["not_yaml line 2"]),
        (b"", ["not_one_document line 1"]),
        (b"# nothing but a remark\n", ["not_one_document line 1"]),
        (b"a: 1\n---\nb: 2\n", ["not_one_document line 2"]),
        (b"- a\n- b\n", ["not_a_mapping line 1"]),
        (b"just words\n", ["not_a_mapping line 1"]),
        (b"---\n", ["not_a_mapping line 2"]),
        (b"a: 1\n" * 500_000, ["too_big line 419431"]),
        (b"a: " + b"[" * 12 + b"]" * 12, ["too_deep line 1"]),
        (b"a: " + b"[" * 1_000_000, ["too_deep line 1"]),
        (b"a: &x 1\nb: *x\n", ["alias line 1", "alias line 2"]),
        (b"a: &x [1]\n", ["alias line 1"]),
        (b"a: !!str 1\nb: !mine {c: 1}\n", ["tag line 1", "tag line 2"]),
        (b"a: ! 1\n", ["tag line 1"]),
        (b"%TAG !e! tag:example.org,2026:\n---\na: 1\n", ["tag line 1"]),
        (b"a: 1\nb: 2\na: 3\n", ["duplicate_key line 3"]),
        (b'on: 1\n"on": 2\n', ["duplicate_key line 2"]),
        (b"a: {b: 1, b: 2}\n", ["duplicate_key line 1"]),
        (b"1: a\n", ["key_not_text line 1"]),
        (b"a: 1\ntrue: b\n~: c\n? [d]\n: e\n", ["key_not_text line 2", "key_not_text line 3", "key_not_text line 4"]),
        (
            b"a: &x 1\na: !t 2\n3: *x\n",
            ["alias line 1", "duplicate_key line 2", "tag line 2", "key_not_text line 3", "alias line 3"],
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(data: bytes, faults: list[str]):
    assert refusal(data) == faults


@pytest.mark.parametrize(
    "written, meant",
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("13:30", "13:30"),
        ("'13:30'", "13:30"),
        ("2018-01-17", "2018-01-17"),
        ('"2018-01-17"', "2018-01-17"),
        ("2018-01-17T13:30:00Z", "2018-01-17T13:30:00Z"),
        ("1_000", "1_000"),
        ("1:30:00", "1:30:00"),
        ("<<", "<<"),
        ("=", "="),
        ("true", True),
        ("false", False),
        ("'true'", "true"),
        ("12", 12),
        ("-7", -7),
        ("007", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("-0x1F", "-0x1F"),
        ("1e3", 1000.0),
        ("1.5", 1.5),
        (".inf", float("inf")),
        ("", None),
        ("~", None),
        ("null", None),
        ("nil", "nil"),
        ("9" * 5000, 10**18),
    ],
)
def test_words_mean_what_the_core_rules_of_yaml_1_2_say(written: str, meant: object):
    found = read(f"a: {written}\n".encode())["a"]
    assert (found, type(found)) == (meant, type(meant))


def test_on_is_a_key():
    assert read(b"on: no\n") == {"on": "no"}


def test_a_byte_order_mark_is_allowed():
    assert read(b"\xef\xbb\xbfa: 1\n") == {"a": 1}


def test_twelve_levels_may_be_read():
    assert read(b"a: " + b"[" * 11 + b"]" * 11)


def test_windows_line_ends_are_stored_as_ours():
    assert read(b'a: |\r\n  one\r\n  two\r\nb: "x\\r\\ny"\r\n') == {"a": "one\ntwo\n", "b": "x\ny"}


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"])
def test_separators_that_yaml_1_1_took_for_line_ends_are_ordinary_characters(character: str):
    data = f"a: x{character}y\nb: |\n  x{character}y\nc: '{character}'\n".encode()
    assert read(data) == {"a": f"x{character}y", "b": f"x{character}y\n", "c": character}


def test_the_quick_parser_and_the_other_agree(monkeypatch: pytest.MonkeyPatch):
    """Where the C library is missing the same file is read more slowly."""
    quick = {name: read((EXAMPLES / f"{name}.yaml").read_bytes()) for name in ("beston", "small")}
    monkeypatch.setattr("app.series_file.reading._PARSER", yaml.SafeLoader)
    assert {name: read((EXAMPLES / f"{name}.yaml").read_bytes()) for name in quick} == quick
    assert refusal(b"a: [1, 2\n") == ["not_yaml line 2"]
    assert refusal(b"a: " + b"[" * 40) == ["too_deep line 1"]


def test_a_billion_laughs_are_not_laughed():
    laughs = b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (c + 1, c + 1, c, c) for c in range(97, 120))
    assert {fault.split()[0] for fault in refusal(laughs)} == {"alias"}


def test_the_largest_file_is_read_and_judged_in_a_few_seconds():
    data = largest()
    assert MOST_BYTES * 0.95 < len(data) <= MOST_BYTES
    begun = time.process_time()
    assert check(read(data)) == []
    assert time.process_time() - begun < 5


def test_a_hostile_file_is_given_up_after_a_thousand_faults():
    assert len(refusal(b"a: [" + b"!x 1," * 300_000 + b"]\n")) == 1000
