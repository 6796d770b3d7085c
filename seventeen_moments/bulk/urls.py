from django.contrib import admin
from django.urls import path

from . import views

app_name = "bulk"
urlpatterns = [
    path("", admin.site.admin_view(views.ImportSources.as_view()), name="import"),
]
