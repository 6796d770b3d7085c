from django.urls import path

from . import views

app_name = "essays"

urlpatterns = [
    path("", views.EssayList.as_view(), name="essays"),
    path("<slug:slug>/", views.EssayPage.as_view(), name="essay"),
    path("<slug:slug>/comments/", views.CommentPage.as_view(), name="comments"),
]
