from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from trato.foundation.public import signed_ticket
from trato.web.live.queries import audible
from trato.web.people.requests import StaffRequest
from trato.web.security.policy import realtime_origin


@login_required
@require_GET
@never_cache
def ticket(request: StaffRequest) -> HttpResponse:
    """Good for two minutes to connect with; the page asks anew when its stream ends."""
    topics = audible(request.GET.getlist("topic"), by=request.actor)
    sealed = signed_ticket(user=str(request.user.pk), session=request.session.session_key or "", topics=topics)
    return JsonResponse({"address": f"{realtime_origin(request)}/stream", "ticket": sealed, "topics": topics})
