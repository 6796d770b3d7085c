from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("<str:signed>/", views.Unsubscribe.as_view(), name="unsubscribe"),
]
