"""Make `src/newsrecord/dates/feasts.txt`: the days of feasts that move by other calendars.

    pip install hijridate convertdate LunarCalendar holidays && python training/dates/feasts.py

Islamic feasts: hijridate (MIT), the Umm al-Qura calendar of Saudi Arabia, 1343 to 1500 AH. Jewish and Persian ones:
convertdate (MIT), by the arithmetic of those calendars. Chinese ones: LunarCalendar (MIT). Indian ones: the tables of
holidays (MIT). A line of the file is a feast and its days, each `YYYYMMDD`; years without a day are not known.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from convertdate import hebrew, persian
from hijridate import Hijri
from holidays.calendars.hindu import _HinduLunisolar
from lunarcalendar import Converter, Lunar

if TYPE_CHECKING:
    from collections.abc import Iterator

TARGET = Path(__file__).parents[2] / "src" / "newsrecord" / "dates" / "feasts.txt"
YEARS = range(1900, 2101)

ISLAMIC = {
    "islamic-new-year": (1, 1), "ashura": (1, 10), "mawlid": (3, 12), "isra-miraj": (7, 27), "ramadan": (9, 1),
    "laylat-al-qadr": (9, 27), "eid-al-fitr": (10, 1), "arafat": (12, 9), "eid-al-adha": (12, 10),
}  # fmt: skip
JEWISH = {
    "rosh-hashanah": (7, 1), "yom-kippur": (7, 10), "sukkot": (7, 15), "simchat-torah": (7, 23), "hanukkah": (9, 25),
    "passover": (1, 15), "lag-baomer": (2, 18), "shavuot": (3, 6),
}  # fmt: skip
CHINESE = {
    "lunar-new-year": (1, 1), "lantern-festival": (1, 15), "dragon-boat": (5, 5), "qixi": (7, 7),
    "mid-autumn": (8, 15), "double-ninth": (9, 9),
}  # fmt: skip
INDIAN = {
    "diwali": "DIWALI_INDIA", "holi": "HOLI", "dussehra": "DUSSEHRA", "raksha-bandhan": "RAKSHA_BANDHAN",
    "janmashtami": "JANMASHTAMI", "ganesh-chaturthi": "GANESH_CHATURTHI", "maha-shivaratri": "MAHA_SHIVARATRI",
    "ram-navami": "RAM_NAVAMI", "onam": "ONAM", "navratri": "SHARAD_NAVRATRI", "guru-nanak": "GURU_NANAK_JAYANTI",
    "vesak": "BUDDHA_PURNIMA", "mahavir-jayanti": "MAHAVIR_JAYANTI", "chhath-puja": "CHHATH_PUJA",
    "vaisakhi": "VAISAKHI", "pongal": "PONGAL", "thaipusam": "THAIPUSAM",
}  # fmt: skip


def islamic(month: int, day: int) -> Iterator[datetime.date]:
    """Yield the days of an Islamic date."""
    for year in range(1343, 1501):
        found = Hijri(year, month, day).to_gregorian()
        yield datetime.date(found.year, found.month, found.day)


def jewish(month: int, day: int) -> Iterator[datetime.date]:
    """Yield the days of a Jewish date."""
    for year in YEARS:
        for of in (year + 3760, year + 3761):
            found = datetime.date(*hebrew.to_gregorian(of, month, day))
            if found.year == year:
                yield found


def purim() -> Iterator[datetime.date]:
    """Yield 14 Adar, of the second Adar in a leap year."""
    for year in YEARS:
        of = year + 3760
        yield datetime.date(*hebrew.to_gregorian(of, 13 if hebrew.leap(of) else 12, 14))


def tisha_b_av() -> Iterator[datetime.date]:
    """Yield 9 Av, or the day after it."""
    for day in jewish(5, 9):
        yield day + datetime.timedelta(days=day.isoweekday() == 6)  # not on a Sabbath


def nowruz() -> Iterator[datetime.date]:
    """Yield the first day of the Persian year."""
    for year in YEARS:
        yield datetime.date(*persian.to_gregorian(year - 621, 1, 1))


def chinese(month: int, day: int) -> Iterator[datetime.date]:
    """Yield the days of a Chinese date."""
    for year in range(1900, 2100):
        yield Converter.Lunar2Solar(Lunar(year, month, day, isleap=False)).to_date()


def indian(name: str) -> Iterator[datetime.date]:
    """Yield the days of a feast that `holidays` has a table of."""
    for year, days in sorted(getattr(_HinduLunisolar, f"{name}_DATES").items()):
        for month, day in [days] if isinstance(days[0], int) else days:
            yield datetime.date(year, month, day)


def main() -> None:
    """Write the table."""
    feasts = {name: islamic(*day) for name, day in ISLAMIC.items()}
    feasts |= {name: jewish(*day) for name, day in JEWISH.items()}
    feasts |= {"purim": purim(), "tisha-b-av": tisha_b_av(), "nowruz": nowruz()}
    feasts |= {name: chinese(*day) for name, day in CHINESE.items()}
    feasts |= {name: indian(of) for name, of in INDIAN.items()}
    lines = [
        "# Made by training/dates/feasts.py, which names the sources; a feast and its days.",
        *(f"{name} {' '.join(day.strftime('%Y%m%d') for day in sorted(set(days)))}" for name, days in feasts.items()),
    ]
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"wrote {TARGET.name}: {len(lines) - 1} feasts, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
