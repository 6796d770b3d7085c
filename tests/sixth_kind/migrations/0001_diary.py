"""As the model stands: without a migration its table would be made before those that it refers to,
which PostgreSQL refuses."""

from django.db import migrations
from django.db.migrations.state import ModelState

from tests.sixth_kind.models import Diary

diary = ModelState.from_model(Diary)


class Migration(migrations.Migration):
    dependencies = [("resources", "0015_video")]
    operations = [
        migrations.CreateModel(diary.name, diary.fields.items(), diary.options, diary.bases)
    ]
