from django.urls import path

from seventeen_moments.core.kinds import kinds

from . import views

app_name = "resources"

urlpatterns = []
for kind in kinds():
    name, section = kind._meta.model_name, f"<slug:essay>/{kind.source_kind.address}/"
    source = f"{section}<slug:slug>/"
    pages = [
        (section, views.SectionPage, kind.source_kind.relation),
        (source, views.SourcePage, name),
    ]
    if kind.source_kind.transcript:
        pages += [
            (f"{source}captions.vtt", views.Captions, f"{name}_captions"),
            (f"{source}transcript.txt", views.Transcript, f"{name}_transcript"),
        ]
    urlpatterns += [path(route, view.as_view(kind=kind), name=name) for route, view, name in pages]
