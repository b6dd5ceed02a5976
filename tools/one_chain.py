"""A pytest plugin: the test client's middleware is made once for each process, as a server makes it.

Django's makes all of it anew for each `Client()`. One of ours looks at every static file then, and a test may have a
dozen clients: that was a quarter of what the rights matrix took. A changed setting makes it anew.
"""

from typing import Any

from django.core.handlers.base import BaseHandler
from django.core.signals import setting_changed
from django.test.client import ClientHandler

PARTS = ("_view_middleware", "_template_response_middleware", "_exception_middleware", "_middleware_chain")

_made: dict[str, Any] = {}
_load: Any = BaseHandler.load_middleware


def _load_once(handler: Any, is_async: bool = False) -> None:  # noqa: FBT001, FBT002  # Django's own
    if is_async:
        _load(handler, is_async=True)
        return
    if not _made:
        _load(handler)
        _made.update({name: getattr(handler, name) for name in PARTS})
    for name, part in _made.items():
        setattr(handler, name, part)


def _forget(**_changed: Any) -> None:
    _made.clear()


_handler: Any = ClientHandler
_handler.load_middleware = _load_once
setting_changed.connect(_forget, dispatch_uid="tools.one_chain")
