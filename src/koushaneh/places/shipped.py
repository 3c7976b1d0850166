"""What ships: 31 provinces with the codes of the Statistical Centre, the city of Tehran and its 22 districts.

Neighbours are the declared order in which an unfilled seat moves; they are data and can be changed.
Populations of 1395 serve as weights for the demo only; most are unverified.
"""

PROVINCES = [  # (code, name, English name)
    ("03", "آذربایجان شرقی", "East Azerbaijan"),
    ("04", "آذربایجان غربی", "West Azerbaijan"),
    ("24", "اردبیل", "Ardabil"),
    ("10", "اصفهان", "Isfahan"),
    ("30", "البرز", "Alborz"),
    ("16", "ایلام", "Ilam"),
    ("18", "بوشهر", "Bushehr"),
    ("23", "تهران", "Tehran"),
    ("14", "چهارمحال و بختیاری", "Chaharmahal and Bakhtiari"),
    ("29", "خراسان جنوبی", "South Khorasan"),
    ("09", "خراسان رضوی", "Razavi Khorasan"),
    ("28", "خراسان شمالی", "North Khorasan"),
    ("06", "خوزستان", "Khuzestan"),
    ("19", "زنجان", "Zanjan"),
    ("20", "سمنان", "Semnan"),
    ("11", "سیستان و بلوچستان", "Sistan and Baluchestan"),
    ("07", "فارس", "Fars"),
    ("26", "قزوین", "Qazvin"),
    ("25", "قم", "Qom"),
    ("12", "کردستان", "Kurdistan"),
    ("08", "کرمان", "Kerman"),
    ("05", "کرمانشاه", "Kermanshah"),
    ("17", "کهگیلویه و بویراحمد", "Kohgiluyeh and Boyer-Ahmad"),
    ("27", "گلستان", "Golestan"),
    ("01", "گیلان", "Gilan"),
    ("15", "لرستان", "Lorestan"),
    ("02", "مازندران", "Mazandaran"),
    ("00", "مرکزی", "Markazi"),
    ("22", "هرمزگان", "Hormozgan"),
    ("13", "همدان", "Hamadan"),
    ("21", "یزد", "Yazd"),
]

DISTRICTS = [  # (number, grid row, grid column, population, neighbours)
    (1, 0, 5, 487508, (2, 3, 4)),
    (2, 1, 3, 701303, (1, 3, 5, 6, 9, 10)),
    (3, 1, 4, 330649, (1, 2, 4, 6, 7)),
    (4, 1, 6, 919001, (1, 3, 7, 8, 13)),
    (5, 1, 2, 856565, (2, 9, 21, 22)),
    (6, 2, 4, 251384, (2, 3, 7, 10, 11, 12)),
    (7, 2, 5, 312194, (3, 4, 6, 8, 12, 13)),
    (8, 2, 6, 425197, (4, 7, 13)),
    (9, 3, 2, 174239, (2, 5, 10, 17, 18, 21)),
    (10, 2, 3, 327115, (2, 6, 9, 11, 17)),
    (11, 3, 3, 308176, (6, 10, 12, 16, 17)),
    (12, 3, 4, 241720, (6, 7, 11, 13, 14, 15, 16)),
    (13, 3, 6, 253054, (4, 7, 8, 12, 14)),
    (14, 3, 5, 489101, (12, 13, 15)),
    (15, 4, 5, 641279, (12, 14, 16, 20)),
    (16, 4, 4, 268406, (11, 12, 15, 17, 19, 20)),
    (17, 4, 3, 278354, (9, 10, 11, 16, 18, 19)),
    (18, 4, 2, 419249, (9, 17, 19, 21)),
    (19, 5, 3, 261027, (16, 17, 18, 20)),
    (20, 5, 4, 367600, (15, 16, 19)),
    (21, 2, 0, 186821, (5, 9, 18, 22)),
    (22, 1, 0, 175398, (5, 21)),
]

# Telephones that help at once in the whole country: number, name, English name.
EMERGENCY_LINES = (
    ("123", "اورژانس اجتماعی", "Social emergency"),
    ("1480", "صدای مشاور", "Counselling by telephone"),
    ("115", "آمبولانس", "Ambulance"),
)
