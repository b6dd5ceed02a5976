"""What the shell itself adds."""

from django.utils.translation import gettext_lazy as _

from trato.foundation.public import NavigationItem, StaffPages

contributions = [
    StaffPages(prefix="account/", urlconf="trato.web.sign_in.urls", order=0),
    StaffPages(prefix="", urlconf="trato.web.urls", order=0),
    NavigationItem(
        label=_("Imports"),
        url_name="web:import_start",
        icon="upload",
        right="foundation.import_records",
        group=_("Administration"),
        order=890,
    ),
    NavigationItem(
        label=_("Settings"), url_name="web:settings", icon="settings", group=_("Administration"), key="s", order=900
    ),
]
