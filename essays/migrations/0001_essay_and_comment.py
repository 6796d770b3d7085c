import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
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
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "ordering": ["created", "pk"],
            },
        ),
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
                (
                    "comments_open",
                    models.BooleanField(
                        default=True,
                        help_text="When closed, the page says “Comments are closed.”; older ones stay readable.",
                        verbose_name="comments open",
                    ),
                ),
                ("body_html", models.TextField(blank=True, editable=False)),
                ("body_text", models.TextField(blank=True, editable=False)),
                ("notes", models.JSONField(blank=True, default=list, editable=False)),
                ("last_anchor", models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                "verbose_name": "essay",
                "verbose_name_plural": "essays",
                "ordering": [models.OrderBy(models.F("year"), nulls_last=True), "title", "pk"],
                "permissions": [("open_close_comments", "Can open and close comments")],
                "abstract": False,
            },
        ),
    ]
