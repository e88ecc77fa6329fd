"""Copies of a whole installation: taken while it runs, checked, and put back."""
