from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "trato.foundation"
    label = "foundation"
