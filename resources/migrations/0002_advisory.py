from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0001_sources"),
    ]

    operations = [
        migrations.AddField(
            model_name="image",
            name="advisory",
            field=models.TextField(
                blank=True,
                help_text="A short notice for what may distress. Readers see it first and open the source knowingly; its picture and its description stay out of lists.",
                verbose_name="advisory",
            ),
        ),
        migrations.AddField(
            model_name="recording",
            name="advisory",
            field=models.TextField(
                blank=True,
                help_text="A short notice for what may distress. Readers see it first and open the source knowingly; its picture and its description stay out of lists.",
                verbose_name="advisory",
            ),
        ),
        migrations.AddField(
            model_name="reference",
            name="advisory",
            field=models.TextField(
                blank=True,
                help_text="A short notice for what may distress. Readers see it first and open the source knowingly; its picture and its description stay out of lists.",
                verbose_name="advisory",
            ),
        ),
        migrations.AddField(
            model_name="text",
            name="advisory",
            field=models.TextField(
                blank=True,
                help_text="A short notice for what may distress. Readers see it first and open the source knowingly; its picture and its description stay out of lists.",
                verbose_name="advisory",
            ),
        ),
    ]
