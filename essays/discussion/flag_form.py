from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.browser_length import TypedField

from .flags import Flag
from .spam import flag_suspicion
from .submission_log import LoggedSubmission
from .submissions import Submission, SubmissionForm, clean_required


class FlagSubmission(Submission):
    """Counted apart from comments: neither uses up the allowance of the other.

    A whole reading room may share one address, but its flags must not flood the queue.
    """

    __slots__ = ()

    MOST_AN_HOUR, MOST_A_DAY = 10, 30

    @property
    def sender(self):
        return f"{self.address} flags"

    def is_over_limit(self):
        logged = LoggedSubmission.objects
        return (
            logged.in_last_hour(self.sender, self.at).count() >= self.MOST_AN_HOUR
            or logged.in_last_day(self.sender, self.at).count() >= self.MOST_A_DAY
        )

    def log(self, text):
        """Without the text: that of a comment may be the same, and is not a repetition."""
        LoggedSubmission.objects.log(self.sender, "", self.at)


class FlagForm(SubmissionForm):
    written = "reason"
    too_many = _(
        "Too many reports from your network. Your report is still in the form: please send it "
        "again later."
    )

    def __init__(self, *args, comment, **kwargs):
        super().__init__(*args, subject=comment, **kwargs)

    class Meta:
        model = Flag
        fields = ["reason"]
        field_classes = {"reason": TypedField}
        error_messages = {"reason": {"required": _("Enter what is wrong with the comment.")}}

    def clean_reason(self):
        return clean_required(self, "reason")

    def store(self, submission):
        flag, comment = self.instance, self.subject
        suspicion = flag_suspicion(flag.reason, comment, submission)
        Flag.objects.flag_once(
            comment, submission.address, flag.reason, suspicion=suspicion, token=flag.token
        )
