from django import forms
from django.utils.translation import gettext_lazy as _


class AddressForm(forms.Form):
    """Always posted, because servers log the addresses of GET requests."""

    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "autofocus": True}),
    )
    step = forms.ChoiceField(
        choices=[(step, step) for step in ["show", "export", "ask", "erase"]], initial="show"
    )
