from django.contrib import admin
from django.urls import path

from . import views
from .documents.views import ImportDocument
from .mappings.views import AssignColumns

app_name = "bulk"
urlpatterns = [
    path(
        "import/essays/",
        admin.site.admin_view(views.ImportEssays.as_view()),
        name="import_essays",
    ),
    path(
        "import/document/",
        admin.site.admin_view(ImportDocument.as_view()),
        name="import_document",
    ),
    path(
        "import/columns/",
        admin.site.admin_view(AssignColumns.as_view()),
        name="import_columns",
    ),
    path("import/", admin.site.admin_view(views.ImportSources.as_view()), name="import"),
    path(
        "essays/essay/<int:key>/comments.csv",
        admin.site.admin_view(views.ExportComments.as_view(form="csv")),
        name="comments_csv",
    ),
    path(
        "essays/essay/<int:key>/comments.json",
        admin.site.admin_view(views.ExportComments.as_view(form="json")),
        name="comments_json",
    ),
]
