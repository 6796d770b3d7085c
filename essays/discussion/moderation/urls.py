from django.contrib import admin
from django.urls import path

from .emptying import EmptySpam
from .entry_views import Notes, ThreadSwitch
from .redaction_page import RedactionPage
from .undo import UndoLatest
from .views import CommentInQueue, ModerationQueue

app_name = "moderation"

redact = admin.site.admin_view(RedactionPage.as_view())

urlpatterns = [
    path("", admin.site.admin_view(ModerationQueue.as_view()), name="queue"),
    path("comments/<int:pk>/", admin.site.admin_view(CommentInQueue.as_view()), name="comment"),
    path("comments/<int:pk>/redact/", redact, name="redact"),
    path("comments/<int:pk>/note/", admin.site.admin_view(Notes.as_view()), name="note"),
    path("comments/<int:pk>/thread/", admin.site.admin_view(ThreadSwitch.as_view()), name="thread"),
    path("empty-spam/", admin.site.admin_view(EmptySpam.as_view()), name="empty_spam"),
    path("undo/", admin.site.admin_view(UndoLatest.as_view()), name="undo"),
]
