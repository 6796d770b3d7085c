from django.urls import path

from . import views
from .models import Image, Recording, Reference, Text

app_name = "resources"

ADDRESSES = {Text: "texts", Image: "images", Recording: "music", Reference: "other-resources"}

urlpatterns = [
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
