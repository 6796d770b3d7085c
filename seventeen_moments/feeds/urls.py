from django.urls import path

from . import queue, views

app_name = "feeds"

urlpatterns = [
    path("feeds/essays/", views.EssaysFeed(), name="essays"),
    path("feeds/sources/", views.SourcesFeed(), name="sources"),
    path("feeds/on-this-day/", views.OnThisDayFeed(), name="day"),
    path("feeds/comments/", views.CommentsFeed(), name="comments"),
    path("feeds/queue/<str:signed>/", queue.ModerationQueueFeed(), name="queue"),
    path("themes/<theme_slug:slug>/feed/", views.ThemeFeed(), name="theme"),
    path("years/<int:year>/feed/", views.YearFeed(), name="year"),
    path(
        "essays/<page_slug:slug>/comments/feed/", views.EssayCommentsFeed(), name="essay_comments"
    ),
]
