"""The own machine: SQLite, DEBUG, no service. A .env file may say otherwise."""

from pathlib import Path

import environ

environ.Env.read_env(Path(__file__).resolve().parent.parent.parent / ".env")

from config.settings.base import *  # noqa: E402
from config.settings.base import STATIC_ROOT, VAR_DIR, database, env  # noqa: E402

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="for-the-own-machine-only")
# Whoever writes a template wants to see it.
KEEP_PAGES = env.bool("KEEP_PAGES", default=not DEBUG)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

VAR_DIR.mkdir(parents=True, exist_ok=True)
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns when it is missing
WHITENOISE_USE_FINDERS = True

DATABASES = {
    "default": database(env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"))
}

# Mail goes nowhere: each message is a file, shown at /emails/.
EMAIL_BACKEND = "partnership.mail.folder.FolderBackend"
EMAIL_PAGES = env.bool("EMAIL_PAGES", default=DEBUG)
vars().update(env.email_url("EMAIL_URL") if env.str("EMAIL_URL", default="") else {})

SLOW_QUERY_MS = env.float("SLOW_QUERY_MS", default=200)
MANY_QUERIES = env.int("MANY_QUERIES", default=100)

# Passkeys on the own machine, at http://localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
