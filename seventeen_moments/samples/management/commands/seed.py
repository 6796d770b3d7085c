from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError
from django.db.models import Q

from essays.models import Essay
from seventeen_moments.core.database_errors import is_unavailable
from seventeen_moments.samples import prisoners_return


class Command(BaseCommand):
    help = "Add the essay “Prisoners Return”. If it already exists, nothing changes."

    def handle(self, **options):
        try:
            _essay, message = get_or_add(prisoners_return)
        except (OperationalError, ProgrammingError) as error:
            reason = str(error).splitlines()[0]
            if is_unavailable(error):
                raise CommandError(f"The database cannot be used: {reason}.") from error
            raise CommandError(f"The database is not ready: {reason}. Run migrate.") from error
        self.stdout.write(message)


def get_or_add(content):
    """Returns the essay of a content module, and a message that says whether it was added.

    An essay with its slug or its title counts as present: editors may have changed either. It is
    not touched.
    """
    essay = Essay.objects.filter(Q(slug=content.SLUG) | Q(title=content.TITLE)).first()
    if essay:
        return essay, f"“{essay}” already exists and stays unchanged."
    essay = content.add()
    return essay, f"Added “{essay}”."
