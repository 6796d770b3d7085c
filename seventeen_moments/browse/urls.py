from django.urls import path

from . import views

app_name = "browse"

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("years/", views.Years.as_view(), name="years"),
    path("years/<int:year>/", views.Year.as_view(), name="year"),
    path("on-this-day/", views.OnThisDay.as_view(), name="today"),
    path("on-this-day/<str:day>/", views.OnThisDay.as_view(), name="day"),
    path("themes/", views.Themes.as_view(), name="themes"),
    path("themes/<theme_slug:slug>/", views.Theme.as_view(), name="theme"),
]
