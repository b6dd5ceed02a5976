"""The parts say what they mean to eyes and to screen readers, and let nothing through unescaped."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone, translation

from trato.web.components.moments import exact, spoken

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def drawn(template: str, **facts: object) -> str:
    return Template(template).render(Context(facts)).strip()


@pytest.mark.parametrize("part", ["person", "colleague", "firm", "tag", "stage", "kbd"])
def test_nothing_a_person_typed_is_run(part: str) -> None:
    assert "<script" not in drawn(f"{{% {part} name %}}", name='<script>alert(1)</script> "x"')


@pytest.mark.parametrize(
    ("text", "drawn_as"),
    [
        ("nuria@bakery.example", "nuria@<wbr>bakery<wbr>.example"),
        ("Núria Bosch", "Núria Bosch"),
        ("about 2.5 @ noon", "about 2.5 @<wbr> noon"),
        ("<b>@x.y", "&lt;b&gt;@<wbr>x<wbr>.y"),
        ("", ""),
    ],
)
def test_a_long_address_breaks_where_people_break_it(text: str, drawn_as: str) -> None:
    assert drawn("{{ text|breakable }}", text=text) == drawn_as


def test_an_icon_is_skipped_by_screen_readers() -> None:
    assert 'aria-hidden="true"' in drawn('{% icon "mail" %}')
    assert "#i-mail" in drawn('{% icon "mail" %}')


@pytest.mark.parametrize("value", ["subscriber", "lead", "mql", "sql", "opportunity", "customer", "advocate", "former"])
def test_the_word_of_a_stage_follows_its_disc(value: str) -> None:
    disc, _, word = drawn("{% stage value %}", value=value).partition("</svg>")

    assert disc.startswith(f'<span class="t-stage" data-stage="{value}">')
    assert word.removesuffix("</span>")


def test_the_strip_carries_its_sentence_and_draws_no_empty_weeks() -> None:
    strip = drawn("{% give them us %}", them=[0, 2, 1], us=[1, 0, 0])

    assert 'aria-label="3 weeks: 3 from them, 1 from us"' in strip
    assert strip.count("<rect") == 3


@pytest.mark.parametrize(
    "part", ["{% meter 40 %}", "{% shares 1 2 3 %}", "{% progress 1 2 'Rows' %}", "{% give a a %}"]
)
def test_amounts_are_drawn_without_inline_style(part: str) -> None:
    assert "style=" not in drawn(part, a=[1])


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(minutes=5), "5m"),
        (timedelta(hours=3), "3h"),
        (timedelta(days=1), "Yesterday"),
        (timedelta(days=12), "12d"),
        (timedelta(days=400), "Oct 16, 2025"),
        (timedelta(hours=-3), "3:00\u202fPM"),
        (timedelta(days=-1), "Tomorrow 12:00\u202fPM"),
        (timedelta(days=-9), "Nov 29, 2026"),
    ],
)
def test_near_moments_are_relative_and_far_ones_dates(ago: timedelta, said: str) -> None:
    assert spoken(NOW - ago, now=NOW) == said


def test_a_moment_is_told_in_the_persons_zone_and_language() -> None:
    with timezone.override(ZoneInfo("Asia/Kolkata")), translation.override("es"):
        assert exact(NOW) == "20 nov 2026, 17:30:00 IST"


class Form(forms.Form):
    email = forms.EmailField(help_text="Where we write to")
    agreed = forms.BooleanField()
    rule = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)


def test_an_error_stands_at_its_field_and_is_read_with_it() -> None:
    field = drawn("{% field_input form.email %}", form=Form({"email": "nuria@@huerta.es"}))

    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="id_email_error id_email_help"' in field
    assert 'id="id_email_error"' in field
    assert "nuria@@huerta.es" in field


def test_a_choice_of_several_is_a_group_with_a_name() -> None:
    assert "<legend>Rule</legend>" in drawn("{% field_input form.rule %}", form=Form())


def test_undo_is_offered_only_for_an_address_of_ours() -> None:
    assert 'hx-post="/undo/1/"' in drawn('{% toast "Done" "check" "/undo/1/" %}')
    assert "data-undo" not in drawn('{% toast "Done" "check" "success" %}')


def test_a_notice_of_trouble_is_an_alert() -> None:
    assert 'role="alert"' in drawn('{% notice "Nothing was saved." "bad" %}')
    assert 'role="alert"' not in drawn('{% notice "All in." "good" %}')
