"""How a form's field is shown: which class its control has, and what a screen reader is told about it."""

from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString

CLASSES: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxInput, "form-check-input"),
    (forms.RadioSelect, "form-check-input"),
    (forms.CheckboxSelectMultiple, "form-check-input"),
    (forms.Select, "form-select"),
]


@dataclass(frozen=True)
class Shown:
    field: BoundField

    @property
    def widget(self) -> forms.Widget:
        widget: forms.Widget = self.field.field.widget
        return widget

    @property
    def is_check(self) -> bool:
        return isinstance(self.widget, forms.CheckboxInput)

    @property
    def is_choice_of_many(self) -> bool:
        return isinstance(self.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)

    @property
    def is_file(self) -> bool:
        return isinstance(self.widget, forms.FileInput)

    @property
    def help_id(self) -> str:
        return f"{self.field.auto_id}_help" if self.field.help_text else ""

    @property
    def error_id(self) -> str:
        return f"{self.field.auto_id}_error" if self.field.errors else ""

    @property
    def described_by(self) -> str:
        return " ".join(filter(None, [self.error_id, self.help_id]))

    @property
    def control(self) -> SafeString:
        attributes: dict[str, str | bool] = {"class": self._class()}
        if not self.is_choice_of_many:
            attributes |= {"aria-describedby": self.described_by} if self.described_by else {}
            attributes |= {"aria-invalid": "true"} if self.error_id else {}
        return self.field.as_widget(attrs=attributes)

    def _class(self) -> str:
        own = str(self.widget.attrs.get("class", ""))
        ours = next((name for kind, name in CLASSES if isinstance(self.widget, kind)), "form-control")
        return f"{ours} {own}".strip()
