from django import forms
from django.utils.translation import gettext_lazy as _


class AddressForm(forms.Form):
    """Always posted: what stands in an address bar stands in the logs of servers, too."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    step = forms.ChoiceField(
        choices=[(step, step) for step in ["show", "export", "ask", "erase"]], initial="show"
    )
