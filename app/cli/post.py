"""Commands about letters: what a mail server sends back."""

import sys

from app.cli.common import cli, database
from app.clock import now
from app.db import writing


@cli.command()
def bounced() -> None:
    """Note that a letter came back. Reads the report of a mail server from standard input."""
    from app.letters.desk_of_post import DeskOfPost
    from app.post.bouncing import LONGEST, mark, read

    report = read(sys.stdin.buffer.read(LONGEST + 1))
    if not report.status:
        print("The letter is only on its way for longer. Nothing is noted.")
        return
    with writing(database()) as db:
        letter = mark(db, report, DeskOfPost(), now=now())
        number = letter.id
    print(f"Noted: letter {number} came back.")
