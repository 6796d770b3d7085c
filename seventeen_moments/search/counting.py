"""How much each choice would leave, under all other choices."""

from django.core.cache import cache

from .matches import MOST_COUNTED, fetch

FACETS = ["kind", "year", "theme", "language"]
NUMBERS = {"year", "theme"}
KEPT = 60  # seconds, for counts of very many


def counts(matches):
    """For each facet its values with their counts, the greatest first."""
    if matches.number < MOST_COUNTED:
        return _count(matches)
    key = f"search:{hash((matches.query, matches.choices, matches.at))}"
    return cache.get_or_set(key, lambda: _count(matches), KEPT)


def _count(matches):
    source, where, values = matches.sql(besides=FACETS)
    parts = [_part(name, matches.choices) for name in FACETS]
    rows = fetch(
        "WITH found AS MATERIALIZED"
        f" (SELECT d.id, d.kind, d.year, d.language FROM {source} WHERE {where}) "
        + " UNION ALL ".join(part for part, _ in parts),
        [*values, *(value for _, others in parts for value in others)],
    )
    found = {name: [] for name in FACETS}
    for name, value, number in rows:
        if value:
            found[name].append((int(value) if name in NUMBERS else value, number))
    return {name: sorted(of, key=lambda pair: (-pair[1], pair[0])) for name, of in found.items()}


def _part(name, choices):
    others = choices.conditions(besides=[name, "earliest", "latest"])
    where = " AND ".join(["1 = 1", *(condition for condition, _ in others)])
    column, tables = f"d.{name}", "found d"
    if name == "theme":
        column = "t.tag_id"
        tables += " JOIN search_document_themes t ON t.document_id = d.id"
    part = (
        f"SELECT '{name}', CAST({column} AS text), count(*) FROM {tables}"
        f" WHERE {where} GROUP BY {column}"
    )
    return part, [value for _, values in others for value in values]
