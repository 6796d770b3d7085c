from django.urls import path

from .media import Media

app_name = "media"

urlpatterns = [path("<path:name>", Media.as_view(), name="file")]
