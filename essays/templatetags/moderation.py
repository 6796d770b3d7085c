from django import template

from essays.models import Comment

register = template.Library()

MOST = 1000  # a higher number is shown as “1,000+”


@register.simple_tag
def pending_comments(user):
    """How many comments wait or were reported; None for who does not moderate."""
    if not user.has_perm("essays.change_comment"):
        return None
    count = Comment.objects.pending_count(MOST + 1)
    return f"{MOST:,}+" if count > MOST else count
