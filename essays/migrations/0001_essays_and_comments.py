import django.core.validators
import django.db.models.deletion
import django.db.models.lookups
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Essay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published")],
                        default="draft",
                        help_text="A draft is seen by editors alone.",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Leave empty to publish at once. With a time to come, what is published appears by itself at that time.",
                        null=True,
                        verbose_name="public from",
                    ),
                ),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated", models.DateTimeField(auto_now=True, verbose_name="updated")),
                (
                    "comments_open",
                    models.BooleanField(
                        default=True,
                        help_text="When closed, the page says “Comments are closed.”; older ones stay readable.",
                        verbose_name="comments open",
                    ),
                ),
                (
                    "terms",
                    models.CharField(
                        choices=[
                            ("approval", "Every comment waits for approval"),
                            ("known", "Approved authors appear at once"),
                            ("everyone", "Everyone appears at once"),
                        ],
                        default="approval",
                        help_text="An approved author has a comment that a moderator approved, and none that was spam. Whatever looks like spam waits in any case.",
                        max_length=10,
                        verbose_name="new comments",
                    ),
                ),
                (
                    "comments_from",
                    models.DateTimeField(
                        blank=True,
                        help_text="Closed before. Empty: no beginning.",
                        null=True,
                        verbose_name="open from",
                    ),
                ),
                (
                    "comments_until",
                    models.DateTimeField(
                        blank=True,
                        help_text="Closed from then on. Empty: no end.",
                        null=True,
                        verbose_name="open until",
                    ),
                ),
                (
                    "quiet_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="So many days after the last comment. Empty: however quiet it is.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(3660),
                        ],
                        verbose_name="days of quiet",
                    ),
                ),
                (
                    "when_quiet",
                    models.CharField(
                        choices=[
                            ("close", "Comments close"),
                            ("approval", "Every comment waits for approval"),
                        ],
                        default="close",
                        max_length=10,
                        verbose_name="after these days",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "slug",
                    models.SlugField(
                        help_text="The end of the page’s address. Links and citations rely on it: keep it.",
                        max_length=100,
                        unique=True,
                        verbose_name="slug",
                    ),
                ),
                (
                    "authors",
                    models.TextField(
                        blank=True,
                        help_text="One a line: “von Geldern, James” for a person, “Presidium of the Supreme Soviet” (no comma) for a body.",
                        verbose_name="authors",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="The year on the line of moments. Leave empty for an essay outside time.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1000),
                            django.core.validators.MaxValueValidator(2999),
                        ],
                        verbose_name="moment",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="A sentence or two for lists and search engines. Public with the essay.",
                        verbose_name="summary",
                    ),
                ),
                (
                    "body",
                    models.TextField(
                        blank=True,
                        help_text="For a footnote, write its words where the number shall stand, select them and choose “Footnote”: readers see a number, and the words in the margin or at the foot.",
                        verbose_name="body",
                    ),
                ),
                ("body_html", models.TextField(blank=True, editable=False)),
                ("body_text", models.TextField(blank=True, editable=False)),
                ("notes", models.JSONField(blank=True, default=list, editable=False)),
                ("last_anchor", models.PositiveIntegerField(default=0, editable=False)),
                ("cited", models.JSONField(blank=True, default=dict, editable=False)),
            ],
            options={
                "verbose_name": "essay",
                "verbose_name_plural": "essays",
                "ordering": [
                    models.OrderBy(django.db.models.lookups.IsNull(models.F("year"), True)),
                    "year",
                    "title",
                    "pk",
                ],
                "permissions": [("open_close_comments", "Can open and close comments")],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="What is wrong with it?")),
                ("address", models.CharField(editable=False, max_length=64, null=True)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("dismissed", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "flag",
                "verbose_name_plural": "flags",
                "ordering": ["created", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Arrival",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(max_length=64)),
                ("text", models.CharField(max_length=64)),
                ("at", models.DateTimeField(db_index=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["address", "at"], name="essays_arrival_from"),
                    models.Index(fields=["text", "at"], name="essays_arrival_saying"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "email",
                    models.EmailField(
                        help_text="Never shown to readers.", max_length=254, verbose_name="e-mail"
                    ),
                ),
                ("text", models.TextField(max_length=5000, verbose_name="comment")),
                ("html", models.TextField(blank=True, editable=False)),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="written")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("approved", "Approved"),
                            ("spam", "Spam"),
                            ("removed", "Removed"),
                        ],
                        default="waiting",
                        help_text="Only approved comments are public.",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "suspicion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("trap", "Filled in the hidden field"),
                            ("word", "Blocked word"),
                            ("address", "Blocked address"),
                            ("links", "Many links"),
                            ("haste", "Sent within seconds"),
                            ("repeated", "Said before"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="suspicion",
                    ),
                ),
                (
                    "about",
                    models.PositiveIntegerField(
                        editable=False,
                        help_text="The number of its anchor.",
                        null=True,
                        verbose_name="paragraph",
                    ),
                ),
                (
                    "quote",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="passage"
                    ),
                ),
                (
                    "author_role",
                    models.CharField(
                        choices=[
                            ("reader", "Reader"),
                            ("author", "Author of the essay"),
                            ("moderator", "Moderator"),
                            ("editor", "Editor"),
                        ],
                        default="reader",
                        editable=False,
                        help_text="Taken from the account that wrote it, never from a name typed in.",
                        max_length=10,
                        verbose_name="author_role",
                    ),
                ),
                (
                    "withdrawn",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="withdrawn by its author"
                    ),
                ),
                (
                    "notices_since",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="notices by e-mail since"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=10,
                        verbose_name="language of the notices",
                    ),
                ),
                ("token", models.CharField(editable=False, max_length=32, null=True, unique=True)),
                (
                    "answered",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="answers",
                        to="essays.comment",
                        verbose_name="answers",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replies",
                        to="essays.comment",
                        verbose_name="in reply to",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "ordering": ["created", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CommentSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "comments_open",
                    models.BooleanField(
                        default=True,
                        help_text="When closed, no essay takes comments; each keeps its own terms meanwhile.",
                        verbose_name="comments open on the whole site",
                    ),
                ),
                (
                    "most_links",
                    models.PositiveSmallIntegerField(
                        default=2,
                        help_text="A comment with more waits for a moderator, whoever wrote it.",
                        verbose_name="links",
                    ),
                ),
                (
                    "most_an_hour",
                    models.PositiveSmallIntegerField(
                        default=20,
                        help_text="From one internet address, which a whole reading room may share.",
                        verbose_name="comments an hour",
                    ),
                ),
                (
                    "blocked_words",
                    models.TextField(
                        blank=True,
                        help_text="A word or phrase a line. A comment that holds one goes to spam.",
                        verbose_name="blocked words",
                    ),
                ),
                (
                    "blocked_addresses",
                    models.TextField(
                        blank=True,
                        help_text="One a line: an e-mail address, all of a domain (“@spam.example”), an internet address or network (“203.0.113.0/24”). A comment from there goes to spam.",
                        verbose_name="blocked addresses",
                    ),
                ),
            ],
            options={
                "verbose_name": "house rules",
                "verbose_name_plural": "house rules",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="essays_commentsettings_is_one_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="decided"),
                ),
                (
                    "before",
                    models.CharField(blank=True, max_length=10, verbose_name="state before"),
                ),
                ("after", models.CharField(max_length=10, verbose_name="state after")),
                ("dismissed", models.JSONField(default=list, verbose_name="flags")),
                ("batch", models.UUIDField(db_index=True)),
                ("undone_at", models.DateTimeField(null=True, verbose_name="undone")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="essays.comment",
                        verbose_name="comment",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["-pk"],
            },
        ),
    ]
