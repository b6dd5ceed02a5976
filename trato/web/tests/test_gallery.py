"""Every part stands on one page, in every language, without anything the policy would stop."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import translation
from pytest_django.fixtures import Settings

from trato.foundation.public import User
from trato.web.components.templatetags.components import register
from trato.web.gallery.views import gallery

TEMPLATES = Path(__file__).resolve().parents[1] / "templates" / "web"
OF_DJANGO = re.compile(r"{%.*?%}")  # {% include … with one=row %} is no handler
INLINE = re.compile(r"""\s(?:style|on[a-z]+)=|<style|javascript:|hx-on""", re.IGNORECASE)


def shown(rf: RequestFactory, user: User) -> str:
    request = rf.get("/settings/gallery/")
    request.user = user
    return gallery(request).content.decode()


@pytest.mark.parametrize("language", ["en", "es", "te"])
def test_it_is_shown_whole_in_each_language(rf: RequestFactory, ada: User, language: str) -> None:
    with translation.override(language):
        page = shown(rf, ada)

    assert f'<html lang="{language}"' in page
    assert page.count("<section") >= 12


def test_nothing_on_it_is_inline(rf: RequestFactory, ada: User) -> None:
    assert not INLINE.search(shown(rf, ada))


def test_a_stranger_is_sent_to_sign_in(rf: RequestFactory, settings: Settings) -> None:
    settings.LOGIN_URL = "/sign-in/"
    request = rf.get("/settings/gallery/")
    request.user = AnonymousUser()

    assert gallery(request).headers["Location"] == "/sign-in/?next=/settings/gallery/"


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_holds_anything_inline(template: Path) -> None:
    assert not INLINE.search(OF_DJANGO.sub("", template.read_text(encoding="utf-8")))


UNSEEN = {"toasts", "form_mark", "likely_url"}  # where toasts land, an input that nobody sees, an address


@pytest.mark.parametrize("part", sorted(set(register.tags) - UNSEEN))
def test_every_part_has_its_place_on_it(part: str) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (TEMPLATES / "gallery").glob("*.html"))

    assert re.search(rf"{{%\s*{part}[\s%]", text)
