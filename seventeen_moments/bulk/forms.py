from django import forms
from django.utils.translation import gettext_lazy as _


class TableForm(forms.Form):
    table = forms.FileField(
        label=_("Table"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,text/csv"}),
        help_text=_("CSV or a workbook of Excel (.xlsx), with the columns below."),
    )


class UploadForm(TableForm):
    files = forms.FileField(
        label=_("Files"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        help_text=_("A zip with the files that the table names."),
    )
