from django.urls import path

from trato.web.notifications import views

urlpatterns = [
    path("notifications/", views.notifications, name="notifications"),
    path("notifications/bell/", views.bell, name="bell"),
    path("notifications/latest/", views.latest_notifications, name="latest_notifications"),
    path("notifications/read/", views.read_notifications, name="read_notifications"),
    path("settings/notifications/", views.notification_choices, name="notification_choices"),
]
