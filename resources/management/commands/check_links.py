from django.core.management.base import BaseCommand

from resources import linkcheck
from resources.models import LinkCheck
from seventeen_moments.core.kinds import kinds


class Command(BaseCommand):
    help = "Check the links of all sources; the admin shows the results."

    def handle(self, **options):
        urls, unused = set(), LinkCheck.objects.all()
        for kind in kinds():
            if link := kind.source_kind.link:
                linked = kind.objects.exclude(**{link: ""}).order_by().values_list(link, flat=True)
                urls.update(linked)
                unused = unused.exclude(url__in=linked)
        unused.delete()
        urls = sorted(urls)
        for start in range(0, len(urls), linkcheck.MOST):
            for check in linkcheck.check_links(urls[start : start + linkcheck.MOST]):
                if not check.alive:
                    self.stdout.write(f"{check}: {check.url}")
        dead = LinkCheck.objects.dead().count()
        self.stdout.write(f"{len(urls)} links checked, {dead} broken.")
