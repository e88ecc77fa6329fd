"""Finding what somebody may see in one series."""
