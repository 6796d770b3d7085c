import django.db.models.deletion
import taggit.managers
from django.db import migrations, models

import resources.dates
import resources.files
import resources.languages
import resources.pictures
import resources.sound


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("essays", "0001_essay_and_comment"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    operations = [
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
                ("folder", models.CharField(editable=False, max_length=40, unique=True)),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="The end of the page’s address. Links and citations rely on it: keep it.",
                        max_length=100,
                        verbose_name="slug",
                    ),
                ),
                (
                    "creators",
                    models.TextField(
                        blank=True,
                        help_text="One a line: “von Geldern, James” for a person, “Presidium of the Supreme Soviet” (no comma) for a body.",
                        verbose_name="creators",
                    ),
                ),
                (
                    "date",
                    models.CharField(
                        blank=True,
                        help_text="1953-03-27 or 1953-03 are shown in words, anything else as you write it.",
                        max_length=60,
                        validators=[resources.dates.validate_date],
                        verbose_name="date",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=resources.languages.choices,
                        help_text="Of the original. Screen readers and hyphenation follow it.",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                (
                    "original_source",
                    models.CharField(
                        blank=True,
                        help_text="Where it first appeared: “Izvestiia, 28 March 1953”.",
                        max_length=300,
                        verbose_name="original source",
                    ),
                ),
                (
                    "holding_archive",
                    models.CharField(blank=True, max_length=200, verbose_name="holding archive"),
                ),
                (
                    "location",
                    models.CharField(
                        blank=True,
                        help_text="Collection, inventory, file and leaf, or the shelf mark.",
                        max_length=200,
                        verbose_name="location in the archive",
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
                        help_text="Shown beside the source with a link to the statement.",
                        max_length=80,
                        verbose_name="rights",
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="Public. An empty line begins a new paragraph.",
                        verbose_name="description",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Its place within the section; empty: at the end.",
                        verbose_name="position",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        help_text="JPEG, PNG, WebP, GIF or TIFF. Public as soon as the image is published.",
                        upload_to=resources.files.only_through_save,
                        validators=[resources.pictures.validate_picture],
                        verbose_name="file",
                    ),
                ),
                (
                    "alternative_text",
                    models.TextField(
                        blank=True,
                        help_text="What the picture shows, for those who cannot see it. Read aloud.",
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "decorative",
                    models.BooleanField(
                        default=False,
                        help_text="It adds nothing to the words around it; screen readers pass over it.",
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
                        related_name="%(class)ss",
                        to="essays.essay",
                        verbose_name="essay",
                    ),
                ),
                (
                    "themes",
                    taggit.managers.TaggableManager(
                        blank=True,
                        help_text="Separated by commas. Each theme has a public page of its own.",
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
                        fields=["status", "published_at"], name="resources_i_status_68afc3_idx"
                    ),
                    models.Index(
                        fields=["essay", "position", "id"], name="resources_i_essay_i_09a78a_idx"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"), ("published_at__isnull", False), _connector="OR"
                        ),
                        name="resources_image_published_has_time",
                        violation_error_message="What is published needs the time of its publication.",
                    ),
                    models.UniqueConstraint(
                        fields=("essay", "slug"),
                        name="resources_image_slug_unique_in_essay",
                        violation_error_message="This section of the essay has that slug already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decorative", True),
                            models.Q(("alternative_text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="resources_image_has_alternative_text",
                        violation_error_message="Write an alternative text, or tick the picture as decorative.",
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
                ("folder", models.CharField(editable=False, max_length=40, unique=True)),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="The end of the page’s address. Links and citations rely on it: keep it.",
                        max_length=100,
                        verbose_name="slug",
                    ),
                ),
                (
                    "creators",
                    models.TextField(
                        blank=True,
                        help_text="One a line: “von Geldern, James” for a person, “Presidium of the Supreme Soviet” (no comma) for a body.",
                        verbose_name="creators",
                    ),
                ),
                (
                    "date",
                    models.CharField(
                        blank=True,
                        help_text="1953-03-27 or 1953-03 are shown in words, anything else as you write it.",
                        max_length=60,
                        validators=[resources.dates.validate_date],
                        verbose_name="date",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=resources.languages.choices,
                        help_text="Of the original. Screen readers and hyphenation follow it.",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                (
                    "original_source",
                    models.CharField(
                        blank=True,
                        help_text="Where it first appeared: “Izvestiia, 28 March 1953”.",
                        max_length=300,
                        verbose_name="original source",
                    ),
                ),
                (
                    "holding_archive",
                    models.CharField(blank=True, max_length=200, verbose_name="holding archive"),
                ),
                (
                    "location",
                    models.CharField(
                        blank=True,
                        help_text="Collection, inventory, file and leaf, or the shelf mark.",
                        max_length=200,
                        verbose_name="location in the archive",
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
                        help_text="Shown beside the source with a link to the statement.",
                        max_length=80,
                        verbose_name="rights",
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="Public. An empty line begins a new paragraph.",
                        verbose_name="description",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Its place within the section; empty: at the end.",
                        verbose_name="position",
                    ),
                ),
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
                        help_text="mp3, ogg, m4a or wav. Public as soon as the recording is published.",
                        upload_to=resources.files.only_through_save,
                        validators=[resources.sound.validate_sound],
                        verbose_name="file",
                    ),
                ),
                (
                    "composer",
                    models.TextField(
                        blank=True,
                        help_text="One a line: “von Geldern, James” for a person, “Presidium of the Supreme Soviet” (no comma) for a body.",
                        verbose_name="composer",
                    ),
                ),
                (
                    "lyricist",
                    models.TextField(
                        blank=True,
                        help_text="One a line: “von Geldern, James” for a person, “Presidium of the Supreme Soviet” (no comma) for a body.",
                        verbose_name="lyricist",
                    ),
                ),
                (
                    "performers",
                    models.TextField(
                        blank=True,
                        help_text="One a line: “von Geldern, James” for a person, “Presidium of the Supreme Soviet” (no comma) for a body.",
                        verbose_name="performers",
                    ),
                ),
                (
                    "words",
                    models.TextField(
                        blank=True,
                        help_text="In the original. Lines stand beside one another; an empty line ends a verse.",
                        verbose_name="words",
                    ),
                ),
                (
                    "words_transliteration",
                    models.TextField(blank=True, verbose_name="words in transliteration"),
                ),
                (
                    "words_translation",
                    models.TextField(blank=True, verbose_name="words in translation"),
                ),
                (
                    "duration",
                    models.DecimalField(
                        decimal_places=2,
                        editable=False,
                        help_text="Seconds.",
                        max_digits=8,
                        verbose_name="duration",
                    ),
                ),
                (
                    "essay",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="essays.essay",
                        verbose_name="essay",
                    ),
                ),
                (
                    "themes",
                    taggit.managers.TaggableManager(
                        blank=True,
                        help_text="Separated by commas. Each theme has a public page of its own.",
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
                        fields=["status", "published_at"], name="resources_r_status_46fd65_idx"
                    ),
                    models.Index(
                        fields=["essay", "position", "id"], name="resources_r_essay_i_f39711_idx"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"), ("published_at__isnull", False), _connector="OR"
                        ),
                        name="resources_recording_published_has_time",
                        violation_error_message="What is published needs the time of its publication.",
                    ),
                    models.UniqueConstraint(
                        fields=("essay", "slug"),
                        name="resources_recording_slug_unique_in_essay",
                        violation_error_message="This section of the essay has that slug already.",
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
                ("title", models.CharField(max_length=250, verbose_name="title")),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="The end of the page’s address. Links and citations rely on it: keep it.",
                        max_length=100,
                        verbose_name="slug",
                    ),
                ),
                (
                    "creators",
                    models.TextField(
                        blank=True,
                        help_text="One a line: “von Geldern, James” for a person, “Presidium of the Supreme Soviet” (no comma) for a body.",
                        verbose_name="creators",
                    ),
                ),
                (
                    "date",
                    models.CharField(
                        blank=True,
                        help_text="1953-03-27 or 1953-03 are shown in words, anything else as you write it.",
                        max_length=60,
                        validators=[resources.dates.validate_date],
                        verbose_name="date",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=resources.languages.choices,
                        help_text="Of the original. Screen readers and hyphenation follow it.",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                (
                    "original_source",
                    models.CharField(
                        blank=True,
                        help_text="Where it first appeared: “Izvestiia, 28 March 1953”.",
                        max_length=300,
                        verbose_name="original source",
                    ),
                ),
                (
                    "holding_archive",
                    models.CharField(blank=True, max_length=200, verbose_name="holding archive"),
                ),
                (
                    "location",
                    models.CharField(
                        blank=True,
                        help_text="Collection, inventory, file and leaf, or the shelf mark.",
                        max_length=200,
                        verbose_name="location in the archive",
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
                        help_text="Shown beside the source with a link to the statement.",
                        max_length=80,
                        verbose_name="rights",
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="Public. An empty line begins a new paragraph.",
                        verbose_name="description",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Its place within the section; empty: at the end.",
                        verbose_name="position",
                    ),
                ),
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
                        blank=True, help_text="On the web, if it has one.", verbose_name="address"
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
                        help_text="What it offers the reader of the essay. Public.",
                        verbose_name="annotation",
                    ),
                ),
                (
                    "essay",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="essays.essay",
                        verbose_name="essay",
                    ),
                ),
                (
                    "themes",
                    taggit.managers.TaggableManager(
                        blank=True,
                        help_text="Separated by commas. Each theme has a public page of its own.",
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
                        fields=["status", "published_at"], name="resources_r_status_794229_idx"
                    ),
                    models.Index(
                        fields=["essay", "position", "id"], name="resources_r_essay_i_64c844_idx"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"), ("published_at__isnull", False), _connector="OR"
                        ),
                        name="resources_reference_published_has_time",
                        violation_error_message="What is published needs the time of its publication.",
                    ),
                    models.UniqueConstraint(
                        fields=("essay", "slug"),
                        name="resources_reference_slug_unique_in_essay",
                        violation_error_message="This section of the essay has that slug already.",
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
                ("title", models.CharField(max_length=250, verbose_name="title")),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="The end of the page’s address. Links and citations rely on it: keep it.",
                        max_length=100,
                        verbose_name="slug",
                    ),
                ),
                (
                    "creators",
                    models.TextField(
                        blank=True,
                        help_text="One a line: “von Geldern, James” for a person, “Presidium of the Supreme Soviet” (no comma) for a body.",
                        verbose_name="creators",
                    ),
                ),
                (
                    "date",
                    models.CharField(
                        blank=True,
                        help_text="1953-03-27 or 1953-03 are shown in words, anything else as you write it.",
                        max_length=60,
                        validators=[resources.dates.validate_date],
                        verbose_name="date",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=resources.languages.choices,
                        help_text="Of the original. Screen readers and hyphenation follow it.",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                (
                    "original_source",
                    models.CharField(
                        blank=True,
                        help_text="Where it first appeared: “Izvestiia, 28 March 1953”.",
                        max_length=300,
                        verbose_name="original source",
                    ),
                ),
                (
                    "holding_archive",
                    models.CharField(blank=True, max_length=200, verbose_name="holding archive"),
                ),
                (
                    "location",
                    models.CharField(
                        blank=True,
                        help_text="Collection, inventory, file and leaf, or the shelf mark.",
                        max_length=200,
                        verbose_name="location in the archive",
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
                        help_text="Shown beside the source with a link to the statement.",
                        max_length=80,
                        verbose_name="rights",
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="Public. An empty line begins a new paragraph.",
                        verbose_name="description",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Its place within the section; empty: at the end.",
                        verbose_name="position",
                    ),
                ),
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
                        help_text="An empty line begins a new paragraph; paragraphs stand beside one another.",
                        verbose_name="original",
                    ),
                ),
                ("transliteration", models.TextField(blank=True, verbose_name="transliteration")),
                ("translation", models.TextField(blank=True, verbose_name="translation")),
                (
                    "translator",
                    models.TextField(
                        blank=True,
                        help_text="One a line: “von Geldern, James” for a person, “Presidium of the Supreme Soviet” (no comma) for a body.",
                        verbose_name="translator",
                    ),
                ),
                (
                    "essay",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="essays.essay",
                        verbose_name="essay",
                    ),
                ),
                (
                    "themes",
                    taggit.managers.TaggableManager(
                        blank=True,
                        help_text="Separated by commas. Each theme has a public page of its own.",
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
                        fields=["status", "published_at"], name="resources_t_status_c8d837_idx"
                    ),
                    models.Index(
                        fields=["essay", "position", "id"], name="resources_t_essay_i_483b66_idx"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"), ("published_at__isnull", False), _connector="OR"
                        ),
                        name="resources_text_published_has_time",
                        violation_error_message="What is published needs the time of its publication.",
                    ),
                    models.UniqueConstraint(
                        fields=("essay", "slug"),
                        name="resources_text_slug_unique_in_essay",
                        violation_error_message="This section of the essay has that slug already.",
                    ),
                ],
            },
        ),
    ]
