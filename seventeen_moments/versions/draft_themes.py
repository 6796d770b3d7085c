"""Drafts name their themes. When a theme is renamed or merged into another one, they follow.

Otherwise the old name would come back when such a draft is published. Earlier states of the public
page keep the names of their time.
"""

from seventeen_moments.core.themes import fold_name

from .models import Draft, SavedDraft
from .values import get_value

THEMES = "themes"


def replace_in_drafts(names, kept):
    """Replaces the themes in all drafts, scheduled ones too, and in the saved ones.

    A draft whose themes are then those of the public page no longer differs in them. Needs a
    transaction, in which the themes of the pages have already changed.
    """
    folded = {fold_name(name) for name in names}
    for saved in _naming(SavedDraft.objects.all(), folded):
        saved.data[THEMES] = _replaced(saved, folded, kept)
        saved.save(update_fields=["data"])
    for draft in _naming(Draft.objects.select_for_update(of=["self"]), folded):
        draft.data[THEMES] = _replaced(draft, folded, kept)
        if draft.target and draft.data[THEMES] == get_value(draft.target, THEMES):
            del draft.data[THEMES]
        if draft.is_empty():
            draft.discard()
        else:
            # Not `updated`: the editor did not change the draft.
            Draft.objects.filter(pk=draft.pk).update(data=draft.data)


def _naming(drafts, folded):
    """Those with one of the themes. The others, with their long texts, are not loaded."""
    themes = drafts.model.objects.filter(data__has_key=THEMES).values_list("pk", f"data__{THEMES}")
    keys = [key for key, names in themes if folded & set(map(fold_name, names))]
    return (draft for key in keys for draft in drafts.filter(pk=key))


def _replaced(draft, folded, kept):
    return sorted({kept if fold_name(name) in folded else name for name in draft.data[THEMES]})
