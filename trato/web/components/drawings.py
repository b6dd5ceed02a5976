"""Small drawings as SVG: attributes and classes only, because the policy allows no inline style."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

# How far the disc of each lifecycle stage is filled, in sixths; 7 carries a tick, -1 is dashed.
STAGES = {
    "subscriber": 0,
    "lead": 1,
    "mql": 2,
    "sql": 3,
    "opportunity": 4,
    "customer": 6,
    "advocate": 7,
    "former": -1,
}
TICK = mark_safe('<path class="s" d="M4.4 7.2l1.8 1.8 3.4-3.8"/>')


def stage_disc(value: str) -> SafeString:
    sixths = STAGES.get(value, 0)
    part: SafeString = mark_safe("")
    if 0 < sixths < 6:
        part = format_html('<circle class="f" cx="7" cy="7" r="2" pathLength="6" stroke-dasharray="{} 6"/>', sixths)
    elif sixths >= 6:
        part = mark_safe('<circle class="f" cx="7" cy="7" r="2"/>')
    return format_html(
        '<svg viewBox="0 0 14 14" aria-hidden="true"><circle class="o" cx="7" cy="7" r="5.75"/>{}{}</svg>',
        part,
        TICK if sixths == 7 else "",
    )


def give_strip(them: Sequence[int], us: Sequence[int], *, column: int, height: int, label: str) -> SafeString:
    """A column a week: up, they reached us; down, we reached them."""
    weeks, most, half = len(them), max([*them, *us, 1]), height / 2
    width = weeks * column
    bars = [("t", week, half - 0.5 - (half - 1.5) * times / most, times) for week, times in enumerate(them)]
    bars += [("u", week, half + 0.5, times) for week, times in enumerate(us)]
    rects = format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
        (
            (whose, week * column + 0.5, f"{top:.1f}", column - 1.5, f"{(half - 1.5) * times / most:.1f}")
            for whose, week, top, times in bars
            if times
        ),
    )
    return format_html(
        '<svg class="t-give" viewBox="0 0 {w} {h}" width="{w}" height="{h}" preserveAspectRatio="none" role="img" '
        'aria-label="{label}"><path class="z" d="M0 {half}H{w}"/>{rects}</svg>',
        w=width,
        h=height,
        half=f"{half:g}",
        label=label or give_sentence(them, us),
        rects=rects,
    )


def give_sentence(them: Sequence[int], us: Sequence[int]) -> str:
    weeks = len(them)
    said = ngettext(
        "%(weeks)d week: %(them)d from them, %(us)d from us",
        "%(weeks)d weeks: %(them)d from them, %(us)d from us",
        weeks,
    )
    return said % {"weeks": weeks, "them": sum(them), "us": sum(us)}


def share_bar(parts: Sequence[int]) -> SafeString:
    """One bar cut into shares of a whole. A part that exists is never thinner than one percent."""
    whole = sum(parts) or 1
    widths = [max(100 * part / whole, 1.0) if part else 0.0 for part in parts]
    scale = 100 / (sum(widths) or 100)
    starts = [sum(widths[:place]) * scale for place in range(len(widths))]
    rects = format_html_join(
        "",
        '<rect x="{}%" width="{}%" height="4"/>',
        ((f"{start:.2f}", f"{width * scale:.2f}") for start, width in zip(starts, widths, strict=True)),
    )
    return format_html('<svg class="t-shares" aria-hidden="true">{}</svg>', rects)
