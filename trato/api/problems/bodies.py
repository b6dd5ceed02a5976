"""The body of a request, read once and with reasons."""

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser

from trato.api.problems.errors import BodyUnreadable, TextUnstorable, WrongContentType
from trato.kit.text import TextRefused, clean_text

DEEPEST = 128  # a rule tree of fifty levels has an object and a list on each


class JsonBodies(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type not in ("application/json", "application/merge-patch+json"):
            raise WrongContentType(_("The body comes with Content-Type: application/json."))
        try:
            body = json.loads(request.body.decode("utf-8"), parse_constant=_refuse_constant)
        except UnicodeDecodeError as refusal:
            raise BodyUnreadable(_("The body is not UTF-8 text (byte %(place)s).") % {"place": refusal.start}) from None
        except (ValueError, RecursionError) as refusal:
            raise BodyUnreadable(_("The body is not JSON: %(reason)s") % {"reason": str(refusal)[:200]}) from None
        _refuse_unstorable(body, "")
        return body


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number in JSON")


def _refuse_unstorable(value: Any, path: str, depth: int = 0) -> None:
    """A NUL and half a character come as escapes that JSON allows and no database stores."""
    if depth > DEEPEST:
        raise BodyUnreadable(_("The body is nested deeper than %(depth)s levels.") % {"depth": DEEPEST})
    if isinstance(value, str):
        _refuse_unstorable_text(value, path)
    elif isinstance(value, dict):
        for name, each in value.items():
            _refuse_unstorable_text(name, path)
            _refuse_unstorable(each, f"{path}/{name}" if path else name, depth + 1)
    elif isinstance(value, list):
        for place, each in enumerate(value):
            _refuse_unstorable(each, f"{path}/{place}", depth + 1)


def _refuse_unstorable_text(text: str, path: str) -> None:
    if text.isascii() and "\0" not in text:
        return
    try:
        clean_text(text)
    except TextRefused as refusal:
        message = _(refusal.sentence) % refusal.params
        raise TextUnstorable(message, field=path or "body") from None
