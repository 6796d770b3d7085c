from django.urls import path

from .models import FIRST
from .views import FurtherPageView, PageView

app_name = "pages"

urlpatterns = [
    *(path(f"{slug}/", PageView.as_view(), {"slug": slug}, name=slug) for slug in FIRST),
    path("about/<page_slug:slug>/", FurtherPageView.as_view(), name="page"),
]
