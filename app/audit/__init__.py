"""The audit: who did what to which thing when, in chains that show where they were tampered with."""
