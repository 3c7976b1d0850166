"""The indicators that ship (شاخص‌ها): the table of the "founding core", with its value functions."""

from dataclasses import dataclass

from koushaneh.calls.anchors import MOTIVE, PLAN

PERCENT = 10_000  # millionths


@dataclass(frozen=True)
class Item:
    """One indicator as it ships. `key` is a kind of fact, or the key of a question."""

    code: str
    block: str
    name: str
    name_en: str
    weight: int
    source: str
    key: str
    value: dict
    missing: str
    anchors: tuple = ()


def _choice(**percent):
    return {"kind": "choice", "steps": {word: share * PERCENT for word, share in percent.items()}}


def _steps(*pairs):
    return {"kind": "steps", "steps": [[least, share * PERCENT] for least, share in pairs]}


def _linear(low, high):
    return {"kind": "linear", "low": low, "high": high}


ITEMS = (
    Item(
        "A1",
        "path",
        "کار تا امروز",
        "Work so far",
        4,
        "answer",
        "work_stage",
        _choice(idea=0, friends=40, regular=80, licensed=100),
        "ask",
    ),
    Item(
        "A2",
        "path",
        "ماه‌های کار، بخش‌های بریده با هم",
        "Months of activity, broken periods counted together",
        3,
        "answer",
        "activity_months",
        _linear(0, 24),
        "zero",
    ),
    Item(
        "A3",
        "path",
        "درآمد خودش در برابر نیاز خانوار",
        "Own income compared with what the household needs",
        4,
        "fact",
        "income_rials",
        {"kind": "ratio", "over": "household_need_rials", "low": [1, 10], "high": [1, 1]},
        "neutral",
    ),
    Item(
        "A4",
        "path",
        "راه‌های ثابت فروش، یا گروه‌های آموزش‌دیده",
        "Regular sale channels, or groups taught",
        3,
        "answer",
        "channels",
        _steps((0, 0), (1, 40), (2, 70), (3, 90), (4, 100)),
        "zero",
    ),
    Item(
        "A5",
        "path",
        "مهارت",
        "Skill",
        8,
        "answer",
        "skill",
        _choice(none=0, self_taught=50, certificate=80, can_train=100),
        "ask",
    ),
    Item(
        "B1",
        "social",
        "زنانی که در ۱۲ ماه گذشته کمک یا آموزش گرفته‌اند",
        "Women helped or trained in the last 12 months",
        10,
        "answer",
        "women_helped",
        _steps((0, 0), (1, 40), (2, 70), (4, 100)),
        "zero",
    ),
    Item(
        "B2",
        "social",
        "ساعت در ماه برای کانون",
        "Hours a month for the association",
        6,
        "answer",
        "hours_offered",
        _linear(0, 8),
        "ask",
    ),
    Item(
        "B3",
        "social",
        "جا، ابزار یا دانشی که می‌تواند با دیگران قسمت کند",
        "Capacity, equipment or knowledge she can share",
        5,
        "answer",
        "can_share",
        _choice(none=0, some=60, much=100),
        "zero",
    ),
    Item(
        "B4",
        "social",
        "مصاحبه: انگیزهٔ کار برای دیگران",
        "Interview: motive to work for others",
        10,
        "interviewer",
        "motive",
        {"kind": "anchored"},
        "block",
        MOTIVE,
    ),
    Item(
        "B5",
        "social",
        "سابقهٔ همکاری در سامانه",
        "Record of cooperation in the System",
        7,
        "fact",
        "cooperation_record",
        {
            "kind": "product",
            "of": ["attendance_percent", "rating"],
            "steps": [[0, 0], [100, 250_000], [200, 500_000], [300, 750_000], [400, 1_000_000]],
        },
        "neutral",
    ),
    Item(
        "C1",
        "readiness",
        "برنامهٔ خودش، نوشته یا گفته",
        "Her plan, written or spoken",
        8,
        "reviewer",
        "plan",
        {"kind": "anchored"},
        "ask",
        PLAN,
    ),
    Item(
        "C2",
        "readiness",
        "دوره‌های به‌پایان‌رسانده از آغازکرده",
        "Trainings completed out of those started",
        7,
        "fact",
        "training_completed",
        {"kind": "beta", "of": "training_started", "alpha": 2, "beta": 1},
        "neutral",
    ),
    Item(
        "D1",
        "need",
        "دهک رفاهی",
        "Welfare decile",
        8,
        "fact",
        "welfare_decile",
        {"kind": "decile"},
        "neutral",
    ),
    Item(
        "D2",
        "need",
        "شمار افراد تحت تکفل برای هر نان‌آور",
        "Dependants for each earner",
        6,
        "fact",
        "dependants",
        {"kind": "ratio", "over": "earners", "low": [0, 1], "high": [4, 1]},
        "ask",
    ),
    Item(
        "D3",
        "need",
        "مسکن",
        "Housing",
        5,
        "fact",
        "housing",
        _choice(owner=0, rent=60, insecure=100),
        "neutral",
    ),
    Item(
        "D4",
        "need",
        "معلولیت یا بیماری طولانی در خانوار",
        "Disability or long illness in the household",
        6,
        "fact",
        "disability",
        {"kind": "yes_no"},
        "zero",
    ),
)
