"""Django's settings, one file, from the environment."""

from django.utils.translation import gettext_lazy as _

from config.environment import ROOT, database, mail, networks, read

ENVIRONMENT = read()
MODE = ENVIRONMENT.mode
DEMONSTRATION = MODE == "demonstration"
# Only a demonstration and the tests may move the date; in production the offset is not even read.
CLOCK_MOVABLE = MODE in {"demonstration", "test", "development"}
DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key or "for-trying-out-only-" + "0" * 40
PERSON_SALT = ENVIRONMENT.person_salt or "for-trying-out-only"
ALLOWED_HOSTS = [host.strip() for host in ENVIRONMENT.hosts.split(",") if host.strip()] + (["testserver"] if MODE == "test" else [])
PUBLIC_ADDRESS = ENVIRONMENT.public_address.rstrip("/")
DATA = ENVIRONMENT.data
FILES = DATA / "files"
AUDIT_DAYS = ENVIRONMENT.audit_days
CHECKPOINTS = ENVIRONMENT.checkpoints or DATA / "checkpoints"
PACKS = ENVIRONMENT.packs
SCANNER = ENVIRONMENT.scanner
TEXT_MESSAGE_URL = ENVIRONMENT.text_message_url
TRUSTED_PROXIES = networks(ENVIRONMENT.trusted_proxies)
UNIFIED_IDENTITY = (ENVIRONMENT.unified_identity_url.rstrip("/"), ENVIRONMENT.unified_identity_client, ENVIRONMENT.unified_identity_secret)
DATA.mkdir(parents=True, exist_ok=True)

ROOMS = [
    "audit", "people", "posts", "jobs", "files", "letters", "reference", "seals", "deadlines", "schemes", "databook",
    "cultivation", "applications", "evaluation", "experts", "review", "notices", "titles", "daily", "web",
]  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
    *[f"sinople.{room}" for room in ROOMS],
    *(["demonstration"] if CLOCK_MOVABLE else []),
]
MIDDLEWARE = [
    "sinople.web.proxies.RealAddress",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sinople.web.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sinople.web.middleware.WhoActs",
    "sinople.web.middleware.SignedInOnly",
    "axes.middleware.AxesMiddleware",
    "sinople.web.middleware.OnePost",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / "sinople/web/templates"],
        "OPTIONS": {"environment": "sinople.web.environment.environment", "context_processors": ["sinople.web.context.page"]},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request", "django.contrib.messages.context_processors.messages"]},
    },
]
DATABASES = {"default": database(ENVIRONMENT.database_url, DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "sinople.people.backends.Accounts"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
if MODE in {"test", "demonstration"}:  # a city of people is made in seconds; nobody real has an account there
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/go/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "sinople.people.forms.SignupForm"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip"}
ACCOUNT_ADAPTER = "sinople.web.door.adapter.Accounts"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Sinople"
AXES_FAILURE_LIMIT = 5
AXES_CLIENT_IP_CALLABLE = "sinople.web.proxies.address_of"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = 0.5
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "sinople.web.door.adapter.name_tried"
AXES_LOCKOUT_TEMPLATE = "errors/429.html"
AXES_HTTP_RESPONSE_CODE = 429
SILENCED_SYSTEM_CHECKS = ["axes.W003"]
SESSION_ENGINE = "config.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
# Idle limits in seconds (G20): officials are signed out sooner.
IDLE_SECONDS = {"official": 15 * 60, "other": 30 * 60}
DEMAND_SECOND_FACTOR = MODE != "test"
if DEMONSTRATION:
    IDLE_SECONDS = {"official": 8 * 3600, "other": 8 * 3600}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "config/locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if MODE in {"production", "demonstration"}
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = MODE in {"development", "test"}
WHITENOISE_AUTOREFRESH = MODE in {"development", "test"}
WHITENOISE_MAX_AGE = 31536000 if MODE == "production" else 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if ENVIRONMENT.behind_tls:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31536000
    SECURE_SSL_REDIRECT = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "sinople.web.door.errors.csrf_failed"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"], "script-src": ["'self'"], "style-src": ["'self'"], "img-src": ["'self'", "data:"], "font-src": ["'self'"],
        "connect-src": ["'self'"], "form-action": ["'self'"], "frame-ancestors": ["'none'"], "base-uri": ["'none'"], "manifest-src": ["'self'"],
    }
}  # fmt: skip
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if ENVIRONMENT.mail_url else "django.core.mail.backends.locmem.EmailBackend"
if ENVIRONMENT.mail_url:
    globals().update(mail(ENVIRONMENT.mail_url))
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
LOGGING = {
    "version": 1, "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}  # fmt: skip
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
