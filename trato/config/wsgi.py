"""What the web server runs."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

OBJECTS_BETWEEN_COLLECTIONS = 20_000

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trato.config.settings")
application = get_wsgi_application()
# What is loaded stays for good: the collector would look at all of it in the middle of somebody's page.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, 20, 20)
