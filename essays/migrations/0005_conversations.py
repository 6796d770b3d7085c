import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("essays", "0004_owner"),
    ]

    operations = [
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
            name="HouseRules",
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
            },
        ),
        migrations.AddField(
            model_name="comment",
            name="about",
            field=models.PositiveIntegerField(
                editable=False,
                help_text="The number of its anchor.",
                null=True,
                verbose_name="paragraph",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replies",
                to="essays.comment",
                verbose_name="in reply to",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="quote",
            field=models.CharField(
                blank=True, editable=False, max_length=300, verbose_name="passage"
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="standing",
            field=models.CharField(
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
                verbose_name="standing",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="suspicion",
            field=models.CharField(
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
        migrations.AddField(
            model_name="comment",
            name="token",
            field=models.CharField(editable=False, max_length=32, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="comment",
            name="withdrawn",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="withdrawn by its author"
            ),
        ),
        migrations.AddField(
            model_name="essay",
            name="comments_from",
            field=models.DateTimeField(
                blank=True,
                help_text="Closed before. Empty: no beginning.",
                null=True,
                verbose_name="open from",
            ),
        ),
        migrations.AddField(
            model_name="essay",
            name="comments_until",
            field=models.DateTimeField(
                blank=True,
                help_text="Closed from then on. Empty: no end.",
                null=True,
                verbose_name="open until",
            ),
        ),
        migrations.AddField(
            model_name="essay",
            name="quiet_days",
            field=models.PositiveSmallIntegerField(
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
        migrations.AddField(
            model_name="essay",
            name="terms",
            field=models.CharField(
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
        migrations.AddField(
            model_name="essay",
            name="when_quiet",
            field=models.CharField(
                choices=[
                    ("close", "Comments close"),
                    ("approval", "Every comment waits for approval"),
                ],
                default="close",
                max_length=10,
                verbose_name="after these days",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["email", "state"], name="essays_comment_record"),
        ),
        migrations.AddConstraint(
            model_name="essay",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("comments_from", None),
                    ("comments_until", None),
                    ("comments_until__gt", models.F("comments_from")),
                    _connector="OR",
                ),
                name="essays_essay_comments_end_after_they_begin",
                violation_error_message="Comments must end later than they begin.",
            ),
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(fields=["address", "at"], name="essays_arrival_from"),
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(fields=["text", "at"], name="essays_arrival_saying"),
        ),
        migrations.AddField(
            model_name="flag",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="flags",
                to="essays.comment",
            ),
        ),
        migrations.AddConstraint(
            model_name="houserules",
            constraint=models.CheckConstraint(
                condition=models.Q(("pk", 1)), name="essays_houserules_is_one_row"
            ),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.UniqueConstraint(
                fields=("comment", "address"), name="essays_flag_once_for_each_address"
            ),
        ),
    ]
