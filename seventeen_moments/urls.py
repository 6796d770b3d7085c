from django.contrib import admin
from django.urls import include, path

from essays.discussion.rules_page import RulesPage
from seventeen_moments.editorial.accounts import SetPasswordView
from seventeen_moments.editorial.second_factor.page import SecondFactorPage
from seventeen_moments.feeds.queue import QueueFeedPage

from . import health, views

urlpatterns = [
    path("", include("seventeen_moments.browse.urls")),
    path("", include("seventeen_moments.feeds.urls")),
    path("", include("seventeen_moments.browse.sitemaps")),
    path("", include("seventeen_moments.pages.urls")),
    path("comments/", RulesPage.as_view(), name="comment_rules"),
    path("essays/", include("essays.urls")),
    path("essays/", include("resources.urls")),
    path("essays/", include("seventeen_moments.corrections.urls")),
    path("media/", include("resources.media_urls")),
    path("search/", include("seventeen_moments.search.urls")),
    path("healthz", health.Alive.as_view(), name="healthz"),
    path("readyz", health.Ready.as_view(), name="readyz"),
    path("robots.txt", views.Robots.as_view(), name="robots"),
    path("notices/", include("seventeen_moments.notices.urls")),
    path("admin/your-notices/", include("seventeen_moments.notices.admin_urls")),
    path("admin/", include("seventeen_moments.bulk.urls")),
    path("admin/moderation/", include("essays.discussion.moderation.urls")),
    path("admin/queue-feed/", admin.site.admin_view(QueueFeedPage.as_view()), name="queue_feed"),
    path("admin/second-factor/", SecondFactorPage.as_view(), name="second_factor"),
    path("admin/set-password/<uidb64>/<token>/", SetPasswordView.as_view(), name="set_password"),
    path("admin/", admin.site.urls),
]

handler400 = "seventeen_moments.views.bad_request"
handler500 = "seventeen_moments.failures.server_error"
