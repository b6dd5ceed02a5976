"""What the realtime server runs."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trato.config.settings")
django.setup()

from trato.foundation.public import Realtime  # noqa: E402  # needs the settings

application = Realtime()
