"""Of the own machine, with kinds of work that only tests have; queue and database as a test says."""

import os

from config.settings.local import *  # noqa: F403
from config.settings.local import CELERY_BROKER_TRANSPORT_OPTIONS, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.reporting.jobs.workers.apps.WorkersConfig"]

if "redis" in os.environ.get("CELERY_BROKER_URL", ""):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        **CELERY_BROKER_TRANSPORT_OPTIONS,
        "global_keyprefix": os.environ["QUEUE_PREFIX"],
    }
