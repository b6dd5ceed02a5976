"""Handing out a file that a person brought: never as something that runs under our name."""

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from trato.foundation.public import NotFound, StoredFile, content_of

# A page of its own origin that may do nothing. PDFs are drawn by the browser's own viewer.
ALONE = "default-src 'none'; img-src 'self'; frame-ancestors 'none'; sandbox"
A_DAY = 24 * 3600


def served(file: StoredFile) -> StreamingHttpResponse:
    try:
        content = content_of(file.id)
    except FileNotFoundError as lost:
        message = _("The content of this file is missing. Tell an administrator: `trato doctor` says more.")
        raise NotFound(message) from lost
    answer = StreamingHttpResponse(content, content_type=file.content_type)
    named = content_disposition_header(as_attachment=not file.is_shown_inside, filename=file.name)
    answer.headers["Content-Disposition"] = named or "attachment"
    answer.headers["Content-Length"] = str(file.size)
    answer.headers["Content-Security-Policy"] = ALONE
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    # Rights may change; the content under an id never does.
    answer.headers["Cache-Control"] = f"private, max-age={A_DAY}, immutable" if file.is_picture else "private, no-cache"
    return answer
