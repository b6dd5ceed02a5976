"""Every write of every module runs through here: one transaction, and at most once for each Idempotency-Key.

Only answers of writes that took effect are kept. A refused write had none, so it is tried anew.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _

from trato.api.idempotency.arriving import arrived
from trato.api.idempotency.errors import KeyInUse, KeyUnreadable, KeyUsedForAnother
from trato.api.idempotency.models import KeptAnswer
from trato.api.keys.bearer import ApiRequest
from trato.kit.clock import now

KEPT_FOR = timedelta(hours=24)
LONGEST_KEY = 255
SAFE = ("GET", "HEAD", "OPTIONS")
KEPT_HEADERS = ("Content-Type", "Location", "ETag")


def once(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def run(request: ApiRequest, *args: Any, **values: Any) -> Any:
        if request.method in SAFE:
            return view(request, *args, **values)
        with arrived(view, request, values) as body, transaction.atomic():
            if "Idempotency-Key" not in request.headers:
                return view(request, *args, **values)
            return _at_most_once(request, body, lambda: view(request, *args, **values))

    return run


def _at_most_once(request: ApiRequest, body: bytes, act: Callable[[], HttpResponse]) -> HttpResponse:
    key, digest = _readable_key(request.headers["Idempotency-Key"]), _digest(request, body)
    _hold(request, key)
    kept = KeptAnswer.objects.filter(token_id=request.auth.token_id, key=key).first()
    if kept is not None and kept.created_at > now() - KEPT_FOR:
        return _again(kept, digest)
    if kept is not None:
        kept.delete()
    answer = act()
    KeptAnswer.objects.create(
        token_id=request.auth.token_id,
        key=key,
        request_digest=digest,
        status=answer.status_code,
        headers={name: answer.headers[name] for name in KEPT_HEADERS if name in answer.headers},
        body=answer.content,
    )
    return answer


def _readable_key(key: str) -> str:
    if not 0 < len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise KeyUnreadable(_("An Idempotency-Key has 1 to 255 printable ASCII characters."), field="Idempotency-Key")
    return key


def _digest(request: ApiRequest, body: bytes) -> str:
    parts = (request.method or "", request.get_full_path(), request.headers.get("If-Match", ""))
    return hashlib.sha256("\n".join(parts).encode() + b"\n" + body).hexdigest()


def _hold(request: ApiRequest, key: str) -> None:
    """A lock that ends with the transaction, so that a crash frees it and two at once never both take effect."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"{request.auth.token_id}:{key}"])
        if not (cursor.fetchone() or (False,))[0]:
            raise KeyInUse(_("The first request with this Idempotency-Key is still at work. Ask again in a second."))


def _again(kept: KeptAnswer, digest: str) -> HttpResponse:
    if kept.request_digest != digest:
        message = _("This Idempotency-Key was used for another request. A new request needs a new key.")
        raise KeyUsedForAnother(message, field="Idempotency-Key")
    answer = HttpResponse(bytes(kept.body), status=kept.status)
    del answer.headers["Content-Type"]
    for name, value in {**kept.headers, "Idempotency-Replayed": "true"}.items():
        answer.headers[name] = value
    return answer


def forget_old_answers() -> int:
    """What a daily job calls. Returns how many were forgotten."""
    return KeptAnswer.objects.filter(created_at__lt=now() - KEPT_FOR).delete()[0]
