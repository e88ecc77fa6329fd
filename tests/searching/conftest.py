from tests.pages.conftest import bring  # noqa: F401
