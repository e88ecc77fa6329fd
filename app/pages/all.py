"""Every page, one module each. A new one is added here, and its routes to ROUTES in app/permissions.py."""

from fastapi import APIRouter

from app.pages import (
    account,
    actions,
    administration,
    audit,
    follow_ups,
    health,
    initiatives,
    letters,
    meetings,
    my_series,
    new_series,
    paste_people,
    parts,
    people,
    plan,
    priorities,
    purpose,
    recap,
    search,
    series_home,
    sign_in,
    stories,
    tests,
    things,
    welcome,
)
from app.pages.writing import pages as writing
from app.pages.writing import ways

ROUTERS: tuple[APIRouter, ...] = (
    new_series.router,
    paste_people.router,
    series_home.router,
    people.router,
    meetings.router,
    purpose.router,
    priorities.router,
    tests.router,
    initiatives.router,
    actions.router,
    stories.router,
    follow_ups.router,
    audit.router,
    plan.router,
    recap.router,
    search.router,
    health.router,
    sign_in.router,
    welcome.router,
    account.router,
    my_series.router,
    administration.router,
    letters.router,
    parts.router,
    writing.router,
    things.router,
)
assert ways  # it gives templates their `may_write`
