import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Page",
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
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="The last part of the page’s address, the same in each language. It cannot be changed later.",
                        max_length=100,
                        verbose_name="slug",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        help_text="Readers of other languages get this text if there is none in theirs.",
                        max_length=12,
                        verbose_name="language",
                    ),
                ),
                ("body", models.TextField(blank=True, verbose_name="text")),
                ("body_html", models.TextField(blank=True, editable=False)),
                ("notes", models.JSONField(blank=True, default=list, editable=False)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
            ],
            options={
                "verbose_name": "page",
                "verbose_name_plural": "pages",
                "ordering": ["slug", "language"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["status", "published_at"], name="pages_page_status_de97e2_idx"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"), ("published_at__isnull", False), _connector="OR"
                        ),
                        name="pages_page_published_has_time",
                        violation_error_message="Publication requires a time.",
                    ),
                    models.UniqueConstraint(
                        fields=("slug", "language"),
                        name="pages_page_once_in_each_language",
                        violation_error_message="There is already a page with this slug and language.",
                    ),
                ],
            },
        ),
    ]
