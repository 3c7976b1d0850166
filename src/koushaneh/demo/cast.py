"""The cast (بازیگران): one named list for the demo, the tests and the journeys. All of them are invented."""

from dataclasses import dataclass

from koushaneh.access.models import Role


@dataclass(frozen=True)
class Staff:
    """A colleague: who she is and which post she holds."""

    name: str
    role: str
    office: str


@dataclass(frozen=True)
class Woman:
    """A persona of the demo; `part` says in a few words where she stands."""

    first_name: str
    last_name: str
    district: int
    part: str
    facts: dict
    category: str
    birth_year: int
    track: str = "producer"


STAFF = [
    Staff("دکتر مهناز ستوده", Role.DIRECTORATE_MANAGER, "directorate"),
    Staff("فرشته کمالی", Role.DIRECTORATE_MANAGER, "directorate"),
    Staff("شهین پاک‌نژاد", Role.SIGNER, "directorate"),
    Staff("ماندانا رستگار", Role.SIGNER, "oversight"),
    Staff("هدی روشن‌ضمیر", Role.HQ_OFFICER, "headquarters"),
    Staff("نازنین بهرامی", Role.HQ_OFFICER, "headquarters"),
    Staff("پریسا رهگشا", Role.DISTRICT_OFFICER, "office-16"),
    Staff("مریم داوری", Role.DISTRICT_OFFICER, "office-07"),
    Staff("لیلا صبوری", Role.DISTRICT_OFFICER, "office-08"),
    Staff("سارا نیک‌روش", Role.INTAKE, "office-07"),
    Staff("زهره همدم", Role.FOLLOW_UP, "office-07"),
    Staff("مهتاب یاوری", Role.FOLLOW_UP, "office-16"),
    Staff("نیلوفر همراه", Role.FOLLOW_UP, "office-22"),
    Staff("نسرین مهربان", Role.COUNSELLOR, "office-07"),
    Staff("شکوفه آرام", Role.COUNSELLOR, "office-22"),
    Staff("مهوش رازدار", Role.CUSTODIAN, "oversight"),
    Staff("فخری نگهبان", Role.CUSTODIAN, "directorate"),
    Staff("توران استوار", Role.CUSTODIAN, "headquarters"),
    Staff("نسرین توکلی", Role.TEXT_EDITOR, "headquarters"),
    Staff("گیتی معینی", Role.TEXT_EDITOR, "headquarters"),
    Staff("دکتر پروانه افشار", Role.INTERVIEWER, "headquarters"),
    Staff("دکتر سیمین یزدان‌پناه", Role.INTERVIEWER, "headquarters"),
    Staff("رؤیا کیان‌پور", Role.INTERVIEWER, "headquarters"),
    Staff("شیرین آبتین", Role.INTERVIEWER, "headquarters"),
    Staff("مینا عدالت‌خواه", Role.APPEAL_PANEL, "headquarters"),
    Staff("ژاله انصاف", Role.APPEAL_PANEL, "directorate"),
    Staff("طاهره میانجی", Role.APPEAL_PANEL, "oversight"),
    Staff("منیژه آموزگار", Role.TRAINER, "headquarters"),
    Staff("زیبا امینی", Role.AUDITOR, "oversight"),
    Staff("کتایون فنی‌زاده", Role.SYSTEM_ADMIN, "headquarters"),
]
REVIEWERS = [  # fourteen, each from a district of her own
    ("آزاده نظری", 1),
    ("بهاره کاویانی", 3),
    ("پوران شفیعی", 4),
    ("ترانه مولایی", 5),
    ("ثمین رادمنش", 6),
    ("حمیده صادق‌پور", 9),
    ("خورشید لطفی", 10),
    ("دنیا مرادی", 12),
    ("رعنا فتوحی", 13),
    ("زرین کوشا", 15),
    ("سودابه وفایی", 17),
    ("شکوه جاوید", 19),
    ("فروغ ایزدی", 20),
    ("مهستی نوری", 22),
]
OFFICERS = [  # officers of the districts that no persona holds
    "اکرم", "بتول", "پریوش", "توران", "جمیله", "حبیبه", "خدیجه", "راحله", "زینت", "ساناز",
    "شهلا", "صدیقه", "طیبه", "عاطفه", "فهیمه", "کبری", "معصومه", "نگار", "هما",
]  # fmt: skip

MILLION = 10_000_000  # a million toman in rial
WOMEN = [
    Woman("مهری", "آذرپناه", 17, "عضو کانون، چرم‌دوز؛ از سامانه بیرون رفته", {}, "widow", 1979),
    Woman(
        "سمیه",
        "فرازنده",
        15,
        "فروش اینترنتی پوشاک؛ به نتیجهٔ فراخوان نخست اعتراض کرد",
        {"income_rials": 6 * MILLION, "household_need_rials": 14 * MILLION, "dependants": 1, "earners": 1,
         "welfare_decile": 4, "housing": "rent"},
        "divorced",
        1992,
    ),
    Woman(
        "گل‌نساء",
        "بردبار",
        19,
        "نان محلی؛ کم می‌خواند",
        {"income_rials": 4 * MILLION, "household_need_rials": 15 * MILLION, "dependants": 3, "earners": 1,
         "welfare_decile": 2, "housing": "insecure", "disability": True},
        "husband_disabled",
        1970,
    ),
    Woman(
        "نرگس",
        "سپیدار",
        4,
        "دنبال کار نیمه‌وقت",
        {"income_rials": 2 * MILLION, "household_need_rials": 12 * MILLION, "dependants": 1, "earners": 1,
         "welfare_decile": 3, "housing": "rent"},
        "husband_imprisoned",
        1997,
    ),
    Woman(
        "فریبا",
        "دشتبان",
        22,
        "مدرس خیاطی",
        {"income_rials": 11 * MILLION, "household_need_rials": 13 * MILLION, "dependants": 2, "earners": 1,
         "welfare_decile": 3, "housing": "rent", "training_started": 4, "training_completed": 4},
        "self_headed",
        1985,
        "trainer",
    ),
    Woman(
        "ثریا",
        "کوهپایه",
        8,
        "مدرک متارکه‌اش کم است",
        {"income_rials": 5 * MILLION, "household_need_rials": 12 * MILLION, "dependants": 2, "earners": 1,
         "welfare_decile": 3},
        "separated",
        1988,
    ),
    Woman(
        "اعظم",
        "یادگاری",
        9,
        "پس از بیماری به سامانه بازگشته است",
        {"income_rials": 7 * MILLION, "household_need_rials": 12 * MILLION, "dependants": 1, "earners": 1,
         "welfare_decile": 4, "housing": "rent", "disability": True},
        "widow",
        1974,
    ),
]  # fmt: skip
FOUNDERS = [  # who belonged to the association before this software: (first, last, craft, business, title)
    ("مهری", "آذرپناه", "چرم‌دوزی", "چرم مهری", "chair"),
    ("زهره", "سالاری", "قالی‌بافی", "نقش زهره", "board"),
    ("ملیحه", "دانشور", "آشپزی", "سفرهٔ ملیحه", "treasurer"),
    ("ربابه", "هنرور", "گلیم", "گلیم ربابه", "board"),
    ("عفت", "پرنیان", "خیاطی", "دوخت پرنیان", "coordinator"),
]
