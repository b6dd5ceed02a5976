"""What the parts on the gallery page are filled with: made up, and in the languages the product speaks."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trato.kit import clock
from trato.web.components.drawings import STAGES

SWATCHES = [
    ("canvas", _("canvas")),
    ("surface", _("surface")),
    ("hover", _("hover")),
    ("pressed", _("pressed")),
    ("accent-fill", _("accent")),
    ("accent-soft", _("accent soft")),
    ("good-mark", _("good")),
    ("warn-mark", _("warn")),
    ("bad-mark", _("bad")),
    ("them", _("them")),
    ("us", _("us")),
]
AGES = [timedelta(seconds=20), timedelta(hours=3), timedelta(days=1), timedelta(days=12), timedelta(days=400)]


class ExampleForm(forms.Form):
    company = forms.CharField(label=_("Company"), help_text=_("Found by the e-mail’s domain"))
    email = forms.EmailField(label=_("Work e-mail"))
    owner = forms.ChoiceField(label=_("Owner"), required=False, choices=[("ana", "Ana Belmonte")])
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    file = forms.FileField(label=_("File"), required=False)
    rule = forms.ChoiceField(
        label=_("Rows that are already here"),
        choices=[("update", _("Update them")), ("skip", _("Leave them"))],
        widget=forms.RadioSelect,
    )
    tell = forms.BooleanField(label=_("Tell the owner"), required=False)


def examples() -> dict[str, Any]:
    given = {"company": "Huerta del Júcar", "email": "nuria@@huerta.es", "rule": "update", "tell": True}
    now = clock.now()
    return {
        "swatches": SWATCHES,
        "form": ExampleForm(given, auto_id="example_%s"),
        "stages": list(STAGES),
        "them": [0, 1, 0, 2, 1, 3, 1, 2, 4, 2, 3, 5],
        "us": [1, 0, 1, 0, 1, 0, 2, 1, 1, 2, 1, 2],
        "names": ["Inés Carrasco", "పద్మావతి కొండపల్లి", "李小龍", "O’Brien"],
        "moments": [now - age for age in AGES] + [now + timedelta(days=2)],
        "invoices": [
            ("F-10288", _("Paid"), "good", "₹34,72,500.00"),
            ("F-10291", _("Part paid"), "warn", "€12,875.00"),
            ("F-10274", _("14 days late"), "bad", "€3,204.50"),
        ],
    }
