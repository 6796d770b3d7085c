"""Who else has the same form open: editors are told at once, not only when they save."""

from datetime import timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponseNotAllowed, JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from seventeen_moments.core.names import account_name

from .models import EditingSession
from .values import display_time

# A page in the background may report once a minute only: browsers slow its timers down.
EXPIRES_AFTER = timedelta(seconds=100)


class EditingPage:
    """Each open form reports here, and is told of the others: see admin/editing.js."""

    def __init__(self, model_admin):
        self.model_admin = model_admin

    def urls(self):
        opts = self.model_admin.opts
        name = f"{opts.app_label}_{opts.model_name}_editing"
        # Not `admin_view()`: it would renew a session that nobody uses.
        return [path("<path:object_id>/editing/", never_cache(self.view), name=name)]

    def view(self, request, object_id):
        if not self.model_admin.admin_site.has_permission(request):
            return JsonResponse({})  # the session has ended: the form says so when it is sent
        row = self.model_admin.get_object(request, unquote(object_id))
        if row is None or not self.model_admin.has_change_permission(request, row):
            return JsonResponse({}, status=403)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        window = request.POST.get("window", "").replace("\0", "")[:40]  # PostgreSQL stores no NUL
        sessions = EditingSession.objects.of(row)
        if "closed" in request.POST:
            sessions.filter(user=request.user, window=window).delete()
            return JsonResponse({})
        now = timezone.now()
        EditingSession.objects.filter(seen__lt=now - EXPIRES_AFTER).delete()
        sessions.update_or_create(
            content_type=ContentType.objects.get_for_model(row),
            object_id=row.pk,
            user=request.user,
            window=window,
            defaults={"seen": now, "is_changed": "changed" in request.POST},
        )
        others = sessions.exclude(user=request.user, window=window).select_related("user")
        sentences = [*_saved(row, request.POST.get("opened", "")), *_open(others, request.user)]
        return JsonResponse({"sentences": sentences})


def _saved(row, opened):
    """Who saved the page after the form was opened: whoever saves a form loads it again."""
    try:
        opened = parse_datetime(opened)
    except ValueError:
        opened = None
    if opened is None or timezone.is_naive(opened):
        return
    content_type = ContentType.objects.get_for_model(row)
    entries = LogEntry.objects.filter(content_type=content_type, object_id=str(row.pk))
    latest = entries.select_related("user").first()
    # Compared here: a database refuses times that its calendar does not have.
    if latest and latest.action_time > opened:
        yield _(
            "%(name)s saved this page on %(time)s, after you opened it. When you save, you will "
            "see the differences."
        ) % {"name": account_name(latest.user), "time": display_time(latest.action_time)}


def _open(sessions, user):
    by_user = {}
    for session in sessions.order_by("is_changed", "opened"):
        by_user[session.user] = session  # the last is one with changes, if there is any
    for other, session in by_user.items():
        if other == user:
            yield _("You also have this page open in another window.")
            continue
        words = {
            "name": account_name(other),
            "time": date_format(timezone.localtime(session.opened), "H:i"),
        }
        if session.is_changed:
            yield (
                _(
                    "%(name)s also has this page open, since %(time)s, with changes that are not "
                    "saved yet."
                )
                % words
            )
        else:
            yield _("%(name)s also has this page open, since %(time)s.") % words
