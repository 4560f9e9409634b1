"""Settings. What an operator may change is read from the environment or `.env`; see `.env.example`."""

import os
import tomllib
from pathlib import Path
from typing import Any

from django.utils.csp import CSP

from config import environment
from config.private import private_folder, secret_from

BASE_DIR = Path(__file__).resolve().parent.parent
env = environment.Env(os.environ)
env.load(BASE_DIR / ".env")
RELEASE: str = tomllib.loads((BASE_DIR / "pyproject.toml").read_text("utf-8"))["project"]["version"]

# --- Where it is, and who may ask ---------------------------------------------------------------------------

DEBUG = env("DEBUG", environment.boolean, False)
PORT = env("PORT", environment.port, 8000)
ORIGIN = env("SITE_ORIGIN", environment.origin, environment.Origin("http", "127.0.0.1", PORT))
SITE_ORIGIN = str(ORIGIN)
LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"] if ORIGIN.is_loopback else []
ALLOWED_HOSTS = [*env("ALLOWED_HOSTS", environment.hosts, [ORIGIN.bracketed_host]), *LOOPBACK_HOSTS]
CSRF_TRUSTED_ORIGINS = [SITE_ORIGIN]
TRUSTED_PROXIES = env("TRUSTED_PROXIES", environment.networks, environment.networks(""))

# --- What it keeps ------------------------------------------------------------------------------------------

DATA_DIR = private_folder(BASE_DIR / env("DATA_DIR", Path, Path("data")))
SECRET_KEY_FILE = BASE_DIR / env("SECRET_KEY_FILE", Path, DATA_DIR / "secret-key")
SECRET_KEY = env("SECRET_KEY", str, "") or secret_from(SECRET_KEY_FILE)

MEDIA_ROOT = DATA_DIR / "media"
BACKUP_DIR = BASE_DIR / env("BACKUP_DIR", Path, DATA_DIR / "backups")
BACKUPS_KEPT = env("BACKUPS_KEPT", environment.count, 7)
PAGES_IN_MEMORY = env("PAGES_IN_MEMORY", environment.count, 32)  # megabytes of each web process
FETCH_SOURCES = env("FETCH_SOURCES", environment.boolean, False)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SQLITE: dict[str, Any] = {
    # IMMEDIATE: a writer takes its turn at BEGIN, where it can wait; deferred, it fails at its first write.
    # FULL: a commit that was acknowledged survives a power cut; NORMAL lost some.
    "transaction_mode": "IMMEDIATE",
    "timeout": 60,  # waiting writers are not served in turn, so a few wait much longer than the others
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
# Checked before use, a connection that the server dropped is replaced, and nobody sees it.
POSTGRESQL: dict[str, Any] = {"CONN_HEALTH_CHECKS": True}

database = env("DATABASE_URL", environment.database, environment.sqlite(DATA_DIR / "site.sqlite3"))
if database["ENGINE"].endswith("sqlite3"):
    database["OPTIONS"] = SQLITE | database.get("OPTIONS", {})
    # Kept open: SQLite must write to open a database, and so one that is open can be read on a full disk.
    database = {"CONN_MAX_AGE": None} | database
else:
    age = 0 if database["OPTIONS"].get("pool") else 60  # a pool keeps its own
    database = POSTGRESQL | {"CONN_MAX_AGE": age} | database
DATABASES = {"default": database}

# --- What it is made of -------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "config.desk.DeskConfig",  # the admin, under the site's name
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # allauth's templates want it
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_ox",
    "taggit",
    "accounts",
    "blog",
    "config",
]
MIDDLEWARE = [
    "config.proxies.TrustedProxies",  # first: all others may believe REMOTE_ADDR and the scheme
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "config.headers.EveryResponse",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.onsite.OnSite",
    "accounts.middleware.RefuseTooMany",
    "accounts.middleware.RememberLastSeen",
    "accounts.second_factor.AskSecondFactor",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
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
                "blog.views.context.site",
            ]
        },
    }
]

# --- Static files -------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
PLAIN_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": PLAIN_STORAGE if DEBUG else "config.storage.HashedStorage"},
}

# --- Signing in ---------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

SECOND_FACTOR_FOR = env("SECOND_FACTOR_FOR", environment.one_of("nobody", "editors", "everyone"), "nobody")

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # accounts.limits counts instead
ACCOUNT_FORMS = {
    "change_password": "accounts.guarded.ChangePasswordForm",
    "reset_password": "accounts.guarded.ResetPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # who has an account was let in by name
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody can make the site write to a stranger
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
PASSWORD_RESET_TIMEOUT = 15 * 60  # a link by mail, or from `manage.py signin_link`
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # and asks for the second factor then
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_REAUTHENTICATION_METHODS = ("password", "mfa")
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "accounts.guarded.AuthenticateForm",
    "reauthenticate": "accounts.guarded.ReauthenticateForm",
    "activate_totp": "accounts.guarded.ActivateTOTPForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # a clock half a minute off will do
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = ORIGIN.is_loopback and not ORIGIN.is_secure

# --- What several processes share: forms that were sent, and work -------------------------------------------

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    # Drafts made into pages, for a while and in each process's own memory.
    "previews": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "previews",
        "OPTIONS": {"MAX_ENTRIES": 20},
    },
}
TASKS: dict[str, Any] = {
    "default": {
        "BACKEND": "django_ox.backend.OxBackend",
        "OPTIONS": {
            "LOCK_TIMEOUT": 10,  # seconds after which a killed worker's task is another's
            "WORKER_CLASS": "blog.tasks.worker.Worker",
            "SCHEDULES": {
                "back up": {"task": "blog.tasks.back_up_daily", "cron": "10 3 * * *"},
                "tidy": {"task": "blog.tasks.tidy", "cron": "40 3 * * *"},
                "draw cards": {"task": "blog.tasks.cards.draw_cards", "cron": "20 4 * * *"},
                "look at sources": {"task": "blog.tasks.watch.look_at_sources", "cron": "50 * * * *"},
            },
        },
    }
}

# --- What a browser is told ---------------------------------------------------------------------------------
# The origin's scheme alone decides what is said about TLS.

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = ORIGIN.is_secure
if ORIGIN.is_secure:
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    # The prefix keeps a neighbouring subdomain from planting a cookie (RFC 6265bis, 4.1.3.2).
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {  # the stock admin lives with it, too
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
# HSTS speaks for this host only: its subdomains and the preload list are not this site's to promise.
# And `{% load i18n %}` is meant to find the blog's.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021", "templates.W003"]

# --- What it takes in ---------------------------------------------------------------------------------------

DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_HANDLERS = ["blog.media.uploads.LimitedUpload"]

# --- Language, time, mail, log ------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
USE_TZ = True
TIME_ZONE = "UTC"  # each page shows the site's zone, which is a row, not a setting

DEFAULT_FROM_EMAIL = env("MAIL_FROM", environment.mail_address, f"noreply@{ORIGIN.host}")
MAILERS = {"default": env("EMAIL_URL", environment.mail, environment.mail("consolemail://"))}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "config.logs.Discreet",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},  # runserver's
        # A missing page is no event.
        "django.request": {"level": "ERROR"},
        # Any scanner can send a wrong Host; it gets its 400.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

UNKNOWN_NAMES = sorted(env.dotenv_names - env.names)  # misspelled? config.checks asks
