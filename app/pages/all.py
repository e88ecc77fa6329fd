"""Every page, one module each. A new one is added here, and its routes to ROUTES in app/permissions.py."""

from fastapi import APIRouter

from app.pages import follow_ups, health, initiatives, my_series, parts, plan, priorities, sign_in, stories, tests

ROUTERS: tuple[APIRouter, ...] = (
    priorities.router,
    tests.router,
    initiatives.router,
    stories.router,
    follow_ups.router,
    plan.router,
    health.router,
    sign_in.router,
    my_series.router,
    parts.router,
)
