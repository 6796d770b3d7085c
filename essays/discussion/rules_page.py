"""The page of the rules for comments: those of the site, and those of one essay."""

from django.views.generic import DetailView, TemplateView

from seventeen_moments.core.views import PreviewMixin

from ..models import CommentSettings, Essay
from . import plain_text
from .rules import rules


class RulesMixin:
    template_name = "discussion/rules.html"

    def get_context_data(self, essay=None, **kwargs):
        settings = CommentSettings.objects.current()
        own_rules = plain_text.render(settings.rules) if settings.rules.strip() else ""
        return super().get_context_data(
            essay=essay, sections=rules(settings, essay), own_rules=own_rules, **kwargs
        )


class RulesPage(RulesMixin, TemplateView):
    """What holds for the discussions of all essays."""


class EssayRulesPage(RulesMixin, PreviewMixin, DetailView):
    context_object_name = "essay"

    def get_queryset(self):
        return Essay.objects.with_comment_policy().defer(*Essay.long_fields())

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"essay": self.object} | kwargs)
