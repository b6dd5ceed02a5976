"""Settings, read from the environment once and never branched on elsewhere."""

import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from trato.config.environment import WrongEnvironment, names, text, whole_number

PACKAGE = Path(__file__).resolve().parents[1]

MODULES = [
    "foundation",
    "web",
    "api",
    "customers",
    "commerce",
    "sales",
]  # From the ground up. Remove a line and the rest still starts.
WITHOUT = names("TRATO_WITHOUT")
if _strange := sorted(set(WITHOUT) - set(MODULES)):
    raise WrongEnvironment(f"TRATO_WITHOUT names {_strange[0]}, which is no module. There are: {', '.join(MODULES)}.")

# The commands put the installation's own key here. A key of the moment only serves checks that sign nothing lasting.
SECRET_KEY = text("TRATO_SECRET_KEY") or secrets.token_urlsafe(48)
HOST = text("TRATO_HOST", "127.0.0.1")
PORT = whole_number("PORT", 8000, most=65535)
BASE_URL = text("TRATO_BASE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
REALTIME_PORT = whole_number("TRATO_REALTIME_PORT", PORT + 1, most=65535)
WEB_WORKERS = whole_number("TRATO_WEB_WORKERS", 2, least=1, most=64)
API_RATE = whole_number("TRATO_API_RATE", 120_000, least=1, most=100_000_000)
WEB_THREADS = 4  # each holds a connection while it answers; the pool has room for them
LISTEN_URL = text("TRATO_LISTEN_URL")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "template_partials",
    "allauth",
    "allauth.account",
    "procrastinate.contrib.django",
    *[f"trato.{module}" for module in MODULES if module not in WITHOUT],
]

MIDDLEWARE = [
    "trato.web.security.head_requests.AnswerHeadLikeGet",
    "trato.api.problems.middleware.ProblemsForPrograms",
    "trato.web.health.middleware.AnswerHealthChecks",
    "trato.web.security.middleware.RefuseUnreadableInput",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "trato.web.security.middleware.ContentSecurityPolicy",
    "trato.web.security.pages_only.Sessions",
    "trato.web.security.pages_only.Addresses",
    "trato.web.security.pages_only.Forms",
    "trato.web.security.pages_only.SignedIn",
    "trato.web.security.pages_only.Messages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # looked for by this very name
    "trato.web.security.pages_only.Swaps",
    "trato.foundation.fields.middleware.AskForFieldsOnce",
    "trato.web.people.middleware.SpeakThePersonsLanguage",
    "trato.web.security.pages_only.SignedOut",
    "trato.web.errors.middleware.ExplainDomainErrors",
]

ROOT_URLCONF = "trato.config.urls"
WSGI_APPLICATION = "trato.config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],  # before allauth's own pages
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "trato.web.shell.context.shell",
            ],
            "builtins": [
                "trato.web.components.templatetags.components",
                "django.templatetags.i18n",
                "trato.web.components.templatetags.sentences",
            ],
        },
    }
]


def _database(url: str) -> dict[str, object]:
    """A postgresql:// address as Django's settings; the socket folder of an embedded server comes as ?host=."""
    parts = urlsplit(url)
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "trato",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or (parts.hostname or ""),
        "PORT": options.pop("port", "") or (str(parts.port) if parts.port else ""),
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
            "application_name": "trato",
            "prepare_threshold": 1,  # for statements that ask for it; Django's own are never prepared
            # A statement that outlives its reader only holds others up; long work runs in chunks of a second.
            # No parallel workers: to start them takes longer than a page may, and others want the processors, too.
            # Generic plans for what is prepared: else a list is planned each time, which takes as long as reading it.
            "options": "-c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000 -c timezone=UTC"
            " -c max_parallel_workers_per_gather=0 -c plan_cache_mode=force_generic_plan",
            **options,
        },
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }


DATABASES = {"default": _database(text("TRATO_DATABASE_URL", "postgresql://trato@127.0.0.1:1/not-started"))}
# Shared by all processes, so that a lock-out holds in each of them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "foundation_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "foundation.User"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # addresses are unique by a constraint that ignores case
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "trato.web.people.sign_in.ColleaguesOnly"
ACCOUNT_FORMS = {
    "login": "trato.web.sign_in.forms.SignInForm",
    "reset_password": "trato.web.sign_in.forms.ForgottenPasswordForm",
    "reset_password_from_key": "trato.web.sign_in.forms.NewPasswordForm",
    "change_password": "trato.web.sign_in.forms.OtherPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "trato.foundation.public.MailedLinkTokens"
# The pause grows: five wrong passwords in five minutes, then twenty in an hour, for each address; more by machine.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/5m/key,20/h/key", "reset_password": "20/m/ip,5/h/key"}
PASSWORD_RESET_TIMEOUT = 7 * 24 * 3600  # seconds; an invitation lives so long, a reset one day (people/links.py)

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
SESSION_COOKIE_NAME = "trato_session"
CSRF_COOKIE_NAME = "trato_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "trato.web.errors.views.stale_page"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Any name may reach a server on loopback; a public one says its name in TRATO_BASE_URL.
ALLOWED_HOSTS = [urlsplit(BASE_URL).hostname or "127.0.0.1", "127.0.0.1", "localhost", "[::1]", "testserver"]

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
LARGEST_FILE = whole_number("TRATO_LARGEST_FILE_MB", 25, least=1, most=4096) * 1024**2
MOST_SENT_AT_ONCE = 4 * LARGEST_FILE + 1024**2
ALL_FILES = whole_number("TRATO_ALL_FILES_MB", 20_480, least=1) * 1024**2

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish")), ("te", _("Telugu"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = text("TRATO_TIMEZONE", "UTC")
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE.parent / "build" / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "trato.web.assets.storage.HashedFiles"},
}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
_smtp = urlsplit(text("TRATO_SMTP_URL"))
EMAIL_HOST = _smtp.hostname or ""
EMAIL_PORT = _smtp.port or 587
EMAIL_HOST_USER = unquote(_smtp.username or "")
EMAIL_HOST_PASSWORD = unquote(_smtp.password or "")
EMAIL_USE_TLS = _smtp.scheme == "smtp+tls"
EMAIL_USE_SSL = _smtp.scheme == "smtps"
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = text("TRATO_MAIL_FROM", "trato@localhost")

UNDO_DAYS = whole_number("TRATO_UNDO_DAYS", 90, least=1, most=3650)

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
# Every file of tasks, wherever a noun has one: a job whose task no worker knows would wait for ever.
PROCRASTINATE_IMPORT_PATHS = [
    ".".join(("trato", *file.relative_to(PACKAGE).with_suffix("").parts)) for file in sorted(PACKAGE.rglob("tasks.py"))
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"trato": {"level": "INFO"}, "procrastinate": {"level": "WARNING"}},
}
