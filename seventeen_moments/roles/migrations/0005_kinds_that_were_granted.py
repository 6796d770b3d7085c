from django.db import migrations, models

GRANTED = ["resources.text", "resources.image", "resources.recording", "resources.reference"]


def note(apps, schema_editor):
    """The first migrations granted them; what an administrator took back since stays so."""
    apps.get_model("roles", "Role").objects.update(kinds=GRANTED)


class Migration(migrations.Migration):
    dependencies = [("roles", "0004_roles_of_earlier_archives")]

    operations = [
        migrations.AddField(
            model_name="role",
            name="kinds",
            field=models.JSONField(default=list),
        ),
        migrations.RunPython(note, migrations.RunPython.noop),
    ]
