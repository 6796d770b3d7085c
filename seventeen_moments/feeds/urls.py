from django.urls import path

from . import queue, views

app_name = "feeds"

urlpatterns = [
    path("feeds/essays/", views.Essays.as_view(), name="essays"),
    path("feeds/sources/", views.Sources.as_view(), name="sources"),
    path("feeds/on-this-day/", views.OnThisDay.as_view(), name="day"),
    path("feeds/comments/", views.Comments.as_view(), name="comments"),
    path("feeds/queue/<str:signed>/", queue.Queue.as_view(), name="queue"),
    path("themes/<str:slug>/feed/", views.Theme.as_view(), name="theme"),
    path("years/<int:year>/feed/", views.Moment.as_view(), name="year"),
    path(
        "essays/<slug:slug>/comments/feed/", views.CommentsOfEssay.as_view(), name="essay_comments"
    ),
]
