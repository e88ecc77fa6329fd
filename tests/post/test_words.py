"""How a letter is written: a subject, words, and the same words in markup that needs nothing from anywhere."""

import re

import pytest
from jinja2 import UndefinedError

from app import letters
from app.letters import write


@pytest.fixture
def templates(tmp_path, monkeypatch):
    """The letters' look, and one letter of our own."""
    (tmp_path / "letters").mkdir()
    for path in (letters.TEMPLATES / "letters").iterdir():
        if path.name.startswith(("_letter", "letter.css")):
            (tmp_path / "letters" / path.name).write_text(path.read_text("utf-8"), "utf-8")
    (tmp_path / "letters" / "hello.txt").write_text("For {{ who }}\n\nHello {{ who }}.\n{{ base_url }}/\n")
    words = '{% block words %}<h1>{{ subject }}</h1><p class="code">{{ who }}</p>{% endblock %}'
    (tmp_path / "letters" / "hello.html").write_text('{% extends "letters/_letter.html" %}' + words)
    monkeypatch.setattr(letters, "TEMPLATES", tmp_path)
    letters.environment.cache_clear()
    yield tmp_path
    letters.environment.cache_clear()


def test_the_first_line_is_the_subject_and_only_markup_is_escaped(templates):
    written = write("hello", who="Jo & <Delia>")
    assert written.subject == "For Jo & <Delia>"
    assert written.text == "Hello Jo & <Delia>.\nhttp://127.0.0.1:8000/\n"
    assert "<h1 style=" in written.html
    assert ">For Jo &amp; &lt;Delia&gt;</h1>" in written.html


def test_the_look_is_in_the_markup_and_nothing_is_fetched(templates):
    html = write("hello", who="Jo").html
    assert re.search(r'<p class="code" style="[^"]*font-weight: bold', html)
    assert re.findall(r"<link|<script|<img|@import|url\(|src=", html) == []
    assert len(re.findall("<style", html)) == 1
    assert "prefers-color-scheme: dark" in html


def test_what_is_missing_is_an_error_and_not_a_gap_in_a_letter(templates):
    with pytest.raises(UndefinedError):
        write("hello")
