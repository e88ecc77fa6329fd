"""What no linter knows: that the documents, the settings and the code say the same thing."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from app.settings import Settings

ROOT = Path(__file__).parents[1]
COMMITTED = [
    ROOT / name
    for name in subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    if name and (ROOT / name).is_file()
]
TEXTS = {".py", ".md", ".toml", ".txt", ".json", ".html", ".css", ".js", ".yaml", ".yml", ".ini", ".mako", ""}
DOCUMENTS = [path for path in COMMITTED if path.suffix == ".md"]
CODE = sorted((ROOT / "app").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_link_in_the_documents_leads_somewhere(document):
    links = re.findall(r"\]\(([^)#\s]+)|<img src=\"([^\"]+)", text_of(document))
    inside = [one or other for one, other in links if "://" not in (one or other)]
    assert [link for link in inside if not (document.parent / link).exists()] == []


def test_every_rule_the_code_refers_to_is_written_down():
    cited = {
        (rule, document, named(path))
        for path in [*CODE, *TEMPLATES]
        for rules, document in re.findall(r"((?:[A-Z]\d+(?:, | and )?)+),? docs/([a-z-]+\.md)", text_of(path))
        for rule in re.findall(r"[A-Z]\d+", rules)
    }
    unknown = {
        c for c in cited if not re.search(rf"\*\*{c[0]}\*\*|^\| {c[0]} \|", text_of(ROOT / "docs" / c[1]), re.MULTILINE)
    }
    assert cited
    assert unknown == set()


def test_every_document_the_code_refers_to_exists():
    cited = {(document, named(path)) for path in CODE for document in re.findall(r"docs/[a-z-]+\.md", text_of(path))}
    assert {c for c in cited if not (ROOT / c[0]).exists()} == set()


def test_the_readme_names_every_setting_and_no_other():
    said = set(re.findall(r"^\| `(BESTON_[A-Z_]+)`", text_of(ROOT / "README.md"), re.MULTILINE))
    assert said == {f"BESTON_{name.upper()}" for name in Settings.model_fields}


def test_every_dependency_has_its_reason_in_the_documents():
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.match(r"[A-Za-z0-9-]+", line).group().lower() for line in wanted}
    reasons = text_of(ROOT / "docs" / "dependencies.md").lower()
    assert {name for name in names if not re.search(rf"\b{name}\b", reasons)} == set()


def test_every_package_but_those_of_pages_is_kept_from_http():
    contracts = tomllib.loads(text_of(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    kept = next(c for c in contracts if c["type"] == "forbidden")["source_modules"]
    about_http = {"app.main", "app.cli", "app.serving", "app.pages", "app.web", "app.assets", "app.letters"}
    there = {f"app.{path.stem}" for path in (ROOT / "app").iterdir() if path.stem[0] not in "_."}
    assert there - about_http == set(kept)


@pytest.mark.parametrize("path", CODE, ids=named)
def test_nothing_but_the_database_s_own_modules_commits(path):
    """A request commits once, by its dependency; a command by `writing()`; a migration on a connection of its own."""
    calls = [node for node in ast.walk(ast.parse(text_of(path))) if isinstance(node, ast.Call)]
    commits = [call.lineno for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "commit"]
    assert commits == [] or path.name in {"db.py", "installation.py"}


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.suffix in {".html", ".svg"}], ids=named)
def test_no_template_holds_script_style_or_another_host(path):
    markup = text_of(path)
    assert (
        re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|\shx-on|(?:src|href)=\"(?:https?:)?//", markup)
        == []
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_no_template_blames(path):
    """Nobody is shamed (docs/glossary.md): a thing is done, moving, stuck, or not heard about yet."""
    said = re.sub(r"\{#.*?#\}", "", text_of(path), flags=re.DOTALL)
    assert re.findall(r"\b(?:overdue|failed|failing|late|behind schedule)\b", said, re.IGNORECASE) == []


def test_no_committed_file_names_a_machine_s_folders_or_a_registry():
    forbidden = re.compile(r"/root/|/home/[a-z]+/|registry\.npmjs|pypi\.org|pythonhosted|deb\.debian")
    found = [named(p) for p in COMMITTED if p.suffix in TEXTS and p != Path(__file__) and forbidden.search(text_of(p))]
    assert found == []


def test_the_image_is_made_of_what_is_there():
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", text_of(ROOT / "Dockerfile"), re.MULTILINE)
    sources = [source for line in copied for source in line.split()]
    assert sources
    assert [source for source in sources if not (ROOT / source).exists()] == []


@pytest.mark.slow
def test_the_documents_say_of_the_code_what_is_so():
    ran = subprocess.run([sys.executable, ROOT / "bin" / "describe", "--check"], check=False)
    assert ran.returncode == 0, "Run bin/describe."
