from django.urls import path

from trato.web.operations.views import again, cancel, jobs, readers, retry

urlpatterns = [
    path("settings/readers/", readers, name="readers"),
    path("settings/readers/<str:name>/retry/", retry, name="retry_reader"),
    path("settings/jobs/", jobs, name="jobs"),
    path("settings/jobs/<int:job_id>/retry/", again, name="retry_job"),
    path("settings/jobs/<int:job_id>/cancel/", cancel, name="cancel_job"),
]
