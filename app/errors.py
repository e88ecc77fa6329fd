"""What can go wrong, in words a person can be shown."""


class DomainError(Exception):
    """A refusal. Its text is shown to whoever asked, so it is written for them."""


class NotAllowedNow(DomainError):
    """The thing is not in a state that permits this."""


class NotUnderstood(DomainError):
    """What was given cannot be what was meant."""


class Changed(DomainError):
    """Somebody else changed the thing while this was being written."""


class NotFound(DomainError):
    """There is no such thing, or the one who asks may not know of it."""


class NotPermitted(DomainError):
    """The one who asks may see the thing, but not do this to it."""


class CannotRun(DomainError):
    """The machine is not ready: a setting, the database or an asset is missing. The text says what to do."""


class AssetsMissing(CannotRun):
    """The typeface has not been fetched yet."""
