"""Keeping the record: what is added, changed and ended in it, by the rules of the series file."""
