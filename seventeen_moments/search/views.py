from django.views.generic import ListView

from .facets import address, are_followed, asked_for, facets
from .forms import SearchForm
from .matches import MOST_COUNTED, Matches
from .snippets import add_snippets


class Search(ListView):
    """One ranked list of everything published; without words, what the choices leave."""

    template_name = "search/search.html"
    paginate_by = 20

    def get_queryset(self):
        self.form = SearchForm(self.request.GET)
        is_asked = self.form.is_valid() and self.form.is_asked
        self.matches = Matches(self.form.query, self.form.choices) if is_asked else None
        return self.matches or []

    def get_context_data(self, **kwargs):
        asked = asked_for(self.request.GET)
        context = super().get_context_data(
            form=self.form,
            matches=self.matches,
            others={name: asked[name] for name in asked if name != "q"},
            undated={name: asked[name] for name in asked if name not in {"from", "to"}},
            without_choices=address({"q": asked.get("q")}),
            is_narrowed=bool(asked.keys() - {"q", "kind"}),
            are_followed=are_followed(asked),
            **kwargs,
        )
        if self.matches:
            add_snippets(context["object_list"], self.matches.query)
            context["facets"] = facets(self.matches, asked)
            context["most"] = MOST_COUNTED - 1
        return context
