from django.urls import path

from . import views
from .models import Image, Recording, Reference, Text

app_name = "resources"

ADDRESSES = {Text: "texts", Image: "images", Recording: "music", Reference: "other-resources"}

pages = [
    pattern
    for model, address in ADDRESSES.items()
    for pattern in [
        path(
            f"<slug:essay>/{address}/",
            views.SectionPage.as_view(kind=model),
            name=f"{model._meta.model_name}s",
        ),
        path(
            f"<slug:essay>/{address}/<slug:slug>/",
            views.SourcePage.as_view(kind=model),
            name=model._meta.model_name,
        ),
    ]
]
urlpatterns = [
    *pages,
    path("<slug:essay>/music/<slug:slug>/captions.vtt", views.Captions.as_view(), name="captions"),
    path(
        "<slug:essay>/music/<slug:slug>/transcript.txt",
        views.Transcript.as_view(),
        name="transcript",
    ),
]
