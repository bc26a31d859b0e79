"""Why a backup could not be made or restored, in words for whoever runs the portal."""


class BackupFailed(Exception):
    """Nothing was written, and the message says why."""


class RestoreRefused(Exception):
    """Nothing was changed, and the message says why."""


class RestoreFailed(Exception):
    """Something was changed before it failed; the message says what to do."""
