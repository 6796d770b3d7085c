"""Opens and closes the comments of essays, and sets their policy: logged, and undone by the log."""

from django.db import models, transaction

from seventeen_moments.core.permissions import viewable_by

from .moderation_log import ModerationAction, record, undoes

Kind = ModerationAction.Kind
PERMISSION = "essays.open_close_comments"


class ClosingQuerySet(models.QuerySet):
    def switch_comments(self, is_open, by):
        """Opens or closes the comments of the essays. Returns how many that changed.

        Updates single columns, so that no edit of an essay is lost.
        """
        with transaction.atomic():
            keys = self._locked(self.exclude(comments_open=is_open))
            if not keys:
                return 0
            essays = self.model.objects.filter(pk__in=keys)
            essays.update(comments_open=is_open)
            return essays.log_switch(by)

    def log_switch(self, by):
        """Logs that the comments of the essays were opened or closed; all of them the same."""
        states = dict(self.order_by("pk").values_list("pk", "comments_open"))
        keys, is_open = list(states), all(states.values())
        action = _record(Kind.SWITCH, by, keys, {"open": is_open, "essays": keys})
        return self.update(closing=None if is_open else action)

    def set_comment_policy(self, values, by):
        """Sets these fields of all essays. Returns how many that changed."""
        with transaction.atomic():
            keys = self._locked(self.exclude(**values))
            if not keys:
                return 0
            essays = self.model.objects.filter(pk__in=keys).order_by("pk")
            before = {}  # keys by the values that they share
            for key, *old in essays.values_list("pk", *values):
                before.setdefault(tuple(old), []).append(key)
            groups = [[dict(zip(values, old, strict=True)), keys] for old, keys in before.items()]
            _record(Kind.POLICY, by, keys, {"after": values, "before": groups})
            return essays.order_by().update(**values)

    def _locked(self, essays):
        essays = self.model.objects.filter(pk__in=essays.order_by().values("pk"))
        return sorted(essays.order_by().select_for_update(of=["self"]).values_list("pk", flat=True))


def _record(kind, by, keys, changes):
    return record(
        kind, by, essay_id=keys[0] if len(keys) == 1 else None, count=len(keys), changes=changes
    )


@undoes(Kind.SWITCH, permission=PERMISSION)
def undo_switch(action, by):
    is_open = action.changes["open"]
    essays = _essays(by).filter(pk__in=action.changes["essays"], comments_open=is_open)
    if not is_open:
        essays = essays.filter(closing=action)
    # Whoever undoes the opening closes the comments.
    return essays.update(comments_open=not is_open, closing=action if is_open else None)


@undoes(Kind.POLICY, permission=PERMISSION)
def undo_policy(action, by):
    visible = _essays(by)
    fields = {name: visible.model._meta.get_field(name) for name in action.changes["after"]}

    def typed(values):
        """As JSON gives them back: times are text."""
        return {name: fields[name].to_python(value) for name, value in values.items()}

    restored, after = 0, typed(action.changes["after"])
    for values, keys in action.changes["before"]:
        essays = visible.filter(pk__in=keys, **after)
        restored += essays.update(**typed(values))
    return restored


def _essays(user):
    """Those that the user sees: nobody opens or closes the comments of others."""
    essays = ModerationAction._meta.get_field("essay").related_model.objects
    return viewable_by(user, essays.order_by())
