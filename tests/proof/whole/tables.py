"""A small register as a file."""

from tests.factories.registry import national_id

HEADER = "شماره پرونده,نام,نام خانوادگی,کد ملی,موبایل,منطقه,نوع سرپرستی,وضعیت,درآمد (تومان)"


def register(count, *, first=1, income="۵٬۰۰۰٬۰۰۰"):
    """Return a CSV of `count` women of district 7."""
    return "\n".join([HEADER, *(row(first + number, income) for number in range(count))]).encode()


def row(number, income):
    code = national_id(60_000 + number)
    return f"{number:06},زهرا,نمونه{number},{code},0935{number:07},۷,همسر درگذشته,فعال,{income}"
