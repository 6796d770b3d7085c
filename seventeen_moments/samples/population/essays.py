"""Invented essays and their comments."""

from datetime import UTC, datetime, timedelta

from essays.models import Comment, Essay
from seventeen_moments.core.publication import Status

from ..line_of_years import YEARS

PREFIX = "invented-"
ALL_YEARS = range(1917, 1992)
FIRST_DAY, DAYS = datetime(2005, 1, 1, tzinfo=UTC), 7000  # when they were made public
WORDS, PARAGRAPHS = 400, 5


def slug(number):
    return f"{PREFIX}{number}"


def essay(writer):
    return Essay(
        title=f"Invented Essay {writer.number}: {writer.title()}",
        slug=slug(writer.number),
        authors=writer.people(),
        year=writer.choice(YEARS if writer.chance(0.5) else ALL_YEARS),
        summary=writer.english(25),
        body=_body(writer),
        comments_open=writer.chance(0.8),
        **publication(writer, drafts=0.01),
    )


def publication(writer, drafts):
    day = FIRST_DAY + timedelta(days=writer.randrange(DAYS), minutes=writer.randrange(1440))
    drafted = writer.chance(drafts)
    return {"status": Status.DRAFT if drafted else Status.PUBLISHED, "published_at": day}


def _body(writer):
    words = (WORDS - 25) // PARAGRAPHS
    paragraphs = [writer.english(words) for _ in range(PARAGRAPHS)]
    paragraphs[1] += f'<span class="footnote">{writer.english(12)}</span>'
    paragraphs[-1] += f" {writer.rare_word()}."
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def comments(writer, essay):
    """A few, for most."""
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


def answers(writer, openings):
    """To comments that stand in the database already."""
    answered = [opening for opening in openings if writer.chance(0.25)]
    return [
        Comment(
            essay_id=opening.essay_id,
            parent=opening,
            name="The invented author",
            email="author@example.org",
            text=writer.english(20),
            state=Comment.State.APPROVED,
            author_role=Comment.AuthorRole.AUTHOR,
        )
        for opening in answered
    ]
