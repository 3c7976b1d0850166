"""What is planted: one token for each sensitive field, found nowhere else in the house."""

import re

FIRST_NAME = "زرافشان"
LAST_NAME = "نیلوفرآبادی"
PHONE = "+989357654321"
NATIONAL_ID = "4840923712"
FATHER = "فریبرزخان"
ADDRESS = "کوچهٔ بنفشه‌زار"
POSTAL_CODE = "1457896321"
BIRTH_DATE = "1979-02-13"
PLAN = "گره‌طلای قالی"
SERVICE_NOTE = "چرخ‌خیاطی سرمه‌ای"
REFERRAL = "ارجاع به آب‌انبار"
CALL_NOTE = "پس از اذان زنگ بزنید"
CONTACT_NOTE = "فقط از راه خاله‌گل"
INFO_ANSWER = "گواهی را پسردایی آورد"
APPEAL = "اعتراض لاله‌زاری"
REVIEW_NOTE = "یادداشت داور سپیدار"
BASELINE = "پاسخ‌پنهان۷۷۱"
CORRECTION = "نشانی‌ام کوی یاسمن"
SAID = "به عمه‌گلاب گفتم"
BLOCK_REASON = "دلیل منع کبوترخانه"
COUNSELLING = "از دره‌نرگس ترسیده است"
PIN = "482915"

# Searched also in the forms in which pages write them.
FORMS = {
    "first_name": (FIRST_NAME,),
    "last_name": (LAST_NAME,),
    "phone": (PHONE, PHONE[3:], "۹۳۵۷۶۵۴۳۲۱", "0935 765 4321", "۰۹۳۵ ۷۶۵ ۴۳۲۱"),
    "national_id": (NATIONAL_ID, "۴۸۴۰۹۲۳۷۱۲"),
    "father": (FATHER,),
    "address": (ADDRESS,),
    "postal_code": (POSTAL_CODE, "۱۴۵۷۸۹۶۳۲۱"),
    "birth_date": (BIRTH_DATE, "۲۴ بهمن ۱۳۵۷", "1357/11/24", "۱۳۵۷/۱۱/۲۴"),
    "plan": (PLAN,),
    "service_note": (SERVICE_NOTE,),
    "referral": (REFERRAL,),
    "call_note": (CALL_NOTE,),
    "contact_note": (CONTACT_NOTE,),
    "info_answer": (INFO_ANSWER,),
    "appeal": (APPEAL,),
    "review_note": (REVIEW_NOTE,),
    "baseline": (BASELINE,),
    "block_reason": (BLOCK_REASON,),
    "counselling": (COUNSELLING,),
    "correction": (CORRECTION,),
    "said": (SAID,),
    "pin": (PIN, "۴۸۲۹۱۵"),
    "preferred_name": ("زری‌ساغر",),
    "safe_hours": ("فقط پس از چهارشنبه‌بازار",),
    "attempt_note": ("خواهرش شمسی‌جان برداشت",),
    "event_reason": ("تغییر به خواست عمه‌پری",),
    "referral_reason": ("قبض آبگرمکن عقب‌افتاده",),
    "witness": ("گواه: کبری ارغوانی",),
    "info_request": ("برگهٔ سبزآبی را بیاورید",),
    "told_note": ("تلفنی به او گفته شد، گریست",),
    "offer_note": ("به خاطر نوزاد نپذیرفت",),
    "appeal_answer": ("پاسخ هیئت: بند یاسمن",),
    "hearing_note": ("رأی من بر بند شقایق است",),
    "assignment_reason": ("همسایهٔ دیوار‌به‌دیوار است",),
    "score_note": ("نمره برای بند نسترن",),
    "rating_note": ("در مصاحبه از فانوس گفت",),
    "path_why": ("پایان راه: کوچ به بندر",),
    "claim_story": ("فروش پارچه‌های گلابتون",),
    "claim_product": ("روسری ابریشم‌بافت هرات",),
    "claim_missing": ("رسید خریدار سوم نیست",),
    "permit_number": ("پروانه‌شماره-صدف۹۰۳",),
    "evidence_about": ("عکس ویترین بی‌بی‌گل",),
    "milestone_copy": ("mark-of-her-milestone-77e0ab",),
    "statement": ("از پس خرج سه‌قلوها برمی‌آیم",),
    "leaving_missing": ("برگ بیمهٔ قالی‌بافان نیست",),
    "leaving_words": ("پس از زایمان خواهرم آری",),
    "leaving_reply": ("حق با شماست دربارهٔ کارگاه زیلو",),
    "back_words": ("پایم در کارگاه سوخت و ماندم",),
    "leaving_evidence": ("دفترچهٔ بانک سپیدار ۸۸",),
    "check_note": ("دو شاگرد گیوه‌باف گرفته است",),
    "goals": ("می‌خواهم کارگاه ترمه‌دوزی باز کنم",),
    "attendance_why": ("نوهٔ شیرخوارش تب داشت",),
    "feedback": ("درس کلاف ابریشم کوتاه بود",),
    "follow_up": ("قرار شد چرخ‌زیگزاگ بخرد",),
    "step_title": ("گام یاس‌بافی در کلبه",),
    "step_about": ("زنبیل حصیری را هم بیاورد",),
    "event_document": ("نامهٔ شمارهٔ نارنجستان",),
    "correction_answer": ("نشانی با کوی شب‌بو درست شد",),
    "erasure_why": ("چون به باغ‌دشت می‌رود",),
    "conflict_reason": ("دخترخالهٔ نامزد سوسن",),
    "override_reason": ("سیل خانه‌گلی او را برد",),
    "craft": ("سوزن‌دوزی تفتان",),
    "business_name": ("کارگاه نخل‌ونگار",),
    "founding_craft": ("حصیربافی هامون",),
    "founding_business": ("خانهٔ حصیر زابلستان",),
    "proof_note": ("حکم شعبهٔ پروانه‌ای",),
    "proof_copy": ("mark-of-the-court-order-7f3a91",),
    "picture": ("mark-of-her-picture-5c20de",),
    "voice": ("mark-of-her-voice-91b7aa",),
}


def as_read(text):
    """Return the text with the letters that JSON wrote as codes put back."""
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), text)


def hits(text, *, secret=""):
    """Return the names of the tokens that stand in a text; `secret` is the office's secret of a run."""
    text = as_read(text)
    found = {name for name, forms in FORMS.items() if any(form in text for form in forms)}
    return found | ({"office_secret"} if secret and secret in text else set())


def cells(rows):
    """Return the rows of a table as one text, each cell as it lies there."""
    return "\n".join(
        cell.decode(errors="replace") if isinstance(cell, bytes) else str(cell)
        for row in rows
        for cell in row
    )
