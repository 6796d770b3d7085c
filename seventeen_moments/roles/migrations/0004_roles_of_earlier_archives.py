from django.db import migrations

from seventeen_moments.roles import groups


def link(apps, schema_editor):
    """Where the first migration ran before it made the table."""
    role = apps.get_model("roles", "Role")
    if role._meta.db_table not in schema_editor.connection.introspection.table_names():
        schema_editor.create_model(role)
    for code in groups.NAMES:
        groups.group_of(code, apps)


class Migration(migrations.Migration):
    dependencies = [("roles", "0003_house_rules")]

    operations = [migrations.RunPython(link, migrations.RunPython.noop)]
