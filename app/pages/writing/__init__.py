"""Changing the record by plain forms: one pattern for every noun (docs/architecture.md, "Changing the record").

A `Sheet` says what a form asks and what it does to a draft of the series; `app.pages.writing.pages` shows it, reads it
and keeps it. Sheets stand in a module for each kind of thing, and all of them in `app.pages.writing.all`.
"""
