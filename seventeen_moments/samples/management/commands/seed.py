from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

from seventeen_moments.core.database_errors import is_unavailable
from seventeen_moments.samples import prisoners_return
from seventeen_moments.samples.presence import ensure


class Command(BaseCommand):
    help = "Add the essay “Prisoners Return”. If it already exists, nothing changes."

    def handle(self, **options):
        try:
            _essay, news = ensure(prisoners_return)
        except (OperationalError, ProgrammingError) as error:
            reason = str(error).splitlines()[0]
            if is_unavailable(error):
                raise CommandError(f"The database cannot be used: {reason}.") from error
            raise CommandError(f"The database is not ready: {reason}. Run migrate.") from error
        self.stdout.write(news)
