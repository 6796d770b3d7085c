"""How fast the archive is with 100,000 documents, on the database that DATABASE_URL names.

    DATABASE_URL=sqlite:////tmp/large.sqlite3 python -m tests.benchmark.large

The archive is made first (`populate`), unless it is there. Each figure is the 95th percentile of
RUNS requests in this process, in milliseconds, beside what is promised; exit 1 if one is missed.
With `--beside URL`, another database of the same kind, the lists are asked for there, too, turn by
turn, in an archive of 100 essays.
"""

import argparse
import os
import statistics
import sys
import time
from collections import Counter
from io import StringIO

import dj_database_url
import django
from django.core.cache import cache
from django.db import connection

RUNS = 30
SEARCHES = [  # name, word, kind, promised on SQLite and on PostgreSQL
    ("rare word", "rare", "", 25, 35),
    ("common word, with its count", "common", "", 60, 60),
    ("common word, of one kind", "common", "text", 60, 60),
]
LISTS = ["/", "/essays/", "/years/", "/years/{year}/", "/themes/", "/themes/{theme}/", "{essay}"]
FEW = 100  # essays
PAGES = [
    "/search/?q={rare}",
    "/search/?q={common}",
    *LISTS,
    "{source}",
    "/on-this-day/03-27/",
    "/feeds/sources/",
    "/sitemap.xml",
]


def timed(work, runs=RUNS):
    """Sorted times in milliseconds, without the first run."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return sorted(times)


def p95(times):
    return times[int(len(times) * 0.95) - 1] if len(times) > 1 else times[0]


class Benchmark:
    def __init__(self):
        from django.test import Client

        self.is_sqlite = connection.vendor == "sqlite"
        self.client = Client(headers={"host": "localhost"})
        self.missed = 0

    def tell(self, name, times, promised=None):
        figure = p95(times)
        kept = "" if promised is None else ("  kept" if figure <= promised else "  MISSED")
        self.missed += kept.endswith("MISSED")
        aim = f"{promised:6d}" if promised else "      "
        print(f"{name:44} {statistics.median(times):9.1f} {figure:9.1f} {aim}{kept}", flush=True)

    def get(self, address):
        response = self.client.get(address)
        assert response.status_code == 200, (address, response.status_code)

    def run(self):
        print(f"{'':44} {'median':>9} {'p95':>9} {'aim':>6}")
        names = self.names()
        for name, word, kind, *promised in SEARCHES:
            times = timed(lambda word=word, kind=kind: self.search(names[word], kind))
            self.tell(name, times, promised[0 if self.is_sqlite else 1])
        there = f"/search/suggest/?q={names['begun']}"
        self.tell("suggestion", timed(lambda: self.get(there)), 30 if self.is_sqlite else 100)
        self.facets(names)
        self.save()
        for address in PAGES:
            there = address.format(**names)
            self.tell(there[:44], timed(lambda there=there: self.get(there), 10))

    def lists(self, beside):
        """Alternates between this and the small archive."""
        archives, names = [connection.settings_dict["NAME"], beside], {}
        for archive in archives:
            turn_to(archive)
            names[archive] = self.names()
        print(f"\nmedians{'':37} {'many':>9} {'few':>9} {'ratio':>6}")
        for address in LISTS:
            times = {archive: [] for archive in archives}
            for archive in archives * RUNS:
                turn_to(archive)
                there = address.format(**names[archive])
                self.get(there)
                times[archive] += timed_once(lambda there=there: self.get(there))
            many, few = map(statistics.median, times.values())
            print(f"{address:44} {many:9.1f} {few:9.1f} {many / few:6.2f}", flush=True)
        turn_to(archives[0])

    def names(self):
        """Words in half of the documents, words in hardly any, and pages."""
        from essays.models import Essay
        from resources.models import Text
        from seventeen_moments.browse.themes import theme_counts
        from seventeen_moments.browse.year import years
        from seventeen_moments.samples.population.essays import PREFIX
        from seventeen_moments.samples.population.writer import Writer
        from seventeen_moments.search.folding import words

        seen = Counter()
        for text in Essay.objects.values_list("body_text", flat=True)[:400]:
            seen.update(set(words(text)))
        half = min(seen, key=lambda word: abs(seen[word] - 200))
        fullest = max(years(), key=lambda year: year.essays + year.sources)
        essay = (
            Essay.objects.published().filter(slug__startswith=PREFIX, themes__isnull=False).last()
        )
        text = Text.objects.published().filter(essay=essay).first()
        return {
            "rare": Writer(994).rare_word(),
            "common": half,
            "begun": words(essay.title)[0][:3],
            "year": fullest.number,
            "theme": theme_counts()[0]["slug"],
            "essay": essay.get_absolute_url(),
            "source": text.get_absolute_url(),
        }

    def search(self, word, kind):
        """The count, and the first page with its snippets."""
        from seventeen_moments.search.filters import Filters
        from seventeen_moments.search.matches import Matches
        from seventeen_moments.search.parsing import parse
        from seventeen_moments.search.snippets import add_snippets

        matches = Matches(parse(word), Filters(kind=kind))
        rows = matches[0:20]
        add_snippets(rows, matches.query)
        return matches.number

    def facets(self, names):
        from seventeen_moments.search import facet_counts
        from seventeen_moments.search.matches import Matches
        from seventeen_moments.search.parsing import parse

        def count():
            facet_counts.count(Matches(parse(names["common"])))

        times = timed(count, 10)
        self.tell("facets of the common word, uncached", times, 80)

    def save(self):
        """Alternates between saving a source with and without its index."""
        from resources.models import Text
        from seventeen_moments.search import signals

        text, index = Text.objects.published().last(), signals.index
        kept = {True: [], False: []}
        for run in range(2 * RUNS):
            signals.index = index if run % 2 else list
            start = time.perf_counter()
            text.save()
            kept[bool(run % 2)].append((time.perf_counter() - start) * 1000)
        signals.index = index
        more = statistics.median(kept[True]) - statistics.median(kept[False])
        self.tell("saving a text, more with its index", [more], 5)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--essays", type=int, default=9091, help="of eleven documents each")
    parser.add_argument("--beside", help="a database for a small archive")
    parser.add_argument("--rebuild", action="store_true", help="rebuild the index as well")
    asked = parser.parse_args()
    if not os.environ.get("DATABASE_URL"):
        sys.exit("DATABASE_URL: name a database for the invented archive, never a real one.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seventeen_moments.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.DEBUG = False
    sizes = {connection.settings_dict["NAME"]: asked.essays}
    if asked.beside:
        beside = dj_database_url.parse(asked.beside)["NAME"]
        sizes = {beside: FEW} | sizes
    for archive, essays in sizes.items():
        turn_to(archive)
        call_command("migrate", verbosity=0)
        call_command("populate", essays=essays)
    benchmark = Benchmark()
    benchmark.run()
    if asked.beside:
        benchmark.lists(beside)
    if asked.rebuild:
        times = timed_once(lambda: call_command("rebuild_search", stdout=StringIO()))
        benchmark.tell("rebuilding the whole index", times, 8 * 60 * 1000)
    sys.exit(bool(benchmark.missed))


def turn_to(archive):
    """Runs as in a new process."""
    from django.contrib.contenttypes.models import ContentType

    connection.close()
    connection.settings_dict["NAME"] = archive
    cache.key_prefix = archive
    ContentType.objects.clear_cache()


def timed_once(work):
    start = time.perf_counter()
    work()
    return [(time.perf_counter() - start) * 1000]


if __name__ == "__main__":
    main()
