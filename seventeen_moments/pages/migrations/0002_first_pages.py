from pathlib import Path

from django.db import migrations
from django.utils import timezone

WORDS = Path(__file__).parent.parent / "first_words"
TITLES = {
    "about": {"en": "About the archive", "ru": "Об архиве"},
    "contact": {"en": "Contact", "ru": "Контакты"},
    "rights": {"en": "Rights and use", "ru": "Права и использование"},
    "privacy": {"en": "Privacy", "ru": "Конфиденциальность"},
}


def add_first_pages(apps, schema_editor):
    pages = apps.get_model("pages", "Page").objects.using(schema_editor.connection.alias)
    for slug, titles in TITLES.items():
        for language, title in titles.items():
            body = (WORDS / f"{slug}.{language}.html").read_text(encoding="utf-8")
            values = {
                "title": title,
                "body": body,
                "body_html": body,  # it has no notes
                "status": "published",
                "published_at": timezone.now(),
            }
            pages.get_or_create(slug=slug, language=language, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("pages", "0001_pages")]

    operations = [migrations.RunPython(add_first_pages, migrations.RunPython.noop)]
