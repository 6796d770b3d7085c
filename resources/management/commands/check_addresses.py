from django.core.management.base import BaseCommand

from resources import asking
from resources.models import Answer, Reference


class Command(BaseCommand):
    help = "Ask every address of the references whether it still answers; the desk shows the rest."

    def handle(self, **options):
        urls = sorted(set(Reference.objects.exclude(url="").values_list("url", flat=True)))
        Answer.objects.exclude(url__in=Reference.objects.values("url")).delete()
        for start in range(0, len(urls), asking.MOST):
            for answer in asking.ask(urls[start : start + asking.MOST]):
                if not answer.alive:
                    self.stdout.write(f"{answer}: {answer.url}")
        dead = Answer.objects.dead().count()
        self.stdout.write(f"{len(urls)} addresses, {dead} no longer answer.")
