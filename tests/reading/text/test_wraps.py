"""Hard wraps are undone where a wrap column shows, and nowhere else."""

from __future__ import annotations

import textwrap
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newstool.reading.text.wraps as line_mending
from newstool.reading.text.lines import Lines, display_width, part_lines, split_lines
from newstool.reading.text.wraps import (
    Words,
    find_joins,
    item_mark,
    join_lines,
    learn_words,
    mend,
    with_cap,
)
from newstool.vocabulary.tables import DATA

STORY = (
    "The council voted on Tuesday night to close the old bridge for six months, because "
    "engineers had found cracks in two of its piers and could not say how long the others "
    "would last. Boats may still pass below it, the harbour master said, as long as they "
    "keep to the middle arch and do not stop.",
    "Shops on the far side fear for their trade. One baker counted nineteen customers on "
    "the first morning, and asked what the ferry would cost those who cross twice a day. "
    "Nobody at the meeting knew.",
)
NO_WORDS = Words(frozenset(), hyphenated=False)


def wrapped(width: int, *paragraphs: str, between: str = "\n\n", **options: str) -> str:
    return between.join(textwrap.fill(text, width, **options) for text in paragraphs)


@pytest.mark.parametrize("width", [45, 60, 72, 79, 100, 132])
def test_wrapped_paragraphs_are_joined_at_any_column(width):
    assert mend(wrapped(width, *STORY)) == "\n\n".join(STORY)


@pytest.mark.parametrize("width", [60, 79])
def test_paragraphs_separated_only_by_a_short_line_stay_apart(width):
    assert mend(wrapped(width, *STORY, between="\n")) == "\n".join(STORY)


def test_a_first_line_indent_begins_a_paragraph():
    text = wrapped(72, *STORY, between="\n", initial_indent="    ")
    assert mend(text).split("\n") == ["    " + story for story in STORY]


def test_the_text_of_a_list_item_hangs_under_its_text():
    item = textwrap.fill(STORY[0], 72, initial_indent="  * ", subsequent_indent="    ")
    assert mend(f"{item}\n{item}") == f"  * {STORY[0]}\n  * {STORY[0]}"


def test_quoted_lines_are_joined_among_themselves():
    text = wrapped(70, STORY[0], initial_indent="> ", subsequent_indent="> ") + "\nA reply below."
    assert mend(text) == f"> {STORY[0]}\nA reply below."


def test_two_columns_in_one_text_are_each_undone():
    mail = wrapped(60, *STORY)
    page = wrapped(100, *(story.replace("bridge", "market hall") for story in STORY))
    expected = "\n\n".join(STORY), "\n\n".join(s.replace("bridge", "market hall") for s in STORY)
    assert mend(f"{mail}\n\n{page}") == "\n\n".join(expected)


def test_lines_of_nearly_one_length_are_joined_when_set_in_proportional_type():
    text = (
        "The council voted on Tuesday night to close the old bridge, which\n"
        "has stood since the flood, for six months. Engineers, who had looked at it for\n"
        "a week, found cracks in two of its piers, and could not tell how\n"
        "long the others would last, or what mending them would cost the town in the\n"
        "end. Boats may pass, the harbour master said, but must keep to\n"
        "the middle arch, where the water is deep.\n"
    )
    assert mend(text) == " ".join(text.split()) + "\n"


def test_lines_that_overrun_the_usual_column_show_proportional_type():
    # As a PDF converter writes it: most lines agree on a column, one with narrow letters does not.
    paragraphs = [
        "Portion control is making a comeback, especially as\n"
        "people set goals for the fall. Instead of diets, illicit or\n"
        "not, the trend is shifting toward balanced, more\n"
        "meals that make it easier to stay on course, in small\n"
        "steps, and to enjoy them.",
        "Nutrition trends may come and go, but one thing is\n"
        "clear: eating well is the root of good work, and of\n"
        "goals, and it is best not to chase every new fad or\n"
        "spend hours over the stove.",
    ]
    assert mend("\n\n".join(paragraphs)) == "\n\n".join(p.replace("\n", " ") for p in paragraphs)


def test_a_line_that_ends_early_in_mid_sentence_continues():
    uneven = (
        "The harbour office said on Sunday that the ferry lost her\n"
        "bow ramp on Saturday night, because a pin had been\n"  # 'left' would have fitted
        "left out after a test, and that the crew had told nobody\n"
        "until the morning, when the pilot boat came alongside and a\n"
        "deckhand saw that the ramp was missing and rang the bell,\n"
        "which nobody had rung for four years, as the log of the\n"
        "ferry shows, not even in fog, and not on the night when the\n"
        "old mole gave way under the weight of the snow."
    )
    assert len(mend(uneven).splitlines()) == 1


def test_a_short_scan_is_joined_where_lines_break_off_in_mid_sentence():
    scan = (
        "The labourers of this port resolved last night, by a show of hands,\n"
        "to continue the stoppage for a further week.\n\n"
        "The granaries can hold no more, and three-and-twenty steamers lie\n"
        "off the breakwater.\n"
    )
    assert [line for line in mend(scan).splitlines() if line] == [
        "The labourers of this port resolved last night, by a show of hands, to continue the "
        "stoppage for a further week.",
        "The granaries can hold no more, and three-and-twenty steamers lie off the breakwater.",
    ]


def test_agencies_credits_stay_on_lines_of_their_own():
    lines = split_lines(
        "(Reporting by Ana Ruiz in London; Editing by Tom Okafor)\n((ana@post.example))\n"
    )
    assert find_joins(lines) == frozenset()


def test_a_page_number_below_a_full_line_is_not_joined_to_it():
    text = wrapped(72, *STORY)
    lines = text.split("\n")
    paged = "\n".join((*lines[:3], "Page 3 of 7", "\f" + lines[3], *lines[4:]))
    assert "\nPage 3 of 7\n" in mend(paged)


UNTOUCHED = {
    "a line is a paragraph": "\n".join(STORY * 3),
    "headlines in a list": "\n".join(
        f"{word} voted to close the old bridge in the harbour for {months} months"
        for word, months in [
            ("Council", "six"),
            ("Town", "two"),
            ("Parish", "four"),
            ("Board", "ten"),
        ]
    ),
    "verse": (
        "the river runs below the bridge\n"
        "and carries what the town forgets\n"
        "a hat, a letter, half a pledge\n"
        "the fisher draws them in his nets\n"
        "and hangs them on the harbour wall\n"
        "where nobody claims them at all\n"
    ),
    "an address": "Harbour Courier Company\nnewsroom, second floor\n12 quay street\nmarlow quay\n",
    "an interview": "\n".join(
        f"{who}: {'we had no choice and the engineers told us so again and again that night'}"
        for who in ["SMITH", "Q", "MAYOR VALDORA", "A"] * 2
    ),
    "a table with tabs": "north pier\tcracked in two places\t12\nsouth pier\tsound\t3\n" * 4,
    "a menu": "Home\nNews\nSport\nWeather\nContact\n" * 5,
}


@pytest.mark.parametrize("text", UNTOUCHED.values(), ids=UNTOUCHED.keys())
def test_text_that_was_never_wrapped_is_left_alone(text):
    assert mend(text) == text


def test_tables_verse_and_lists_inside_wrapped_text_keep_their_lines():
    inside = "- bread\n- nineteen loaves\n- one cake\n\nQ: Is it closed?\nA: It is.\n\n1\t2\n3\t4"
    assert mend(f"{wrapped(72, *STORY)}\n\n{inside}") == "\n\n".join((*STORY, inside))


CHINESE = (
    "镇议会周二晚上投票决定关闭旧桥六个月，因为工程师在两个桥墩上发现了裂缝，而且说不清其余桥墩还"
    "能支撑多久。港务长表示，船只仍可从桥下通过，但必须走中间的桥拱，不得停留。对岸的店主担心生意"
    "会受影响，一位面包师说第一天早上只来了十九位顾客，并询问每天往返两次的居民要付多少渡船费。"
)


def test_chinese_lines_join_without_a_space():
    lines = [CHINESE[i : i + 36] for i in range(0, len(CHINESE), 36)]
    assert mend("\n".join(lines)) == CHINESE


def test_korean_lines_join_with_a_space():
    text = "시의회는 화요일 밤, 오래된 다리를 여섯 달 동안 닫기로 결정했다고 밝혔다. " * 8
    lines = [""]
    for word in text.split():
        if display_width(f"{lines[-1]} {word}") > 60:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    assert mend("\n".join(lines)) == text.strip()


@pytest.mark.parametrize(
    ("text", "capped"),
    [
        ("T he tram ran away on the hill of Tarrow.", "The tram"),
        ("I f you ask in Tarrow, they point up the hill.", "If you"),
        ("A t five in the morning the pond makes a sound.", "At five"),
        ("D as Haus am Hang ist das höchste im ganzen Dorf.", "Das Haus"),
        ("I am the one who ran away on the hill of Tarrow.", "I am"),
        ("A street begins at the pond and ends on the hill.", "A street"),
        ("T cells are made in the thymus, and they are many.", "T cells"),
        ("O f", "O f"),
    ],
)
def test_a_drop_cap_that_is_set_apart_is_the_words_first_letter(text, capped):
    assert with_cap(text).startswith(capped)


def test_two_broken_words_of_a_text_without_hyphens_are_joined():
    text = (
        "The tram ran away on the hill, its brake hav-\ning failed at the upper stop of the old\n"
        "line, and the passengers were much shak-\nen, but none of the eleven was hurt.\n"
    )
    assert "brake having failed" in mend(text)
    assert "much shaken, but" in mend(text)


@pytest.mark.parametrize(
    ("line", "following", "known", "joined"),
    [
        ("the perfor-", "mance was", {"performance"}, "the performance was"),
        ("more power-", "performance of", {"power", "performance"}, "more power-performance of"),
        ("the perfor-", "mance was", set(), "the perfor-mance was"),  # nothing shows which it is
        ("a well-", "known man", {"wellknown"}, "a well-known man"),
        ("short-", "and long-term", {"shortand"}, "short- and long-term"),
        ("Vor-", "und Nachteile", set(), "Vor- und Nachteile"),
        ("the soft\xad", "ware", set(), "the software"),
        ("Ana-", "Maria said", {"anamaria"}, "Ana-Maria said"),
        ("COVID-", "19 came", set(), "COVID-19 came"),
        ("state-of-the-", "art", {"theart"}, "state-of-the-art"),
        ("the bridge -", "old as it was", set(), "the bridge - old as it was"),
        ("and/", "or", set(), "and/or"),
        ("2月12", "日23时", set(), "2月12日23时"),
        ("said,", "it was", set(), "said, it was"),
    ],
)
def test_a_hyphen_goes_only_where_the_document_shows_that_it_may(line, following, known, joined):
    words = Words(frozenset(known), hyphenated=False)
    assert join_lines([line, following], words) == joined


def test_a_typesetters_hyphens_go_when_the_document_shows_that_it_has_them():
    text = (
        "The committee for the harbour of the town looked at the perfor-\n"
        "mance of the bridge and at its main-\n"
        "tenance and the maintenance of the perfor-\n"
        "mance, which is a performance of its kind\n"
    )
    lines = split_lines(text)
    words = learn_words(lines, frozenset({0, 1, 2}))
    assert words.hyphenated
    assert "performance" in words.known


def test_every_hyphen_rule_decides_its_example_and_spares_its_counterexample():
    rules = DATA / "hyphens.toml"
    verdicts = {"keeping": "sure", "doubled": "sure", "waiting": "space", "letter": " "}
    verdicts["capped"] = "one word"
    for rule in tomllib.loads(rules.read_text("utf-8"))["hyphen"]:
        for example, decided in ((rule["catch"], True), (rule["spare"], False)):
            line, following = example.split("|")
            if rule["id"] == "letter":
                verdict = line_mending._after_cap(line, following, frozenset([following]))
            elif rule["id"] == "capped":
                text = with_cap(f"{line} {following} the tram ran away")
                verdict = "one word" if text.startswith(line + following) else ""
            else:
                verdict = line_mending._hyphen_verdict(line, following, frozenset())
            assert (verdict == verdicts[rule["id"]]) is decided, example


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("• bread", 2),
        ("-  bread", 3),
        ("1. bread", 3),
        ("a) bread", 3),
        ("(12) bread", 5),
        ("bread", 0),
        ("1.5 loaves", 0),
        ("-5 degrees", 0),
        ("*", 0),
        ("", 0),
    ],
)
def test_a_list_mark_is_measured_with_its_space(text, length):
    assert item_mark(text) == length


@pytest.mark.parametrize(("text", "width"), [("bridge", 6), ("旧桥", 4), ("café", 4), ("다리", 4)])
def test_wide_characters_count_twice(text, width):
    assert display_width(text) == width


def test_lines_are_cut_in_two_where_an_offset_falls_inside():
    lines = part_lines(split_lines("LP  The council\nvoted"), [2, 9])
    assert lines.texts == ["LP", "The c", "ouncil", "voted"]
    assert lines.starts == [0, 4, 9, 16]


def test_frames_drawn_around_a_table_are_margin():
    assert split_lines("┌────┐\n│ a  │\n└────┘").texts == ["", "a", ""]


# --- what always holds ---------------------------------------------------------------------------

ALPHABET = st.sampled_from("aZ 1-.,:>*|#=\t\n\n\f\r\xad\u3000旧桥，。다é_'\"()/│─")
ANY_TEXT = st.one_of(st.text(ALPHABET, max_size=400), st.text(max_size=200))
WORDS = st.lists(
    st.sampled_from(["the", "old", "Bridge", "closed,", "in", "March.", "half-", "旧桥"]),
    min_size=1,
    max_size=120,
)


@given(ANY_TEXT)
def test_mending_a_mended_text_changes_nothing(text):
    mended = mend(text)
    assert mend(mended) == mended


@given(
    st.lists(WORDS, min_size=1, max_size=6), st.integers(20, 90), st.sampled_from(["\n", "\n\n"])
)
def test_mending_wrapped_text_twice_changes_nothing(paragraphs, width, between):
    text = wrapped(width, *(" ".join(words) for words in paragraphs), between=between)
    mended = mend(text)
    assert mend(mended) == mended


@given(ANY_TEXT)
def test_mending_keeps_every_character_but_space_and_hyphens(text):
    def kept(string: str) -> str:
        return "".join(c for c in string if not c.isspace() and c not in "-\u2010\xad>│─")

    assert kept(mend(text)) == kept(text)


@given(ANY_TEXT)
def test_starts_point_at_the_first_character_of_each_line(text):
    lines = split_lines(text)
    for line, start, number in zip(lines.texts, lines.starts, range(len(lines.texts)), strict=True):
        if line and number not in lines.quoted:
            assert text.startswith(line, start)


@given(st.lists(ANY_TEXT, max_size=20))
def test_only_lines_without_a_blank_one_between_are_joined(parts):
    lines = split_lines("\n".join(parts))
    for number in find_joins(lines):
        assert lines.texts[number] and lines.texts[number + 1]


def test_joining_one_line_gives_the_line():
    assert join_lines(["The bridge"], NO_WORDS) == "The bridge"


def test_an_empty_text_has_no_lines():
    assert split_lines("") == Lines([], [], [], {}, wide=False)


def test_chinese_prose_in_a_narrow_column_is_joined_and_cut_headlines_are_not() -> None:
    wrapped = (
        "市长周二上午宣布，新桥将于六月开放，居民们\n"
        "已经等了十二年。记者在现场看到，工人们正在\n"
        "安装路灯，老桥的栏杆上挂着孩子们画的画，两\n"
        "岸的小店也重新刷了墙。\n"
    )
    assert mend(wrapped).count("\n") == 1
    headlines = (
        "新桥六月开放居民等了十二年老桥将成步行区\n"
        "港口新粮仓投产日均装船两千四百吨创下纪录\n"
        "山区小学迎来新老师孩子们第一次上了音乐课\n"
        "老城咖啡馆重新开张昔日常客带来旧时的照片\n"
    )
    assert mend(headlines) == headlines


def test_a_short_message_with_one_line_cut_in_mid_sentence_is_mended():
    text = (
        "The ferry between Halvren and the islands will close in March, the company\n"
        "said on Friday. It carried 90,000 people last year.\n"
    )
    assert mend(text).count("\n") == 1


NARROW = """\
The Drille bridge will
close to traffic on Mon-
day for six months, the
town hall said on Thurs-
day, and the buses of line
4 will take the north
quay until the summer.

The engineers found
cracks during an inspec-
tion, and nobody knows
how long the re-
placement will take.

Open on these days:
Monday to Friday
Saturday mornings
"""


def test_a_newspapers_narrow_column_is_mended_where_its_broken_words_show_it():
    assert mend(NARROW).startswith(
        "The Drille bridge will close to traffic on Monday for six months, the town hall said on "
        "Thursday, and the buses of line 4 will take the north quay until the summer.\n\n"
    )
    assert mend(NARROW).endswith("Monday to Friday\nSaturday mornings\n")
    assert mend(mend(NARROW)) == mend(NARROW)


def test_a_hyphen_before_a_capital_says_nothing_of_the_others():
    text = (
        "Der Umweltausschuss der Stadt Halvren hat die Entschei-\n"
        "dung über den Neubau am Donnerstag vertagt. Die Vorsit-\n"
        "zende will bis Januar viele andere Zahlen, und über Baden-\n"
        "Württemberg sei der Umweg kürzer, sagte ein Spediteur zur Pla-\n"
        "nung. Die Anwohner hatten lange gegen den sehr lauten Lkw-\n"
        "Verkehr protestiert, wie die Verwal-\n"
        "tung am Abend sagte.\n"
    )
    mended = mend(text)
    assert {"Entscheidung", "Vorsitzende", "Planung.", "Verwaltung"} <= set(mended.split())
    assert "BadenWürttemberg" not in mended
    assert "LkwVerkehr" not in mended


def test_as_many_hyphens_at_line_ends_as_chance_puts_there_are_the_words_own():
    text = (
        "The power-performance ratio of the hand-built lifting gear was worse than the grid-\n"
        "scale tests of the wind-driven, salt-proof and ice-bound designs, and the steel-\n"
        "framed, oil-fired and rope-drawn gear of the out-of-town firm was no better than tin-\n"
        "plated sorts, said the chief engineer, who had kept the bridge for thirty years.\n"
    )
    for word in ("grid-scale", "steel-framed", "tin-plated"):
        assert word in mend(text)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("T\nhe street begins at the river.", "The street begins at the river."),
        (
            "“T\nhe street begins at the river,” she said.",
            "“The street begins at the river,” she said.",
        ),
        ("A\nstreet begins here, and a street ends.", "A street begins here, and a street ends."),
        ("A\nfter the rain the street was empty.", "After the rain the street was empty."),
        ("Die Stadtver\xad\nwaltung sagte nichts.", "Die Stadtverwaltung sagte nichts."),
        ("B\n2 litres of milk and a loaf of bread", "B\n2 litres of milk and a loaf of bread"),
        ("Q\nWhat happened on the bridge that day?", "Q\nWhat happened on the bridge that day?"),
    ],
)
def test_a_drop_cap_and_a_soft_hyphen_go_on_in_the_next_line(text, mended):
    assert mend(text) == mended


def test_a_vowel_that_comes_twice_keeps_its_hyphen():
    assert line_mending._hyphen_verdict("kulkee linja-", "auto numero", frozenset()) == "sure"


def test_a_not_sign_at_a_line_end_is_the_hyphen_of_a_broken_word():
    text = "Die Müllerin war am Sonn\xac\ntag in der Stadt und kaufte Mehl."
    assert mend(text) == "Die Müllerin war am Sonntag in der Stadt und kaufte Mehl."
    logic = "The proof begins with a formula that has the sign \xac\nand ends without it."
    assert "\xac" in mend(logic)
