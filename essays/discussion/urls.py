from django.urls import path

from . import confirmation_page, flag_page, own_comment_page, rules_page, views

urlpatterns = [
    path("", views.CommentPage.as_view(), name="comments"),
    path("rules/", rules_page.EssayRulesPage.as_view(), name="comment_rules"),
    path("switch/", views.CommentSwitch.as_view(), name="switch_comments"),
    path("own/<str:signed>/", own_comment_page.OwnComment.as_view(), name="own_comment"),
    path(
        "confirm/<str:signed>/",
        confirmation_page.ConfirmComment.as_view(),
        name="confirm_comment",
    ),
    path("<int:pk>/", views.CommentRedirect.as_view(), name="comment"),
    path("<int:pk>/flag/", flag_page.FlagPage.as_view(), name="flag_comment"),
]
