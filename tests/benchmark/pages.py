"""An archive with one essay of the usual length, and a page of each kind."""

from essays.models import Essay
from seventeen_moments.core.kinds import kinds
from tests import factories

SLUG = "benchmark"
SENTENCE = (
    "In the spring of 1953 the amnesty sent home more than a million people, and the towns along "
    "the railway filled with men and women who had nowhere to go. "
)
NEIGHBOURS = 8


def make_archive():
    """Makes the essay with 4 texts, 6 pictures, 2 recordings, 5 themes and 20 comments, and others
    of its theme, of which one has the other kinds of sources."""
    if Essay.objects.filter(slug=SLUG).exists():
        return
    body = "".join(f"<p>{SENTENCE * 3}</p>" for _paragraph in range(12))
    fields = {"authors": "Author, Ann", "summary": "A summary.", "body": body, "year": 1954}
    essay = factories.essay(title="Prisoners Return", slug=SLUG, **fields)
    essay.themes.add("Gulag", "Amnesty", "Law", "Crime", "Return")
    for number in range(4):
        words = {"translation": SENTENCE * 10, "original": "Письмо. " * 80}
        factories.text(essay=essay, title=f"Letter {number}", date="1953-03-27", **words)
    for number in range(6):
        picture = factories.picture(1400, 900)
        image = factories.image(essay=essay, title=f"Poster {number}", file=picture, date="1954")
    essay.lead_image = image
    essay.save()
    for number in range(2):
        factories.recording(essay=essay, title=f"Song {number}")
    for number in range(20):
        factories.comment(essay=essay, name=f"Reader {number}", text=SENTENCE * 2)
    for number in range(NEIGHBOURS):
        neighbour = factories.essay(title=f"Neighbour {number}", year=1950 + number)
        neighbour.themes.add("Gulag")
    factories.video(essay=neighbour)
    factories.reference(essay=neighbour)


def addresses():
    """The address of each page, by its name."""
    essay = Essay.objects.get(slug=SLUG)
    own = essay.get_absolute_url()
    sources = {
        f"{kind._meta.model_name}": kind.objects.published().first().get_absolute_url()
        for kind in kinds()
    }
    return {
        "essay": own,
        "home": "/",
        "essays": "/essays/",
        "years": "/years/",
        "a year": "/years/1954/",
        "themes": "/themes/",
        "a theme": "/themes/gulag/",
        "a section": f"{own}texts/",
        **sources,
        "search": "/search/?q=amnesty",
        "discussion": f"{own}comments/",
        "feed": "/feeds/essays/",
        "sitemap": "/sitemap.xml",
    }
