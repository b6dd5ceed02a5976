"""What the shell itself adds."""

from trato.foundation.public import StaffPages

contributions = [
    StaffPages(prefix="", urlconf="trato.web.urls", order=0),
]
