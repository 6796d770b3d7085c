from django.db import migrations
from django.db.models import Count, Max, Min


def add_actions(apps, schema_editor):
    """One action for each batch of decisions from before there was a log of actions."""
    Decision = apps.get_model("essays", "Decision")
    ModerationAction = apps.get_model("essays", "ModerationAction")
    logged = ModerationAction.objects.values("pk")
    batches = Decision.objects.exclude(batch__in=logged).order_by().values("batch")
    latest = batches.annotate(
        first=Min("pk"), number=Count("pk"), undone=Max("undone_at"), least=Min("before")
    )
    first = {row["first"]: row for row in latest}
    keys = sorted(first)
    for start in range(0, len(keys), 500):
        decisions = Decision.objects.filter(pk__in=keys[start : start + 500])
        ModerationAction.objects.bulk_create(
            _action(ModerationAction, decision, first[decision.pk])
            for decision in decisions.select_related("comment")
        )


def _action(action_class, decision, row):
    is_single = row["number"] == 1 or not row["least"]
    return action_class(
        pk=decision.batch,
        kind=_kind(decision, row),
        by_id=decision.by_id,
        at=decision.at,
        count=row["number"],
        comment_id=decision.comment_id if is_single else None,
        essay_id=decision.comment.essay_id if is_single else None,
        changes={"after": decision.after} if decision.before != decision.after else {},
        undone_at=row["undone"],
        undone_by_id=decision.by_id if row["undone"] else None,
    )


def _kind(decision, row):
    if decision.dismissed:
        return "flags"
    return "decision" if row["least"] else "reply"


class Migration(migrations.Migration):
    dependencies = [("essays", "0007_moderation_log")]

    operations = [migrations.RunPython(add_actions, migrations.RunPython.noop)]
