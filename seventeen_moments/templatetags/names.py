from django import template

from seventeen_moments.names import in_words

register = template.Library()
register.filter("names", in_words)
