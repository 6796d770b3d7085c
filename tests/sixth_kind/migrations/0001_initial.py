"""After the tables that its keys point to, which PostgreSQL asks for; whatever the models say."""

from django.db import migrations
from django.db.migrations.state import ModelState

from tests.sixth_kind.models import Diary, Telegram


def created(model):
    state = ModelState.from_model(model)
    fields = list(state.fields.items())
    return migrations.CreateModel(state.name, fields, state.options, state.bases, state.managers)


class Migration(migrations.Migration):
    initial = True
    dependencies = [("resources", "0001_sources"), ("taggit", "0001_initial")]

    operations = [created(Diary), created(Telegram)]
