"""What a page for publishing offers: the pages themselves, and what goes with them."""

from collections import defaultdict
from hashlib import blake2b

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from seventeen_moments.core.completeness import checks_for, failed_checks
from seventeen_moments.core.permissions import may_publish
from seventeen_moments.core.precomputing import precompute
from seventeen_moments.core.publication import Status
from seventeen_moments.versions.draft_page import change_form_of
from seventeen_moments.versions.models import lock
from seventeen_moments.versions.overlay import overlay_rows
from seventeen_moments.versions.publishing import obstacles
from seventeen_moments.versions.values import display_time


class Part:
    """A page that can become public, with the values of its draft."""

    def __init__(self, row, reason=""):
        self.row, self.reason = row, reason
        self.ticked = False

    def set_missing(self, failed):
        """Sets what it lacks: `obstacles` to its publication, and the labels of other checks.

        `failed` are the checks that the stored row fails.
        """
        model = type(self.row)
        if self.draft:
            failed = [check for check in checks_for(model) if check.is_failed_by(self.row)]
        self.obstacles = {} if self.is_deletion else obstacles(self.row)
        if self.is_deletion:
            failed = []
        fields = [check.field and check.field(model) for check in failed]
        self.advice = [
            check.label
            for check, field in zip(failed, fields, strict=True)
            if field is None or field not in self.obstacles
        ]

    @property
    def key(self):
        return f"{self.row._meta.model_name}-{self.row.pk}"

    @property
    def form(self):
        return change_form_of(self.row)

    @property
    def draft(self):
        return self.row.overlay.draft

    @property
    def is_deletion(self):
        return bool(self.draft and self.draft.deletes)

    @property
    def is_live(self):
        return self.row.overlay.live

    @property
    def is_with_draft_of(self):
        """The draft that it becomes public with, of another page."""
        return self.draft and self.draft.parent_id

    @property
    def scheduled(self):
        """The time of its publication, None if that is not scheduled, or has failed."""
        time = self.row.published_at if self.row.status == Status.PUBLISHED else None
        if self.is_live:
            time = self.draft and self.draft.publish_at
        return time if time and time > timezone.now() else None

    @property
    def is_waiting(self):
        """Whether there is anything to publish."""
        return bool(self.draft or not self.row.is_due())

    @property
    def parent_key(self):
        return self.row.parent_field and getattr(self.row, f"{self.row.parent_field}_id")

    @property
    def hidden_parent(self):
        """The page that hides it until it is published, too."""
        parent = getattr(self.row, self.row.parent_field) if self.row.parent_field else None
        return parent if parent and not parent.is_published() else None

    @property
    def version(self):
        draft = self.draft and self.draft.updated
        return f"{self.key} {self.row.status} {self.row.updated} {draft}"


class PublicationPlan:
    """`offered` takes a page, and returns what can be published with it, each with a reason."""

    def __init__(self, rows, offered, user):
        self.mains = [Part(row) for row in rows]
        overlay_rows(rows)  # which says what they cite
        self.parts = [
            Part(row, reason)
            for main in rows
            for row, reason in offered(main)
            if row not in rows and may_publish(user, type(row))
        ]
        overlay_rows([part.row for part in self.parts])
        # What is published already, and only hidden by a page of the plan.
        self.following = [part for part in self.parts if not part.is_waiting]
        self.parts = [part for part in self.parts if part.is_waiting]
        drafts = {main.draft.pk for main in self.mains if main.draft}
        self._set_missing()
        for part in self.mains:
            part.ticked = part is self.main or not part.obstacles
        for part in self.parts:
            part.is_saved_with_main = part.is_with_draft_of in drafts
            part.ticked = not part.obstacles and self._is_proposed(part)

    def _set_missing(self):
        by_model = defaultdict(list)
        for part in self.all:
            by_model[type(part.row)].append(part)
        for model, parts in by_model.items():
            failed = failed_checks(model, [part.row.pk for part in parts])
            for part in parts:
                part.set_missing(failed.get(part.row.pk, []))

    def _is_proposed(self, part):
        """Whether the part is ticked at first: it was made to go with a page of the plan."""
        if part.is_saved_with_main:
            return True
        if self.scheduled:
            return part.scheduled == self.scheduled
        parent = part.parent_key
        main = next((main for main in self.mains if main.row.pk == parent), None)
        is_draft = part.row.status == Status.DRAFT
        return bool(main and is_draft and (part.reason or not main.is_live))

    @property
    def all(self):
        return [*self.mains, *self.parts]

    @property
    def main(self):
        """The page, if it is only one."""
        return self.mains[0] if len(self.mains) == 1 else None

    @property
    def rows_of_mains(self):
        return [main.row for main in self.mains]

    @property
    def waiting(self):
        return [main for main in self.mains if main.is_waiting and main.ticked]

    @property
    def published(self):
        """What can be withdrawn, visible or not."""
        return [main for main in self.mains if main.row.status == Status.PUBLISHED]

    @property
    def ticked(self):
        return [part for part in self.parts if part.ticked]

    @property
    def number_of_sources(self):
        """Those that become public."""
        return len(self.following) + sum(not part.is_deletion for part in self.ticked)

    @property
    def number_of_pages(self):
        """The same, with the pages themselves."""
        return self.number_of_sources + sum(not main.is_deletion for main in self.waiting)

    @property
    def number_of_deletions(self):
        """Sources that are deleted with the publication of the page."""
        return sum(part.is_deletion for part in self.ticked)

    @property
    def hidden_parent(self):
        """The page that hides all pages of the plan until it is published, too."""
        parents = {main.hidden_parent for main in self.mains}
        return parents.pop() if len(parents) == 1 else None

    @property
    def scheduled(self):
        """The time that is set already."""
        return self.main and self.main.scheduled

    @property
    def is_empty(self):
        return not (self.parts or any(main.is_waiting for main in self.mains))

    @property
    def can_publish(self):
        """Whether something can be published. Of several pages, incomplete ones are left out."""
        return not (self.main and self.main.is_waiting and self.main.obstacles)

    @property
    def seen(self):
        """Differs once anything on the page was changed."""
        versions = " ".join(sorted(part.version for part in self.all))
        return blake2b(versions.encode(), digest_size=12).hexdigest()

    def tick(self, keys):
        for part in self.parts if self.main else self.all:
            part.ticked = part.key in keys

    def lock(self):
        for part in self.all:
            lock(type(part.row), part.row.pk)

    def work_ahead(self):
        """Derives what is stored, before the transaction. Rows without a draft are not derived."""
        for part in [*self.waiting, *self.ticked]:
            if part.draft and not part.is_deletion:
                part.draft.work_ahead()
                precompute(part.row)

    def rows(self):
        """The rows to publish, without those that are published by the draft of another."""
        parts = [part for part in self.ticked if not part.is_saved_with_main]
        return [part.row for part in [*self.waiting, *parts]]

    def release(self):
        """Lets the unticked sources that were saved with a draft wait on their own."""
        for part in self.parts:
            if part.is_saved_with_main and not part.ticked:
                if part.is_deletion:
                    part.draft.deletes = False
                    part.draft.save()
                if part.is_live and part.draft.data:
                    part.draft.parent = None
                    part.draft.save()
                else:
                    part.draft.delete()

    def sentence(self, at=None):
        """What becomes public, for those who are about to decide."""
        when = _("On %(time)s") % {"time": display_time(at)} if at else _("Publish now")
        return f"{when}: {self._what()}"

    def sentence_of_later(self):
        """The same, for a time that is still to be chosen."""
        when = _("Publish at the time below")
        return f"{when}: {self._what()}"

    def _what(self):
        message, number = self._what_becomes_public(), self.number_of_deletions
        if not number:
            return message
        deletion = ngettext(
            "%(number)d source is deleted.", "%(number)d sources are deleted.", number
        )
        return f"{message} {deletion % {'number': number}}"

    def _what_becomes_public(self):
        sources = self.number_of_sources
        number = self.number_of_pages
        words = {
            "sources": sources,
            "number": number,
            "kind_name": self.mains[0].row.kind_name,
        }
        if not self.main:
            message = ngettext(
                "%(number)d page becomes public.", "%(number)d pages become public.", number
            )
        elif self.main.is_deletion:
            message = _("the %(kind_name)s is deleted.")
        elif not self.waiting:
            message = ngettext(
                "%(sources)d source becomes public.", "%(sources)d sources become public.", sources
            )
        elif not self.main.is_live and not sources:
            message = _("the %(kind_name)s becomes public.")
        elif not self.main.is_live:
            message = _("the %(kind_name)s and %(sources)d of its sources become public.")
        elif not sources:
            message = _("the changes to the %(kind_name)s become public.")
        else:
            message = _(
                "the changes to the %(kind_name)s and %(sources)d of its sources become public."
            )
        return message % words
