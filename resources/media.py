from django.http import Http404
from django.views.generic import View


class Media(View):
    def get(self, request, name):
        raise Http404
