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
                        help_text="Only editors can see a draft.",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Leave empty to publish immediately. If the time is in the future, a published page appears automatically at that time.",
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
                        help_text="When closed, the page says “Comments are closed.” Earlier comments stay visible.",
                        verbose_name="comments open",
                    ),
                ),
                (
                    "approval",
                    models.CharField(
                        choices=[
                            ("always", "Every comment needs approval"),
                            (
                                "new_authors",
                                "Comments by approved authors are published immediately",
                            ),
                            ("never", "All comments are published immediately"),
                        ],
                        default="always",
                        help_text="An approved author has at least one approved comment and no spam. Suspected spam always needs approval.",
                        max_length=20,
                        verbose_name="new comments",
                    ),
                ),
                (
                    "comments_from",
                    models.DateTimeField(
                        blank=True,
                        help_text="Closed until then. Empty: no start date.",
                        null=True,
                        verbose_name="open from",
                    ),
                ),
                (
                    "comments_until",
                    models.DateTimeField(
                        blank=True,
                        help_text="Closed from then on. Empty: no end date.",
                        null=True,
                        verbose_name="open until",
                    ),
                ),
                (
                    "quiet_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="After this many days without a new comment, the next setting applies. Empty: never.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(3660),
                        ],
                        verbose_name="days without comments",
                    ),
                ),
                (
                    "when_quiet",
                    models.CharField(
                        choices=[
                            ("close", "Comments close"),
                            ("approval", "Every comment needs approval"),
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
                        help_text="The last part of the page’s address. Links and citations use it, so avoid changing it.",
                        max_length=100,
                        unique=True,
                        verbose_name="slug",
                    ),
                ),
                (
                    "authors",
                    models.TextField(
                        blank=True,
                        help_text="One per line: “von Geldern, James” for a person, “Presidium of the Supreme Soviet” (without a comma) for a corporate body.",
                        verbose_name="authors",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="The year on the timeline. Leave empty for an undated essay.",
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
                        help_text="One or two sentences for lists and search engines. Public with the essay.",
                        verbose_name="summary",
                    ),
                ),
                (
                    "body",
                    models.TextField(
                        blank=True,
                        help_text="To add a footnote, write its text where the number should appear, select it and choose “Footnote”. Readers see a number, and the text in the margin or at the foot of the page.",
                        verbose_name="body",
                    ),
                ),
                ("body_html", models.TextField(blank=True, editable=False)),
                ("body_text", models.TextField(blank=True, editable=False)),
                ("notes", models.JSONField(blank=True, default=list, editable=False)),
                ("last_anchor", models.PositiveIntegerField(default=0, editable=False)),
                ("source_links", models.JSONField(blank=True, default=dict, editable=False)),
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
                (
                    "reason",
                    models.CharField(
                        max_length=300, verbose_name="What is wrong with this comment?"
                    ),
                ),
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
            name="LoggedSubmission",
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
                    models.Index(fields=["address", "at"], name="essays_submission_address"),
                    models.Index(fields=["text", "at"], name="essays_submission_text"),
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
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="posted")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Pending"),
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
                            ("haste", "Submitted within seconds"),
                            ("repeated", "Duplicate"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="spam signal",
                    ),
                ),
                (
                    "about",
                    models.PositiveIntegerField(
                        editable=False,
                        help_text="The number in its anchor.",
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
                        help_text="Set from the account that posted it, never from a typed name.",
                        max_length=10,
                        verbose_name="author role",
                    ),
                ),
                (
                    "withdrawn",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="deleted by its author"
                    ),
                ),
                (
                    "notices_since",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="e-mail notifications since"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=10,
                        verbose_name="notification language",
                    ),
                ),
                ("token", models.CharField(editable=False, max_length=32, null=True, unique=True)),
                (
                    "reply_to",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="direct_replies",
                        to="essays.comment",
                        verbose_name="in reply to",
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
                        verbose_name="thread",
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
                        help_text="When closed, no essay accepts comments. Each essay keeps its own comment policy.",
                        verbose_name="comments open on the whole site",
                    ),
                ),
                (
                    "most_links",
                    models.PositiveSmallIntegerField(
                        default=2,
                        help_text="A comment with more links always needs approval.",
                        verbose_name="links allowed",
                    ),
                ),
                (
                    "most_an_hour",
                    models.PositiveSmallIntegerField(
                        default=20,
                        help_text="From one IP address. A whole reading room may share one.",
                        verbose_name="comments per hour",
                    ),
                ),
                (
                    "blocked_words",
                    models.TextField(
                        blank=True,
                        help_text="One word or phrase per line. A comment that contains one is marked as spam.",
                        verbose_name="blocked words",
                    ),
                ),
                (
                    "blocked_addresses",
                    models.TextField(
                        blank=True,
                        help_text="One per line: an e-mail address, a whole domain (“@spam.example”), an IP address or a network (“203.0.113.0/24”). Comments from these addresses are marked as spam.",
                        verbose_name="blocked addresses",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment settings",
                "verbose_name_plural": "comment settings",
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
