from django import forms


class SwitchField(forms.TypedChoiceField):
    """“1” or “0”. Unlike a checkbox, a form without the value is invalid, and switches nothing."""

    def __init__(self):
        super().__init__(choices=[("1", ""), ("0", "")], coerce="1".__eq__)
