"""Of the own machine, with a way of sending that kills its worker when a test says so."""

from config.settings.local import *  # noqa: F403

EMAIL_BACKEND = "tests.partnership.mail.workers.backend.DeadlyBackend"
