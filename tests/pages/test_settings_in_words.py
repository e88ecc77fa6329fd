"""The settings of an installation in words, without a secret, and those that could be safer."""

import pytest

from app.pages.administration_settings import settings_in_words
from app.settings import Settings

SECRET = "s3cr3t-canary"


@pytest.fixture
def given(monkeypatch):
    def read(**values):
        for name, value in values.items():
            monkeypatch.setenv(f"BESTON_{name.upper()}", value)
        return {setting.name.removeprefix("BESTON_").lower(): setting for setting in settings_in_words(Settings())}

    return read


def test_every_setting_is_there_in_words_and_no_secret_with_it(given):
    found = given(
        database_url=f"postgresql://beston:{SECRET}@db.example.org/beston",
        smtp_url=f"smtp+starttls://letters:{SECRET}@mail.example.org:587",
        base_url="https://beston.example.org",
    )
    assert set(found) == set(Settings.model_fields)
    assert all(setting.meaning for setting in found.values())
    assert SECRET not in repr(found)
    assert found["database_url"].now == "PostgreSQL, the database beston on db.example.org"
    assert found["smtp_url"].now.startswith("mail.example.org, port 587")


def test_what_could_leak_or_mislead_is_marked(given):
    found = given(
        base_url="http://beston.example.org", smtp_url="smtp://mail.example.org", now="2018-04-11T09:00:00+01:00"
    )
    unsafe = {name for name, setting in found.items() if setting.unsafe}
    assert unsafe == {"environment", "base_url", "smtp_url", "now"}


def test_in_development_on_ones_own_machine_nothing_is(given):
    assert not [name for name, setting in given().items() if setting.unsafe]
