"""The themes of the invented archive, the most frequent first."""

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
WEIGHTS = list(accumulate(1 / (index + 2) for index in range(len(THEMES))))


def choose(writer, most):
    """Indexes of `most` themes, or fewer: a theme that was drawn twice counts once."""
    return sorted(set(writer.choices(range(len(THEMES)), cum_weights=WEIGHTS, k=most)))


def get_or_create():
    """The tags in the order of THEMES. Tags that the archive has already are used."""
    spelling = resolve_names(THEMES)
    return [Tag.objects.get_or_create(name=spelling[name])[0] for name in THEMES]
