from django.urls import path

from . import confirmation_views, rules_page, views

urlpatterns = [
    path("", views.CommentPage.as_view(), name="comments"),
    path("rules/", rules_page.EssayRulesPage.as_view(), name="comment_rules"),
    path("switch/", views.CommentSwitch.as_view(), name="switch_comments"),
    path("own/<str:signed>/", views.OwnComment.as_view(), name="own_comment"),
    path(
        "confirm/<str:signed>/",
        confirmation_views.ConfirmComment.as_view(),
        name="confirm_comment",
    ),
    path("<int:pk>/", views.CommentRedirect.as_view(), name="comment"),
    path("<int:pk>/flag/", views.FlagPage.as_view(), name="flag_comment"),
]
