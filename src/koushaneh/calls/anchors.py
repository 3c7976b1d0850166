"""Anchors (لنگر نمره): what each score from 1 to 5 means, in words that two raters read alike."""


def _anchor(score, fa, en):
    return {"score": score, "fa": fa, "en": en}


PLAN = (
    _anchor(
        1,
        "فقط یک آرزو گفته شده است؛ معلوم نیست چه می‌سازد، می‌فروشد یا یاد می‌دهد.",
        "Only a wish is named; it is not clear what she will make, sell or teach.",
    ),
    _anchor(
        2,
        "کار را نام می‌برد، ولی نمی‌گوید از کجا آغاز می‌کند یا چه لازم دارد.",
        "She names the work, but not where she begins or what she needs.",
    ),
    _anchor(
        3,
        "گام نخست و چیزهای لازم را می‌گوید؛ از خریدار، قیمت یا زمان چیزی نگفته است.",
        "She names the first step and what it takes; nothing about buyers, price or time.",
    ),
    _anchor(
        4,
        "گام‌ها، خریدار و هزینه را می‌گوید و با توان امروزش می‌خواند؛ یک جای کار هنوز باز است.",
        "Steps, buyers and cost are there and fit what she has today; one part is still open.",
    ),
    _anchor(
        5,
        "می‌گوید چه می‌کند، برای چه کسی، با چه هزینه و تا کی؛ و برای یک دشواری هم چاره دارد.",
        "She says what, for whom, at what cost and until when, and has an answer to one difficulty.",
    ),
)

MOTIVE = (
    _anchor(
        1,
        "از کار برای دیگران چیزی نمی‌گوید یا آن را نمی‌خواهد.",
        "She says nothing of working for others, or does not want it.",
    ),
    _anchor(
        2,
        "کلی می‌گوید که کمک خوب است؛ نمونه‌ای از کار خودش ندارد.",
        "She says in general that helping is good; no example of her own.",
    ),
    _anchor(
        3,
        "یک نمونه دارد که به زن دیگری کمک کرده است؛ برای کانون هنوز فکر مشخصی ندارد.",
        "One example of helping another woman; no clear thought yet for the association.",
    ),
    _anchor(
        4,
        "چند نمونه دارد و می‌گوید در کانون چه کاری را خودش به دست می‌گیرد.",
        "Several examples, and she says what she would take on in the association.",
    ),
    _anchor(
        5,
        "پیوسته با زنان دیگر کار کرده، از سختی آن هم می‌گوید و برای کار گروهی راه نشان می‌دهد.",
        "She has worked with other women steadily, tells also what was hard and shows a way for the group.",
    ),
)
