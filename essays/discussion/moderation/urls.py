from django.contrib import admin
from django.urls import path

from . import views

app_name = "moderation"

urlpatterns = [
    path("", admin.site.admin_view(views.Desk.as_view()), name="desk"),
    path("comments/<int:pk>/", admin.site.admin_view(views.OneComment.as_view()), name="comment"),
    path("undo/", admin.site.admin_view(views.Undo.as_view()), name="undo"),
]
