"""When an article was published and changed, from all the places that say so."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from conftest import labelled_page

import newstool
from newstool.fields.published.choose import ArticleDates, read_article_dates
from newstool.model.article import FoundDate, InElement, Label, LabelledBlock, Reading
from newstool.model.settings import DEFAULTS
from newstool.reading.decode import decode
from newstool.reading.html.reader import read_html
from newstool.reading.text.reader import read_text
from newstool.vocabulary.names import load_entries

PARAGRAPH = "The old bridge over the river Alm was opened again, after two years of repairs. " * 3
NOW = datetime(2023, 7, 26, 12, 0)


def label(reading: Reading) -> tuple[LabelledBlock, ...]:
    """The headline and the long paragraphs; everything else is left unlabelled."""

    def name(text: str, level: int) -> Label:
        if level == 1 or text == "Bridge opens again":
            return Label.TITLE
        return Label.BODY if len(text) > 120 else Label.OTHER

    return tuple(LabelledBlock(b, name(b.text, b.level), "test") for b in reading.blocks)


def page(
    body: str = "", *, head: str = "", url: str | None = None, lang: str = "en", **settings: object
) -> ArticleDates:
    """The dates of a page whose headline is followed by `body` and two paragraphs."""
    document = decode(
        f"<html lang='{lang}'><head>{head}</head><body><h1>Bridge opens again</h1>{body}"
        f"<p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></body></html>",
        url=url,
    )
    reading = read_html(document, DEFAULTS)
    return read_article_dates(labelled_page(reading, label(reading), **settings))  # type: ignore[arg-type]


def with_footer(sentence: str) -> ArticleDates:
    """The dates of a page with a sentence in its footer."""
    document = decode(
        f"<h1>Bridge opens again</h1><p>{PARAGRAPH}</p><footer><p>{sentence}</p></footer>",
        format="html",
    )
    reading = read_html(document, DEFAULTS)
    return read_article_dates(labelled_page(reading, label(reading)))


def text(content: str, **settings: object) -> ArticleDates:
    reading = read_text(decode(content, format="text"), DEFAULTS)
    return read_article_dates(labelled_page(reading, label(reading), **settings))  # type: ignore[arg-type]


def json_ld(**keys: object) -> str:
    data = json.dumps({"@type": "NewsArticle", "headline": "Bridge opens again", **keys})
    return f"<script type='application/ld+json'>{data}</script>"


def value(found: FoundDate | None) -> str | None:
    return found.value if found else None


# --- stated --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "source"),
    [
        (json_ld(datePublished="2023-07-25T08:34:00Z"), "json-ld:datePublished"),
        (
            "<meta property='article:published_time' content='2023-07-25T08:34:00Z'>",
            "meta:article:published_time",
        ),
        ("<meta name='parsely-pub-date' content='2023-07-25T08:34:00Z'>", "meta:parsely-pub-date"),
        ("<meta name='DC.date.issued' content='2023-07-25T08:34:00Z'>", "meta:dc.date.issued"),
        ("<meta name='citation_date' content='2023-07-25T08:34:00Z'>", "meta:citation_date"),
    ],
)
def test_the_day_of_publication_is_read_from_metadata(head: str, source: str) -> None:
    found = page(head=head).published
    assert found is not None
    assert (found.value, found.source) == ("2023-07-25T08:34:00Z", source)
    assert found.quote == "2023-07-25T08:34:00Z"
    assert isinstance(found.at, InElement)


def test_published_and_modified_are_kept_apart() -> None:
    dates = page(head=json_ld(datePublished="2023-07-25", dateModified="2023-08-02"))
    assert (value(dates.published), value(dates.modified)) == ("2023-07-25", "2023-08-02")


def test_a_page_that_shows_only_a_change_was_published_then() -> None:
    dates = page("<p>Last updated on 2 August 2023</p>")
    assert value(dates.published) == value(dates.modified) == "2023-08-02"
    assert dates.published is not None
    assert dates.published.source == "labelled line 'Last updated on'"


def test_a_change_that_only_metadata_states_is_no_publication() -> None:
    dates = page(head="<meta name='last-modified' content='2023-08-02'>")
    assert (dates.published, value(dates.modified)) == (None, "2023-08-02")


def test_a_month_alone_may_be_stated() -> None:
    assert value(page(head=json_ld(datePublished="2023-07")).published) == "2023-07"
    head = json_ld(datePublished="2023-07")
    assert value(page("<p>25 July 2023</p>", head=head).published) == "2023-07-25"


def test_the_main_articles_object_counts_and_not_a_related_storys() -> None:
    related = json_ld(datePublished="2022-01-03")
    main = json_ld(
        datePublished="2023-07-25", author="Ana Ruiz", articleBody="x", mainEntityOfPage="y"
    )
    assert value(page(head=related + main).published) == "2023-07-25"


def test_a_readers_comment_has_a_date_of_its_own() -> None:
    comment = (
        "<div itemscope itemtype='https://schema.org/Comment'>"
        "<meta itemprop='datePublished' content='2023-08-09'>I say</div>"
    )
    assert page(f"{comment}<p>x</p>").published is None


def test_a_day_later_than_the_last_change_is_of_a_copy() -> None:
    head = (
        "<meta name='published-time' content='2026-03-09T08:45:32Z'>"
        "<meta name='published-date' content='2021-02-16'>"
        "<meta name='modified-date' content='2024-07-30'>"
    )
    assert value(page(head=head).published) == "2021-02-16"


def test_a_meta_tags_name_may_have_a_prefix_of_the_sites_own() -> None:
    found = page(head="<meta name='hc-published-date' content='2023-07-25'>").published
    assert value(found) == "2023-07-25"
    assert page(head="<meta name='video:release_date' content='2023-07-25'>").published is None


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("publish_datetime", "2024-03-05"),
        ("first-publication-date", "2024-03-05"),
        ("story_publish_time", "2024-03-05"),
        ("site.publishedat", "2024-03-05"),
        ("unpublish_date", None),
        ("publisher_since", None),
        ("book:release_date", None),
    ],
)
def test_a_meta_tags_name_may_be_built_of_a_word_for_publishing(name: str, day: str | None) -> None:
    assert value(page(head=f"<meta name='{name}' content='2024-03-05'>").published) == day


def test_where_two_sure_places_differ_the_day_that_readers_see_is_believed() -> None:
    head = "<meta property='article:published_time' content='2023-07-28'>"
    seen = "<p><span itemprop='datePublished'>25 July 2023</span></p>"
    web = json.dumps({"@type": "WebPage", "datePublished": "2023-07-28"})
    head += f"<script type='application/ld+json'>{web}</script>"
    assert value(page(seen, head=head).published) == "2023-07-25"


@pytest.mark.parametrize(
    ("script", "day"),
    [
        ('{"props":{"publishedAt":"2023-07-25T08:34:00Z"}}', "2023-07-25T08:34:00Z"),
        ("{&quot;datePublished&quot;:&quot;2023-07-25&quot;}", "2023-07-25"),
        ('"{\\"published_at\\":\\"2023-07-25\\"}"', "2023-07-25"),
        ('[{"publishedAt":"2023-07-25"},{"publishedAt":"2023-07-21"}]', None),
        ('{"unpublishedAt":"2023-07-25","publisher":"2023-07-25"}', None),
    ],
    ids=["state", "attribute", "escaped", "a list of stories", "other keys"],
)
def test_a_day_that_only_a_script_names_is_read_where_it_names_one(
    script: str, day: str | None
) -> None:
    assert value(page(f"<script>window.state = {script}</script>").published) == day


def test_a_visible_date_comes_before_a_scripts() -> None:
    state = '<script>s = {"publishedAt":"2023-07-21"}</script>'
    assert value(page("<p>25 July 2023</p>" + state).published) == "2023-07-25"


@pytest.mark.parametrize("junk", ["0000-00-00", "null", "soon", "", "12", "{{date}}"])
def test_a_date_that_is_none_is_left_out(junk: str) -> None:
    assert page(head=json_ld(datePublished=junk)).published is None


@pytest.mark.parametrize("odd", [None, 7, True, [], {}, ["2023-07-25"], {"@value": "x"}, [[[1]]]])
def test_json_ld_values_of_any_type_are_borne(odd: object) -> None:
    page(head=json_ld(datePublished=odd, dateModified=odd))


def test_the_url_tells_the_day_where_nothing_else_does() -> None:
    found = page(url="https://example.org/2023/07/25/bridge").published
    assert found is not None
    assert (found.value, found.source, found.quote) == ("2023-07-25", "url", "2023/07/25")


# --- shown ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "lang", "iso"),
    [
        ("25 July 2023", "en", "2023-07-25"),
        ("By Ana Ruiz | July 25, 2023 8:34 a.m. ET", "en", "2023-07-25T08:34-04:00"),
        ("Veröffentlicht am 25.07.2023 um 08:34 Uhr", "de", "2023-07-25T08:34"),
        ("Publié le 25/07/2023 à 8h34", "fr", "2023-07-25T08:34"),
        ("Publicado el 25 de julio de 2023", "es", "2023-07-25"),
        ("发布时间：2023-07-25 08:34", "zh", "2023-07-25T08:34"),
        ("2023年7月25日 8時34分", "ja", "2023-07-25T08:34"),
        ("입력 2023.07.25 08:34", "ko", "2023-07-25T08:34"),
        ("تاريخ النشر: 25 يوليو 2023", "ar", "2023-07-25"),
        ("25 июля 2023, 08:34 МСК", "ru", "2023-07-25T08:34+03:00"),
    ],
)
def test_a_date_line_under_the_headline_is_read_in_any_language(
    line: str, lang: str, iso: str
) -> None:
    assert value(page(f"<p>{line}</p>", lang=lang).published) == iso


def test_a_date_line_names_the_block_it_stands_in() -> None:
    found = page("<p class='date'>Posted on 25 July 2023</p>").published
    assert found is not None
    assert found.block == 1
    assert found.source == "labelled line 'Posted on'"
    assert found.quote == "25 July 2023"


def test_one_line_may_tell_both_dates() -> None:
    dates = page("<p>Published 25 July 2023 | Updated 26 July 2023</p>")
    assert (value(dates.published), value(dates.modified)) == ("2023-07-25", "2023-07-26")


def test_a_label_in_the_line_before_names_the_date_after_it() -> None:
    dates = page("<p>Published</p><p>25 July 2023</p><p>Last updated</p><p>26 July 2023</p>")
    assert (value(dates.published), value(dates.modified)) == ("2023-07-25", "2023-07-26")


def test_the_headline_is_no_label_of_the_date_below_it() -> None:
    document = decode(
        "<html lang='ja'><body><h1>旋回橋、春まで閉鎖</h1>"
        "<p>2024年3月5日 14:30（更新 2024年3月6日）</p>"
        f"<p>{PARAGRAPH}</p></body></html>"
    )
    reading = read_html(document, DEFAULTS)
    dates = read_article_dates(labelled_page(reading, label(reading)))
    assert value(dates.published) == "2024-03-05T14:30"  # though the headline says 'until'


def test_a_time_element_gives_the_precision_its_text_lacks() -> None:
    body = "<p><time datetime='2023-07-25T08:34:00+02:00'>25 July 2023</time></p>"
    assert value(page(body).published) == "2023-07-25T08:34:00+02:00"


@pytest.mark.parametrize(
    "body",
    [
        "<p>Copyright 25 July 2023</p>",
        "<p>Application deadline: 25 July 2023</p>",
        "<p>© 2023</p>",
    ],
)
def test_a_copyright_or_a_deadline_is_not_the_day_of_publication(body: str) -> None:
    assert page(body).published is None


@pytest.mark.parametrize(
    "line",
    [
        "<p class='time' title='July 25, 2023 8:34 AM'>5 months ago</p>",
        "<p><time class=timeago title='2023-07-25 08:34'>5 months ago</time></p>",
        "<p>by Ana <span class=date data-timestamp=1690274040>Just now</span></p>",
    ],
)
def test_an_attribute_tells_the_day_of_what_readers_see_as_a_span_of_time(line: str) -> None:
    assert (value(page(line).published) or "")[:10] == "2023-07-25"


@pytest.mark.parametrize(
    "line",
    [
        '<p><span property="dc:date dc:created" content="2023-07-24T08:34">two days ago</span></p>',
        '<p><span property="schema:datePublished" content="2023-07-24T08:34">Monday</span></p>',
        '<p><time title="2023-07-24 08:34">two days ago</time></p>',
        '<p>On <abbr class="published" title="July 24th, 2023, 8:34 am">July 24</abbr></p>',
    ],
)
def test_rdfa_and_the_words_at_the_mouse_tell_the_day(line: str) -> None:
    assert value(page(line).published) == "2023-07-24T08:34"


def test_rdfa_tells_the_day_of_change_apart() -> None:
    dates = page(
        '<p><span property="datePublished" content="2023-07-20">Thursday</span>, '
        '<span property="dcterms:modified" content="2023-07-24">changed</span></p>'
    )
    assert (value(dates.published), value(dates.modified)) == ("2023-07-20", "2023-07-24")


def test_a_time_element_filled_with_the_moment_of_serving_gives_way_to_its_text() -> None:
    line = '<p><time datetime="2026-11-22T10:00:00Z">July 24, 2023</time></p>'
    assert value(page(line).published) == "2023-07-24"


def test_an_attribute_of_the_storys_element_tells_the_day_that_nothing_shows() -> None:
    document = decode(
        "<html><body><article data-published='2023-07-24T08:34:00Z' data-id='88213'>"
        f"<h1>Bridge opens again</h1><p>{PARAGRAPH}</p></article></body></html>"
    )
    reading = read_html(document, DEFAULTS)
    dates = read_article_dates(labelled_page(reading, label(reading)))
    assert value(dates.published) == "2023-07-24T08:34:00Z"


def test_a_json_ld_date_may_be_an_object_with_a_value() -> None:
    date = {"@type": "Date", "@value": "2023-07-24"}
    assert value(page(head=json_ld(datePublished=date)).published) == "2023-07-24"


def test_an_attribute_that_holds_no_date_of_the_page_is_left_out() -> None:
    assert page("<p title='Room 2023'>Just now</p><p data-id=1690274040>Ana</p>").published is None


def test_days_of_a_list_behind_the_story_are_those_of_other_stories() -> None:
    listed = "".join(f"<p>Ferry news {day} June 2023</p>" for day in (28, 29, 30))
    assert page(f"<p>{PARAGRAPH}</p>" * 2 + f"<aside>{listed}</aside>").published is None


def test_a_date_right_above_the_headline_comes_before_those_of_the_next_stories() -> None:
    others = "".join(f"<p>{day} June 2023</p>" for day in (28, 29, 30))
    document = decode(
        f"<p>25 July 2023</p><p>River News</p><h1>Bridge opens again</h1><p>{PARAGRAPH}</p>"
        f"<p>Ana</p><p>Share</p><p>Print</p><p>Next</p><p>More</p>{others}"
    )
    reading = read_html(document, DEFAULTS)
    assert (
        value(read_article_dates(labelled_page(reading, label(reading))).published) == "2023-07-25"
    )


def test_a_line_that_ends_with_a_time_of_day_is_no_caption() -> None:
    document = decode(
        "<h1>Bridge opens again</h1><p>Olena Reed, River News — 25 July 2023, 08:34</p>"
        f"<p>{PARAGRAPH}</p>"
    )
    reading = read_html(document, DEFAULTS)
    labelled = tuple(
        LabelledBlock(block, Label.BODY if block.index else Label.TITLE, "test")
        for block in reading.blocks
    )
    assert (
        value(read_article_dates(labelled_page(reading, labelled)).published) == "2023-07-25T08:34"
    )


def test_an_event_in_the_story_gives_way_to_the_line_under_the_headline() -> None:
    story = "<p>The market of 12 August 2023 was crowded, and so was that of 13 August.</p>"
    assert value(page(f"<p>25 July 2023</p>{story}").published) == "2023-07-25"


@pytest.mark.parametrize(
    "story",
    [
        "The market of 12 August 2023 was crowded, and so was that of the week before.",
        "On Saturday, 12 August 2023, the mayor opened the old bridge over the river Alm.",
    ],
)
def test_an_event_in_the_story_is_never_the_day_of_publication(story: str) -> None:
    assert page(f"<p>{story}</p>").published is None


@pytest.mark.parametrize(
    "opening",
    [
        "ALMSTADT, 25 July 2023 (Example News) - The old bridge was opened again on Tuesday.",
        "25.7.2023 - The old bridge over the river was opened again on Tuesday morning.",
    ],
)
def test_a_dateline_that_opens_the_story_tells_the_day(opening: str) -> None:
    assert value(page(f"<p>{opening}</p>", lang="de").published) == "2023-07-25"


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("(March 5, 2024) The", "2024-03-05"),
        ("[5 March 2024] The", "2024-03-05"),
        ("March 5, 2024 The", "2024-03-05"),
        ("5 March 2024. The", "2024-03-05"),
        ("On March 5, 2024, the", None),
        ("March 5, 2024 was the day when the", None),
    ],
)
def test_a_date_that_opens_the_first_paragraph_is_the_articles(
    opening: str, day: str | None
) -> None:
    story = f"{opening} bridge over the river was closed, as nobody had looked at its steel."
    assert value(page(f"<p>{story} It had been built in haste, they say.</p>").published) == day


def test_a_chronicle_begins_each_paragraph_with_a_date() -> None:
    story = "bridge over the river was closed, as nobody had looked at its steel, they say."
    days = "".join(f"<p>{day} March 2024. The {story * 2}</p>" for day in (5, 6))
    assert page(days).published is None


@pytest.mark.parametrize(
    ("sentence", "published", "modified"),
    [
        ("This article was originally published on 5 March 2024.", "2024-03-05", None),
        ("This entry was posted in Harbour on March 5, 2024 by Ana Ruiz.", "2024-03-05", None),
        ("Dieser Beitrag wurde am 5. März 2024 veröffentlicht.", "2024-03-05", None),
        ("Diese Seite wurde am 5. März 2024 zuletzt geändert.", "2024-03-05", "2024-03-05"),
        ("The study was published by the harbour office on 5 March 2021.", None, None),
        ("Our privacy policy was last published on 5 March 2021.", None, None),
    ],
)
def test_a_sentence_in_the_footer_tells_when_the_post_was_made(
    sentence: str, published: str | None, modified: str | None
) -> None:
    dates = with_footer(sentence)
    assert (value(dates.published), value(dates.modified)) == (published, modified)


@pytest.mark.parametrize("table", ["this", "text", "kind"])
def test_each_entry_begins_a_sentence_on_the_text_itself(table: str) -> None:
    for entry in load_entries("date_sentences", table):
        for opening, day in ((entry.catch, "2024-03-05"), (entry.spare, None)):
            dates = with_footer(f"{opening} 5 March 2024, as published.")
            assert value(dates.published) == day, opening


def test_the_day_after_a_change_is_believed_where_it_is_stated_and_shown() -> None:
    head = json_ld(datePublished="2024-03-05T03:00:00Z", dateModified="2024-03-04T20:00:00Z")
    head += "<meta name='date' content='2024-03-04T20:00:00Z'>"
    head += "<meta itemprop='datePublished' content='2024-03-04'>"
    dates = page("<p>Ana Ruiz 5 March 2024, 05:00</p>", head=head)
    assert (value(dates.published) or "")[:10] == "2024-03-05"


def test_such_a_sentence_outweighs_the_date_below_the_headline() -> None:
    document = decode(
        f"<h1>Bridge opens again</h1><p>7 May 2024, 11:07am</p><p>{PARAGRAPH}</p>"
        "<p>This story was first published on 5 March 2024 and has been updated since.</p>",
        format="html",
    )
    reading = read_html(document, DEFAULTS)
    dates = read_article_dates(labelled_page(reading, label(reading)))
    assert value(dates.published) == "2024-03-05"


@pytest.mark.parametrize(
    "line",
    [
        "<p>Born: 28 January 1975</p>",
        "<dl><dt>Date of birth</dt><dd>28 January 1975</dd></dl>",
        "<p>Geburtsdatum: 28.01.1975</p>",
        "<p>出生日期：1975年1月28日</p>",
    ],
)
def test_a_day_of_birth_is_not_the_articles(line: str) -> None:
    assert page(line).published is None


def test_a_label_glued_to_its_date_is_read() -> None:
    dates = page("<p>PublishedMarch 5, 2024</p><p>UpdatedMarch 7, 2024</p>")
    assert (value(dates.published), value(dates.modified)) == ("2024-03-05", "2024-03-07")


def test_a_dateline_without_a_year_is_null_with_its_words() -> None:
    found = text(f"Bridge opens again\n\nALMSTADT, July 25 (Example) - {PARAGRAPH}\n").published
    assert found is not None
    assert (found.value, found.quote) == (None, "July 25")


def test_a_captions_date_is_the_pictures() -> None:
    body = "<figure><figcaption>The bridge, 3 January 2022</figcaption></figure><p>25 July 2023</p>"
    assert value(page(body).published) == "2023-07-25"


def test_words_that_end_with_a_date_are_a_pictures_even_where_they_were_taken_for_body() -> None:
    caption = f"<p>{'Workers on the old bridge over the river in the evening, ' * 3}3 July 2023</p>"
    assert value(page(caption + "<div>Date 25 July 2023</div>").published) == "2023-07-25"


def test_an_embedded_post_has_a_date_of_its_own() -> None:
    post = "<p>A post shared by Ana Ruiz (@anaruiz) on 2 May 2021</p>"
    head = "<meta property='article:published_time' content='2023-07-25'>"
    assert value(page(post, head=head).published) == "2023-07-25"


def test_a_date_line_before_the_story_counts_where_the_headline_is_far_above() -> None:
    menu = "".join(f"<p>Entry {n}</p>" for n in range(60))
    head = "<meta name='dcterms.date' content='2023-07-21'>"
    assert value(page(menu + "<p>25 July 2023</p>", head=head).published) == "2023-07-25"


def test_a_teaser_beside_the_story_has_a_date_of_its_own() -> None:
    aside = "<aside class='related'><p>3 January 2022</p></aside>"
    assert value(page(f"{aside}<p>25 July 2023</p>").published) == "2023-07-25"


# --- weighed -------------------------------------------------------------------------------------


def test_of_places_that_agree_on_the_day_the_most_precise_is_given() -> None:
    found = page(
        "<p>25 July 2023</p>",
        head=json_ld(datePublished="2023-07-25")
        + "<meta property='article:published_time' content='2023-07-25T08:34:00+02:00'>",
    ).published
    assert value(found) == "2023-07-25T08:34:00+02:00"


def test_midnight_is_how_software_writes_that_no_time_was_given() -> None:
    head = json_ld(datePublished="2023-07-25T00:00:00Z")
    assert value(page("<p>25 July 2023, 8:34</p>", head=head).published) == "2023-07-25T08:34"


def test_a_utc_stamp_gives_way_to_the_papers_own_day() -> None:
    head = json_ld(datePublished="2023-07-26T02:34:00Z")
    assert value(page("<p>July 25, 2023 10:34 p.m.</p>", head=head).published) == "2023-07-25T22:34"


def test_a_date_line_outweighs_a_single_stamp_that_a_later_save_left() -> None:
    head = json_ld(datePublished="2023-11-20", dateModified="2023-11-20")
    assert value(page("<p>25 July 2023</p>", head=head).published) == "2023-07-25"


def test_a_visible_date_of_change_does_not_replace_the_stated_day() -> None:
    head = json_ld(datePublished="2023-07-25", dateModified="2023-08-02")
    dates = page("<p>2 August 2023</p>", head=head)
    assert (value(dates.published), value(dates.modified)) == ("2023-07-25", "2023-08-02")


@pytest.mark.parametrize(
    "published", ["2023-07-25", "2023-07-25T10:05", "2023-07-25T10:05:12"], ids=len
)
@pytest.mark.parametrize(
    "head",
    [
        "<meta property='article:published_time' content='{}'>"
        "<meta property='article:modified_time' content='2023-07-25T14:32:07+00:00'>",
        "<meta itemprop='datePublished' content='{}'>"
        "<meta itemprop='dateModified' content='2023-07-25T14:32:07+00:00'>",
        '<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{}",'
        ' "dateModified": "2023-07-25T14:32:07+00:00"}}</script>',
    ],
    ids=["meta", "microdata", "json-ld"],
)
def test_a_change_on_the_day_of_publication_does_not_replace_it(head: str, published: str) -> None:
    dates = page("", head=head.format(published))
    assert value(dates.published) == published
    assert value(dates.modified) == "2023-07-25T14:32:07+00:00"


@pytest.mark.parametrize(
    "lines",
    [
        "<p>Published 25 July 2023, 10:05</p><p>Updated 25 July 2023, 14:32 GMT</p>",
        "<p>25 July 2023, 10:05 | Updated: 25 July 2023, 14:32 GMT</p>",
        "<p><time datetime='2023-07-25T10:05'>today</time> Updated "
        "<time datetime='2023-07-25T14:32Z'>today</time></p>",
    ],
)
def test_nor_does_one_that_readers_see(lines: str) -> None:
    dates = page(lines)
    assert (value(dates.published), value(dates.modified)) == (
        "2023-07-25T10:05",
        "2023-07-25T14:32Z",
    )


def test_a_bare_time_that_is_the_changes_is_not_that_of_publication() -> None:
    head = json_ld(datePublished="2023-07-25", dateModified="2023-07-25T14:32:07Z")
    dates = page("<p>25 July 2023, 16:32</p>", head=head)
    assert value(dates.published) == "2023-07-25"


def test_of_two_times_the_surer_places_is_given() -> None:
    head = json_ld(datePublished="2023-07-25T10:05", dateCreated="2023-07-25T09:58:01Z")
    assert value(page("", head=head).published) == "2023-07-25T10:05"


@pytest.mark.parametrize(
    "line",
    [
        "25 July 2023, 10:05, updated 14:32",
        "25. Juli 2023, 10:05 Uhr, aktualisiert um 14:32 Uhr",
        "25 luglio 2023 alle 10:05 - Aggiornato alle 14:32",
        "Publicerad 25 juli 2023 kl. 10.05. Uppdaterad kl. 14.32",
    ],
)
def test_a_change_told_by_its_time_alone_is_of_the_same_day(line: str) -> None:
    dates = text(f"Bridge opens again\n{line}\n\n{PARAGRAPH}")
    assert value(dates.published) == "2023-07-25T10:05"
    assert value(dates.modified) == "2023-07-25T14:32"


@pytest.mark.parametrize(
    "pieces",
    [
        "<div>25</div><div>July</div><div>2023</div>",
        "<div>25</div><div>Jul 2023</div>",
        "<div>July</div><div>25,</div><div>2023</div>",
        "<p><span>2023</span> <span>07/25</span></p>",
    ],
)
def test_a_date_may_be_in_pieces(pieces: str) -> None:
    assert value(page(pieces).published) == "2023-07-25"


# --- ambiguous, relative, without a year ---------------------------------------------------------


def test_an_ambiguous_date_is_given_with_its_candidates_or_null_when_strict() -> None:
    loose = page("<p>05/06/2023</p>").published
    strict = page("<p>05/06/2023</p>", strict_dates=True).published
    assert loose is not None and loose.ambiguous and len(loose.candidates) == 2
    assert strict is not None and strict.value is None and strict.quote == "05/06/2023"


def test_the_country_of_the_site_settles_the_order() -> None:
    found = page("<p>05/06/2023</p>", url="https://www.example.co.uk/bridge").published
    assert found is not None
    assert (found.value, found.ambiguous) == ("2023-06-05", False)


def test_metadata_settles_the_order_of_a_visible_date() -> None:
    head = "<meta name='date' content='2023-06-05'>"
    assert value(page("<p>05/06/2023 8:34</p>", head=head).published) == "2023-06-05T08:34"


def test_a_relative_date_needs_the_present() -> None:
    unknown = page("<p>2 hours ago</p>").published
    assert unknown is not None
    assert (unknown.value, unknown.quote) == (None, "2 hours ago")
    assert value(page("<p>2 hours ago</p>", now=NOW).published) == "2023-07-26T10:00"


# --- plain text ----------------------------------------------------------------------------------


def test_a_header_line_of_front_matter_is_a_stated_date() -> None:
    found = text(
        f"---\ntitle: Bridge opens again\ndate: 2023-07-25\n---\n\n{PARAGRAPH}\n"
    ).published
    assert found is not None
    assert (found.value, found.source) == ("2023-07-25", "labelled line 'date'")


@pytest.mark.parametrize(
    "sentence",
    [
        "The new rules apply from 1 January 2025.",
        "The council leans on an act of 12 March 2019 (Gazette 345), its chair said on Monday.",
        "Die neuen Regeln gelten vom 1. Januar 2025 an.",
        "Call the office on 2012-10-11 45 or 020 10 2011.",
    ],
)
def test_days_of_acts_and_plans_and_telephone_numbers_are_not_the_articles(sentence: str) -> None:
    assert value(text(f"Bridge opens again\n\n{sentence}\n\n{PARAGRAPH}").published) is None


def test_a_text_without_a_date_gives_none() -> None:
    dates = text(f"Bridge opens again\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n")
    assert dates == ArticleDates(None, None)


ENGLISH = "The council voted on Tuesday night to close the old bridge for six months. " * 3


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("fr", "2024-11-12"),
        ("German", "2024-11-12"),
        ("Français", "2024-11-12"),
        ("en-GB", "2024-11-12"),
        ("en-US", "2024-12-11"),
        ("en", "2024-12-11"),
    ],
)
def test_the_language_given_beside_a_text_tells_the_order_of_a_date(language, day):
    table = f"title,date,language,text\nRain,12/11/2024,{language},{ENGLISH}\n"
    lines = f"Title: Rain\nDate: 12/11/2024\nLanguage: {language}\n\n{ENGLISH}"
    for source in (table, lines):
        (found,) = newstool.parse_many([source.encode()])
        assert str(found.date_published) == day


def test_english_that_is_said_of_a_french_text_leaves_the_order_to_the_text():
    french = "Le conseil a voté mardi soir la fermeture du vieux pont pour six mois. " * 3
    (found,) = newstool.parse_many(
        [f"title,date,language,text\nLe pont,12/11/2024,en,{french}\n".encode()]
    )
    assert str(found.date_published) == "2024-11-12"


def test_that_an_article_was_amended_says_less_than_its_own_date_line():
    text = (
        "Ferry returns to the bay\n\nAna Ruiz\n\n"
        "Fri 5 Dec 2025 12.00 CET Last modified on Mon 8 Dec 2025 16.40 CET\n\n"
        "The ferry will cross the bay again from Monday, the harbour office said.\n\n"
        "This article was amended on 8 December 2025 to correct a name.\n"
    )
    candidates = newstool.candidates(text, "date_published")
    assert candidates[0].value == "2025-12-05T12:00+01:00"
    weights = {one.quote[:10]: one.weight for one in candidates}
    assert weights["8 December"] < weights["Mon 8 Dec "]


def test_a_script_fills_the_time_element_from_its_data_later():
    dates = page('<time class="published js-date" data-timestamp="1613467500000"></time>')
    assert str(dates.published.value).startswith("2021-02-16T09:25")


def test_an_office_dates_its_notice_at_the_foot_in_chinese_numbers():
    text = (
        "关于渡口开放时间的通知\n\n现将渡口开放时间调整如下：东渡口每日开放至二十二时。\n\n"
        "县人民政府办公室\n二〇二三年三月七日\n"
    )
    assert newstool.parse(text).date_published == "2023-03-07"


def test_a_time_is_the_change_where_the_element_that_it_fills_is_called_so():
    page = (
        "<h1>The tram is back</h1>"
        "<div class='post-date'><time datetime='2025-02-11T06:15:00Z'>11 February 2025</time></div>"
        "<div class='post-date post-date__modified-date'>"
        "<time datetime='2025-02-12T09:02:00Z'>12 February 2025</time></div>"
        "<p>The tram of Tarrow came back on Monday after nine weeks in the shed.</p>"
    )
    article = newstool.parse(page)
    assert str(article.date_published) == "2025-02-11T06:15:00Z"
    assert str(article.date_modified) == "2025-02-12T09:02:00Z"
