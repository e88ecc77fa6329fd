"""What a machine may lack. Where it must be there (CI=true), its lack is a failure; elsewhere it is said aloud."""

import os
from typing import NoReturn

import pytest


def missing(what: str, why: str) -> NoReturn:
    """Skip, or fail where tests of `what` must run."""
    asked_for = os.environ.get("BESTON_TESTS_MUST", "").split(",")
    if what in asked_for or os.environ.get("CI", "").lower() in {"1", "true", "yes"}:
        pytest.fail(f"Tests that need {what} must run here, and cannot: {why}")
    pytest.skip(f"{what.upper()} TESTS DO NOT RUN HERE: {why}")
