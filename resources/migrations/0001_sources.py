import django.db.models.deletion
import taggit.managers
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("essays", "0001_essays_and_comments"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LinkCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.URLField(unique=True)),
                ("alive", models.BooleanField()),
                ("result", models.CharField(max_length=20)),
                ("checked_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Image",
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
                    "folder",
                    models.CharField(
                        blank=True, editable=False, max_length=40, null=True, unique=True
                    ),
                ),
                (
                    "checksum",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="SHA-256 of the stored file. Anyone who has a copy can compare it.",
                        max_length=64,
                        verbose_name="checksum",
                    ),
                ),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="The last part of the page’s address. Links and citations use it, so avoid changing it.",
                        max_length=100,
                        verbose_name="slug",
                    ),
                ),
                (
                    "creators",
                    models.TextField(
                        blank=True,
                        help_text="One per line: “von Geldern, James” for a person, “Presidium of the Supreme Soviet” (without a comma) for a corporate body.",
                        verbose_name="creators",
                    ),
                ),
                (
                    "date",
                    models.CharField(
                        blank=True,
                        help_text="In the Gregorian calendar (new style), as precise as you know it: 1953-03-27, 1953-03, 1953, 1953~ (about), 195X (1950s), 1953/1956. Shown in words.",
                        max_length=60,
                        verbose_name="date",
                    ),
                ),
                (
                    "display_date",
                    models.CharField(
                        blank=True,
                        help_text="If readers should see a different wording: “25 October (7 November) 1917”.",
                        max_length=60,
                        verbose_name="display date",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        help_text="Language of the original. Used by screen readers and for hyphenation.",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                (
                    "original_source",
                    models.CharField(
                        blank=True,
                        help_text="Where it was first published: “Izvestiia, 28 March 1953”.",
                        max_length=300,
                        verbose_name="publication statement",
                    ),
                ),
                (
                    "repository",
                    models.CharField(blank=True, max_length=200, verbose_name="repository"),
                ),
                (
                    "reference_code",
                    models.CharField(
                        blank=True,
                        help_text="Fonds, inventory, file and leaf, or the shelf mark.",
                        max_length=200,
                        verbose_name="reference code",
                    ),
                ),
                (
                    "rights",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "Free to use",
                                [
                                    (
                                        "https://creativecommons.org/publicdomain/mark/1.0/",
                                        "Public domain",
                                    ),
                                    (
                                        "https://creativecommons.org/publicdomain/zero/1.0/",
                                        "CC0: no rights reserved",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/NoC-US/1.0/",
                                        "No copyright: United States",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/NKC/1.0/",
                                        "No known copyright",
                                    ),
                                ],
                            ),
                            (
                                "Creative Commons",
                                [
                                    (
                                        "https://creativecommons.org/licenses/by/4.0/",
                                        "CC BY 4.0: with attribution",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-sa/4.0/",
                                        "CC BY-SA 4.0: with attribution, shared alike",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-nd/4.0/",
                                        "CC BY-ND 4.0: with attribution, unchanged",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-nc/4.0/",
                                        "CC BY-NC 4.0: with attribution, not for profit",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-nc-sa/4.0/",
                                        "CC BY-NC-SA 4.0: with attribution, not for profit, shared alike",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-nc-nd/4.0/",
                                        "CC BY-NC-ND 4.0: with attribution, not for profit, unchanged",
                                    ),
                                ],
                            ),
                            (
                                "No copyright, other restrictions",
                                [
                                    (
                                        "http://rightsstatements.org/vocab/NoC-CR/1.0/",
                                        "No copyright: contractual restrictions",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/NoC-NC/1.0/",
                                        "No copyright: non-commercial use only",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/NoC-OKLR/1.0/",
                                        "No copyright: other known legal restrictions",
                                    ),
                                ],
                            ),
                            (
                                "In copyright",
                                [
                                    ("http://rightsstatements.org/vocab/InC/1.0/", "In copyright"),
                                    (
                                        "http://rightsstatements.org/vocab/InC-EDU/1.0/",
                                        "In copyright: educational use permitted",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/InC-NC/1.0/",
                                        "In copyright: non-commercial use permitted",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/InC-OW-EU/1.0/",
                                        "In copyright: EU orphan work",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/InC-RUU/1.0/",
                                        "In copyright: rights-holder unlocatable or unidentifiable",
                                    ),
                                ],
                            ),
                            (
                                "Not settled",
                                [
                                    (
                                        "http://rightsstatements.org/vocab/CNE/1.0/",
                                        "Copyright not evaluated",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/UND/1.0/",
                                        "Copyright undetermined",
                                    ),
                                ],
                            ),
                        ],
                        help_text="Shown with the source, with a link to the statement.",
                        max_length=80,
                        verbose_name="rights",
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="Public. An empty line starts a new paragraph.",
                        verbose_name="description",
                    ),
                ),
                (
                    "content_warning",
                    models.TextField(
                        blank=True,
                        help_text="A short warning about distressing content. Readers see it first and choose whether to open the source. Its picture and description do not appear in lists.",
                        verbose_name="content warning",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Position within the section. Empty: at the end.",
                        verbose_name="position",
                    ),
                ),
                ("earliest", models.DateField(editable=False, null=True)),
                ("latest", models.DateField(editable=False, null=True)),
                ("day", models.PositiveSmallIntegerField(editable=False, null=True)),
                (
                    "file",
                    models.FileField(
                        help_text="JPEG, PNG, WebP, GIF or TIFF. Public as soon as the image is published.",
                        upload_to="",
                        verbose_name="file",
                    ),
                ),
                (
                    "alternative_text",
                    models.TextField(
                        blank=True,
                        help_text="What the picture shows, for people who cannot see it. Screen readers read it aloud; without it the picture stays a draft.",
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "decorative",
                    models.BooleanField(
                        default=False,
                        help_text="It adds nothing to the text around it; screen readers skip it.",
                        verbose_name="decorative",
                    ),
                ),
                (
                    "medium",
                    models.CharField(
                        blank=True,
                        help_text="“Gelatin silver print”, “poster”.",
                        max_length=100,
                        verbose_name="medium",
                    ),
                ),
                ("width", models.PositiveIntegerField(editable=False, verbose_name="width")),
                ("height", models.PositiveIntegerField(editable=False, verbose_name="height")),
                ("renditions", models.JSONField(default=list, editable=False)),
                (
                    "essay",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="images",
                        to="essays.essay",
                        verbose_name="essay",
                    ),
                ),
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
                (
                    "themes",
                    taggit.managers.TaggableManager(
                        blank=True,
                        help_text="Separated by commas. Each theme has its own public page.",
                        through="taggit.TaggedItem",
                        to="taggit.Tag",
                        verbose_name="themes",
                    ),
                ),
            ],
            options={
                "verbose_name": "image",
                "verbose_name_plural": "images",
                "ordering": ["essay", "position", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["status", "published_at", "essay"],
                        name="resources_i_status_14dea8_idx",
                    ),
                    models.Index(
                        fields=["essay", "position", "id"], name="resources_i_essay_i_09a78a_idx"
                    ),
                    models.Index(
                        fields=["essay", "status", "published_at"],
                        name="resources_i_essay_i_701d9e_idx",
                    ),
                    models.Index(
                        fields=["earliest", "latest", "status", "published_at", "essay"],
                        name="resources_i_earlies_eacf77_idx",
                    ),
                    models.Index(fields=["day"], name="resources_i_day_ef5079_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"), ("published_at__isnull", False), _connector="OR"
                        ),
                        name="resources_image_published_has_time",
                        violation_error_message="Publication requires a time.",
                    ),
                    models.UniqueConstraint(
                        fields=("essay", "slug"),
                        name="resources_image_slug_unique_in_essay",
                        violation_error_message="This section of the essay already has a source with this slug.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"),
                            ("decorative", True),
                            models.Q(("alternative_text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="resources_image_published_has_alternative_text",
                        violation_error_message="Write an alternative text, or mark the picture as decorative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("file", ""), _negated=True),
                        name="resources_image_has_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recording",
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
                    "folder",
                    models.CharField(
                        blank=True, editable=False, max_length=40, null=True, unique=True
                    ),
                ),
                (
                    "checksum",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="SHA-256 of the stored file. Anyone who has a copy can compare it.",
                        max_length=64,
                        verbose_name="checksum",
                    ),
                ),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="The last part of the page’s address. Links and citations use it, so avoid changing it.",
                        max_length=100,
                        verbose_name="slug",
                    ),
                ),
                (
                    "creators",
                    models.TextField(
                        blank=True,
                        help_text="One per line: “von Geldern, James” for a person, “Presidium of the Supreme Soviet” (without a comma) for a corporate body.",
                        verbose_name="creators",
                    ),
                ),
                (
                    "date",
                    models.CharField(
                        blank=True,
                        help_text="In the Gregorian calendar (new style), as precise as you know it: 1953-03-27, 1953-03, 1953, 1953~ (about), 195X (1950s), 1953/1956. Shown in words.",
                        max_length=60,
                        verbose_name="date",
                    ),
                ),
                (
                    "display_date",
                    models.CharField(
                        blank=True,
                        help_text="If readers should see a different wording: “25 October (7 November) 1917”.",
                        max_length=60,
                        verbose_name="display date",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        help_text="Language of the original. Used by screen readers and for hyphenation.",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                (
                    "original_source",
                    models.CharField(
                        blank=True,
                        help_text="Where it was first published: “Izvestiia, 28 March 1953”.",
                        max_length=300,
                        verbose_name="publication statement",
                    ),
                ),
                (
                    "repository",
                    models.CharField(blank=True, max_length=200, verbose_name="repository"),
                ),
                (
                    "reference_code",
                    models.CharField(
                        blank=True,
                        help_text="Fonds, inventory, file and leaf, or the shelf mark.",
                        max_length=200,
                        verbose_name="reference code",
                    ),
                ),
                (
                    "rights",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "Free to use",
                                [
                                    (
                                        "https://creativecommons.org/publicdomain/mark/1.0/",
                                        "Public domain",
                                    ),
                                    (
                                        "https://creativecommons.org/publicdomain/zero/1.0/",
                                        "CC0: no rights reserved",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/NoC-US/1.0/",
                                        "No copyright: United States",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/NKC/1.0/",
                                        "No known copyright",
                                    ),
                                ],
                            ),
                            (
                                "Creative Commons",
                                [
                                    (
                                        "https://creativecommons.org/licenses/by/4.0/",
                                        "CC BY 4.0: with attribution",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-sa/4.0/",
                                        "CC BY-SA 4.0: with attribution, shared alike",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-nd/4.0/",
                                        "CC BY-ND 4.0: with attribution, unchanged",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-nc/4.0/",
                                        "CC BY-NC 4.0: with attribution, not for profit",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-nc-sa/4.0/",
                                        "CC BY-NC-SA 4.0: with attribution, not for profit, shared alike",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-nc-nd/4.0/",
                                        "CC BY-NC-ND 4.0: with attribution, not for profit, unchanged",
                                    ),
                                ],
                            ),
                            (
                                "No copyright, other restrictions",
                                [
                                    (
                                        "http://rightsstatements.org/vocab/NoC-CR/1.0/",
                                        "No copyright: contractual restrictions",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/NoC-NC/1.0/",
                                        "No copyright: non-commercial use only",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/NoC-OKLR/1.0/",
                                        "No copyright: other known legal restrictions",
                                    ),
                                ],
                            ),
                            (
                                "In copyright",
                                [
                                    ("http://rightsstatements.org/vocab/InC/1.0/", "In copyright"),
                                    (
                                        "http://rightsstatements.org/vocab/InC-EDU/1.0/",
                                        "In copyright: educational use permitted",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/InC-NC/1.0/",
                                        "In copyright: non-commercial use permitted",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/InC-OW-EU/1.0/",
                                        "In copyright: EU orphan work",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/InC-RUU/1.0/",
                                        "In copyright: rights-holder unlocatable or unidentifiable",
                                    ),
                                ],
                            ),
                            (
                                "Not settled",
                                [
                                    (
                                        "http://rightsstatements.org/vocab/CNE/1.0/",
                                        "Copyright not evaluated",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/UND/1.0/",
                                        "Copyright undetermined",
                                    ),
                                ],
                            ),
                        ],
                        help_text="Shown with the source, with a link to the statement.",
                        max_length=80,
                        verbose_name="rights",
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="Public. An empty line starts a new paragraph.",
                        verbose_name="description",
                    ),
                ),
                (
                    "content_warning",
                    models.TextField(
                        blank=True,
                        help_text="A short warning about distressing content. Readers see it first and choose whether to open the source. Its picture and description do not appear in lists.",
                        verbose_name="content warning",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Position within the section. Empty: at the end.",
                        verbose_name="position",
                    ),
                ),
                ("earliest", models.DateField(editable=False, null=True)),
                ("latest", models.DateField(editable=False, null=True)),
                ("day", models.PositiveSmallIntegerField(editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("song", "Song"),
                            ("speech", "Speech"),
                            ("broadcast", "Broadcast"),
                            ("other", "Other"),
                        ],
                        default="song",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        help_text="MP3, Ogg, M4A or WAV. Public as soon as the recording is published.",
                        upload_to="",
                        verbose_name="file",
                    ),
                ),
                (
                    "composer",
                    models.TextField(
                        blank=True,
                        help_text="One per line: “von Geldern, James” for a person, “Presidium of the Supreme Soviet” (without a comma) for a corporate body.",
                        verbose_name="composer",
                    ),
                ),
                (
                    "lyricist",
                    models.TextField(
                        blank=True,
                        help_text="One per line: “von Geldern, James” for a person, “Presidium of the Supreme Soviet” (without a comma) for a corporate body.",
                        verbose_name="lyricist",
                    ),
                ),
                (
                    "performers",
                    models.TextField(
                        blank=True,
                        help_text="One per line: “von Geldern, James” for a person, “Presidium of the Supreme Soviet” (without a comma) for a corporate body.",
                        verbose_name="performers",
                    ),
                ),
                (
                    "transcript",
                    models.TextField(
                        blank=True,
                        help_text="In the original language. Lines are shown side by side; an empty line ends a verse.",
                        verbose_name="transcript",
                    ),
                ),
                (
                    "transcript_transliteration",
                    models.TextField(blank=True, verbose_name="transcript, transliterated"),
                ),
                (
                    "transcript_translation",
                    models.TextField(blank=True, verbose_name="transcript, translated"),
                ),
                (
                    "timing",
                    models.TextField(
                        blank=True,
                        help_text="A WebVTT file with one cue for each line of the original transcript. The page then follows the audio and offers captions. Only the times of the cues are used; the text comes from the transcript above.",
                        verbose_name="timing of the transcript",
                    ),
                ),
                (
                    "duration",
                    models.DecimalField(
                        decimal_places=2,
                        editable=False,
                        help_text="In seconds.",
                        max_digits=8,
                        verbose_name="duration",
                    ),
                ),
                ("times", models.JSONField(default=list, editable=False)),
                (
                    "essay",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recordings",
                        to="essays.essay",
                        verbose_name="essay",
                    ),
                ),
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
                (
                    "themes",
                    taggit.managers.TaggableManager(
                        blank=True,
                        help_text="Separated by commas. Each theme has its own public page.",
                        through="taggit.TaggedItem",
                        to="taggit.Tag",
                        verbose_name="themes",
                    ),
                ),
            ],
            options={
                "verbose_name": "recording",
                "verbose_name_plural": "recordings",
                "ordering": ["essay", "position", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["status", "published_at", "essay"],
                        name="resources_r_status_daacbd_idx",
                    ),
                    models.Index(
                        fields=["essay", "position", "id"], name="resources_r_essay_i_f39711_idx"
                    ),
                    models.Index(
                        fields=["essay", "status", "published_at"],
                        name="resources_r_essay_i_165e78_idx",
                    ),
                    models.Index(
                        fields=["earliest", "latest", "status", "published_at", "essay"],
                        name="resources_r_earlies_8cee2f_idx",
                    ),
                    models.Index(fields=["day"], name="resources_r_day_e4cede_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"), ("published_at__isnull", False), _connector="OR"
                        ),
                        name="resources_recording_published_has_time",
                        violation_error_message="Publication requires a time.",
                    ),
                    models.UniqueConstraint(
                        fields=("essay", "slug"),
                        name="resources_recording_slug_unique_in_essay",
                        violation_error_message="This section of the essay already has a source with this slug.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("file", ""), _negated=True),
                        name="resources_recording_has_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reference",
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
                ("title", models.CharField(max_length=250, verbose_name="title")),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="The last part of the page’s address. Links and citations use it, so avoid changing it.",
                        max_length=100,
                        verbose_name="slug",
                    ),
                ),
                (
                    "creators",
                    models.TextField(
                        blank=True,
                        help_text="One per line: “von Geldern, James” for a person, “Presidium of the Supreme Soviet” (without a comma) for a corporate body.",
                        verbose_name="creators",
                    ),
                ),
                (
                    "date",
                    models.CharField(
                        blank=True,
                        help_text="In the Gregorian calendar (new style), as precise as you know it: 1953-03-27, 1953-03, 1953, 1953~ (about), 195X (1950s), 1953/1956. Shown in words.",
                        max_length=60,
                        verbose_name="date",
                    ),
                ),
                (
                    "display_date",
                    models.CharField(
                        blank=True,
                        help_text="If readers should see a different wording: “25 October (7 November) 1917”.",
                        max_length=60,
                        verbose_name="display date",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        help_text="Language of the original. Used by screen readers and for hyphenation.",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                (
                    "original_source",
                    models.CharField(
                        blank=True,
                        help_text="Where it was first published: “Izvestiia, 28 March 1953”.",
                        max_length=300,
                        verbose_name="publication statement",
                    ),
                ),
                (
                    "repository",
                    models.CharField(blank=True, max_length=200, verbose_name="repository"),
                ),
                (
                    "reference_code",
                    models.CharField(
                        blank=True,
                        help_text="Fonds, inventory, file and leaf, or the shelf mark.",
                        max_length=200,
                        verbose_name="reference code",
                    ),
                ),
                (
                    "rights",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "Free to use",
                                [
                                    (
                                        "https://creativecommons.org/publicdomain/mark/1.0/",
                                        "Public domain",
                                    ),
                                    (
                                        "https://creativecommons.org/publicdomain/zero/1.0/",
                                        "CC0: no rights reserved",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/NoC-US/1.0/",
                                        "No copyright: United States",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/NKC/1.0/",
                                        "No known copyright",
                                    ),
                                ],
                            ),
                            (
                                "Creative Commons",
                                [
                                    (
                                        "https://creativecommons.org/licenses/by/4.0/",
                                        "CC BY 4.0: with attribution",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-sa/4.0/",
                                        "CC BY-SA 4.0: with attribution, shared alike",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-nd/4.0/",
                                        "CC BY-ND 4.0: with attribution, unchanged",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-nc/4.0/",
                                        "CC BY-NC 4.0: with attribution, not for profit",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-nc-sa/4.0/",
                                        "CC BY-NC-SA 4.0: with attribution, not for profit, shared alike",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-nc-nd/4.0/",
                                        "CC BY-NC-ND 4.0: with attribution, not for profit, unchanged",
                                    ),
                                ],
                            ),
                            (
                                "No copyright, other restrictions",
                                [
                                    (
                                        "http://rightsstatements.org/vocab/NoC-CR/1.0/",
                                        "No copyright: contractual restrictions",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/NoC-NC/1.0/",
                                        "No copyright: non-commercial use only",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/NoC-OKLR/1.0/",
                                        "No copyright: other known legal restrictions",
                                    ),
                                ],
                            ),
                            (
                                "In copyright",
                                [
                                    ("http://rightsstatements.org/vocab/InC/1.0/", "In copyright"),
                                    (
                                        "http://rightsstatements.org/vocab/InC-EDU/1.0/",
                                        "In copyright: educational use permitted",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/InC-NC/1.0/",
                                        "In copyright: non-commercial use permitted",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/InC-OW-EU/1.0/",
                                        "In copyright: EU orphan work",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/InC-RUU/1.0/",
                                        "In copyright: rights-holder unlocatable or unidentifiable",
                                    ),
                                ],
                            ),
                            (
                                "Not settled",
                                [
                                    (
                                        "http://rightsstatements.org/vocab/CNE/1.0/",
                                        "Copyright not evaluated",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/UND/1.0/",
                                        "Copyright undetermined",
                                    ),
                                ],
                            ),
                        ],
                        help_text="Shown with the source, with a link to the statement.",
                        max_length=80,
                        verbose_name="rights",
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="Public. An empty line starts a new paragraph.",
                        verbose_name="description",
                    ),
                ),
                (
                    "content_warning",
                    models.TextField(
                        blank=True,
                        help_text="A short warning about distressing content. Readers see it first and choose whether to open the source. Its picture and description do not appear in lists.",
                        verbose_name="content warning",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Position within the section. Empty: at the end.",
                        verbose_name="position",
                    ),
                ),
                ("earliest", models.DateField(editable=False, null=True)),
                ("latest", models.DateField(editable=False, null=True)),
                ("day", models.PositiveSmallIntegerField(editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("book", "Book"),
                            ("article", "Article"),
                            ("film", "Film"),
                            ("site", "Site"),
                            ("archive", "Archive"),
                            ("other", "Other"),
                        ],
                        default="book",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        help_text="Its address on the web, if it has one.",
                        verbose_name="address",
                    ),
                ),
                (
                    "publication_details",
                    models.CharField(
                        blank=True,
                        help_text="“Ithaca: Cornell University Press, 2009”.",
                        max_length=300,
                        verbose_name="publication details",
                    ),
                ),
                (
                    "annotation",
                    models.TextField(
                        blank=True,
                        help_text="What it offers readers of the essay. Public.",
                        verbose_name="annotation",
                    ),
                ),
                (
                    "essay",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="references",
                        to="essays.essay",
                        verbose_name="essay",
                    ),
                ),
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
                (
                    "themes",
                    taggit.managers.TaggableManager(
                        blank=True,
                        help_text="Separated by commas. Each theme has its own public page.",
                        through="taggit.TaggedItem",
                        to="taggit.Tag",
                        verbose_name="themes",
                    ),
                ),
            ],
            options={
                "verbose_name": "reference",
                "verbose_name_plural": "other resources",
                "ordering": ["essay", "position", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["status", "published_at", "essay"],
                        name="resources_r_status_f9b56b_idx",
                    ),
                    models.Index(
                        fields=["essay", "position", "id"], name="resources_r_essay_i_64c844_idx"
                    ),
                    models.Index(
                        fields=["essay", "status", "published_at"],
                        name="resources_r_essay_i_d1ef0a_idx",
                    ),
                    models.Index(
                        fields=["earliest", "latest", "status", "published_at", "essay"],
                        name="resources_r_earlies_0d66b0_idx",
                    ),
                    models.Index(fields=["day"], name="resources_r_day_549165_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"), ("published_at__isnull", False), _connector="OR"
                        ),
                        name="resources_reference_published_has_time",
                        violation_error_message="Publication requires a time.",
                    ),
                    models.UniqueConstraint(
                        fields=("essay", "slug"),
                        name="resources_reference_slug_unique_in_essay",
                        violation_error_message="This section of the essay already has a source with this slug.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Text",
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
                ("title", models.CharField(max_length=250, verbose_name="title")),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="The last part of the page’s address. Links and citations use it, so avoid changing it.",
                        max_length=100,
                        verbose_name="slug",
                    ),
                ),
                (
                    "creators",
                    models.TextField(
                        blank=True,
                        help_text="One per line: “von Geldern, James” for a person, “Presidium of the Supreme Soviet” (without a comma) for a corporate body.",
                        verbose_name="creators",
                    ),
                ),
                (
                    "date",
                    models.CharField(
                        blank=True,
                        help_text="In the Gregorian calendar (new style), as precise as you know it: 1953-03-27, 1953-03, 1953, 1953~ (about), 195X (1950s), 1953/1956. Shown in words.",
                        max_length=60,
                        verbose_name="date",
                    ),
                ),
                (
                    "display_date",
                    models.CharField(
                        blank=True,
                        help_text="If readers should see a different wording: “25 October (7 November) 1917”.",
                        max_length=60,
                        verbose_name="display date",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        help_text="Language of the original. Used by screen readers and for hyphenation.",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                (
                    "original_source",
                    models.CharField(
                        blank=True,
                        help_text="Where it was first published: “Izvestiia, 28 March 1953”.",
                        max_length=300,
                        verbose_name="publication statement",
                    ),
                ),
                (
                    "repository",
                    models.CharField(blank=True, max_length=200, verbose_name="repository"),
                ),
                (
                    "reference_code",
                    models.CharField(
                        blank=True,
                        help_text="Fonds, inventory, file and leaf, or the shelf mark.",
                        max_length=200,
                        verbose_name="reference code",
                    ),
                ),
                (
                    "rights",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "Free to use",
                                [
                                    (
                                        "https://creativecommons.org/publicdomain/mark/1.0/",
                                        "Public domain",
                                    ),
                                    (
                                        "https://creativecommons.org/publicdomain/zero/1.0/",
                                        "CC0: no rights reserved",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/NoC-US/1.0/",
                                        "No copyright: United States",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/NKC/1.0/",
                                        "No known copyright",
                                    ),
                                ],
                            ),
                            (
                                "Creative Commons",
                                [
                                    (
                                        "https://creativecommons.org/licenses/by/4.0/",
                                        "CC BY 4.0: with attribution",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-sa/4.0/",
                                        "CC BY-SA 4.0: with attribution, shared alike",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-nd/4.0/",
                                        "CC BY-ND 4.0: with attribution, unchanged",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-nc/4.0/",
                                        "CC BY-NC 4.0: with attribution, not for profit",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-nc-sa/4.0/",
                                        "CC BY-NC-SA 4.0: with attribution, not for profit, shared alike",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-nc-nd/4.0/",
                                        "CC BY-NC-ND 4.0: with attribution, not for profit, unchanged",
                                    ),
                                ],
                            ),
                            (
                                "No copyright, other restrictions",
                                [
                                    (
                                        "http://rightsstatements.org/vocab/NoC-CR/1.0/",
                                        "No copyright: contractual restrictions",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/NoC-NC/1.0/",
                                        "No copyright: non-commercial use only",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/NoC-OKLR/1.0/",
                                        "No copyright: other known legal restrictions",
                                    ),
                                ],
                            ),
                            (
                                "In copyright",
                                [
                                    ("http://rightsstatements.org/vocab/InC/1.0/", "In copyright"),
                                    (
                                        "http://rightsstatements.org/vocab/InC-EDU/1.0/",
                                        "In copyright: educational use permitted",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/InC-NC/1.0/",
                                        "In copyright: non-commercial use permitted",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/InC-OW-EU/1.0/",
                                        "In copyright: EU orphan work",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/InC-RUU/1.0/",
                                        "In copyright: rights-holder unlocatable or unidentifiable",
                                    ),
                                ],
                            ),
                            (
                                "Not settled",
                                [
                                    (
                                        "http://rightsstatements.org/vocab/CNE/1.0/",
                                        "Copyright not evaluated",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/UND/1.0/",
                                        "Copyright undetermined",
                                    ),
                                ],
                            ),
                        ],
                        help_text="Shown with the source, with a link to the statement.",
                        max_length=80,
                        verbose_name="rights",
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="Public. An empty line starts a new paragraph.",
                        verbose_name="description",
                    ),
                ),
                (
                    "content_warning",
                    models.TextField(
                        blank=True,
                        help_text="A short warning about distressing content. Readers see it first and choose whether to open the source. Its picture and description do not appear in lists.",
                        verbose_name="content warning",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Position within the section. Empty: at the end.",
                        verbose_name="position",
                    ),
                ),
                ("earliest", models.DateField(editable=False, null=True)),
                ("latest", models.DateField(editable=False, null=True)),
                ("day", models.PositiveSmallIntegerField(editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("decree", "Decree"),
                            ("letter", "Letter"),
                            ("speech", "Speech"),
                            ("article", "Newspaper article"),
                            ("memoir", "Memoir"),
                            ("poem", "Poem"),
                            ("report", "Report"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "original",
                    models.TextField(
                        blank=True,
                        help_text="An empty line starts a new paragraph. Paragraphs are shown side by side.",
                        verbose_name="original",
                    ),
                ),
                ("transliteration", models.TextField(blank=True, verbose_name="transliteration")),
                ("translation", models.TextField(blank=True, verbose_name="translation")),
                (
                    "translator",
                    models.TextField(
                        blank=True,
                        help_text="One per line: “von Geldern, James” for a person, “Presidium of the Supreme Soviet” (without a comma) for a corporate body.",
                        verbose_name="translator",
                    ),
                ),
                (
                    "essay",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="essays.essay",
                        verbose_name="essay",
                    ),
                ),
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
                (
                    "themes",
                    taggit.managers.TaggableManager(
                        blank=True,
                        help_text="Separated by commas. Each theme has its own public page.",
                        through="taggit.TaggedItem",
                        to="taggit.Tag",
                        verbose_name="themes",
                    ),
                ),
            ],
            options={
                "verbose_name": "text",
                "verbose_name_plural": "texts",
                "ordering": ["essay", "position", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["status", "published_at", "essay"],
                        name="resources_t_status_f79913_idx",
                    ),
                    models.Index(
                        fields=["essay", "position", "id"], name="resources_t_essay_i_483b66_idx"
                    ),
                    models.Index(
                        fields=["essay", "status", "published_at"],
                        name="resources_t_essay_i_8621ea_idx",
                    ),
                    models.Index(
                        fields=["earliest", "latest", "status", "published_at", "essay"],
                        name="resources_t_earlies_94d21c_idx",
                    ),
                    models.Index(fields=["day"], name="resources_t_day_9ca492_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"), ("published_at__isnull", False), _connector="OR"
                        ),
                        name="resources_text_published_has_time",
                        violation_error_message="Publication requires a time.",
                    ),
                    models.UniqueConstraint(
                        fields=("essay", "slug"),
                        name="resources_text_slug_unique_in_essay",
                        violation_error_message="This section of the essay already has a source with this slug.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Video",
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
                    "folder",
                    models.CharField(
                        blank=True, editable=False, max_length=40, null=True, unique=True
                    ),
                ),
                (
                    "checksum",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="SHA-256 of the stored file. Anyone who has a copy can compare it.",
                        max_length=64,
                        verbose_name="checksum",
                    ),
                ),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="The last part of the page’s address. Links and citations use it, so avoid changing it.",
                        max_length=100,
                        verbose_name="slug",
                    ),
                ),
                (
                    "creators",
                    models.TextField(
                        blank=True,
                        help_text="One per line: “von Geldern, James” for a person, “Presidium of the Supreme Soviet” (without a comma) for a corporate body.",
                        verbose_name="creators",
                    ),
                ),
                (
                    "date",
                    models.CharField(
                        blank=True,
                        help_text="In the Gregorian calendar (new style), as precise as you know it: 1953-03-27, 1953-03, 1953, 1953~ (about), 195X (1950s), 1953/1956. Shown in words.",
                        max_length=60,
                        verbose_name="date",
                    ),
                ),
                (
                    "display_date",
                    models.CharField(
                        blank=True,
                        help_text="If readers should see a different wording: “25 October (7 November) 1917”.",
                        max_length=60,
                        verbose_name="display date",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        help_text="Language of the original. Used by screen readers and for hyphenation.",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                (
                    "original_source",
                    models.CharField(
                        blank=True,
                        help_text="Where it was first published: “Izvestiia, 28 March 1953”.",
                        max_length=300,
                        verbose_name="publication statement",
                    ),
                ),
                (
                    "repository",
                    models.CharField(blank=True, max_length=200, verbose_name="repository"),
                ),
                (
                    "reference_code",
                    models.CharField(
                        blank=True,
                        help_text="Fonds, inventory, file and leaf, or the shelf mark.",
                        max_length=200,
                        verbose_name="reference code",
                    ),
                ),
                (
                    "rights",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "Free to use",
                                [
                                    (
                                        "https://creativecommons.org/publicdomain/mark/1.0/",
                                        "Public domain",
                                    ),
                                    (
                                        "https://creativecommons.org/publicdomain/zero/1.0/",
                                        "CC0: no rights reserved",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/NoC-US/1.0/",
                                        "No copyright: United States",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/NKC/1.0/",
                                        "No known copyright",
                                    ),
                                ],
                            ),
                            (
                                "Creative Commons",
                                [
                                    (
                                        "https://creativecommons.org/licenses/by/4.0/",
                                        "CC BY 4.0: with attribution",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-sa/4.0/",
                                        "CC BY-SA 4.0: with attribution, shared alike",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-nd/4.0/",
                                        "CC BY-ND 4.0: with attribution, unchanged",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-nc/4.0/",
                                        "CC BY-NC 4.0: with attribution, not for profit",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-nc-sa/4.0/",
                                        "CC BY-NC-SA 4.0: with attribution, not for profit, shared alike",
                                    ),
                                    (
                                        "https://creativecommons.org/licenses/by-nc-nd/4.0/",
                                        "CC BY-NC-ND 4.0: with attribution, not for profit, unchanged",
                                    ),
                                ],
                            ),
                            (
                                "No copyright, other restrictions",
                                [
                                    (
                                        "http://rightsstatements.org/vocab/NoC-CR/1.0/",
                                        "No copyright: contractual restrictions",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/NoC-NC/1.0/",
                                        "No copyright: non-commercial use only",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/NoC-OKLR/1.0/",
                                        "No copyright: other known legal restrictions",
                                    ),
                                ],
                            ),
                            (
                                "In copyright",
                                [
                                    ("http://rightsstatements.org/vocab/InC/1.0/", "In copyright"),
                                    (
                                        "http://rightsstatements.org/vocab/InC-EDU/1.0/",
                                        "In copyright: educational use permitted",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/InC-NC/1.0/",
                                        "In copyright: non-commercial use permitted",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/InC-OW-EU/1.0/",
                                        "In copyright: EU orphan work",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/InC-RUU/1.0/",
                                        "In copyright: rights-holder unlocatable or unidentifiable",
                                    ),
                                ],
                            ),
                            (
                                "Not settled",
                                [
                                    (
                                        "http://rightsstatements.org/vocab/CNE/1.0/",
                                        "Copyright not evaluated",
                                    ),
                                    (
                                        "http://rightsstatements.org/vocab/UND/1.0/",
                                        "Copyright undetermined",
                                    ),
                                ],
                            ),
                        ],
                        help_text="Shown with the source, with a link to the statement.",
                        max_length=80,
                        verbose_name="rights",
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="Public. An empty line starts a new paragraph.",
                        verbose_name="description",
                    ),
                ),
                (
                    "content_warning",
                    models.TextField(
                        blank=True,
                        help_text="A short warning about distressing content. Readers see it first and choose whether to open the source. Its picture and description do not appear in lists.",
                        verbose_name="content warning",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Position within the section. Empty: at the end.",
                        verbose_name="position",
                    ),
                ),
                ("earliest", models.DateField(editable=False, null=True)),
                ("latest", models.DateField(editable=False, null=True)),
                ("day", models.PositiveSmallIntegerField(editable=False, null=True)),
                (
                    "captions",
                    models.TextField(
                        blank=True,
                        help_text="WebVTT or SubRip, one track per language. Captions are in the language of the film and tell people who cannot hear who is speaking and what sounds are heard; subtitles translate. The page shows them with the film and builds its transcript from them.",
                        verbose_name="captions and subtitles",
                    ),
                ),
                ("tracks", models.JSONField(default=list, editable=False)),
                ("spoken", models.TextField(blank=True, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("newsreel", "Newsreel"),
                            ("documentary", "Documentary"),
                            ("feature", "Feature film"),
                            ("animation", "Animated film"),
                            ("broadcast", "Broadcast"),
                            ("interview", "Interview"),
                            ("amateur", "Amateur film"),
                            ("other", "Other"),
                        ],
                        default="newsreel",
                        max_length=11,
                        verbose_name="kind",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        help_text="MP4 (H.264 with AAC) or WebM. Public as soon as the video is published.",
                        upload_to="",
                        verbose_name="file",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        help_text="Where the film is on the web. The page links to it and loads nothing from there.",
                        verbose_name="address",
                    ),
                ),
                (
                    "poster",
                    models.FileField(
                        blank=True,
                        help_text="Shown until the film plays, in lists and in print.",
                        upload_to="",
                        verbose_name="poster",
                    ),
                ),
                (
                    "directors",
                    models.TextField(
                        blank=True,
                        help_text="One per line: “von Geldern, James” for a person, “Presidium of the Supreme Soviet” (without a comma) for a corporate body.",
                        verbose_name="directors",
                    ),
                ),
                (
                    "cast",
                    models.TextField(
                        blank=True,
                        help_text="One per line: “von Geldern, James” for a person, “Presidium of the Supreme Soviet” (without a comma) for a corporate body.",
                        verbose_name="cast",
                    ),
                ),
                (
                    "alternative_text",
                    models.TextField(
                        blank=True,
                        help_text="For people who cannot see the film: who and what it shows, in order. Shown below the film. An empty line starts a new paragraph.",
                        verbose_name="what the film shows",
                    ),
                ),
                (
                    "duration",
                    models.DecimalField(
                        decimal_places=2,
                        editable=False,
                        help_text="In seconds.",
                        max_digits=8,
                        null=True,
                        verbose_name="duration",
                    ),
                ),
                (
                    "width",
                    models.PositiveIntegerField(editable=False, null=True, verbose_name="width"),
                ),
                (
                    "height",
                    models.PositiveIntegerField(editable=False, null=True, verbose_name="height"),
                ),
                (
                    "poster_folder",
                    models.CharField(
                        blank=True, editable=False, max_length=40, null=True, unique=True
                    ),
                ),
                (
                    "poster_checksum",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="SHA-256 of the stored file. Anyone who has a copy can compare it.",
                        max_length=64,
                        verbose_name="checksum",
                    ),
                ),
                ("poster_renditions", models.JSONField(default=list, editable=False)),
                (
                    "essay",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="videos",
                        to="essays.essay",
                        verbose_name="essay",
                    ),
                ),
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
                (
                    "themes",
                    taggit.managers.TaggableManager(
                        blank=True,
                        help_text="Separated by commas. Each theme has its own public page.",
                        through="taggit.TaggedItem",
                        to="taggit.Tag",
                        verbose_name="themes",
                    ),
                ),
            ],
            options={
                "verbose_name": "video",
                "verbose_name_plural": "videos",
                "ordering": ["essay", "position", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["status", "published_at", "essay"],
                        name="resources_v_status_253d7e_idx",
                    ),
                    models.Index(
                        fields=["essay", "position", "id"], name="resources_v_essay_i_fc6cbe_idx"
                    ),
                    models.Index(
                        fields=["essay", "status", "published_at"],
                        name="resources_v_essay_i_0fc848_idx",
                    ),
                    models.Index(
                        fields=["earliest", "latest", "status", "published_at", "essay"],
                        name="resources_v_earlies_fe3873_idx",
                    ),
                    models.Index(fields=["day"], name="resources_v_day_0b5940_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"), ("published_at__isnull", False), _connector="OR"
                        ),
                        name="resources_video_published_has_time",
                        violation_error_message="Publication requires a time.",
                    ),
                    models.UniqueConstraint(
                        fields=("essay", "slug"),
                        name="resources_video_slug_unique_in_essay",
                        violation_error_message="This section of the essay already has a source with this slug.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"),
                            models.Q(("file", ""), _negated=True),
                            models.Q(("url", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="resources_video_published_is_somewhere",
                        violation_error_message="Choose a file, or enter the address of the film on the web.",
                    ),
                ],
            },
        ),
    ]
