from django.utils.translation import gettext_lazy as _

WORDS = {
    "calls.form_changed": _(
        "این فرم در همین فاصله جای دیگری تغییر کرده است (اکنون نسخهٔ {now})، پس چیزی روی آن نوشته نشد. فهرست پرسش‌ها را تازه کنید و دوباره بکوشید."
    ),
    "calls.question_is_read": _(
        "این پرسش را کسی می‌خواند و بی خبر برداشته یا عوض نمی‌شود. نخست شاخص، شرط یا پرسشی را که به آن نیاز دارد درست کنید."
    ),
    "calls.points_wrong": _("امتیاز هر گزینه از ۰ تا ۱۰۰ است. آن را درست کنید و دوباره ثبت کنید."),
    "calls.form_empty": _("این فراخوان هنوز پرسشی ندارد. از فرم آماده آغاز کنید یا پرسش بنویسید."),
    "calls.form_lacks": _(
        "«{reader}» پاسخی می‌خواهد که هیچ پرسشی نمی‌پرسد. پرسش آن را بیفزایید، یا آن را خاموش کنید."
    ),
    "calls.form_unfit": _(
        "پرسش {number} «{text}»: «{reader}» پاسخی از این نوع را نمی‌تواند بخواند. نوع پرسش را عوض کنید."
    ),
    "calls.form_without_points": _(
        "پرسش {number} «{text}»: گزینهٔ «{option}» برای «{reader}» امتیازی ندارد. امتیاز آن را بنویسید."
    ),
    "calls.form_closed_to_reviewers": _(
        "پرسش {number} «{text}»: داوران باید این متن را برای «{reader}» بخوانند، ولی از آنها پوشیده است."
    ),
    "calls.form_planning_scored": _(
        "پرسش {number} «{text}»: گفته شده که هیچ امتیازی ندارد، ولی «{reader}» آن را می‌شمارد."
    ),
    "calls.form_unknown": _("پرسش {number}: این نام‌ها شناخته نیست: {names}."),
    "calls.form_key": _(
        "پرسش {number}: نشانهٔ آن (key) خالی، تکراری یا نادرست است. با حرف کوچک لاتین آغاز کنید و تنها حرف، رقم و _ بنویسید."
    ),
    "calls.form_kind": _("پرسش {number}: نوع آن شناخته نیست."),
    "calls.form_text": _("پرسش {number}: متن فارسی ندارد."),
    "calls.form_label": _("پرسش {number} «{text}»: یکی از گزینه‌ها متن فارسی ندارد."),
    "calls.form_english": _("پرسش {number} «{text}»: {count} متن آن هنوز انگلیسی ندارد."),
    "calls.form_options": _("پرسش {number} «{text}»: دست‌کم دو گزینه لازم است."),
    "calls.form_values": _("پرسش {number} «{text}»: دو گزینه یک نشانه دارند، یا گزینه‌ای نشانه ندارد."),
    "calls.form_tracks": _("پرسش {number} «{text}»: این راه‌های کار شناخته نیست: {names}."),
    "calls.form_bounds": _("پرسش {number} «{text}»: بیشترین از کمترین پایین‌تر است."),
    "calls.form_privacy": _("پرسش {number} «{text}»: «چه کسی می‌بیند» شناخته نیست."),
    "calls.form_when": _("پرسش {number} «{text}»: شرط آن به پرسشی اشاره دارد که در فرم نیست ({key})."),
    "calls.form_when_later": _(
        "پرسش {number} «{text}»: شرط آن به پرسشی اشاره دارد که پس از آن می‌آید. یکی از آن دو را جابه‌جا کنید."
    ),
    "calls.form_when_circle": _(
        "پرسش {number} «{text}»: شرط آن دور می‌زند و به خودش برمی‌گردد، پس هیچ‌گاه پرسیده نمی‌شود. شرط را بردارید."
    ),
    "calls.form_when_kind": _(
        "پرسش {number} «{text}»: شرط تنها به پرسش گزینه‌ای یا بله و نه می‌تواند اشاره کند."
    ),
    "calls.form_when_value": _("پرسش {number} «{text}»: شرط آن پاسخی می‌خواهد که آن پرسش دیگر ندارد."),
    "plain.long_sentence": _("این جمله {words} واژه دارد؛ آن را دو جمله کنید (هر کدام تا {most} واژه)."),
    "plain.two_questions": _("اینجا دو پرسش هست. هر بار یک چیز بپرسید."),
    "plain.two_negations": _("دو «نه» در یک جمله است. همان را بی «نه» بگویید."),
    "plain.hard_word": _("«{word}» سخت است؛ بگویید «{plainer}»."),
    "plain.long_word": _("«{word}» بلند است؛ واژهٔ کوتاه‌تری بنویسید."),
}
