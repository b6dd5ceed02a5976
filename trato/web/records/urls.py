from django.urls import path, register_converter

from trato.foundation.public import declared_kinds
from trato.web.records import views


class PluralOfAKind:
    """The first word of a record's address. A word that is no kind's plural leaves the address to others."""

    regex = "[a-z][a-z0-9_]*"

    def to_python(self, value: str) -> str:
        if value not in {kind.plural for kind in declared_kinds()}:
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PluralOfAKind, "plural_of_a_kind")

RECORD = "<plural_of_a_kind:plural>/<uuid:id>/"
FIELD = f"{RECORD}fields/<slug:name>/"

urlpatterns = [
    path(RECORD, views.record, name="record"),
    path(f"{RECORD}story/", views.record_story, name="record_story"),
    path(f"{RECORD}news/", views.record_news, name="record_news"),
    path(f"{RECORD}trash/", views.record_trash, name="record_trash"),
    path(f"{RECORD}restore/", views.record_restore, name="record_restore"),
    path(FIELD, views.record_field, name="record_field"),
    path(f"{FIELD}history/", views.record_history, name="record_history"),
    path(f"{FIELD}suggestions/", views.record_suggestions, name="record_suggestions"),
]
