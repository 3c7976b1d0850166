"""Settings. Everything that differs between two installations comes from the environment."""

from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF

from koushaneh.config import logs
from koushaneh.core import keys

env = environ.Env()
PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(env.str("KOUSHANEH_HOME", default=str(Path.cwd() / "home"))).resolve()
HOME.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("KOUSHANEH_DEBUG", default=False)
SECRET_KEY = env.str("KOUSHANEH_SECRET_KEY", default="") or keys.secret(HOME, "django")
ALLOWED_HOSTS = env.list("KOUSHANEH_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("KOUSHANEH_ORIGINS", default=[])
ORIGIN = env.str("KOUSHANEH_ORIGIN", default="http://127.0.0.1:8000")
HTTPS = ORIGIN.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # the pages of allauth for sessions and passkeys load its filters
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "lucide",
    "template_partials",
    "koushaneh.core",
    "koushaneh.audit",
    "koushaneh.places",
    "koushaneh.people",
    "koushaneh.access",
    "koushaneh.consent",
    "koushaneh.notify",
    "koushaneh.registry",
    "koushaneh.calls",
    "koushaneh.screening",
    "koushaneh.association",
    "koushaneh.path",
    "koushaneh.graduation",
    "koushaneh.workshops",
    "koushaneh.counselling",
    "koushaneh.measures",
    "koushaneh.rights",
    "koushaneh.web",
    "koushaneh.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "koushaneh.web.middleware.ZeroMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "koushaneh.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "koushaneh.web.middleware.PrivacyMiddleware",
    "koushaneh.web.middleware.RequestMiddleware",
    "koushaneh.web.account.middleware.SecondKeyMiddleware",
    "koushaneh.web.account.middleware.IdleMiddleware",
]

ROOT_URLCONF = "koushaneh.config.urls"
WSGI_APPLICATION = "koushaneh.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "koushaneh.web.frame.frame",
            ],
            "builtins": ["koushaneh.web.templatetags.ui", "koushaneh.web.templatetags.words"],
        },
    }
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{HOME / 'koushaneh.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "koushaneh.core.sqlite"  # writers wait in a queue
    # Opening the file, setting it up and closing it again takes longer than all questions of a page.
    DATABASES["default"]["CONN_MAX_AGE"] = None
    # Deferred transactions oversell under load, and synchronous=NORMAL loses acknowledged commits.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000; "
        "PRAGMA secure_delete=ON;",  # what is erased is overwritten, not only let go
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {"pool": env.bool("KOUSHANEH_POOL", default=True)}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.str("REDIS_URL", default="")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "koushaneh_cache"}
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/home/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "koushaneh.web.account.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * 60
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Koushaneh"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_ENGINE = "koushaneh.web.account.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "koushaneh.web.errors.forbidden"
SECURE_SSL_REDIRECT = HTTPS and env.bool("KOUSHANEH_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("KOUSHANEH_PROXY", default=False) else None
)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "fa"
LANGUAGES = [("fa", "فارسی"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Tehran"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STORAGES = {
    "default": {
        "BACKEND": "koushaneh.core.written.FollowingStorage",
        "OPTIONS": {"location": HOME / "media"},
    },
    "staticfiles": {"BACKEND": env.str("KOUSHANEH_STATIC", default="koushaneh.web.assets.StaticStorage")},
}
MEDIA_ROOT = HOME / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Messages (پیام)
SMS_CHANNEL = env.str("KOUSHANEH_SMS", default="console")  # console | kavenegar | gateway
SMS_SENDER = env.str("KOUSHANEH_SMS_SENDER", default="")
KAVENEGAR_KEY = env.str("KAVENEGAR_KEY", default="")
KAVENEGAR_URL = env.str("KAVENEGAR_URL", default="https://api.kavenegar.com/v1")
SMS_GATEWAY_URL = env.str("KOUSHANEH_SMS_GATEWAY", default="")
SMS_DAILY_BUDGET = env.int("KOUSHANEH_SMS_DAILY_BUDGET", default=20_000)
QUIET_HOURS = (21, 8)  # nothing but codes between nine at night and eight in the morning

MAX_UPLOAD_BYTES = 8 * 1024 * 1024
IDLE_MINUTES = 15
LOGGING_CONFIG = None
logs.configure(env.str("KOUSHANEH_LOG_LEVEL", default="WARNING"))
