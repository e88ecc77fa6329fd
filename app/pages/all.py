"""Every page, one module each. A new one is added here, and its routes to ROUTES in app/permissions.py."""

from fastapi import APIRouter

from app.pages import health, my_series, parts, sign_in

ROUTERS: tuple[APIRouter, ...] = (
    health.router,
    sign_in.router,
    my_series.router,
    parts.router,
)
