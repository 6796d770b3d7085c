from django.db.models import Q

from essays.models import Essay


def ensure(content):
    """The essay of the content module, and a sentence that says whether it had to be added.

    Known by its slug or its title: what an editor has made of it since is left alone, and one
    that moved to another address does not come back at the old one.
    """
    essay = Essay.objects.filter(Q(slug=content.SLUG) | Q(title=content.TITLE)).first()
    if essay:
        return essay, f"“{essay}” already exists and stays unchanged."
    essay = content.add()
    return essay, f"Added “{essay}”."
