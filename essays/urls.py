from django.urls import include, path

from . import views

app_name = "essays"

urlpatterns = [
    path("", views.EssayList.as_view(), name="essays"),
    path("<page_slug:slug>/", views.EssayPage.as_view(), name="essay"),
    path("<page_slug:slug>/comments/", include("essays.discussion.urls")),
]
