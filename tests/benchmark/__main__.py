"""What each kind of page costs, compared with the least that Django can do.

    python -m tests.benchmark

Serves an archive with one essay of the usual length as in production, and beside it a bare “Hello,
world” of Django, each with two workers, and asks both for pages, turn by turn. Prints the CPU time
of a request in all processes, those of PostgreSQL included, as a multiple of that of “Hello,
world”; the queries; the start; and the memory. Exit 1 if one is above what is promised.

“Not cached” is a page that nobody has asked for before: each request has a query of its own, which
no cache keeps. The archive is on SQLite, in a temporary folder, unless DATABASE_URL names another
database, on this machine.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from itertools import count

import django

from tests.serving import SECRET

ROUNDS = 5
REQUESTS = {"hello": 1000, "not cached": 60, "cached": 400}  # in a round
QUERIES = {"essay": 6}
OTHER_QUERIES = 15
CACHED, COLD_START, MEMORY = 1.5, 2, 140  # times “Hello, world”, the same, MiB
NOT_KEPT = {"search", "discussion"}  # of any words; with a token of its own
numbers = count(1)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--pages", type=int, default=10_000, help="before memory is read again")
    parser.add_argument("--only", help="the name of one page")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        own = {"DEBUG": "0", "SECRET_KEY": SECRET, "DATA_DIR": folder, "LOG_LEVEL": "WARNING"}
        os.environ |= own | {"DJANGO_SETTINGS_MODULE": "seventeen_moments.settings"}
        django.setup()
        from django.core.management import call_command

        from tests.benchmark import pages

        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        pages.make_archive()
        addresses = pages.addresses()
        if asked.only:
            addresses = {asked.only: addresses[asked.only]}
        benchmark = Benchmark(folder, addresses)
        benchmark.measure_pages(asked.rounds)
        benchmark.measure_memory(asked.pages)
        benchmark.measure_start(asked.rounds)
    sys.exit(bool(benchmark.missed))


class Benchmark:
    def __init__(self, folder, addresses):
        from django.db import connection

        self.folder, self.addresses, self.missed = folder, addresses, []
        self.is_sqlite = connection.vendor == "sqlite"
        self.variables = {
            name: os.environ[name] for name in ["DATABASE_URL", "CACHE_URL"] if name in os.environ
        }

    def promise(self, name, figure, promised):
        """The figure, bold if it is above what is promised."""
        if figure <= promised:
            return f"{figure:.1f}"
        self.missed.append(name)
        return f"**{figure:.1f}**"

    def measure_pages(self, rounds):
        from tests.benchmark.processes import archive, hello_world

        database = list if self.is_sqlite else backends
        with archive(self.folder, self.variables, database) as ours, hello_world() as hello:
            costs = {"hello": []} | {
                (name, way): [] for name in self.addresses for way in ["not cached", "cached"]
            }
            for turn in range(rounds + 1):
                for key, found in costs.items():
                    cost = self.cost(key, ours, hello)
                    if turn:  # the first only warms up
                        found.append(cost)
        medians = {key: statistics.median(found) for key, found in costs.items()}
        print(f"| “Hello, world” is 1: {medians['hello']:.2f} ms | not cached | cached | queries |")
        print("|---|---|---|---|")
        for name, address in self.addresses.items():
            uncached, cached = (
                medians[name, way] / medians["hello"] for way in ["not cached", "cached"]
            )
            cells = [
                self.promise(name, uncached, 15 if self.is_sqlite else 18),
                "–" if name in NOT_KEPT else self.promise(f"{name}, cached", cached, CACHED),
                self.promise(
                    f"{name}, queries", queries(fresh(address)), QUERIES.get(name, OTHER_QUERIES)
                ).removesuffix(".0"),
            ]
            print(f"| {name} | {' | '.join(cells)} |", flush=True)

    def cost(self, key, ours, hello):
        if key == "hello":
            return hello.cost(["/"] * REQUESTS["hello"])
        name, way = key
        address, number = self.addresses[name], REQUESTS[way]
        if way == "cached":
            return ours.cost([address] * number)
        return ours.cost([fresh(address) for _request in range(number)])

    def measure_memory(self, more):
        """After some of each page, and after many more."""
        from tests.benchmark.processes import archive

        def load(number):
            for address in self.addresses.values():
                each = number // len(self.addresses) // 2
                ours.ask([address] * each + [fresh(address) for _request in range(each)])
            return ours.memory()

        with archive(self.folder, self.variables) as ours:
            first, last = load(500), load(more)
        first, last = (self.promise("memory", figure, MEMORY) for figure in [first, last])
        print(
            f"| memory of two workers, MiB; {more} pages later | {first} | {last} | |", flush=True
        )

    def measure_start(self, rounds):
        """CPU time from the start to the first page, of all processes."""
        from tests.benchmark.processes import archive, hello_world

        starts = {"ours": [], "hello": []}
        for _round in range(rounds):
            with archive(self.folder, self.variables) as ours:
                starts["ours"].append(first_page(ours))
            with hello_world() as hello:
                starts["hello"].append(first_page(hello))
        ours, hello = map(statistics.median, starts.values())
        times = self.promise("start", ours / hello, COLD_START)
        print(f"| start, {ours:.2f} s and {hello:.2f} s | {times} | | |")


def first_page(server):
    server.ask(["/"])
    time.sleep(1)  # the other worker may still start
    return server.cpu()


def fresh(address):
    """With a query that nobody has asked for before."""
    return f"{address}{'&' if '?' in address else '?'}fresh={next(numbers)}"


def queries(address):
    """Of a process that has answered before."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def backends():
    """The processes of PostgreSQL that work for this database."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        return [pid for (pid,) in cursor.fetchall()]


if __name__ == "__main__":
    main()
