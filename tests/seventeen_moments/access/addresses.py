"""Every address of the admin, every preview and every file, with the answer to each role.

302 redirects to the login, or from an object that the admin does not show to the index. Who is
answered 200 or 405 may also post there, unless the address is in READ_ONLY.
"""

from seventeen_moments.core.kinds import kinds

SECRET = "Unheard-of"
HIDDEN_SLUG = "unheard-of"  # those of hidden pages begin with it
SECTIONS = [kind.source_kind.address for kind in kinds()]

CHOICE = "app_label=resources&model_name=text&field_name=essay"
STATES = "before={state}&after={state}"
SOURCE_STATES = "before={source_state}&after={source_state}"

ADMIN_PAGES = [
    #                    visitor, staff, moderator, author, other author, editor, administrator
    ("", (302, 200, 200, 200, 200, 200, 200)),
    ("session/", (200, 200, 200, 200, 200, 200, 200)),
    ("compare/", (302, 405, 405, 405, 405, 405, 405)),
    ("essays/essay/", (302, 403, 200, 200, 200, 200, 200)),
    ("essays/comment/", (302, 403, 200, 403, 403, 200, 200)),
    ("essays/comment/add/", (302, 403, 403, 403, 403, 403, 403)),
    ("essays/comment/{comment}/change/", (302, 403, 200, 403, 403, 200, 200)),
    ("essays/comment/{comment}/delete/", (302, 403, 403, 403, 403, 403, 200)),
    ("essays/comment/{comment}/history/", (302, 403, 200, 403, 403, 200, 200)),
    ("corrections/correction/", (302, 403, 403, 403, 403, 200, 200)),
    ("corrections/correction/add/", (302, 403, 403, 403, 403, 403, 403)),
    ("corrections/correction/{correction}/change/", (302, 403, 403, 403, 403, 200, 200)),
    ("corrections/correction/{correction}/delete/", (302, 403, 403, 403, 403, 403, 200)),
    ("corrections/correction/{correction}/history/", (302, 403, 403, 403, 403, 200, 200)),
    ("privacy/erasure/", (302, 403, 200, 403, 403, 403, 200)),
    ("privacy/erasure/add/", (302, 403, 403, 403, 403, 403, 403)),
    ("privacy/erasure/{erasure}/change/", (302, 403, 200, 403, 403, 403, 200)),
    ("privacy/erasure/{erasure}/delete/", (302, 403, 403, 403, 403, 403, 403)),
    ("privacy/erasure/{erasure}/history/", (302, 403, 200, 403, 403, 403, 200)),
    ("removals/removal/", (302, 403, 403, 403, 403, 403, 200)),
    ("removals/removal/add/?source=text-{their_text}", (302, 403, 403, 403, 403, 403, 200)),
    ("removals/removal/{removal}/change/", (302, 403, 403, 403, 403, 403, 200)),
    ("removals/removal/{removal}/delete/", (302, 403, 403, 403, 403, 403, 403)),
    ("removals/removal/{removal}/history/", (302, 403, 403, 403, 403, 403, 200)),
    ("queue-feed/", (302, 403, 200, 403, 403, 403, 200)),
    ("moderation/", (302, 403, 200, 403, 403, 403, 200)),
    ("moderation/?essay={theirs}", (302, 403, 200, 403, 403, 403, 200)),
    ("moderation/?tab=approved", (302, 403, 200, 403, 403, 403, 200)),
    ("moderation/comments/{comment}/", (302, 403, 302, 403, 403, 403, 302)),
    ("essays/comment/{hidden_comment}/change/", (302, 403, 200, 403, 403, 200, 200)),
    ("essays/comment/?essay__id__exact={commented}", (302, 403, 200, 403, 403, 200, 200)),
    ("moderation/undo/", (302, 403, 405, 403, 403, 403, 405)),
    ("essays/decision/", (302, 403, 200, 403, 403, 403, 200)),
    ("essays/decision/add/", (302, 403, 403, 403, 403, 403, 403)),
    ("essays/decision/{decision}/change/", (302, 403, 200, 403, 403, 403, 200)),
    ("essays/decision/{decision}/delete/", (302, 403, 403, 403, 403, 403, 403)),
    ("essays/decision/{decision}/history/", (302, 403, 200, 403, 403, 403, 200)),
    ("essays/commentsettings/", (302, 403, 302, 403, 403, 403, 302)),
    ("essays/commentsettings/add/", (302, 403, 403, 403, 403, 403, 403)),
    ("essays/commentsettings/{rules}/change/", (302, 403, 200, 403, 403, 403, 200)),
    ("essays/commentsettings/{rules}/delete/", (302, 403, 403, 403, 403, 403, 403)),
    ("essays/commentsettings/{rules}/history/", (302, 403, 200, 403, 403, 403, 200)),
    ("taggit/tag/", (302, 403, 403, 403, 403, 200, 200)),
    ("taggit/tag/add/", (302, 403, 403, 403, 403, 200, 200)),
    ("taggit/tag/{theme}/change/", (302, 403, 403, 403, 403, 200, 200)),
    ("taggit/tag/{theme}/delete/", (302, 403, 403, 403, 403, 200, 200)),
    ("taggit/tag/{theme}/history/", (302, 403, 403, 403, 403, 200, 200)),
    ("taggit/tag/suggestions/?q=unheard", (302, 403, 403, 403, 403, 200, 200)),
    *(
        (f"pages/page/{address}", (302, 403, 403, 403, 403, answer, answer))
        for address, answer in [
            ("", 200),
            ("add/", 200),
            ("{page}/change/", 200),
            ("{page}/delete/", 200),
            ("{page}/draft/", 200),
            ("{page}/publish/", 200),
            ("{page}/unpublish/", 302),
            ("{page}/history/", 200),
            ("{page}/history/{page_state}/", 200),
            ("{page}/history/{page_state}/restore/", 200),
            ("{page}/history/compare/?before={page_state}&after={page_state}", 200),
            ("{page}/history/drafts/", 200),
            ("{page}/history/drafts/{page_saved}/", 200),
            ("{page}/history/drafts/compare/?after={page_saved}", 200),
            ("publish/?rows={page}", 200),
            ("unpublish/?rows={page}", 302),
            ("{page}/review/", 200),
            ("recover/", 200),
            ("recover/{page}/", 302),
            ("several/", 200),
            ("several/changes/", 200),
            ("several/changes/{bulk_change_of_page}/undo/", 405),
        ]
    ),
    ("pages/page/{page}/editing/", (200, 403, 403, 403, 403, 405, 405)),
    ("login/code/", (302, 302, 302, 302, 302, 302, 302)),
    ("second-factor/", (302, 200, 200, 200, 200, 200, 200)),
    ("your-notices/", (302, 403, 200, 403, 403, 403, 200)),
    ("audit/event/", (302, 403, 403, 403, 403, 403, 200)),
    ("audit/event/add/", (302, 403, 403, 403, 403, 403, 403)),
    ("audit/event/{event}/change/", (302, 403, 403, 403, 403, 403, 200)),
    ("audit/event/{event}/delete/", (302, 403, 403, 403, 403, 403, 403)),
    ("audit/event/{event}/history/", (302, 403, 403, 403, 403, 403, 200)),
    ("notices/mail/", (302, 403, 403, 403, 403, 403, 200)),
    ("notices/mail/{mail}/change/", (302, 403, 403, 403, 403, 403, 200)),
    ("notices/mail/{mail}/delete/", (302, 403, 403, 403, 403, 403, 403)),
    ("notices/mail/{mail}/history/", (302, 403, 403, 403, 403, 403, 200)),
    ("notices/mail/add/", (302, 403, 403, 403, 403, 403, 403)),
    ("auth/user/", (302, 403, 403, 403, 403, 403, 200)),
    ("auth/user/add/", (302, 403, 403, 403, 403, 403, 200)),
    ("auth/user/{user}/change/", (302, 403, 403, 403, 403, 403, 200)),
    ("auth/user/{user}/delete/", (302, 403, 403, 403, 403, 403, 200)),
    ("auth/user/{user}/history/", (302, 403, 403, 403, 403, 403, 200)),
    ("auth/user/{user}/password-link/", (302, 403, 403, 403, 403, 403, 200)),
    ("auth/user/{user}/second-factor/", (302, 403, 403, 403, 403, 403, 200)),
    ("auth/user/{user}/password/", (302, 403, 403, 403, 403, 403, 200)),
    ("auth/group/", (302, 403, 403, 403, 403, 403, 200)),
    ("auth/group/add/", (302, 403, 403, 403, 403, 403, 200)),
    ("auth/group/{group}/change/", (302, 403, 403, 403, 403, 403, 200)),
    ("auth/group/{group}/delete/", (302, 403, 403, 403, 403, 403, 200)),
    ("auth/group/{group}/history/", (302, 403, 403, 403, 403, 403, 200)),
    ("essays/", (302, 404, 200, 200, 200, 200, 200)),
    ("resources/", (302, 404, 404, 200, 200, 200, 200)),
    ("pages/", (302, 404, 404, 404, 404, 200, 200)),
    ("jsi18n/", (302, 200, 200, 200, 200, 200, 200)),
    ("password_change/", (302, 200, 200, 200, 200, 200, 200)),
    ("password_change/done/", (302, 200, 200, 200, 200, 200, 200)),
    ("logout/", (302, 405, 405, 405, 405, 405, 405)),
    ("import/document/", (302, 403, 403, 200, 200, 200, 200)),
    ("import/", (302, 403, 403, 403, 403, 200, 200)),
    ("import/essays/", (302, 403, 403, 403, 403, 200, 200)),
    ("import/columns/", (302, 403, 403, 403, 403, 302, 302)),
    ("bulk/", (302, 404, 404, 404, 404, 200, 200)),
    ("bulk/importmapping/", (302, 403, 403, 403, 403, 200, 200)),
    ("bulk/importmapping/add/", (302, 403, 403, 403, 403, 403, 403)),
    ("bulk/importmapping/{mapping}/change/", (302, 403, 403, 403, 403, 200, 200)),
    ("bulk/importmapping/{mapping}/delete/", (302, 403, 403, 403, 403, 200, 200)),
    ("bulk/importmapping/{mapping}/history/", (302, 403, 403, 403, 403, 200, 200)),
    ("r/{type}/{theirs}/", (302, 404, 404, 404, 404, 404, 404)),
    ("essays/essay/add/", (302, 403, 403, 200, 200, 200, 200)),
    ("essays/essay/{theirs}/change/", (302, 403, 302, 302, 302, 200, 200)),
    ("essays/essay/{theirs}/delete/", (302, 403, 403, 302, 302, 200, 200)),
    ("essays/essay/{theirs}/history/", (302, 403, 403, 403, 403, 200, 200)),
    ("essays/essay/{theirs}/draft/", (302, 403, 403, 404, 404, 200, 200)),
    ("essays/essay/{theirs}/publish/", (302, 403, 403, 403, 403, 200, 200)),
    ("essays/essay/{theirs}/unpublish/", (302, 403, 403, 403, 403, 302, 302)),
    ("essays/essay/{theirs}/review/", (302, 403, 403, 404, 404, 200, 200)),
    ("essays/essay/{theirs}/editing/", (200, 403, 403, 403, 403, 405, 405)),
    ("essays/essay/{theirs}/sources/", (302, 404, 404, 404, 404, 200, 200)),
    ("essays/essay/{theirs}/comment-policy/", (302, 403, 404, 403, 403, 200, 200)),
    ("essays/essay/{own}/change/", (302, 403, 302, 200, 302, 200, 200)),
    ("essays/essay/{own}/delete/", (302, 403, 403, 200, 302, 200, 200)),
    ("essays/essay/{own}/draft/", (302, 403, 403, 200, 404, 200, 200)),
    ("essays/essay/{own}/publish/", (302, 403, 403, 403, 403, 200, 200)),
    ("essays/essay/{own}/unpublish/", (302, 403, 403, 403, 403, 302, 302)),
    ("essays/essay/{own}/review/", (302, 403, 403, 200, 404, 200, 200)),
    ("essays/essay/{own}/editing/", (200, 403, 403, 405, 403, 405, 405)),
    ("essays/essay/{own}/sources/", (302, 404, 404, 200, 404, 200, 200)),
    ("essays/essay/{own}/comment-policy/", (302, 403, 404, 403, 403, 200, 200)),
    ("essays/essay/{own}/history/", (302, 403, 403, 403, 403, 200, 200)),
    ("essays/essay/{own}/history/{state}/", (302, 403, 403, 403, 403, 200, 200)),
    ("essays/essay/{own}/history/{state}/restore/", (302, 403, 403, 403, 403, 200, 200)),
    (
        "essays/essay/{own}/history/compare/?" + STATES,
        (302, 403, 403, 403, 403, 200, 200),
    ),
    ("essays/essay/{own}/history/drafts/", (302, 403, 403, 403, 403, 200, 200)),
    ("essays/essay/{own}/history/drafts/{saved}/", (302, 403, 403, 403, 403, 200, 200)),
    (
        "essays/essay/{own}/history/drafts/compare/?after={saved}",
        (302, 403, 403, 403, 403, 200, 200),
    ),
    ("essays/essay/recover/", (302, 403, 403, 403, 403, 200, 200)),
    ("essays/essay/recover/{own}/", (302, 403, 403, 403, 403, 302, 302)),
    ("essays/essay/{public}/change/", (302, 403, 200, 302, 302, 200, 200)),
    ("essays/essay/{public}/delete/", (302, 403, 403, 302, 302, 200, 200)),
    ("essays/essay/{public}/draft/", (302, 403, 403, 404, 404, 200, 200)),
    ("essays/essay/{public}/publish/", (302, 403, 403, 403, 403, 200, 200)),
    ("essays/essay/{public}/unpublish/", (302, 403, 403, 403, 403, 200, 200)),
    ("essays/essay/{mine}/change/", (302, 403, 200, 200, 302, 200, 200)),
    ("essays/essay/{mine}/delete/", (302, 403, 403, 403, 302, 200, 200)),
    ("essays/essay/{mine}/draft/", (302, 403, 403, 403, 404, 200, 200)),
    ("essays/essay/{mine}/review/", (302, 403, 403, 302, 404, 302, 302)),
    ("essays/essay/{mine}/editing/", (200, 403, 403, 403, 403, 405, 405)),
    ("essays/essay/{mine}/sources/", (302, 404, 403, 403, 404, 200, 200)),
    ("essays/essay/publish/?rows={theirs}", (302, 403, 403, 403, 403, 200, 200)),
    ("essays/essay/unpublish/?rows={public}", (302, 403, 403, 403, 403, 200, 200)),
    ("essays/essay/{public}/review/", (302, 403, 403, 404, 404, 302, 302)),
    ("essays/essay/{public}/editing/", (200, 403, 403, 403, 403, 405, 405)),
    ("essays/essay/{public}/sources/", (302, 404, 403, 404, 404, 200, 200)),
    ("essays/essay/{public}/comment-policy/", (302, 403, 200, 403, 403, 200, 200)),
    ("essays/essay/{public}/comments.csv", (302, 403, 200, 403, 403, 200, 200)),
    ("essays/essay/{public}/comments.json", (302, 403, 200, 403, 403, 200, 200)),
    ("essays/essay/{theirs}/comments.csv", (302, 403, 404, 403, 403, 200, 200)),
    ("essays/essay/{own}/comments.json", (302, 403, 404, 403, 403, 200, 200)),
    ("essays/essay/several/", (302, 403, 403, 200, 302, 200, 200)),
    ("essays/essay/several/changes/", (302, 403, 403, 200, 200, 200, 200)),
    ("essays/essay/several/changes/{bulk_change}/undo/", (302, 403, 403, 404, 404, 405, 405)),
    ("resources/text/reads/", (302, 403, 403, 200, 200, 200, 200)),
    ("resources/image/pictures/", (302, 403, 403, 200, 200, 200, 200)),
    ("resources/image/pictures/?essay={own}", (302, 403, 403, 200, 200, 200, 200)),
    ("resources/image/pictures/?essay={theirs}", (302, 403, 403, 200, 200, 200, 200)),
    ("resources/image/pictures/?essay={public}", (302, 403, 403, 200, 200, 200, 200)),
    ("resources/image/pictures/?essay={mine}", (302, 403, 403, 403, 200, 200, 200)),
    (f"autocomplete/?{CHOICE}", (302, 403, 200, 200, 200, 200, 200)),
]
ADMIN_PAGES_OF_KINDS = [
    #                    visitor, staff, moderator, author, other author, editor, administrator
    ("", (302, 403, 403, 200, 200, 200, 200)),
    ("add/", (302, 403, 403, 200, 200, 200, 200)),
    ("add/?essay={theirs}", (302, 403, 403, 200, 200, 200, 200)),
    ("several/", (302, 403, 403, 200, 302, 200, 200)),
    ("several/changes/", (302, 403, 403, 200, 200, 200, 200)),
    (
        "several/changes/{bulk_change_of_source}/undo/",
        (302, 403, 403, 404, 404, 405, 405),
    ),
    ("{their_source}/change/", (302, 403, 403, 302, 302, 200, 200)),
    ("{their_source}/delete/", (302, 403, 403, 302, 302, 200, 200)),
    ("{their_source}/history/", (302, 403, 403, 403, 403, 200, 200)),
    ("{their_source}/draft/", (302, 403, 403, 404, 404, 200, 200)),
    ("{their_source}/publish/", (302, 403, 403, 403, 403, 200, 200)),
    ("{their_source}/unpublish/", (302, 403, 403, 403, 403, 302, 302)),
    ("publish/?rows={their_source}", (302, 403, 403, 403, 403, 200, 200)),
    ("unpublish/?rows={their_source}", (302, 403, 403, 403, 403, 302, 302)),
    ("{their_source}/review/", (302, 403, 403, 404, 404, 200, 200)),
    ("{hidden_source}/review/", (302, 403, 403, 404, 404, 200, 200)),
    ("{own_source}/review/", (302, 403, 403, 200, 404, 200, 200)),
    ("{their_source}/editing/", (200, 403, 403, 403, 403, 405, 405)),
    ("{hidden_source}/change/", (302, 403, 403, 302, 302, 200, 200)),
    ("{hidden_source}/delete/", (302, 403, 403, 302, 302, 200, 200)),
    ("{hidden_source}/draft/", (302, 403, 403, 404, 404, 200, 200)),
    ("{hidden_source}/editing/", (200, 403, 403, 403, 403, 405, 405)),
    ("{own_source}/change/", (302, 403, 403, 200, 302, 200, 200)),
    ("{own_source}/delete/", (302, 403, 403, 200, 302, 200, 200)),
    ("{own_source}/draft/", (302, 403, 403, 200, 404, 200, 200)),
    ("{own_source}/editing/", (200, 403, 403, 405, 403, 405, 405)),
    ("{public_source}/change/", (302, 403, 403, 200, 302, 200, 200)),
    ("{public_source}/delete/", (302, 403, 403, 403, 302, 200, 200)),
    ("{public_source}/draft/", (302, 403, 403, 403, 404, 200, 200)),
    ("{public_source}/review/", (302, 403, 403, 302, 404, 302, 302)),
    ("{public_source}/editing/", (200, 403, 403, 403, 403, 405, 405)),
    ("{own_source}/history/", (302, 403, 403, 403, 403, 200, 200)),
    ("{own_source}/history/{source_state}/", (302, 403, 403, 403, 403, 200, 200)),
    ("{own_source}/history/{source_state}/restore/", (302, 403, 403, 403, 403, 200, 200)),
    (
        "{own_source}/history/compare/?" + SOURCE_STATES,
        (302, 403, 403, 403, 403, 200, 200),
    ),
    ("{own_source}/history/drafts/", (302, 403, 403, 403, 403, 200, 200)),
    ("{own_source}/history/drafts/{source_saved}/", (302, 403, 403, 403, 403, 200, 200)),
    (
        "{own_source}/history/drafts/compare/?after={source_saved}",
        (302, 403, 403, 403, 403, 200, 200),
    ),
    ("recover/", (302, 403, 403, 403, 403, 200, 200)),
    ("recover/{own_source}/", (302, 403, 403, 403, 403, 302, 302)),
]
# Only of kinds whose declaration has this: paragraphs side by side, a timing.
ADMIN_PAGES_OF_SOME_KINDS = [
    #                    visitor, staff, moderator, author, other author, editor, administrator
    (declared, f"{{{source}}}/{page}/", answers)
    for declared, page in [("parallel", "paragraphs"), ("timing", "timing")]
    for source, answers in [
        ("their_source", (302, 403, 403, 404, 404, 200, 200)),
        ("hidden_source", (302, 403, 403, 404, 404, 200, 200)),
        ("own_source", (302, 403, 403, 200, 404, 200, 200)),
        ("public_source", (302, 403, 403, 403, 404, 200, 200)),
    ]
]
# Addresses of a list or a form that some roles may only read.
READ_ONLY = {
    ("moderator", "essays/essay/{public}/change/"),
    ("moderator", "essays/essay/{mine}/change/"),
    ("author", "essays/essay/{mine}/change/"),
    ("author", "{public_source}/change/"),
    ("editor", "essays/comment/"),
    ("editor", "essays/comment/{comment}/change/"),
    ("editor", "essays/comment/{hidden_comment}/change/"),
}
PREVIEWS = [
    #               visitor, staff, moderator, author, other author, editor, administrator
    *(
        (f"{essay}/{page}", answers)
        for page in ["", "comments/"]
        for essay, answers in [
            ("{theirs}", (404, 404, 404, 404, 404, 200, 200)),
            ("own", (404, 404, 404, 200, 404, 200, 200)),
            ("public", (200, 200, 200, 200, 200, 200, 200)),
        ]
    ),
    *(
        (f"{essay}/{section}/{source}", answers)
        for section in SECTIONS
        for essay, source, answers in [
            ("{theirs}", "", (404, 404, 404, 404, 404, 200, 200)),
            ("{theirs}", "{hidden}/", (404, 404, 404, 404, 404, 200, 200)),
            ("own", "", (404, 404, 404, 200, 404, 200, 200)),
            ("own", "own/", (404, 404, 404, 200, 404, 200, 200)),
            ("own", "{hidden}/", (404, 404, 404, 404, 404, 200, 200)),
            ("public", "{hidden}/", (404, 404, 404, 404, 404, 200, 200)),
        ]
    ),
    ("{theirs}/text.txt", (404, 404, 404, 404, 404, 200, 200)),
    ("own/text.txt", (404, 404, 404, 200, 404, 200, 200)),
    *(
        (f"{{theirs}}/comments/{page}", answers)
        for page, answers in [
            ("{hidden_comment}/", (404, 404, 404, 404, 404, 404, 404)),
            ("{hidden_comment}/flag/", (404, 404, 404, 404, 404, 404, 404)),
            ("own/{hidden_signed}/", (404, 404, 404, 404, 404, 404, 404)),
            ("switch/", (403, 403, 405, 403, 403, 405, 405)),
        ]
    ),
    ("public/comments/{comment}/", (302, 302, 302, 302, 302, 302, 302)),
    ("public/comments/{comment}/flag/", (200, 200, 200, 200, 200, 200, 200)),
    ("public/comments/own/{signed}/", (200, 200, 200, 200, 200, 200, 200)),
    ("public/comments/confirm/{confirmed}/", (200, 200, 200, 200, 200, 200, 200)),
    ("public/?draft", (404, 404, 404, 404, 404, 200, 200)),
    ("mine/?draft", (404, 404, 404, 404, 404, 200, 200)),
    ("own/?draft", (404, 404, 404, 404, 404, 200, 200)),
]
FILES = [
    ("their_source", (404, 404, 404, 404, 404, 200, 200)),
    ("hidden_source", (404, 404, 404, 404, 404, 200, 200)),
    ("own_source", (404, 404, 404, 200, 404, 200, 200)),
]
# Pages that test_visibility.py does not list either.
TESTED_ELSEWHERE = {
    "admin:login": "for everybody, and shows nothing: editorial/test_login.py",
    "set_password": "signed, for one account alone: editorial/test_accounts.py",
    "healthz": "for machines, and shows nothing: test_health.py",
    "readyz": "for machines, and shows nothing: test_health.py",
    "robots": "for machines, the same for all: test_robots.py",
    "feeds:queue": "signed, for one moderator alone: feeds/test_queue_feed.py",
    "media:file": "each file of each kind: FILES above",
    "notices:unsubscribe": "signed, for one reader alone: notices/test_unsubscribing.py",
    "sitemap:part": "each part that the index names: test_visibility.py",
}


def sources_of(archive, model):
    return {
        "their_source": model.objects.get(essay=archive["theirs"]),
        "hidden_source": model.objects.get(essay=archive["own"], slug=HIDDEN_SLUG),
        "own_source": model.objects.get(essay=archive["own"], slug="own"),
        "public_source": model.objects.get(essay=archive["mine"], slug="own"),
    }
