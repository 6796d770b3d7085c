from django import template

from seventeen_moments.names import cited, in_words

register = template.Library()
register.filter("names", in_words)
register.filter("cited", cited)
