"""A personal link of Alan's: `personal_link.py` prints its token."""

import sys

from app.clock import now
from app.db import writing
from app.installation import open_database
from app.links.domain import new_link
from app.series.queries import series_called


def main() -> None:
    with writing(open_database()) as db:
        sys.stdout.write(new_link(db, series_called(db, "beston"), "gp1", now=now()))


if __name__ == "__main__":
    main()
