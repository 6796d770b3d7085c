from django.urls import path

from seventeen_moments.core.kinds import kinds

from . import views
from .downloads.views import FORMATS, EssayDownload, SourceDownload

app_name = "resources"

urlpatterns = [
    path(
        f"<page_slug:essay>/text.{format.extension}",
        EssayDownload.as_view(format=format),
        name=f"essay_{format.extension}",
    )
    for format in FORMATS
]
for kind in kinds():
    name, section = kind._meta.model_name, f"<page_slug:essay>/{kind.source_kind.address}/"
    source = f"{section}<page_slug:slug>/"
    pages = [
        (section, views.SectionPage, kind.source_kind.relation),
        (source, views.SourcePage, name),
    ]
    if kind.source_kind.transcript:
        pages.append((f"{source}captions.vtt", views.Captions, f"{name}_captions"))
    urlpatterns += [path(route, view.as_view(kind=kind), name=name) for route, view, name in pages]
    if hasattr(kind, "versions"):
        words = "transcript" if kind.source_kind.transcript else "text"
        urlpatterns += [
            path(
                f"{source}{words}.{format.extension}",
                SourceDownload.as_view(kind=kind, format=format),
                name=f"{name}_{format.extension}",
            )
            for format in FORMATS
        ]
