from django.urls import path

from trato.commerce.prices import bundle_views, tax_views, views

urlpatterns = [
    path("settings/prices/", views.price_lists_index, name="price_lists"),
    path("settings/prices/new/", views.new_price_list, name="new_price_list"),
    path("settings/prices/<uuid:id>/", views.change_price_list, name="change_price_list"),
    path("settings/prices/<uuid:id>/price/", views.set_price, name="set_price"),
    path("settings/prices/<uuid:id>/delete/", views.delete, name="delete_price_list"),
    path("settings/taxes/", tax_views.taxes, name="taxes"),
    path("settings/taxes/<uuid:id>/delete/", tax_views.delete_tax, name="delete_tax"),
    path("products/on-sale/", bundle_views.products_on_sale, name="products_on_sale"),
    path("products/<uuid:id>/bundle/", bundle_views.bundle, name="bundle"),
]
