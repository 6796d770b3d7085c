from django.urls import include, path

from . import comment_views, views

app_name = "essays"

discussion = [
    path("", comment_views.CommentPage.as_view(), name="comments"),
    path("switch/", comment_views.CommentSwitch.as_view(), name="switch_comments"),
    path("own/<str:signed>/", comment_views.OwnComment.as_view(), name="own_comment"),
    path("<int:pk>/", comment_views.CommentPlace.as_view(), name="comment"),
    path("<int:pk>/flag/", comment_views.FlagPage.as_view(), name="flag_comment"),
]

urlpatterns = [
    path("", views.EssayList.as_view(), name="essays"),
    path("<slug:slug>/", views.EssayPage.as_view(), name="essay"),
    path("<slug:slug>/comments/", include(discussion)),
]
