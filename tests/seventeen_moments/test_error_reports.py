import logging
import sys

import pytest

from seventeen_moments import error_reports
from seventeen_moments.error_reports import MOST, MOST_ERRORS, PAUSE, Reported, ReportHandler
from seventeen_moments.logs import configuration


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        now = 1_000_000.0

        def time(self):
            return self.now

    clock = Clock()
    monkeypatch.setattr(error_reports, "time", clock)
    return clock


@pytest.fixture
def people(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.ADMINS = [("", "ops@example.org")]
    settings.ERROR_WEBHOOKS = []


@pytest.fixture
def report(people, mailoutbox):
    """Logs records, and returns the mails that were sent until the process ends."""

    def report(*records):
        handler = ReportHandler()
        handler.setFormatter(logging.Formatter())
        for record in records:
            handler.handle(record)
        handler.close()
        return mailoutbox

    return report


def record(message, *args, **extra):
    return logging.makeLogRecord(
        {"name": "essays", "levelname": "ERROR", "levelno": 40, "msg": message, "args": args}
        | extra
    )


def failure(exception=ValueError):
    try:
        raise exception("why")
    except exception:
        return record("Internal Server Error: %s", "page", exc_info=sys.exc_info())


def test_error_is_mailed_with_its_traceback(report):
    [mail] = report(failure())
    assert mail.to == ["ops@example.org"]
    assert mail.subject == "[Seventeen Moments] ERROR: Internal Server Error: page"
    assert "ValueError: why" in mail.body


def test_subject_is_one_line(report):
    [mail] = report(record("Bad:\nBcc: %s", "x" * 300))
    assert (mail.subject[:39], len(mail.subject)) == (
        "[Seventeen Moments] ERROR: Bad: Bcc: xx",
        200,
    )


def test_same_error_of_another_page_is_not_mailed_again(report):
    assert len(report(*(record("%s: %s", "Failed", page) for page in "abc"))) == 1


def test_errors_of_other_kinds_in_the_same_place_are_mailed(report):
    assert len(report(failure(), failure(KeyError))) == 2


def test_refused_request_is_not_reported(report):
    assert report(record("Invalid HTTP_HOST header", status_code=400)) == []


def test_nobody_is_told_without_admins(report, settings):
    settings.ADMINS = []
    assert report(failure()) == []


def test_report_that_fails_is_logged_and_stops_nothing(report, settings, caplog):
    settings.ERROR_WEBHOOKS = ["http://127.0.0.1:1/secret"]
    assert len(report(failure(), failure(KeyError))) == 2
    warnings = [row.getMessage() for row in caplog.records if row.levelname == "WARNING"]
    assert len(warnings) == 2
    assert "secret" not in "".join(warnings)


def test_log_has_the_handler():
    handlers = configuration("INFO", "text")
    assert handlers["root"]["handlers"] == ["stderr", "reports"]
    assert handlers["handlers"]["reports"]["level"] == "ERROR"


# Limits


def test_error_is_due_again_after_an_hour_with_its_number(tmp_path, clock):
    path = tmp_path / "reported.json"
    assert [Reported(path).add("a") for _error in range(3)] == [0, None, None]
    clock.now += PAUSE
    assert [Reported(path).add("a") for _error in range(2)] == [2, None]


def test_reports_of_an_hour_are_bounded(tmp_path, clock):
    path = tmp_path / "reported.json"
    due = [Reported(path).add(f"error {number}") for number in range(MOST + 5)]
    assert due == [0] * MOST + [None] * 5
    clock.now += PAUSE
    assert Reported(path).add(f"error {MOST}") == 1


def test_number_of_errors_that_are_remembered_is_bounded(tmp_path, clock):
    state = {}
    for number in range(2 * MOST_ERRORS):
        error_reports._add(state, f"error {number}")
    assert len(state) == MOST_ERRORS


@pytest.mark.parametrize("content", ["", "{", "\0"])
def test_damaged_file_is_written_anew(tmp_path, clock, content):
    path = tmp_path / "reported.json"
    path.write_text(content)
    assert [Reported(path).add("a"), Reported(path).add("a")] == [0, None]


def test_limits_hold_without_the_file(tmp_path, clock, monkeypatch):
    monkeypatch.setattr(Reported, "in_memory", {})
    path = tmp_path / "missing" / "reported.json"
    assert [Reported(path).add("a"), Reported(path).add("a")] == [0, None]
