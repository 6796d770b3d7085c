from django.urls import path

from seventeen_moments.core.kinds import kinds

from . import views

app_name = "resources"


def _pages(kind):
    name, section = kind._meta.model_name, f"<slug:essay>/{kind.source_kind.address}/"
    source = f"{section}<slug:slug>/"
    yield path(section, views.SectionPage.as_view(kind=kind), name=kind.source_kind.relation)
    yield path(source, views.SourcePage.as_view(kind=kind), name=name)
    if kind.source_kind.transcript:
        captions, transcript = views.Captions, views.Transcript
        yield path(f"{source}captions.vtt", captions.as_view(kind=kind), name=f"{name}_captions")
        yield path(
            f"{source}transcript.txt", transcript.as_view(kind=kind), name=f"{name}_transcript"
        )


urlpatterns = [page for kind in kinds() for page in _pages(kind)]
