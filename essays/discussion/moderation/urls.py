from django.contrib import admin
from django.urls import path

from .block_views import BlockSender, EndBlock
from .emptying import EmptySpam
from .entry_views import Notes, ThreadSwitch
from .people import CommentsOfAuthor, WholeThread
from .redaction_page import RedactionPage
from .undo import UndoLatest
from .views import CommentInQueue, ModerationQueue

app_name = "moderation"


def page(route, view, name):
    return path(route, admin.site.admin_view(view.as_view()), name=name)


urlpatterns = [
    page("", ModerationQueue, "queue"),
    page("comments/<int:pk>/", CommentInQueue, "comment"),
    page("comments/<int:pk>/redact/", RedactionPage, "redact"),
    page("comments/<int:pk>/note/", Notes, "note"),
    page("comments/<int:pk>/thread/", ThreadSwitch, "thread"),
    page("comments/<int:pk>/block/", BlockSender, "block"),
    page("comments/<int:pk>/author/", CommentsOfAuthor, "author"),
    page("threads/<int:pk>/", WholeThread, "whole_thread"),
    page("blocks/<int:pk>/end/", EndBlock, "end_block"),
    page("empty-spam/", EmptySpam, "empty_spam"),
    page("undo/", UndoLatest, "undo"),
]
