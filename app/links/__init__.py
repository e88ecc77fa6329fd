"""Personal links: a way to one's own part of one series, and to one's own calendar, without an account."""
