"""Write data/given_names.txt, surnames.txt and places.txt.

    python -m training.make_name_words

Names come from the person providers of Faker (MIT licence), places from Unicode CLDR by way of
babel (Unicode licence): the exemplar cities of the time zones, and the territories. Both packages
are needed to run this, neither to use what it writes.
"""

from __future__ import annotations

import importlib
import pkgutil
import unicodedata
from collections.abc import Iterable
from pathlib import Path

DATA = Path(__file__).parents[1] / "src" / "newstool" / "vocabulary" / "data"

# Scripts whose words newstool looks up: those with capitals, the given names of those in which a
# given name alone tells a person, and the surnames of East Asia.
CASED_SCRIPTS = frozenset(("LATIN", "CYRILLIC", "GREEK", "ARMENIAN"))
NAME_SCRIPTS = CASED_SCRIPTS | {"ARABIC", "HEBREW"}
SURNAME_SCRIPTS = CASED_SCRIPTS | {"CJK", "HANGUL"}
PLACE_SCRIPTS = SURNAME_SCRIPTS | {"KATAKANA", "ARABIC", "HEBREW"}
LOCALES = """
en de fr es pt it nl sv nb da fi is pl cs sk hu ro bg el ru uk sr hr sl lt lv et tr fa he ar ur
vi id ms fil sw af zh zh_Hant ja ko ca sq mk hy
""".split()

# Faker has fewer than sixty Japanese surnames: the commonest, by counts of Japan's telephone books.
JAPANESE = """
佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上
木村 斎藤 清水 山崎 阿部 池田 橋本 山下 石川 中島 前田 藤田 小川 後藤 岡田 長谷川
村上 近藤 石井 斉藤 坂本 遠藤 青木 藤井 西村 福田 太田 三浦 藤原 松田 岡本 中川
中野 原田 小野 田村 竹内 金子 和田 中山 石田 上田 森田 小島 柴田 宮崎 酒井 工藤
横山 宮本 内田 高木 安藤 谷口 大野 丸山 今井 高田 藤本 武田 村田 上野 杉山 増田
平野 大塚 千葉 久保 松井 小山 岩崎 桜井 野口 松尾 野村 木下 菊地 佐野 大西 杉本
新井 浜田 菅原 市川 水野 小松 島田 古川 小西 熊谷 飯田 川口 五十嵐 北村 吉川 荒木
服部 中田 吉村 西田 川上 松岡 山内 大久保 土屋 本田 山中 樋口 永井 大島 秋山 吉岡
松下 川崎 岩田 矢野 浅野 馬場 中西 望月 広瀬 富田 桑原 岡崎 福島 尾崎 永田 栗原
星野 川村 須藤 大橋 松村 篠原 早川 小池 関口 飯塚 大谷 平田 石原 松原 黒田 浅井
福井 片山 荒井 内藤 西川 小田 児玉 久保田 柳田 相馬 佐原 田辺 高野 河野 本間 大川
平井 成田 岸本 水谷 黒川 宮田 野田 堀内 三宅 江口 坂口 天野 川島 土井 川端 小沢
大沢 米田 榎本 白石 萩原 神田 荻野 奥村 奥田 西山 畠山 菊池 吉野 柏木 古賀 津田
高山 北川 小泉 須田 若林 稲垣 伊東 中井 岩本 田口 久野 落合 栗田 根本 金井 野中
石橋 安田 大森 堀江 滝沢 宮下 宮川 大石 古田 横田 松永 村井 西尾 多田 東海林 長尾
篠田 竹田 塚本 三上 鎌田 石塚 富永 岩井 戸田 上原 大城 比嘉 金城 宮城 島袋 玉城
新垣 知念
""".split()


def main() -> None:
    """Write the three lists."""
    given, surnames = _faker_names()
    _write("given_names.txt", given, "Given names. Source: Faker's person providers (MIT)")
    source = "Faker's person providers (MIT), and a list of Japan's commonest"
    _write("surnames.txt", surnames | set(JAPANESE), f"Surnames. Source: {source}")
    _write("places.txt", _places(), "Cities and countries. Source: Unicode CLDR (Unicode License)")


def _faker_names() -> tuple[set[str], set[str]]:
    providers = importlib.import_module("faker.providers.person")
    given: set[str] = set()
    surnames: set[str] = set()
    for module in pkgutil.iter_modules(providers.__path__):
        provider = importlib.import_module(f"{providers.__name__}.{module.name}").Provider
        for key in dir(provider):
            if "first_name" in key:
                given.update(_strings(getattr(provider, key)))
            elif "last_name" in key:
                surnames.update(_strings(getattr(provider, key)))
    return _fit(given, NAME_SCRIPTS), _fit(surnames, SURNAME_SCRIPTS)


def _strings(value: object) -> Iterable[str]:
    if not isinstance(value, dict | list | tuple):
        return
    for item in value:
        if isinstance(item, str):
            yield item
        elif isinstance(item, tuple):
            yield from (part for part in item if isinstance(part, str))


def _fit(names: Iterable[str], scripts: frozenset[str]) -> set[str]:
    """Single words of at least two letters (one in East Asian scripts) in one of the scripts."""
    fit = set()
    for name in names:
        word = unicodedata.normalize("NFC", name).strip()
        script = _script(word)
        letters = word.replace("-", "").replace("'", "")
        if script in scripts and letters.isalpha() and (len(word) > 1 or script in "CJK HANGUL"):
            fit.add(word.casefold())
    return fit


def _places() -> set[str]:
    from babel import Locale
    from babel.core import get_global

    # English has an exemplar city only where the zone's own name does not give it.
    zone_names = (zone for zone in get_global("zone_territories") if zone.count("/") == 1)
    places = {
        zone.partition("/")[2].replace("_", " ").casefold()
        for zone in zone_names
        if not zone.startswith("Etc/")
    }
    for code in LOCALES:
        locale = Locale.parse(code)
        zones = (zone.get("city") for zone in locale.time_zones.values())
        lands = (name for key, name in locale.territories.items() if len(key) == 2)
        places.update(name.casefold() for name in (*zones, *lands) if name)
    return {place for place in places if _script(place) in PLACE_SCRIPTS and len(place) > 1}


def _script(word: str) -> str:
    return unicodedata.name(word[0], "?").split()[0] if word else "?"


def _write(name: str, words: set[str], title: str) -> None:
    lines = [f"# {title}; see training/make_name_words.py", *sorted(words)]
    (DATA / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
