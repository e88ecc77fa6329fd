"""compose.yaml, as far as it can be known without Docker: what it starts, in which order, and with which settings."""

import re
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

from app.cli import cli
from app.settings import Settings

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "compose.yaml").read_text("utf-8")
SERVICES = yaml.safe_load(TEXT)["services"]
OURS = ["web", "worker"]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")


def test_it_names_a_database_the_pages_and_a_worker():
    assert set(SERVICES) == {"database", "web", "worker"}


@pytest.mark.parametrize("name", OURS)
def test_every_setting_is_one_that_beston_has(name):
    known = {f"BESTON_{field.upper()}" for field in Settings.model_fields}
    given = set(SERVICES[name]["environment"])
    assert given <= known
    assert {"BESTON_DATABASE_URL", "BESTON_BASE_URL", "BESTON_SMTP_URL", "BESTON_HOLIDAYS"} <= given
    assert set(re.findall(r"BESTON_[A-Z_]+", TEXT + DOCKERFILE)) <= known


def test_the_settings_are_safe_in_production(monkeypatch, tmp_path):
    from app.settings import refuse_unsafe

    outside = {
        "BESTON_BASE_URL": "https://beston.example.org",
        "POSTGRES_PASSWORD": "s3cret",
        "BESTON_SMTP_URL": "smtp+starttls://beston:secret@mail.example.org",
    }
    for name, value in SERVICES["web"]["environment"].items():
        monkeypatch.setenv(name, re.sub(r"\$\{(\w+):[-?][^}]*\}", lambda asked: outside.get(asked[1], ""), value))
    read = Settings()
    refuse_unsafe(read)
    assert read.production
    assert read.database_url == "postgresql://beston:s3cret@database/beston"
    assert read.mail_server
    assert read.sender.address == "no-reply@beston.example.org"


def test_pages_wait_for_the_database_and_letters_for_pages_that_have_brought_it_up_to_date():
    waits = {name: SERVICES[name].get("depends_on", {}) for name in SERVICES}
    healthy = {"condition": "service_healthy"}
    assert waits == {"database": {}, "web": {"database": healthy}, "worker": {"web": healthy}}
    assert "healthcheck" in SERVICES["database"]
    assert "HEALTHCHECK" in DOCKERFILE
    assert "beston migrate && exec beston serve" in DOCKERFILE
    assert "command" not in SERVICES["web"]


@pytest.mark.parametrize("name", SERVICES)
def test_nothing_runs_as_root_or_writes_beside_its_volumes(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["user"] in ("beston", "postgres")
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]


def test_data_and_keys_outlive_the_containers_apart_from_each_other():
    volumes = yaml.safe_load(TEXT)["volumes"]
    kept = [volume.partition(":") for name in SERVICES for volume in SERVICES[name].get("volumes", [])]
    assert {volume for volume, _, _ in kept} == set(volumes)
    where = {place: volume for volume, _, place in kept}
    assert {"/data", "/keys", "/var/lib/postgresql/data"} == set(where)
    assert len(set(where.values())) == 3


def test_what_it_runs_are_commands_that_there_are():
    commands = get_command(cli).commands
    for words in (SERVICES["worker"]["command"], SERVICES["worker"]["healthcheck"]["test"][1:]):
        assert words[:2] == ["beston", "worker"]
        assert words[1] in commands
        assert set(words[2:]) <= {option for param in commands[words[1]].params for option in param.opts}
