from django.urls import path

from trato.web.files import views
from trato.web.records.urls import RECORD  # also registers its converter

FILES = f"{RECORD}files/"
FILE = f"{FILES}<uuid:file_id>/"

urlpatterns = [
    path(FILES, views.record_files, name="record_files"),
    path(FILE, views.record_file, name="record_file"),
    path(f"{FILE}remove/", views.record_file_remove, name="record_file_remove"),
    path(f"{FILE}photo/", views.record_file_photo, name="record_file_photo"),
    path(f"{FILE}photo/off/", views.record_file_photo_off, name="record_file_photo_off"),
    path(f"{FILE}restore/", views.record_file_restore, name="record_file_restore"),
]
