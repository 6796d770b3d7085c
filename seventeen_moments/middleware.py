from django.core.exceptions import BadRequest


def refuse_nul(get_response):
    """No address holds a NUL, and PostgreSQL stores none: answer 400 before any query does."""

    def middleware(request):
        if "\0" in request.path or "\0" in "".join(
            part for pair in request.GET.lists() for part in (pair[0], *pair[1])
        ):
            raise BadRequest("NUL in the address")
        return get_response(request)

    return middleware
