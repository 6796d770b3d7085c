from functools import partial

from django.http import JsonResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.translation import ngettext
from django.views.generic import ListView, View

from .did_you_mean import did_you_mean, spellings
from .facets import (
    FacetCounts,
    are_followed,
    chosen,
    facets,
    orders,
    search_address,
    search_parameters,
)
from .forms import SearchForm
from .matches import MOST_COUNTED, Matches
from .snippets import add_snippets
from .suggestions import suggestions


class Search(ListView):
    """One ranked list of everything published; without words everything that passes the filters."""

    template_name = "search/search.html"
    paginate_by = 20

    def get_queryset(self):
        self.form = SearchForm(self.request.GET, auto_id="%s")
        self.matches = None
        if self.form.is_valid() and any(self.form.cleaned_data.values()):
            self.matches = Matches(self.form.query, self.form.filters, order=self.form.order)
        return [] if self.matches is None else self.matches

    def get_context_data(self, **kwargs):
        parameters = search_parameters(self.request.GET)
        context = super().get_context_data(
            form=self.form,
            matches=self.matches,
            filters={name: parameters[name] for name in parameters if name != "q"},
            undated={name: parameters[name] for name in parameters if name not in {"from", "to"}},
            unfiltered=search_address({"q": parameters.get("q")}),
            are_followed=are_followed(parameters),
            **kwargs,
        )
        if self.matches is not None:
            add_snippets(context["object_list"], self.matches.query)
            counted = FacetCounts(self.matches)
            theme = self.form.cleaned_data["theme"]
            # What the facets show, which are rendered if they are not remembered.
            values = ["facets", *counted.values, list(parameters.items()), theme and theme.name]
            context["facet_values"] = values
            context["chosen"] = SimpleLazyObject(partial(chosen, parameters, self.form))
            context["facets"] = SimpleLazyObject(partial(facets, counted, parameters))
            # What is above the results: their number, and the orders.
            query, page = self.matches.query, context["page_obj"].number
            values = ["head", self.matches.number, page, bool(query), query.is_shortened]
            context["head_values"] = [*values, list(parameters.items())]
            context["orders"] = SimpleLazyObject(partial(orders, self.form, parameters))
            context["most"] = MOST_COUNTED - 1
            if not self.matches:
                context["help"] = did_you_mean(self.form.words, self.matches, parameters)
            elif page == 1 and query:
                context["spellings"] = spellings(self.form.words, self.matches, parameters)
        return context


class Suggest(View):
    """Titles and themes that begin with what the reader types."""

    MAX_AGE = 60  # seconds

    def get(self, request):
        found = suggestions(request.GET.get("q", ""))
        summary = ngettext("%d suggestion", "%d suggestions", len(found)) % len(found)
        response = JsonResponse({"found": summary, "suggestions": found})
        patch_cache_control(response, private=True, max_age=self.MAX_AGE)
        patch_vary_headers(response, ["Accept-Language"])
        return response
