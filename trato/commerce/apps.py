from django.apps import AppConfig


class CommerceConfig(AppConfig):
    name = "trato.commerce"
    label = "commerce"
