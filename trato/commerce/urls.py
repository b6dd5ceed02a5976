"""Pages of commerce that are not generic."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "commerce"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("trato.commerce.prices.urls")),
    path("settings/rates/", include("trato.commerce.rates.urls")),
]
