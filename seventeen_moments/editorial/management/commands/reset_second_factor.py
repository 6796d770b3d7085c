from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from seventeen_moments.editorial.second_factor.devices import turn_off


class Command(BaseCommand):
    help = (
        "Turn off the second factor of an account whose owner lost the phone and the recovery "
        "codes. The password stays."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", help="The user name of the account.")

    def handle(self, *, name, **options):
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no account “{name}”.")
        if not turn_off(user):
            raise CommandError(f"The account “{name}” has no second factor.")
        self.stdout.write(
            f"The second factor of “{name}” is off: the password is enough to log in."
        )
