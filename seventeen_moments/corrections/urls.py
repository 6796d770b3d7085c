from django.urls import path

from seventeen_moments.core.kinds import kinds

from . import views

app_name = "corrections"

ESSAY = "<page_slug:slug>/correction/"

urlpatterns = [
    path(ESSAY, views.EssayCorrectionPage.as_view(), name="essay"),
    path(f"{ESSAY}thanks/", views.EssayCorrectionThanks.as_view(), name="essay_thanks"),
]
for model in kinds():
    address = f"<page_slug:essay>/{model.source_kind.address}/<page_slug:slug>/correction/"
    name = model._meta.model_name
    urlpatterns += [
        path(address, views.CorrectionPage.as_view(kind=model), name=name),
        path(
            f"{address}thanks/", views.CorrectionThanks.as_view(kind=model), name=f"{name}_thanks"
        ),
    ]
