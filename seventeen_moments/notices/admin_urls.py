from django.contrib import admin
from django.urls import path

from . import views

app_name = "your_notices"
urlpatterns = [
    path("", admin.site.admin_view(views.YourNotices.as_view()), name="yours"),
]
