from django.conf import settings

from seventeen_moments.core import edition

from . import slots
from .answers import PRIVATE, Answer, finish, is_public, unless_known
from .encodings import PaddedGZip
from .flights import PATIENCE, leading
from .keys import is_canonical, is_visitor, key_of
from .release import release


class PageCacheMiddleware:
    """Answers visitors with the page as it was made for the one before, while it is the same.

    Comes after what each request needs, and before all whose answer is kept: a page from the cache
    has the headers of a page that was just made.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.pad = PaddedGZip(get_response)
        release()  # at the start: later, the files may be those of the next one

    def __call__(self, request):
        if not is_visitor(request):
            return self.private(request, self.get_response(request))
        key = None if settings.DEBUG else key_of(request)
        token = key and edition.current()
        if token is None:
            return self.make(request)
        if answer := slots.read(key, token):
            return answer.response(request)
        if request.method == "HEAD":
            return self.make(request)
        return self.make_once(request, key, token)

    def make_once(self, request, key, token):
        with leading((key, token)) as (flight, leads):
            if leads:
                # Another may have made it since we looked.
                if answer := slots.read(key, token):
                    flight.answer = answer
                    return answer.response(request)
                return self.make(request, key, flight)
            flight.landed.wait(PATIENCE)
            if flight.answer:
                return flight.answer.response(request)
            return self.make(request, key)

    def make(self, request, key=None, flight=None):
        with edition.held() as (token, limits):
            changed = edition.changed_at()
            response = self.get_response(request)
            if not is_public(response):
                return self.private(request, response)
            finish(request, response, None if limits else changed)
        until = min(limits, default=None)
        if key and token:
            answer = Answer.of(request, response, until)
            if flight:
                flight.answer = answer
            if is_canonical(request, response):
                slots.write(key, token, answer)
        return unless_known(request, response)

    def private(self, request, response):
        if not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = PRIVATE
        return self.pad.process_response(request, response)
