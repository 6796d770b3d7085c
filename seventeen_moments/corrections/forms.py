from django.utils.translation import gettext_lazy as _

from essays.discussion import plain_text
from essays.discussion.spam import SPAM, suspicion
from essays.discussion.submissions import ParagraphForm, SubmissionForm

from .models import Correction


class CorrectionForm(SubmissionForm):
    class Meta(SubmissionForm.Meta):
        model = Correction
        fields = ["text", "name", "email"]
        labels = {
            "text": _("What is wrong, and what should it be?"),
            "name": _("Your name"),
            "email": _("E-mail"),
        }
        error_messages = {"text": {"required": _("Enter what is wrong, and what it should be.")}}
        help_texts = {
            "text": _("If you know a source for this, please name it."),
            "name": _("Optional. Never shown to readers."),
            "email": _("Optional. The editors will write to you if they have a question."),
        }

    @property
    def shown(self):
        """The visible fields, in order."""
        return [self[name] for name in self.Meta.fields]

    def clean_name(self):
        return plain_text.cleaned_line(self.cleaned_data["name"])

    def prepare(self, submission):
        correction = self.instance
        correction.subject, correction.title = self.subject, self.subject.title
        essay = getattr(self.subject, "essay", self.subject)
        correction.suspicion = suspicion(correction, submission, essay.authors)
        if correction.suspicion in SPAM:
            correction.state = Correction.State.SPAM


class EssayCorrectionForm(ParagraphForm, CorrectionForm):
    def __init__(self, *args, subject, **kwargs):
        super().__init__(*args, essay=subject, subject=subject, **kwargs)

    class Meta(CorrectionForm.Meta):
        pass

    @property
    def shown(self):
        has_paragraphs = len(self.fields["about"].choices) > 1
        return [self["about"], *super().shown] if has_paragraphs else super().shown

    def prepare(self, submission):
        self.set_paragraph(self.instance, self.subject)
        super().prepare(submission)
