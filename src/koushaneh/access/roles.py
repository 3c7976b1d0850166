"""The one table of permissions: which role may do what, within the subtree of its office's place."""

from enum import StrEnum

from koushaneh.access.models import Role


class Permission(StrEnum):
    """What a page or an action asks for (اجازه)."""

    FILE_READ = "file.read"  # persons of the register, by name
    FILE_EDIT = "file.edit"
    FILE_FIGURES = "file.figures"  # counts and monthly reports, no person
    REGISTER_IMPORT = "register.import"
    PERSON_MERGE = "person.merge"
    BLOCK_SET = "block.set"
    BLOCK_LIFT = "block.lift"
    CALL_LIST_WORK = "call_list.work"  # whom do I telephone today
    CALL_READ = "call.read"
    CALL_COMPOSE = "call.compose"
    CALL_APPROVE = "call.approve"
    CALL_INVITE = "call.invite"
    APPLICATION_READ = "application.read"
    APPLICATION_ASSIST = "application.assist"
    APPLICATION_CHECK = "application.check"
    TEXT_EDIT = "text.edit"
    REVIEW = "review.write"
    REVIEW_PLAN = "review.plan"
    INTERVIEW = "interview.rate"
    INTERVIEW_PLAN = "interview.plan"
    RUN_READ = "run.read"
    RUN_PREPARE = "run.prepare"
    RUN_EXECUTE = "run.execute"
    RUN_REPLAY = "run.replay"
    RUN_SIGN = "run.sign"
    RESULT_RELEASE = "result.release"
    RESULT_TELL = "result.tell"
    OVERRIDE_PROPOSE = "override.propose"
    OVERRIDE_SIGN = "override.sign"
    APPEAL_FILE = "appeal.file"  # for a woman, at the office or by telephone
    APPEAL_ADMIT = "appeal.admit"
    APPEAL_HEAR = "appeal.hear"
    FOUNDING_PROPOSE = "founding.propose"
    FOUNDING_SIGN = "founding.sign"
    PATH_BEGIN = "path.begin"  # take a woman of the register onto the path
    PATH_WORK = "path.work"  # walk beside her: goals, steps, follow-up
    PATH_TEMPLATE = "path.template"
    MILESTONE_VERIFY = "milestone.verify"  # what a woman says she has reached
    LAUNCH_VERIFY = "launch.verify"  # the graver ones: her business has begun
    MILESTONE_DEFINE = "milestone.define"
    GRADUATION_ASSESS = "graduation.assess"  # go through the checklist with her, ask after her later
    GRADUATION_DECIDE = "graduation.decide"  # the second person: confirm, answer objections, set the day
    GRADUATION_DEFINE = "graduation.define"  # the checklist, the level of prices, the household need
    COUNSEL = "counsel.work"  # her own cases alone
    CUSTODY = "custody.keep"  # a third of the keys to counselling notes, never a note
    COHORT_READ = "cohort.read"
    WORKSHOP_COMPOSE = "workshop.compose"  # write workshops, see who asked, name reserved seats
    WORKSHOP_TEACH = "workshop.teach"  # own workshops: names of who has a seat, attendance
    CORRECTION_ANSWER = "correction.answer"  # she says that something is wrong
    ERASURE_FILE = "erasure.file"  # for a woman, at the office or by telephone
    ERASURE_READ = "erasure.read"  # by number and district, no name
    ERASURE_DECIDE = "erasure.decide"  # where a seat or an application is at stake
    ERASURE_SIGN = "erasure.sign"  # the second person under a postponement
    RETENTION_READ = "retention.read"
    RETENTION_SET = "retention.set"
    POST_READ = "post.read"
    POST_GIVE = "post.give"
    OFFICE_EDIT = "office.edit"
    CLOSURE_DECLARE = "closure.declare"
    LOG_READ = "log.read"
    SYSTEM_READ = "system.read"
    STYLE_READ = "style.read"
    DISTRICT_HOME = "home.district"
    HQ_HOME = "home.hq"
    REVIEW_HOME = "home.review"
    COUNSEL_HOME = "home.counsel"
    OVERSIGHT_HOME = "home.oversight"
    TRAINER_HOME = "home.trainer"


P = Permission
OFFICE_WORK = {
    P.DISTRICT_HOME,
    P.FILE_READ,
    P.CALL_READ,
    P.CALL_LIST_WORK,
    P.APPLICATION_READ,
    P.APPLICATION_ASSIST,
    P.RESULT_TELL,
    P.APPEAL_FILE,
    P.ERASURE_FILE,
}

GRANTS: dict[str, set[Permission]] = {
    Role.DIRECTORATE_MANAGER: {
        P.HQ_HOME,
        P.CALL_READ,
        P.CALL_APPROVE,
        P.RUN_READ,
        P.FILE_FIGURES,
        P.COHORT_READ,
        P.RETENTION_READ,
        P.POST_READ,
        P.OVERRIDE_PROPOSE,
    },
    Role.SIGNER: {
        P.HQ_HOME,
        P.CALL_READ,
        P.CALL_APPROVE,
        P.RUN_READ,
        P.RUN_REPLAY,
        P.RUN_SIGN,
        P.OVERRIDE_SIGN,
        P.FOUNDING_SIGN,
        P.ERASURE_READ,
        P.ERASURE_SIGN,
        P.RETENTION_READ,
        P.COHORT_READ,
        P.POST_READ,
        P.POST_GIVE,
    },
    Role.HQ_OFFICER: {
        P.HQ_HOME,
        P.CALL_READ,
        P.CALL_COMPOSE,
        P.REVIEW_PLAN,
        P.INTERVIEW_PLAN,
        P.RUN_READ,
        P.RUN_PREPARE,
        P.RUN_EXECUTE,
        P.RESULT_RELEASE,
        P.OVERRIDE_PROPOSE,
        P.APPEAL_ADMIT,
        P.FOUNDING_PROPOSE,
        P.ERASURE_READ,
        P.ERASURE_DECIDE,
        P.RETENTION_READ,
        P.RETENTION_SET,
        P.COHORT_READ,
        P.PATH_TEMPLATE,
        P.MILESTONE_DEFINE,
        P.GRADUATION_DEFINE,
        P.WORKSHOP_COMPOSE,
        P.FILE_FIGURES,
        P.REGISTER_IMPORT,
        P.POST_READ,
        P.POST_GIVE,
        P.OFFICE_EDIT,
        P.CLOSURE_DECLARE,
        P.BLOCK_LIFT,
        P.STYLE_READ,
    },
    Role.DISTRICT_OFFICER: OFFICE_WORK
    | {
        P.FILE_EDIT,
        P.FILE_FIGURES,
        P.REGISTER_IMPORT,
        P.PERSON_MERGE,
        P.BLOCK_SET,
        P.BLOCK_LIFT,
        P.CALL_INVITE,
        P.APPLICATION_CHECK,
        P.PATH_BEGIN,
        P.MILESTONE_VERIFY,
        P.LAUNCH_VERIFY,
        P.GRADUATION_ASSESS,
        P.GRADUATION_DECIDE,
        P.WORKSHOP_COMPOSE,
        P.CORRECTION_ANSWER,
    },
    Role.FOLLOW_UP: {
        P.DISTRICT_HOME,
        P.FILE_READ,
        P.CALL_LIST_WORK,
        P.PATH_BEGIN,
        P.PATH_WORK,
        P.MILESTONE_VERIFY,
        P.GRADUATION_ASSESS,
        P.WORKSHOP_COMPOSE,
    },
    Role.TRAINER: {P.TRAINER_HOME, P.WORKSHOP_TEACH},
    Role.INTAKE: OFFICE_WORK,
    Role.REVIEWER: {P.REVIEW_HOME, P.REVIEW},
    Role.TEXT_EDITOR: {P.REVIEW_HOME, P.TEXT_EDIT},
    Role.INTERVIEWER: {P.REVIEW_HOME, P.INTERVIEW},
    Role.APPEAL_PANEL: {P.REVIEW_HOME, P.APPEAL_HEAR},
    Role.COUNSELLOR: {P.COUNSEL_HOME, P.COUNSEL},
    Role.CUSTODIAN: {P.COUNSEL_HOME, P.CUSTODY},
    Role.AUDITOR: {
        P.OVERSIGHT_HOME,
        P.LOG_READ,
        P.RUN_READ,
        P.CALL_READ,
        P.POST_READ,
        P.CALL_APPROVE,
        P.RETENTION_READ,
    },
    Role.SYSTEM_ADMIN: {P.OVERSIGHT_HOME, P.SYSTEM_READ, P.STYLE_READ},
}
STAFF_ROLES = frozenset(GRANTS)
