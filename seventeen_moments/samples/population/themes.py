"""The themes of the invented archive, the fullest first."""

from itertools import accumulate

from taggit.models import Tag

from seventeen_moments.core.themes import resolve_names

NAMES = """
Agriculture; Industry; War; Education; Religion; Literature; Cinema; Music; Women; Children;
Workers; Peasants; Army; Cities; Railways; Elections; Nationalities; Health; Housing; Food;
Sport; Science; Space; Aviation; Theatre; Painting; Architecture; Press; Radio; Television;
Law; Prisons; Amnesty; Censorship; Emigration; Diplomacy; Espionage; Borders; Siberia; Ukraine;
Caucasus; Central Asia; Baltic; Far East; Rivers; Forests; Mining; Electrification; Famine;
Holidays; Fashion; Humour; Letters; Diaries; Memory; Museums; Libraries; Alcohol; Strikes; Money
"""
THEMES = [name.strip() for name in NAMES.split(";")]
WEIGHTS = list(accumulate(1 / (place + 2) for place in range(len(THEMES))))


def drawn(writer, number):
    """At most so many, as places in the list; one drawn twice counts once."""
    return sorted(set(writer.choices(range(len(THEMES)), cum_weights=WEIGHTS, k=number)))


def ensured():
    """The rows, in the order of the list, whatever stands in the archive already."""
    written = resolve_names(THEMES)
    return [Tag.objects.get_or_create(name=written[name])[0] for name in THEMES]
