from django.urls import path

from . import views

app_name = "sitemap"

urlpatterns = [
    path("sitemap.xml", views.Index.as_view(), name="index"),
    path("sitemap/ways-in.xml", views.WaysIn.as_view(), name="ways_in"),
    path("sitemap/<str:name>-<int:number>.xml", views.Part.as_view(), name="part"),
]
