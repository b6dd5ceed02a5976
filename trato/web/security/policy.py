"""The Content Security Policy, as a sentence for each kind of thing a page may load."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"


def realtime_origin(request: HttpRequest) -> str:
    """Where the realtime stream answers: the name the person used, with the stream's own port."""
    if settings.BASE_URL.startswith("https://"):
        return ""  # one public address: the proxy in front brings both to it
    host = urlsplit(f"//{request.get_host()}").hostname or "127.0.0.1"
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{settings.REALTIME_PORT}"


def policy(nonce: str, realtime: str) -> str:
    """No unsafe-inline and no unsafe-eval anywhere; a style attribute does not work in any of our pages."""
    own_script = f"'self' 'nonce-{nonce}'"
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src {own_script}",
            f"style-src {own_script}",
            "img-src 'self' data:",
            f"connect-src 'self' {realtime}".rstrip(),
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )
