from django.urls import path

from trato.web.lists import rule_views, tab_views, views
from trato.web.records.urls import PluralOfAKind  # noqa: F401  # registers the converter below

LIST = "<plural_of_a_kind:plural>/"
VIEW = f"{LIST}views/<uuid:view_id>/"
CELL = f"{LIST}<uuid:id>/cells/<slug:name>/"

urlpatterns = [
    path(LIST, views.list_records, name="list"),
    path(f"{LIST}trash/", views.list_trash, name="list_trash"),
    path(f"{LIST}news/", views.list_news, name="list_news"),
    path(f"{LIST}menus/<slug:which>/", views.list_menu, name="list_menu"),
    path(f"{LIST}values/<slug:name>/", views.list_values, name="list_values"),
    path(f"{LIST}rules/count/", rule_views.rules_count, name="rules_count"),
    path(f"{LIST}rules/row/", rule_views.rules_row, name="rules_row"),
    path(f"{LIST}rules/group/", rule_views.rules_group, name="rules_group"),
    path(CELL, views.list_cell, name="list_cell"),
    path(f"{CELL}move/", views.list_move, name="list_move"),
    path(f"{CELL}undo/", views.list_cell_undo, name="list_cell_undo"),
    path(f"{LIST}views/", tab_views.view_create, name="view_create"),
    path(VIEW, tab_views.view_change, name="view_change"),
    path(f"{VIEW}state/", tab_views.view_save, name="view_save"),
    path(f"{VIEW}copy/", tab_views.view_duplicate, name="view_duplicate"),
    path(f"{VIEW}place/", tab_views.view_move, name="view_move"),
    path(f"{VIEW}delete/", tab_views.view_delete, name="view_delete"),
    path(f"{VIEW}restore/", tab_views.view_restore, name="view_restore"),
]
