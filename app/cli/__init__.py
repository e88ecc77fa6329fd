"""The command line: `beston`. Results on standard output; what went wrong, in one line, on standard error.

Exit status: 0 done; 1 could not (unknown series, database or assets not ready); 2 a refused file or wrong usage.
"""

import sys

from app.cli import files, papers, post, serving, upkeep
from app.cli.common import OPENED, cli
from app.errors import DomainError, NotUnderstood
from app.series_file.faults import Refused

__all__ = ["cli", "main"]
COULD_NOT, REFUSED = 1, 2
AREAS = (serving, post, files, papers, upkeep)  # each adds its commands


def main() -> None:
    """Run a command, and end with its status and at most one plain line."""
    try:
        cli()
    except Refused as refused:
        for fault in refused.faults:
            print(fault, file=sys.stderr)
        sys.exit(REFUSED)
    except NotUnderstood as wrong:
        stop(str(wrong), REFUSED)
    except DomainError as wrong:
        stop(str(wrong), COULD_NOT)
    except BrokenPipeError:
        sys.exit(COULD_NOT)
    finally:
        while OPENED:
            OPENED.pop().dispose()


def stop(reason: str, status: int) -> None:
    print(f"beston: {reason}", file=sys.stderr)
    sys.exit(status)
