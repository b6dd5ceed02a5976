"""The parts pages are built of. Built into every template; all of them stand on the gallery page."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from html import escape
from typing import Any
from uuid import uuid4

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from trato.foundation.public import Field, FieldType, LikelyDuplicates, RecordKind, contributions
from trato.kit import clock, numbers, scripts
from trato.kit.names import initials
from trato.web.components import drawings
from trato.web.components.fields import Shown
from trato.web.components.moments import exact, spoken

register = template.Library()

STAGE_NAMES = {
    "subscriber": _("Subscriber"),
    "lead": _("Lead"),
    "mql": _("MQL"),
    "sql": _("SQL"),
    "opportunity": _("Opportunity"),
    "customer": _("Customer"),
    "advocate": _("Advocate"),
    "former": _("Former"),
}
NAMING_OR_REACHING = (FieldType.EMAIL, FieldType.PHONE, FieldType.DOMAIN, FieldType.LINK, FieldType.EXTERNAL_ID)
NOTHING = mark_safe('<span class="t-none">—</span>')
FACE = '<span class="avatar {} {}" aria-hidden="true">{}</span>'


@register.simple_tag
@lru_cache(maxsize=2_000)  # a page has a hundred of them
def icon(name: str, tone: str = "") -> SafeString:
    """{% icon "mail" %}. A picture beside a word: screen readers skip it."""
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        f"t-i {tone}".strip(),
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag
def option(label: str, hue: str = "") -> SafeString:
    """{% option "Gold" "yellow" %}. The colour stands beside the word and never for it."""
    dot = format_html('<i class="t-hue t-hue-{}" aria-hidden="true"></i>', hue) if hue else ""
    return format_html('<span class="t-option">{}<bdi>{}</bdi></span>', dot, label)


@register.simple_tag
def person(name: str, size: str = "") -> SafeString:
    """A contact: outlined."""
    return format_html(FACE, "t-person", size, initials(name))


@register.simple_tag
def colleague(name: str, size: str = "") -> SafeString:
    """One of us: filled."""
    return format_html(FACE, "t-who", size, initials(name))


@register.simple_tag
def firm(name: str, size: str = "") -> SafeString:
    """A company: square."""
    return format_html(FACE, "t-firm", size, initials(name.split()[0]) if name.split() else "")


@register.filter
def language_of(text: str) -> str:
    """{{ name|language_of }}: the code for a `lang` attribute, as far as the letters tell; else nothing."""
    return scripts.language_of(text)


@register.filter
def breakable(text: str) -> SafeString:
    """{{ value|breakable }}: an address too long for its line breaks where people would break it, not inside a word."""
    around = escape(text).replace("@", "@<wbr>")
    return SafeString(around.replace(".", "<wbr>.") if "@" in text and " " not in text else around)


@register.filter
def grouped(count: int) -> str:
    """{{ count|grouped }}: 12,875, as the reader's language writes it."""
    return numbers.grouped(count)


@register.simple_tag
def stage(value: str) -> SafeString:
    """A lifecycle stage: the disc fills as the relationship grows, and the word follows."""
    if not value:
        return NOTHING
    return _stage(value, str(STAGE_NAMES.get(value, value)))


@lru_cache(maxsize=500)
def _stage(value: str, name: str) -> SafeString:
    return format_html('<span class="t-stage" data-stage="{}">{}{}</span>', value, drawings.stage_disc(value), name)


@register.simple_tag
def tag(text: str, tone: str = "") -> SafeString:
    """Hairline for a label; tones good, warn, bad and info for a state with a meaning."""
    return format_html('<span class="badge t-tag {}">{}</span>', tone, text)


@register.simple_tag
def when(moment: datetime | None) -> SafeString:
    """Relative, with the exact moment on hover."""
    if moment is None:
        return NOTHING
    said, exactly = escape(spoken(moment, now=clock.now())), escape(exact(moment))
    return SafeString(f'<time datetime="{moment.isoformat()}" title="{exactly}">{said}</time>')


@register.simple_tag
def give(them: Sequence[int], us: Sequence[int], column: int = 5, height: int = 20, label: str = "") -> SafeString:
    """The give-and-take strip: counts a week of what came from them and what went from us."""
    return drawings.give_strip(them, us, column=column, height=height, label=label)


@register.simple_tag
def meter(value: float, of: float = 100, label: str = "", tone: str = "") -> SafeString:
    """A thin bar for an amount of a whole. Say the number in words beside it, or give it a label."""
    percent = max(0.0, min(100.0, 100 * value / of)) if of else 0.0
    named = (
        format_html(
            'role="meter" aria-label="{}" aria-valuenow="{}" aria-valuemin="0" aria-valuemax="{}"', label, value, of
        )
        if label
        else mark_safe('aria-hidden="true"')
    )
    return format_html(
        '<span class="{}" {}><svg aria-hidden="true"><rect width="{}%" height="100%"/></svg></span>',
        f"t-meter {tone}".strip(),
        named,
        f"{percent:.4g}",
    )


@register.simple_tag
def shares(*parts: int) -> SafeString:
    """One bar cut into shares: new, changed, same, refused."""
    return drawings.share_bar(parts)


@register.simple_tag
def kbd(*keys: str) -> SafeString:
    return format_html_join(" ", "<kbd>{}</kbd>", ((key,) for key in keys))


@register.inclusion_tag("web/components/progress.html")
def progress(done: int, of: int, label: str, tone: str = "") -> dict[str, Any]:
    return {"done": done, "of": of, "label": label, "tone": tone}


@register.inclusion_tag("web/components/field.html")
def field_input(field: BoundField) -> dict[str, Any]:
    """{% field_input form.email %}: label, control, help, and the error where it happened."""
    return {"shown": Shown(field)}


@register.inclusion_tag("web/components/notice.html")
def notice(text: str, tone: str = "info", title: str = "", url: str = "", action: str = "") -> dict[str, Any]:
    """A sentence on the page. Tones: info, good, warn, bad."""
    icons = {"good": "check", "warn": "alert-triangle", "bad": "alert-circle"}
    return {
        "text": text,
        "tone": tone,
        "title": title,
        "url": url,
        "action": action,
        "picture": icons.get(tone, "info-circle"),
    }


@register.inclusion_tag("web/components/empty_state.html")
def empty_state(title: str, text: str, **doors: str) -> dict[str, Any]:
    """What this is for, one button, another way in: `action` with `url` or `creates`, `other` with `other_url`.

    `creates` names a kind of record for the quick-create dialog. `is_example` draws the strip above.
    """
    return {"title": title, "text": text, "them": [1, 0, 2, 1, 3, 2, 4, 3], "us": [0, 1, 1, 1, 1, 2, 1, 2], **doors}


@register.inclusion_tag("web/components/skeleton.html")
def skeleton(rows: int = 5, label: str = "", flat: str = "") -> dict[str, Any]:
    return {"rows": range(rows), "label": label, "flat": flat}


@register.inclusion_tag("web/components/toast.html")
def toast(text: str, picture: str = "check", undo_url: str = "") -> dict[str, Any]:
    """A sentence that leaves by itself; with `undo_url` it has an Undo button, and `u` presses it."""
    return {"text": text, "picture": picture, "undo_url": undo_url if undo_url.startswith("/") else ""}


@register.inclusion_tag("web/components/toasts.html", takes_context=True)
def toasts(context: template.Context) -> dict[str, Any]:
    """Put into the template of an htmx answer: what `say` said during the request, as toasts."""
    return {"messages": context.get("messages", ())}


@register.simple_tag
def form_mark() -> str:
    """Tells this form, as it was shown this once, from every other one: `web.public.once` reads it."""
    return str(uuid4())


@register.simple_tag(takes_context=True)
def likely_url(context: template.Context, kind: RecordKind, spec: Field | None = None) -> str:
    """Where a form asks whether such a record is there already; of a field alone, only of what names or reaches one."""
    if spec is not None and spec.type not in NAMING_OR_REACHING:
        return ""
    found = next((each for each in contributions(LikelyDuplicates) if each.kind == kind.name), None)
    may_see = found is not None and context["request"].actor.may(kind.right("see"))
    return reverse(found.url_name, args=[kind.plural]) if found and may_see else ""
