"""Prints the largest legal series file that we know how to make."""

import sys

from tests.series_file.made_series import largest

sys.stdout.buffer.write(largest())
