"""What must always hold in a call, and the tests that prove each of it."""

PROVEN_BY = {
    "one live application for a person and a call": [
        "tests/proof/machines/applying.py::a_woman_has_one_application_to_a_call",
        "tests/calls/test_applications_submit.py::test_sending_twice_is_sending_once",
    ],
    "one live file for a person": [
        "tests/proof/machines/offices.py::a_woman_has_one_live_file",
        "tests/registry/test_file_actions.py::test_a_second_live_file_is_refused",
    ],
    "nobody reviews with a conflict or a block": [
        "tests/proof/test_machines.py::test_a_review_under_a_block_is_found",
        "tests/screening/test_reviewing.py::test_a_conflict_closes_the_review_and_the_application_vanishes",
        "tests/screening/test_later_events.py::test_a_reviewer_blocked_since_can_neither_read_on_nor_lock",
    ],
    "nobody signs with a conflict or a block": [
        "tests/screening/test_signing.py::test_who_has_a_conflict_or_a_block_with_an_applicant_does_not_sign",
    ],
    "nobody hears an appeal with a conflict or a block": [
        "tests/proof/machines/seats.py::somebody_votes",
        "tests/screening/test_later_events.py::test_a_member_blocked_since_has_no_voice",
    ],
    "no answer to a reviewer holds a blinded value": [
        "tests/web/review/test_reviewing_pages.py::test_no_page_message_or_export_for_a_reviewer_holds_what_tells_who_she_is",
        "tests/web/review/test_reviewing_pages.py::test_the_search_for_leaks_finds_them_where_the_twin_is_not_edited",
        "tests/proof/test_tokens.py::test_each_sees_the_tokens_she_may_and_no_other",
    ],
    "offers and accepted seats never pass the seats": [
        "tests/proof/machines/seats.py::never_more_seats_are_taken_than_there_are",
        "tests/proof/test_machines.py::test_a_waiting_list_that_overbooks_is_found",
        "tests/screening/test_seats_race.py::test_offers_and_acceptances_never_pass_the_seats",
        "tests/screening/test_seats_race.py::test_without_the_lock_the_same_race_goes_wrong",
    ],
    "a replay gives the same bytes, a changed byte others": [
        "tests/screening/test_signing.py::test_a_replay_gives_the_same_bytes",
        "tests/screening/test_determinism.py::test_every_changed_byte_of_the_stored_text_is_refused",
    ],
    "what goes against her has a reason and a letter": [
        "tests/proof/machines/seats.py::what_goes_against_her_has_a_reason_and_a_letter",
        "tests/screening/test_releasing.py::test_every_negative_decision_has_a_reason_and_a_letter",
    ],
    "a rank in a waiting list never changes without an event": [
        "tests/proof/machines/seats.py::no_rank_changes_and_nobody_leaves_the_list_unseen",
        "tests/screening/test_offers.py::test_a_declined_seat_goes_to_the_next_and_no_rank_moves",
    ],
    "a move that is not in the table raises": [
        "tests/proof/machines/story.py::assert_recorded",
        "tests/proof/test_invariants.py::test_a_move_outside_the_table_raises_at_every_state",
    ],
    "a deadline is one of Tehran": [
        "tests/proof/test_invariants.py::test_the_day_of_a_paper_is_a_day_of_tehran",
        "tests/places/test_closures.py::test_a_deadline_on_a_closed_day_moves_to_the_same_hour_of_the_next_working_day",
    ],
}

# Each end and why nothing follows. A state without a way out that is not here is a trap, and fails.
# Where a row may begin, if its column has no default: who wishes to be erased waits, or headquarters decides first.
BEGINNINGS = {"rights.ErasureRequest": {"deciding", "waiting"}}
ENDS = {
    "access.Post": {"refused": "another is proposed anew", "ended": "a new post begins"},
    "association.FoundingAct": {"signed": "it is in force", "void": "another is drafted"},
    "calls.Application": {
        "enrolled": "her cohort goes on",
        "declined": "her seat went to the next",
        "expired": "her seat went to the next",
    },
    "calls.Call": {"archived": "its page and rules stay", "cancelled": "everybody was told"},
    "calls.InfoRequest": {"settled": "the check is over", "expired": "the check goes on without it"},
    "counselling.Booking": {
        "held": "they met",
        "missed": "she may take another turn",
        "excused": "she may take another turn",
        "left": "the hour is free again",
    },
    "counselling.Note": {"locked": "additions stand beside it"},
    "notify.Message": {
        "delivered": "it has arrived",
        "failed": "her office sees it and telephones",
        "opted_out": "she reads it in her pages",
        "cancelled": "it was taken back before it left",
    },
    "graduation.CheckIn": {"done": "somebody asked", "dropped": "she came back, and is followed up again"},
    "graduation.Graduation": {
        "not_yet": "she said so; it can be begun anew",
        "withdrawn": "it can be begun anew",
        "came_back": "she is supported again",
    },
    "path.MilestoneClaim": {"verified": "she has reached it", "withdrawn": "she may claim it anew"},
    "path.PathStep": {"done": "she did it", "made_up": "she did it later", "dropped": "the plan changed"},
    "path.PathTemplate": {"retired": "the next version is in use"},
    "registry.File": {"closed": "history; a new file may be opened"},
    "registry.Import": {"done": "the rows are in", "cancelled": "another is uploaded"},
    "registry.MergeCandidate": {"merged": "one woman is left", "different": "they are two women"},
    "rights.CorrectionRequest": {
        "kept": "answered with the reason",
        "corrected": "the file says it right",
    },
    "rights.ErasureRequest": {
        "erased": "her receipt says what stays",
        "taken_back": "she may ask again",
    },
    "workshops.Workshop": {"finished": "it is over", "cancelled": "everybody was told why"},
    "workshops.Seat": {
        "attended": "her step is done",
        "excused": "her step says why; another workshop comes",
        "absent": "her follow-up officer telephones",
        "closed": "she was told; other workshops are open",
    },
    "screening.Appeal": {
        "late": "answered with that reason",
        "out_of_scope": "answered with that reason",
        "rejected": "the answer is final",
        "remedied": "she has what she was owed",
        "withdrawn": "she took it back",
    },
    "screening.Assignment": {"locked": "a revision is a further review", "replaced": "another judges"},
    "screening.Interview": {"rated": "its points count"},
    "screening.Offer": {
        "declined": "the seat went on",
        "expired": "the seat went on",
        "withdrawn": "the seat went on",
    },
    "screening.Redaction": {"released": "reviewers read it"},
    "screening.Run": {"released": "the letters have left", "void": "the call is run anew"},
}
