"""Questions to the database that each page asks: `queries.py PAGE…` prints two numbers a page.

The first is for a series that nobody has looked at since it changed, the second for one that somebody has.
"""

import re
import sys
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import event

from app.installation import open_database
from app.main import create_app
from app.record.coming_in import link_for
from app.record.reading import shelf


def main() -> None:
    engine = open_database()
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    app = create_app(engine)
    alan = signed_in(app, link_for(engine, "alan.reid@millbrae.example.org"))
    delia = signed_in(app, link_for(engine, "delia@beston-partnership.example.org"))
    for page in sys.argv[1:]:
        client = delia if page.endswith(("/nudges", "/letters")) else alan
        for fresh in (True, False):
            if fresh:
                shelf.clear()
            asked.clear()
            require_ok(client.get(page))
            sys.stdout.write(f"{sum(statement.lstrip().startswith('SELECT') for statement in asked)}\n")


def signed_in(app: FastAPI, link: str) -> TestClient:
    client = TestClient(app, base_url="http://127.0.0.1:8000", headers={"Sec-Fetch-Site": "same-origin"})
    path = "/" + link.split("/", 3)[3]
    hidden = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', client.get(path).text))
    client.post(path, data=hidden)
    return client


def require_ok(answer: Any) -> None:
    if answer.status_code != 200:
        sys.exit(f"{answer.url} answers {answer.status_code}")


if __name__ == "__main__":
    main()
