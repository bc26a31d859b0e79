"""What every installation shares. Nothing here is secret and nothing here needs a service."""

from pathlib import Path
from typing import Any

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF

from config.observability.logs import logging_settings
from config.settings.files import stores
from config.settings.queues import QUEUES, ROUTES, SHORT
from config.settings.secrets import secret

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

# Applications -------------------------------------------------------------------------------

INSTALLED_APPS = [
    "common.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "simple_history",
    "django_countries",
    "rest_framework",
    "django_filters",
    "rules",
    "csp",
    "django_structlog",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "partnership.apps.PartnershipConfig",
    "gateways.apps.GatewaysConfig",
    "smes.apps.SmesConfig",
    "events.apps.EventsConfig",
    "reporting.apps.ReportingConfig",
    "website.apps.WebsiteConfig",
    "exchange.apps.ExchangeConfig",
    "common.apps.CommonConfig",
]

MIDDLEWARE = [
    "config.observability.probes.Probes",
    "config.observability.requests.RequestLog",
    "config.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "config.headers.NoNullCharacters",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "partnership.accounts.middleware.RequireSecondFactor",
    "partnership.accounts.middleware.NeverKept",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "partnership.context_processors.funding",
            ],
        },
    },
]

# Database -----------------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SQLITE_OPTIONS = {
    # A writer takes the lock when its transaction begins, and waits for it instead of failing.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}


def database(url: str) -> dict[str, Any]:
    """Django's entry for DATABASES from an address such as postgres://… or sqlite:///…"""
    entry: dict[str, Any] = env.db_url_config(url)
    if entry["ENGINE"] == "django.db.backends.sqlite3":
        entry["OPTIONS"] = {**SQLITE_OPTIONS, **entry.get("OPTIONS", {})}
    return entry


# People -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "partnership.User"
AUTHENTICATION_BACKENDS = ["partnership.backends.RoleBackend"]
# Personal data is kept so long, see docs/operations.md; deletions are announced before.
SIGN_IN_KEPT_DAYS = env.int("SIGN_IN_KEPT_DAYS", default=2 * 365)
INVITATIONS_KEPT_DAYS = env.int("INVITATIONS_KEPT_DAYS", default=90)
CONTACTS_KEPT_DAYS = env.int("CONTACTS_KEPT_DAYS", default=5 * 365)
# Texts of e-mails that were sent; then the rows that tell that they were.
EMAILS_KEPT_DAYS = env.int("EMAILS_KEPT_DAYS", default=180)
EMAIL_LOG_KEPT_DAYS = env.int("EMAIL_LOG_KEPT_DAYS", default=2 * 365)
DELETION_NOTICE_DAYS = env.int("DELETION_NOTICE_DAYS", default=30)
# Expressions of interest that were begun and never sent, or sent and never confirmed.
EXPRESSION_DRAFT_DAYS = env.int("EXPRESSION_DRAFT_DAYS", default=60)
# Within which an SME is told to hear from the partners; for how long a new address can be confirmed.
EXPRESSION_ANSWER_DAYS = env.int("EXPRESSION_ANSWER_DAYS", default=42)
EXPRESSION_ADDRESS_HOURS = env.int("EXPRESSION_ADDRESS_HOURS", default=48)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# The first administrator, made by manage.py install.
ADMINISTRATOR_EMAIL = env.str("ADMINISTRATOR_EMAIL", default="")
ADMINISTRATOR_PASSWORD = secret("ADMINISTRATOR_PASSWORD")

# Expressions of interest --------------------------------------------------------------------

# For how many days the link counts that confirms an address.
EXPRESSION_CONFIRM_DAYS = env.int("EXPRESSION_CONFIRM_DAYS", default=7)
# For a place on the network (ip) and for one expression (key). An office of many people has one place.
EXPRESSION_RATE_LIMITS = {
    # Of pages behind a private link: by address and, of what is written, by expression.
    "lost_link": "10/10m/ip,3/10m/key",
    "write": "30/10m/key",
    "start": env.str("EXPRESSION_START_LIMIT", default="30/m/ip"),
    "save": env.str("EXPRESSION_SAVE_LIMIT", default="90/m/key"),
    "send": env.str("EXPRESSION_SEND_LIMIT", default="30/m/ip"),
    "upload": env.str("EXPRESSION_UPLOAD_LIMIT", default="60/m/ip,30/m/key"),
    "mail": env.str("EXPRESSION_MAIL_LIMIT", default="60/h/ip,6/10m/key"),
}

# Of whatever is sent to any page behind a private link; the limits of single steps are far below.
PRIVATE_RATE_LIMITS = {"post": env.str("PRIVATE_POST_LIMIT", default="600/m/ip,150/m/key")}

EVENT_RATE_LIMITS = {
    # Of the public pages of events by address, of pages behind a private link by registration.
    "register": env.str("EVENT_REGISTER_LIMIT", default="30/10m/ip"),
    "lost_link": "10/10m/ip,3/10m/key",
    "write": "60/10m/key",
}
# How long a registrant has to confirm the address; after as long again the registration is forgotten.
EVENT_CONFIRM_DAYS = env.int("EVENT_CONFIRM_DAYS", default=7)
# How long it is known, after an event, who came for an organisation; what is counted stays.
EVENT_PEOPLE_KEPT_DAYS = env.int("EVENT_PEOPLE_KEPT_DAYS", default=3 * 365)

# Sign-in ------------------------------------------------------------------------------------

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account"
LOGOUT_REDIRECT_URL = LOGIN_URL
# Administrators and coordinators get nowhere before they have set up a second factor.
MFA_REQUIRED = env.bool("MFA_REQUIRED", default=False)
INVITATION_DAYS = env.int("INVITATION_DAYS", default=14)

ACCOUNT_ADAPTER = "partnership.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "partnership.accounts.forms.SignInForm",
    "reauthenticate": "partnership.accounts.forms.ConfirmPasswordForm",
    "add_email": "partnership.accounts.forms.ChangeAddressForm",
    "change_password": "partnership.accounts.forms.ChangePasswordForm",
    "set_password": "partnership.accounts.forms.SetPasswordForm",
    "reset_password": "partnership.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "partnership.accounts.forms.NewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]  # closed; people are invited
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True  # one address; the new one counts when it is confirmed
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
# Tries for a place on the network and for an account, whether there is one or not.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/5m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)

MFA_ADAPTER = "partnership.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "partnership.accounts.forms.CodeForm",
    "reauthenticate": "partnership.accounts.forms.ConfirmCodeForm",
    "activate_totp": "partnership.accounts.forms.ActivateAppForm",
    "login_webauthn": "partnership.accounts.forms.PasskeySignInForm",
    "authenticate_webauthn": "partnership.accounts.forms.PasskeyForm",
    "reauthenticate_webauthn": "partnership.accounts.forms.ConfirmPasskeyForm",
    "add_webauthn": "partnership.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "partnership.accounts.forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Cluster partnership portal"
# Whoever is signed in has confirmed the address; a change of it that still waits is no obstacle.
MFA_ALLOW_UNVERIFIED_EMAIL = True

# Limits are counted in the cache, so all processes must share it; its table comes by migration.
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        # Few would mean that a flood of tries drives out the counts of others.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Address ------------------------------------------------------------------------------------

# Printed in submitted reports, as the place where a file can be verified; links in e-mails begin with it.
SITE_URL = env.str(
    "SITE_URL", default=f"http://127.0.0.1:{env.str('PORT', default='') or 8000}"
).rstrip("/")

# Language and time --------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
# The public site and the pages of SMEs, by their address; everything else is in English.
LANGUAGES = [("en-gb", "English"), ("fr", "Français"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Brussels"

# Files --------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
MEDIA_URL = "media/"
MEDIA_ROOT = VAR_DIR / "media"
REPORTS_ROOT = VAR_DIR / "reports"
# Uploads and reports lie in these folders, or in a bucket; the folder of reports then holds copies and
# drafts, of which each machine may have its own.
STORAGES = {
    **stores(),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# The page of a report shows so many rows of a table, and so many records of a figure; files show all.
PAGE_ROWS = env.int("PAGE_ROWS", default=500)
PAGE_EVIDENCE = env.int("PAGE_EVIDENCE", default=100)
# The page of a programme counts partnerships for so long; the others are counted in the background.
COUNT_SECONDS_OF_PAGE = env.float("COUNT_SECONDS_OF_PAGE", default=0.4)
# A table of more rows than a report may have goes into an annex, in volumes of so many at most.
PDF_ROWS_IN_REPORT = env.int("PDF_ROWS_IN_REPORT", default=1000)
PDF_ROWS_IN_VOLUME = env.int("PDF_ROWS_IN_VOLUME", default=500)
# What laying out a part of a PDF may cost: what needs more is stopped, and its reader told.
PDF_SECONDS = env.float("PDF_SECONDS", default=300)
PDF_MEGABYTES = env.int("PDF_MEGABYTES", default=1500)
# Public pages are kept as they were sent until a record changes, see docs/adr/0035-speed.md.
KEEP_PAGES = env.bool("KEEP_PAGES", default=True)
# How the web server sends files that the portal has allowed, for example
# django_sendfile.backends.nginx; empty: the portal streams them itself.
SENDFILE_BACKEND = env.str("SENDFILE_BACKEND", default="")
SENDFILE_ROOT = VAR_DIR.absolute()
SENDFILE_URL = "/protected"
# Workbooks that are imported: the file, what comes out of it, and its cells may be so large.
WORKBOOK_BYTES = env.int("WORKBOOK_BYTES", default=25 * 1024 * 1024)
WORKBOOK_CONTENT_BYTES = env.int("WORKBOOK_CONTENT_BYTES", default=150 * 1024 * 1024)
WORKBOOK_CELLS = env.int("WORKBOOK_CELLS", default=2_000_000)
WORKBOOKS_KEPT_DAYS = env.int("WORKBOOKS_KEPT_DAYS", default=7)
DOWNLOADS_KEPT_DAYS = env.int("DOWNLOADS_KEPT_DAYS", default=3 * 365)
FONTS_DIR = BASE_DIR / "static" / "fonts"

# Security -----------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        # Browsers prefer this to X-Frame-Options, which stays at DENY for those that do not.
        "frame-ancestors": [SELF],
        # Browsers tell of what they have refused; the second name is that of config.headers.
        "report-uri": "/csp-report/",
        "report-to": "csp",
    }
}
# Reports of browsers for a place on the network (ip), and of all of them (key): more is thrown away.
POLICY_RATE_LIMITS = {"report": env.str("POLICY_REPORT_LIMIT", default="30/m/ip,600/h/key")}
SESSION_COOKIE_HTTPONLY = True
# Whoever wants to stay signed in says so when signing in.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_REFERRER_POLICY = "same-origin"
# An e-mail or web address for whoever finds a weakness, told at /.well-known/security.txt.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")

# API ----------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    # Basic authentication would go round second factors and limits.
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 50,
    # A filter of downloads has this name; what is wanted is told by the Accept header.
    "URL_FORMAT_OVERRIDE": None,
}

# Background work ----------------------------------------------------------------------------

CELERY_BROKER_URL = secret("CELERY_BROKER_URL") or secret("REDIS_URL")
# Readers do not wait for a queue that is away: it is tried once more, at once. Workers try for ever.
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
    "socket_connect_timeout": 1,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    # Redis gives a message to another worker when the first has not finished within so many seconds:
    # longer than any work takes. What a dead worker had is found sooner, by its row.
    "visibility_timeout": env.int("QUEUE_VISIBILITY_SECONDS", default=6 * 3600),
}
if not CELERY_BROKER_URL:
    # Without a broker the queue is a folder, read by a real worker on the same machine.
    CELERY_BROKER_URL = "folder://localhost"
    QUEUE_DIR = VAR_DIR / "queue"
    QUEUE_DIR.mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE_DIR),
        "data_folder_out": str(QUEUE_DIR),
        "control_folder": str(QUEUE_DIR / "control"),
        "polling_interval": 0.2,  # seconds; a reader is waiting
    }
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A worker that is told no queue serves them all.
CELERY_TASK_QUEUES = QUEUES
CELERY_TASK_ROUTES = ROUTES
CELERY_TASK_DEFAULT_QUEUE = SHORT
CELERY_TASK_CREATE_MISSING_QUEUES = False  # a worker with a misspelt queue ends
CELERY_TASK_IGNORE_RESULT = True
# Acknowledged when done: a lost task comes back, so every task must be safe to run twice.
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Threads: a forked process may hang in a library that its parent has used before.
CELERY_WORKER_POOL = "threads"
CELERY_WORKER_CONCURRENCY = env.int("WORKER_THREADS", default=2)
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
JOBS_SWEEP_SECONDS = env.float("JOBS_SWEEP_SECONDS", default=60)
CELERY_BEAT_SCHEDULER = "config.beat:Scheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
# It looks at the clock at least so often, and says each time that it lives.
CELERY_BEAT_MAX_LOOP_INTERVAL = 10
CELERY_BEAT_SCHEDULE = {
    "prepare-public-reports": {
        "task": "reporting.tasks.prepare_public_reports",
        "schedule": crontab(hour=4, minute=15),
    },
    "take-up-jobs": {
        "task": "reporting.tasks.take_up_jobs",
        "schedule": JOBS_SWEEP_SECONDS,
        "options": {"expires": JOBS_SWEEP_SECONDS},  # the next one does as well
    },
    "count-findings": {
        "task": "reporting.tasks.count_stale_findings",
        "schedule": crontab(minute="7,37"),
        "options": {"expires": 1800},
    },
    "forget-sessions": {
        "task": "partnership.tasks.forget_sessions",
        "schedule": crontab(hour=3, minute=45),
    },
    "keep-no-longer": {
        "task": "partnership.tasks.keep_no_longer",
        "schedule": crontab(hour=3, minute=30),
    },
    "remind-of-events": {
        "task": "events.tasks.remind_of_events",
        "schedule": crontab(hour=6, minute=10),
    },
    "move-up": {
        "task": "events.tasks.move_up",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 600},
    },
    "forget-event-people": {
        "task": "events.tasks.forget_event_people",
        "schedule": crontab(hour=3, minute=35),
    },
    "remind-of-drafts": {
        "task": "smes.tasks.remind_of_drafts",
        "schedule": crontab(hour=3, minute=20),
    },
    "take-up-emails": {
        "task": "partnership.tasks.take_up_emails",
        "schedule": JOBS_SWEEP_SECONDS,
        "options": {"expires": JOBS_SWEEP_SECONDS},
    },
    "take-up-schedules": {
        "task": "events.tasks.take_up_schedules",
        "schedule": JOBS_SWEEP_SECONDS,
        "options": {"expires": JOBS_SWEEP_SECONDS},
    },
    "remind-of-support": {
        "task": "smes.tasks.remind_of_support",
        "schedule": crontab(hour=5, minute=20),
    },
    "clear-away": {"task": "reporting.tasks.clear_away", "schedule": crontab(minute=45)},
    "remind-of-expressions": {
        "task": "smes.tasks.remind_of_expressions",
        "schedule": crontab(hour=6, minute=15),
    },
    "ask-for-outcomes": {
        "task": "smes.tasks.ask_for_outcomes",
        "schedule": crontab(hour=7, minute=10),
    },
    "bring-outcomes-into-reports": {
        "task": "smes.tasks.bring_outcomes_into_reports",
        "schedule": crontab(hour=3, minute=5),
    },
    "ask-for-meeting-feedback": {
        "task": "events.tasks.ask_for_meeting_feedback",
        "schedule": crontab(minute=25),
    },
    "clear-away-workbooks": {
        "task": "exchange.tasks.clear_away_workbooks",
        "schedule": crontab(minute=50),
    },
}

# An SME that was asked for its outcomes and has not answered is reminded once.
OUTCOME_REMINDER_DAYS = env.int("OUTCOME_REMINDER_DAYS", default=14)

# A schedule that is computed for longer is taken for left by a dead worker, and computed anew.
SCHEDULE_LEASE_SECONDS = env.float("SCHEDULE_LEASE_SECONDS", default=900)

# A worker that is silent for longer is taken for dead, and its job goes to another one.
JOBS_LEASE_SECONDS = env.float("JOBS_LEASE_SECONDS", default=30)
JOBS_HEARTBEAT_SECONDS = env.float("JOBS_HEARTBEAT_SECONDS", default=1)
# After so many workers that died over it a job is given up.
JOBS_MAX_ATTEMPTS = 3
# A waiting job of which workers were told longer ago: they are told again.
JOBS_RESEND_SECONDS = env.float("JOBS_RESEND_SECONDS", default=60)
JOBS_KEPT_DAYS = env.int("JOBS_KEPT_DAYS", default=30)
# Whoever asked is told by e-mail when it took longer.
JOBS_MAIL_AFTER_SECONDS = env.float("JOBS_MAIL_AFTER_SECONDS", default=60)
# Partnerships with no more cases, meetings and participations get quick formats at once.
QUICK_REPORT_ROWS = env.int("QUICK_REPORT_ROWS", default=2000)
# What a dead worker left unfinished is removed when nobody has touched it for longer.
DRAFTS_KEPT_SECONDS = env.float("DRAFTS_KEPT_SECONDS", default=6 * 3600)
# A finished dossier is sent again for so long, as long as nothing in it has changed.
DOSSIERS_KEPT_SECONDS = env.float("DOSSIERS_KEPT_SECONDS", default=24 * 3600)

# Expressions of interest ---------------------------------------------------------------------

# Days after which the board marks an expression that stands still, by its stage.
EXPRESSION_STANDSTILL_DAYS = {
    "received": env.int("EXPRESSION_RECEIVED_DAYS", default=7),
    "under review": env.int("EXPRESSION_REVIEW_DAYS", default=30),
    "selected": env.int("EXPRESSION_SELECTED_DAYS", default=14),
    "with gateway": env.int("EXPRESSION_GATEWAY_DAYS", default=21),
}
# Reviewers are reminded so many days before their day; gateways and those who care for an expression
# after so many days without an answer or a step.
REVIEW_REMINDER_DAYS = env.int("REVIEW_REMINDER_DAYS", default=3)
HANDOVER_REMINDER_DAYS = env.int("HANDOVER_REMINDER_DAYS", default=7)
RECEIVED_REMINDER_DAYS = env.int("RECEIVED_REMINDER_DAYS", default=7)
# Support of SMEs ----------------------------------------------------------------------------

# A work plan that waits for a side so long, and a survey that was not answered: its side is reminded once.
PLAN_REMINDER_DAYS = env.int("PLAN_REMINDER_DAYS", default=14)
SURVEY_REMINDER_DAYS = env.int("SURVEY_REMINDER_DAYS", default=14)

# Backups -------------------------------------------------------------------------------------

# A secret key (AGE-SECRET-KEY-1…) or, for making backups only, a public one (age1…).
BACKUP_KEY = secret("BACKUP_KEY")

# E-mail -------------------------------------------------------------------------------------

# A worker that began to send longer ago is taken for dead; longer than any step of sending takes.
EMAILS_LEASE_SECONDS = env.float("EMAILS_LEASE_SECONDS", default=120)
# A mail server that says nothing for longer is taken for away.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=30)
# Where FolderBackend writes, and whether pages show what is there to whoever asks: on the own machine only.
EMAILS_DIR = VAR_DIR / "emails"
EMAIL_PAGES = False

# Observability ------------------------------------------------------------------------------

LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING = logging_settings(level=LOG_LEVEL, as_json=env.bool("LOG_JSON", default=False))
# The number of a request is sent with its tasks.
DJANGO_STRUCTLOG_CELERY_ENABLED = True
# Whether the proxy is believed when it numbers requests; it must overwrite what readers send.
REQUEST_ID_FROM_PROXY = env.bool(
    "REQUEST_ID_FROM_PROXY", default=env.bool("BEHIND_PROXY", default=False)
)
# Parts without which the portal is not ready; without the others it works, and says what waits.
HEALTH_NEEDED = env.list("HEALTH_NEEDED", default=["database", "migrations", "storage"])
# Whoever has it may read /metrics/; empty: nobody, and nothing is counted.
METRICS_TOKEN = secret("METRICS_TOKEN")
# Queries that take longer, and requests with more queries, are noted with their place; 0: none.
SLOW_QUERY_MS = env.float("SLOW_QUERY_MS", default=0)
MANY_QUERIES = env.int("MANY_QUERIES", default=0)
# Touched by a worker every ten seconds while it listens to the queue; empty: no file.
WORKER_SIGN_FILE = env.str("WORKER_SIGN_FILE", default="")
# The same of a beat that has done what was due.
BEAT_SIGN_FILE = env.str("BEAT_SIGN_FILE", default="")
