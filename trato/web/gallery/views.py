from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from trato.web.gallery.examples import examples


@login_required
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "web/gallery/show.html", examples())
