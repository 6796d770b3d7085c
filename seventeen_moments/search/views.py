from django.http import JsonResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import ngettext
from django.views.generic import ListView, View

from .backends import backend
from .did_you_mean import help_for
from .facets import address, are_followed, asked_for, chosen, facets
from .forms import SearchForm
from .matches import MOST_COUNTED, Matches
from .snippets import add_snippets
from .suggestions import suggestions


class Search(ListView):
    """One ranked list of everything published; without words, what the choices leave."""

    template_name = "search/search.html"
    paginate_by = 20

    def get(self, request, *args, **kwargs):
        with backend().planned():
            return super().get(request, *args, **kwargs)

    def get_queryset(self):
        self.form = SearchForm(self.request.GET)
        is_asked = self.form.is_valid() and self.form.is_asked
        self.matches = Matches(self.form.query, self.form.choices) if is_asked else None
        return [] if self.matches is None else self.matches

    def get_context_data(self, **kwargs):
        asked = asked_for(self.request.GET)
        context = super().get_context_data(
            form=self.form,
            matches=self.matches,
            others={name: asked[name] for name in asked if name != "q"},
            undated={name: asked[name] for name in asked if name not in {"from", "to"}},
            without_choices=address({"q": asked.get("q")}),
            are_followed=are_followed(asked),
            **kwargs,
        )
        if self.matches is not None:
            add_snippets(context["object_list"], self.matches.query)
            context["chosen"] = chosen(asked, self.form)
            context["facets"] = facets(self.matches, asked)
            context["most"] = MOST_COUNTED - 1
            if not self.matches:
                context["help"] = help_for(self.form.words, self.matches, asked)
        return context


class Suggest(View):
    """Titles and themes that begin as the reader types."""

    KEPT = 60  # seconds

    def get(self, request):
        found = suggestions(request.GET.get("q", ""))
        said = ngettext("%d suggestion", "%d suggestions", len(found)) % len(found)
        response = JsonResponse({"found": said, "suggestions": found})
        patch_cache_control(response, public=True, max_age=self.KEPT)
        patch_vary_headers(response, ["Accept-Language"])
        return response
