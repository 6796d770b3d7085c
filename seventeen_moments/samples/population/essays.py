"""Invented essays and their comments."""

from datetime import UTC, datetime, timedelta

from essays.models import Comment, Essay
from seventeen_moments.core.publication import Status

PREFIX = "invented-"
# The moments of the model site: half of the essays are about one of these, the rest about any year.
MOMENTS = [
    *(1917, 1921, 1924, 1929, 1934, 1936, 1939, 1943, 1947),
    *(1954, 1956, 1961, 1968, 1973, 1980, 1985, 1991),
]
ALL_YEARS = range(1917, 1992)
FIRST_DAY, DAYS = datetime(2005, 1, 1, tzinfo=UTC), 7000  # the days of publication
WORDS, PARAGRAPHS = 400, 5


def slug(number):
    return f"{PREFIX}{number}"


def essay(writer):
    return Essay(
        title=f"Invented Essay {writer.number}: {writer.title()}",
        slug=slug(writer.number),
        authors=writer.people(),
        year=writer.choice(MOMENTS if writer.chance(0.5) else ALL_YEARS),
        summary=writer.english(25),
        body=body(writer),
        comments_open=writer.chance(0.8),
        **publication(writer, drafts=0.01),
    )


def publication(writer, drafts):
    day = FIRST_DAY + timedelta(days=writer.randrange(DAYS), minutes=writer.randrange(1440))
    drafted = writer.chance(drafts)
    return {"status": Status.DRAFT if drafted else Status.PUBLISHED, "published_at": day}


def body(writer):
    words = (WORDS - 25) // PARAGRAPHS
    paragraphs = [writer.english(words) for _ in range(PARAGRAPHS)]
    paragraphs[1] += f'<span class="footnote">{writer.english(12)}</span>'
    paragraphs[-1] += f" {writer.rare_word()}."
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def comments(writer, essay):
    """Up to six comments; some essays have none."""
    states = [Comment.State.APPROVED] * 18 + [Comment.State.WAITING, Comment.State.REMOVED]
    return [
        Comment(
            essay=essay,
            name=writer.person().partition(", ")[2],
            email=f"reader-{writer.randrange(2000)}@example.org",
            text=writer.english(writer.randint(8, 60)),
            state=writer.choice(states),
        )
        for _ in range(writer.choice([0, 1, 2, 3, 4, 6]))
    ]


def replies(writer, comments):
    """Replies to a quarter of the comments, which must be saved."""
    parents = [comment for comment in comments if writer.chance(0.25)]
    return [
        Comment(
            essay_id=parent.essay_id,
            parent=parent,
            name="The invented author",
            email="author@example.org",
            text=writer.english(20),
            state=Comment.State.APPROVED,
            author_role=Comment.AuthorRole.AUTHOR,
        )
        for parent in parents
    ]
