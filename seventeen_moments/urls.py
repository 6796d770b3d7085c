from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from . import views

urlpatterns = [
    path("", include("seventeen_moments.browse.urls")),
    path("essays/", include("essays.urls")),
    path("essays/", include("resources.urls")),
    path(f"{settings.MEDIA_URL.strip('/')}/", include("resources.media_urls")),
    path("healthz", views.Health.as_view(), name="healthz"),
    path("robots.txt", views.Robots.as_view(), name="robots"),
    path("notices/", include("seventeen_moments.notices.urls")),
    path("admin/your-notices/", include("seventeen_moments.notices.admin_urls")),
    path("admin/import/", include("seventeen_moments.bulk.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "seventeen_moments.views.bad_request"
