"""Names of people: un-shouted, taken apart, told from everything else in a byline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstool.model.article import Block, BlockKind, Span
from newstool.names.credits import read_lead, split_segments
from newstool.names.glued import spaced
from newstool.names.lists import Trust, read_names
from newstool.names.one_name import (
    Kind,
    has_name_form,
    is_person,
    kind_of,
    name_key,
    sounds_like_person,
    tidy_name,
    unshout,
)
from newstool.names.reporters import find_reporters
from newstool.vocabulary.names import load_entries
from newstool.vocabulary.tables import load_table


@pytest.mark.parametrize(
    ("shouted", "calm"),
    [
        ("ANA VAN DER MEER", "Ana van der Meer"),
        ("INÉS DE LA CRUZ", "Inés de la Cruz"),
        ("SEAN O'FALLON", "Sean O'Fallon"),
        ("LUCA D’ANGELO", "Luca D’Angelo"),
        ("IAN MCKAY", "Ian McKay"),
        ("ANA MACDONALD", "Ana MacDonald"),
        ("ANA MACHADO", "Ana Machado"),  # only some names in Mac- have a capital inside
        ("OMAR AL-MASRI", "Omar al-Masri"),
        ("ANNA-LENA VOGT", "Anna-Lena Vogt"),
        ("J.K. FALLOW", "J.K. Fallow"),
        ("PJ FALLOW", "PJ Fallow"),
        ("LI NA", "Li Na"),
        ("TOM OKAFOR JR.", "Tom Okafor Jr."),
        ("ANA RUIZ III", "Ana Ruiz III"),
        ("AYŞE IŞIK", "Ayşe Işık"),  # Turkish has an i without a dot
        ("ИРИНА ВОЛКОВА", "Ирина Волкова"),
        ("Claire MOREL", "Claire Morel"),  # the French way of marking surnames
        ("Ana Ruiz", "Ana Ruiz"),
        ("山本花子", "山本花子"),
    ],
)
def test_capitals_are_undone_with_particles_right(shouted, calm):
    assert unshout(shouted) == calm


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Mrs. Ana Ruiz", "Ana Ruiz"),
        ("Ana Ruiz, PhD", "Ana Ruiz"),
        ("Ana Ruiz M.D. RDN", "Ana Ruiz"),
        ("Dr. Ana Ruiz", "Dr. Ana Ruiz"),  # a doctorate in front is part of how she signs
        ("Ana Ruiz.", "Ana Ruiz"),
        ("Ana R.", "Ana R."),
        ("Tom Okafor Jr.", "Tom Okafor Jr."),
        ("Ana Ruiz Ana Ruiz", "Ana Ruiz"),  # a picture's alt text before the name
        ("  “Ana Ruiz”  ", "Ana Ruiz"),
    ],
)
def test_a_name_is_tidied_of_address_degrees_and_marks(raw, name):
    assert tidy_name(raw) == name


@pytest.mark.parametrize(
    "name",
    [
        "Ana Ruiz",
        "Ana de la Cruz",
        "Jean-Luc d'Angelo",
        "A. B. Okafor",
        "Charlotte Church",  # a known given name and surname, whatever the surname means
        "Will Vogt",
        "李四海",
        "김하늘",
        "山本 花子",
        "ნინო ბერიძე",  # no Georgian writes the capitals that Unicode has
        "J.Fallow",
        "Ирина Волкова",
        "ليلى حداد",
        "Ana (Nita) Ruiz",
    ],
)
def test_a_full_name_is_a_person(name):
    assert is_person(name)


@pytest.mark.parametrize(
    ("piece", "kind"),
    [
        ("admin", Kind.NOBODY),
        ("Staff", Kind.NOBODY),
        ("Redaktion", Kind.NOBODY),
        ("Newsroom", Kind.NOBODY),
        ("未知", Kind.NOBODY),
        ("Courier Staff", Kind.ORGANISATION),
        ("the Loftland Team", Kind.ORGANISATION),
        ("Loftland Construction", Kind.ORGANISATION),
        ("Political Editor", Kind.ROLE),
        ("Leiterin des Ressorts", Kind.ROLE),
        ("MD, RDN", Kind.CREDENTIAL),
        ("the Associated Press", Kind.AGENCY),
        ("dpa-infocom", Kind.AGENCY),
        ("新华社", Kind.AGENCY),
        ("New York", Kind.PLACE),
        ("San Francisco", Kind.PLACE),
        ("What the mayor said", Kind.ORGANISATION),
        ("rain fell", Kind.UNKNOWN),
        ("12 March 2024", Kind.UNKNOWN),
        ("", Kind.NOBODY),
    ],
)
def test_what_is_not_a_person_is_called_by_its_kind(piece, kind):
    assert kind_of(piece) is kind


def test_the_sites_own_name_is_not_a_person_unless_it_is_a_persons():
    sites = ("quietharbour", "anaruiz")
    assert kind_of("Quiet Harbour", sites) is Kind.SITE
    assert kind_of("Ana Ruiz", sites) is Kind.PERSON


def test_names_are_compared_without_case_accents_titles_and_marks():
    assert name_key("Dr. José O'Neill") == name_key("JOSE ONEILL")


def test_a_name_that_lists_know_sounds_like_a_person():
    assert sounds_like_person("Ana Grumblewick")
    assert not sounds_like_person("Harbour Trundle")


# --- lists of names ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ana Ruiz, Tom Okafor and Lee Park", ("Ana Ruiz", "Tom Okafor", "Lee Park")),
        ("Ana Ruiz & Tom Okafor", ("Ana Ruiz", "Tom Okafor")),
        ("Lena Vogt und Emil Auer", ("Lena Vogt", "Emil Auer")),
        ("Claire Morel et Luc Petit", ("Claire Morel", "Luc Petit")),
        ("Inés Salgado y Pablo Ruiz", ("Inés Salgado", "Pablo Ruiz")),
        ("José Ortega y Gasset", ("José Ortega y Gasset",)),  # 'y' inside one surname
        ("张小雨、李四海", ("张小雨", "李四海")),
        ("김하늘, 박바다 기자", ("김하늘", "박바다")),
        ("Ana Ruiz, Staff Writer", ("Ana Ruiz",)),
        ("Staff Writer Ana Ruiz", ("Ana Ruiz",)),
        ("Ana Ruiz Senior Autos Reporter", ("Ana Ruiz",)),
        ("Ana Ruiz in London", ("Ana Ruiz",)),
        ("Ana Ruiz (Reuters)", ("Ana Ruiz",)),
        ("Ana Ruiz March 3, 2024", ("Ana Ruiz",)),
        ("Ana Ruiz | Mar 3, 2024 | 5 min read", ("Ana Ruiz",)),
        ("Ana Ruiz Updated Sep 5, 2024", ("Ana Ruiz",)),
        ("Ana Ruiz - 18.02.2025 | Son Güncelleme: 19.02.2025", ("Ana Ruiz",)),
        ("Ana Ruiz Giriş: 18.02.2025", ("Ana Ruiz",)),
        ("Haber Merkezi - 18.02.2025", ()),  # the news desk
        ("Ana Ruiz, special to the Example Gazette", ("Ana Ruiz",)),
        ("Ana Ruiz, MD, and Tom Okafor, RN", ("Ana Ruiz", "Tom Okafor")),
        ("Tom Okafor, Jr.", ("Tom Okafor Jr.",)),
        ("the Associated Press", ()),
        ("Center for River Evaluation and Research", ()),
        ("the time the bridge opened", ()),
        ("der Küste bis zu den Bergen", ()),
        ("5 min read", ()),
    ],
)
def test_a_list_gives_people_in_the_order_written(text, names):
    assert read_names(text).names == names


def test_what_is_next_to_a_name_goes_to_the_person():
    (person,) = read_names("Ana Ruiz, Political Editor, ana@example.org").people
    assert (person.name, person.role, person.email) == (
        "Ana Ruiz",
        "Political Editor",
        "ana@example.org",
    )
    (person,) = read_names("Lena Vogt, Nairobi").people
    assert person.place == "Nairobi"
    (person,) = read_names("Ana Ruiz @anar").people
    assert person.handle == "@anar"


def test_a_single_word_is_a_name_only_where_markup_or_metadata_says_so():
    assert read_names("Grumbler", trust=Trust.TEXT).names == ()
    assert read_names("Grumbler", trust=Trust.DECLARED).names == ("Grumbler",)
    assert read_names("grumbler", trust=Trust.DECLARED).handles == ("grumbler",)
    assert read_names("Grumbler", ("grumbler",), Trust.DECLARED).names == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本报记者 张小雨 北京报道", ("张小雨",)),
        ("（记者 张小雨 李四海）", ("张小雨", "李四海")),
        ("据新华社电（记者 格桑边觉）记者近日获悉", ("格桑边觉",)),
        ("记者近日从会议上获悉", ()),
        ("江城日报记者 张小雨 山东冠县报道", ("张小雨",)),
        ("김하늘 기자 = 비가 왔다", ("김하늘",)),
        ("김하늘·박바다 기자", ("김하늘", "박바다")),
    ],
)
def test_east_asian_reporters_are_found_by_their_office(text, names):
    assert find_reporters(text).names == names


# --- lead words ----------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", load_entries("byline_words", "lead"), ids=lambda entry: entry.id)
def test_each_lead_finds_its_credit_and_spares_its_counterexample(entry):
    found = {segment.role: segment.text for segment in split_segments(entry.catch)}
    assert entry.role in found
    assert entry.why
    for segment in split_segments(entry.spare):
        assert segment.role is None or not read_names(segment.text).names


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("Words: Ana Ruiz  Pictures: Lee Park", ["author", "photographer"]),
        ("(Reporting by Ana Ruiz in London; Editing by Tom Okafor)", [None, "reporting", "editor"]),
        ("Pub Date:23-07-25 08:34 Source:www.example.org", ["date", "source"]),
        ("来源：新华社　作者：张小雨 责任编辑：李四海", ["source", "author", "editor"]),
        ("3 March | by Ana Ruiz | photos by Lee Park", [None, "author", "photographer"]),
        ("Von Lena Vogt (Text) und Lee Park (Fotos)", ["author", "photographer"]),
        ("Texto de Ana Ruiz; fotografia de Lee Park", ["author", "photographer"]),
        ("文・佐々木遥 写真・高梨蓮", ["author", "photographer"]),
        ("A room-by-room guide", [None]),
    ],
)
def test_a_line_is_cut_at_its_labels(line, roles):
    assert [segment.role for segment in split_segments(line)] == roles


def test_a_word_that_only_begins_like_a_lead_is_none():
    assert read_lead("Byron Bay floods") is None


@pytest.mark.parametrize(
    "entry", load_entries("roles", "role"), ids=lambda entry: f"role-{entry.id}"
)
def test_each_role_is_cut_and_its_counterexample_stays_whole(entry):
    def names(line: str) -> tuple[str, ...]:
        lead = read_lead(line)
        return read_names(line[lead.end :] if lead else line).names

    assert len(names(entry.catch)) == 1
    assert all(word not in entry.words for word in names(entry.catch)[0].lower().split())
    assert " ".join(names(entry.spare)[0].split()) in entry.spare


@pytest.mark.parametrize(
    "table", ["name", "word", "soft_word", "compound_end", "east_asian_end", "desk"]
)
def test_each_word_of_no_person_catches_and_spares(table):
    for entry in load_entries("not_people", table):
        assert not read_names(entry.catch, trust=Trust.DECLARED).names, entry.id
        assert read_names(entry.spare, trust=Trust.DECLARED).names == (entry.spare,), entry.id


@pytest.mark.parametrize("table", load_table("name_parts"))
def test_each_part_of_a_name_does_what_its_entry_says(table):
    for entry in load_entries("name_parts", table):
        assert " | ".join(read_names(entry.catch).names) == entry.expect, entry.id
        assert read_names(entry.spare).names == (entry.spare,), entry.id


# --- anything at all -----------------------------------------------------------------------------


@given(st.text(max_size=400), st.sampled_from(Trust))
def test_any_text_gives_names_no_longer_than_itself_or_none(text, trust):
    for person in read_names(text, ("example",), trust).people:
        assert person.name
        assert len(person.name) <= len(text)


@given(st.text(max_size=200))
def test_any_text_is_taken_apart_without_losing_its_words(text):
    kept = "".join(segment.text for segment in split_segments(text))
    assert len(kept) <= len(text)
    unshout(text)
    has_name_form(text)
    kind_of(text)


def test_a_giant_list_is_read_in_its_first_characters_only():
    assert len(read_names("Ana Ruiz, " * 100_000).people) == 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ana Ruiz1,2; Tom Okafor3*", ("Ana Ruiz", "Tom Okafor")),  # footnotes of institutes
        ("Ana Ruiz 1; Tom Okafor 2", ("Ana Ruiz", "Tom Okafor")),
        ("Ana Ruiz^1, Tom Okafor^2", ("Ana Ruiz", "Tom Okafor")),
        ("Ana Ruiz EXAMPLE TODAY", ("Ana Ruiz",)),  # the paper in capitals after the name
        ("Ana Maria RUIZ", ("Ana Maria Ruiz",)),  # the French way of marking surnames
        ("Tom Okafor III", ("Tom Okafor III",)),
        ("Ana Ruiz In Travel, Tips", ("Ana Ruiz",)),  # a section after the name
        ("Ana Ruiz on behalf of Example Labs", ("Ana Ruiz",)),
        ("Le Courrier et AFP", ()),  # a paper next to an agency
        ("Released Wednesday", ()),
        ("Lena Sonntag", ("Lena Sonntag",)),  # a surname that is a weekday, too
        ("Contact Details", ()),
        ("Ana Ruizpodcastsarticlesnewsletters", ()),  # a menu that a dump glued to a name
    ],
)
def test_what_is_next_to_a_name_is_not_part_of_it(text, names):
    assert read_names(text).names == names


@pytest.mark.parametrize(
    ("line", "segments"),
    [
        ("Artikel von Alexa von Heyden", [("author", "Alexa von Heyden")]),  # 'von' in a name
        (
            "Veröffentlicht am 3. März von Lena Vogt",
            [(None, "Veröffentlicht am 3. März "), ("author", "Lena Vogt")],
        ),
        (
            "Penulis Ana Ruiz | Editor Lee Park",
            [("author", "Ana Ruiz"), ("editor", "Lee Park")],
        ),
        ("Ana Ruiz | Editor Lee Park", [(None, "Ana Ruiz | Editor Lee Park")]),
        (
            "Autor: Lena Vogt | Abgelegt unter: Reisen",
            [("author", "Lena Vogt | "), ("other", "Reisen")],
        ),
    ],
)
def test_a_line_is_cut_before_its_labels_and_not_inside_names(line, segments):
    assert [(segment.role, segment.text) for segment in split_segments(line)] == segments


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("By Ana RuizJanuary 14, 2026", "By Ana Ruiz January 14, 2026"),
        ("ByAna Ruiz 3 March 2024", "By Ana Ruiz 3 March 2024"),
        ("Ana RuizSenior Writer", "Ana Ruiz Senior Writer"),
        ("[a7f3]Ana Ruiz", "Ana Ruiz"),  # where a picture stood
        ("Picture of Ana RuizPicture of Ana Ruiz Ana Ruiz", "Ana Ruiz"),
        ("Ana Ruiz's profile image", "Ana Ruiz"),
        ("Sean MacDonald", "Sean MacDonald"),
    ],
)
def test_the_words_that_a_text_dump_glued_are_split(text, line):
    assert spaced(Block(0, BlockKind.PARAGRAPH, text, Span(0, len(text)))) == line


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("电车社记者 李梅 摄", ()),  # took the picture
        ("本报记者张小雨摄影报道", ("张小雨",)),
        ("（记者沈若溪、顾岸）", ("沈若溪", "顾岸")),
    ],
)
def test_a_photographer_is_not_a_reporter(text: str, names: tuple[str, ...]) -> None:
    assert find_reporters(text).names == names
