from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies = [("browse", "0001_former_slugs")]

    operations = [
        migrations.AddIndex(
            model_name="formerslug",
            index=models.Index("kind", Lower("slug"), name="browse_formerslug_small_slug"),
        ),
    ]
