from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies = [("essays", "0005_lists_of_editors")]

    operations = [
        migrations.AddIndex(
            model_name="essay",
            index=models.Index(Lower("slug"), name="essays_essay_small_slug"),
        ),
    ]
