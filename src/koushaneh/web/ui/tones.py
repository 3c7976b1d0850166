"""Tones (رنگ‌های معنا): the colour and the icon of each state. Colour never stands alone."""

QUIET, INFO, WAIT, DONE, ERROR = "quiet", "info", "warn", "done", "error"
UNKNOWN = (QUIET, "circle-dashed")

BY_TONE = {
    (QUIET, "pencil-line"): "draft",
    (QUIET, "archive"): "archived retired dropped ended superseded stale merged void",
    (
        QUIET,
        "circle-slash",
    ): "taken_back lapsed expired skipped withdrawn undone cancelled declined closed left",
    (INFO, "megaphone"): "announced published",
    (INFO, "door-open"): "came_back open active live running released_to_panel",
    (INFO, "inbox"): "submitted received filed new requested",
    (
        INFO,
        "search-check",
    ): "working checking in_review reviewing assigned hearing admitted admissible interview",
    (INFO, "list-ordered"): "booked scheduled held ranked scored computed executed run_prepared prepared",
    (INFO, "mail"): "offered invited sent results appeals selected",
    (
        WAIT,
        "hourglass",
    ): "claimed missed proposed overdue approval grace pending waiting queued waitlisted planned untried unknown",
    (WAIT, "calendar-clock"): "approved confirmed not_yet deciding postponed",
    (WAIT, "file-question-mark"): "objected returned info_requested asked missing answered",
    (
        DONE,
        "circle-check",
    ): "made_up rated accepted enrolled done settled remedied upheld partly verified granted eligible delivered final",
    (DONE, "check"): "agreed effective corrected erased attended allotted finished",
    (DONE, "signature"): "signed run_signed locked released seconded replayed",
    (ERROR, "circle-x"): "ineligible refused rejected failed undelivered inadmissible mismatch",
    (
        QUIET,
        "circle-minus",
    ): "kept absent not_selected not_upheld dismissed opted_out no_show excused replaced recused late out_of_scope",
}
TONES = {state: look for look, states in BY_TONE.items() for state in states.split()}

NOTICE_ICONS = {INFO: "info", WAIT: "triangle-alert", ERROR: "circle-alert", DONE: "circle-check"}


def look_of(state):
    """Return the tone and the icon of a state."""
    return TONES.get(str(state), UNKNOWN)
