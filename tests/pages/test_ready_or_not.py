"""What watches over the server is told whether it is alive, and whether it can serve."""

from sqlalchemy import text

from app.db import writing


def test_alive_and_ready(visit, beston):
    assert visit().get("/healthz").text == "alive"
    assert visit().get("/readyz").status_code == 200


def test_a_database_that_is_not_up_to_date_is_not_ready(visit, engine):
    visitor = visit()
    with writing(engine) as db:
        db.execute(text("update alembic_version set version_num = 'long ago'"))
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "The database is not up to date.")
    assert visitor.get("/healthz").status_code == 200


def test_a_database_that_is_gone_is_not_ready(visit, engine):
    visitor = visit()
    with writing(engine) as db:
        db.execute(text("drop table alembic_version"))
    assert visitor.get("/readyz").status_code == 503
