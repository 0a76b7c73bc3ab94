"""In a copied or typed story each removal needs a reason: what nothing names is body."""

from __future__ import annotations

import pytest

import newstool


def labels(source: str) -> dict[str, str]:
    """Each block's label, by its text."""
    article = newstool.parse(source, blocks=True)
    return {block.text: str(block.label) for block in article.blocks or ()}


def rules(source: str) -> dict[str, str]:
    """Each block's rule, by its text."""
    article = newstool.parse(source, blocks=True)
    return {block.text: block.rule for block in article.blocks or ()}


@pytest.mark.parametrize(
    "lines",
    [
        ["The Skerry ferry went into dry dock on Monday.", "Repairs will take days."],
        ["Harwick 2, Pelham 0", "Marsh End 1, Orton 1", "Lees 3, Denny 4"],
        ["Q: Do you get lonely?", "A: Never. The birds talk all night."],
        ["MAYOR: The gates held.", "REPORTER: Was anyone hurt?", "MAYOR: No."],
        ["The ropes hang slack, the gulls sit still,", "and somebody has moved the moon."],
        ["Serves four.", "200 g barley", "1 lemon", "Fry the onions. Add the barley."],
        ["The council met.", "What it will cost", "The line will cost 90 million."],
        ["Eine Kuh hat am Montag die Autobahn blockiert.", "Verletzt wurde niemand."],
        ["港まつりが来月五日に開かれる。", "花火は午後八時から。"],
        ["وتضم المكتبة عشرة آلاف كتاب.", "وتفتح أبوابها كل يوم."],
    ],
    ids=lambda lines: lines[0][:20],
)
def test_a_story_without_boilerplate_comes_back_whole(lines: list[str]) -> None:
    story = "\n\n".join(lines)
    assert newstool.parse(f"Harbour notes of the week\n\n{story}\n").text == story
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    assert newstool.parse(f"<h1>Harbour notes</h1>{paragraphs}").text == story


def test_one_sentence_is_an_article() -> None:
    sentence = "Two people were hurt when a tram left the rails in Gannet Street on Monday."
    for source in (sentence, f"<html><body>{sentence}</body></html>", f"<p>{sentence}</p>"):
        article = newstool.parse(source)
        assert (article.title, article.text) == (None, sentence)


def test_what_a_story_keeps_says_that_nothing_named_it() -> None:
    found = rules("Ferry returns\n\nThe ferry sails again.\n\nFares stay.\n\nShare this article\n")
    assert found["Fares stay."] in ("unnamed-in-a-story", "judged-body")
    assert found["Share this article"] == "share-line"


@pytest.mark.parametrize(
    "text",
    [
        "Home\nNews\nSport\nContact us\n",
        "404 Not Found\n\nThe page you are looking for does not exist.\n\nReturn to home page\n",
        "© 2024 Halvren Post. All rights reserved.\n",
        "Barn burns in Halvren\nMayor to seek third term\nZoo welcomes twin pandas\n",
        "<html><body><ul><li><a href=/>Home</a><li><a href=/n>News</a></ul></body></html>",
        "<h1>Page not found</h1><p>Sorry, we could not find the page you asked for.</p>",
    ],
    ids=["a menu", "an error", "a notice", "headlines", "links", "an error of HTML"],
)
def test_what_holds_no_story_is_no_article(text: str) -> None:
    with pytest.raises(newstool.NoArticleError):
        newstool.parse(text)


def test_a_correction_alone_is_an_article() -> None:
    notice = "Correction: Lake Orrin is 41 metres deep, not 14."
    article = newstool.parse(notice)
    assert article.corrections == (notice,)
    assert article.page_type == "article"


STORY = "The mayor opened a playground in Dell Park on Friday.\n\nChildren were there first.\n"


@pytest.mark.parametrize(
    ("tail", "label"),
    [
        ("Cookies on this site help us to remember you.", "cookie"),
        ("Facebook", "share"),
        ("(Halvren newsroom)", "wire_credit"),
        ("EFE", "wire_credit"),
        ("김하늘 기자", "byline"),
        ("ana@post.example", "contact"),
        ("mo/hq", "wire_credit"),
        ("https://www.post.example/playground", "navigation"),
        ("Spotted a mistake? Tell us.", "other"),
    ],
)
def test_a_tail_is_named_by_its_words(tail: str, label: str) -> None:
    found = labels(f"Playground opens\n\n{STORY}\n{tail}\n")
    assert found[tail] == label
    assert found["Children were there first."] == "body"


def test_what_only_sounds_like_furniture_is_story_where_the_story_goes_on() -> None:
    doubtful = "Digital access costs $4 per week after the trial."
    found = labels(f"Paper raises its price\n\n{doubtful}\n\nReaders were told on Monday.\n")
    assert found[doubtful] == "body"


def test_what_stands_below_the_comments_heading_is_theirs() -> None:
    found = labels(f"Playground opens\n\n{STORY}\n2 Comments\n\nanna\nI loved the old swings.\n")
    assert found["I loved the old swings."] == "comments"


@pytest.mark.parametrize(
    "head",
    [
        "Playground opens\nChildren had waited since the flood\nBy Ana Ruiz\n\n",
        "Playground opens\n\nChildren had waited. Now they can play.\n\nBy Ana Ruiz\n\n",
        "Playground opens\nChildren had waited since the flood\n3 May 2024\n\n",
    ],
)
def test_what_stands_above_the_byline_is_the_standfirst(head: str) -> None:
    article = newstool.parse(head + STORY)
    assert (article.subtitle or "").startswith("Children had waited")
    assert article.text == STORY.strip()


def test_a_signature_below_the_story_makes_no_standfirst_of_its_first_paragraph() -> None:
    article = newstool.parse("Playground opens\n\nThe mayor opened a playground.\n\nBy Ana Ruiz\n")
    assert article.text == "The mayor opened a playground."


@pytest.mark.parametrize("line", ["Staff Report", "Our Correspondent", "Ana Ruiz, staff writer"])
def test_an_office_below_the_headline_is_a_byline(line: str) -> None:
    assert labels(f"Playground opens\n\n{line}\n\n{STORY}")[line] == "byline"


def test_a_note_on_the_text_is_none_of_it() -> None:
    note = "Editor's note: This story first ran in 1999."
    assert labels(f"Playground opens\n\n{note}\n\n{STORY}")[note] == "correction"


def test_the_last_paragraph_tells_of_who_signed() -> None:
    bio = "Rosa Lind is a nurse and lives in Tarnley."
    assert labels(f"Playground opens\nBy Rosa Lind\n\n{STORY}\n{bio}\n")[bio] == "author_bio"


def test_a_button_to_comment_does_not_end_the_story() -> None:
    article = newstool.parse(
        "Why my father rang the bell\n\nHe rang it in fog.\n\nLeave a comment\n\n"
        "I stopped him on the day he rang it in sunshine.\n"
    )
    assert article.text.endswith("in sunshine.")


def test_a_line_beside_sentences_is_story_and_a_card_of_links_is_none() -> None:
    article = newstool.parse(
        "<div><div><h1>Radio plays</h1><p>The Lamp is loved by all.</p>"
        "<div><a href=/lamp>The Lamp</a> Released 1961 <a href=/f>Follow</a></div>"
        "<p>What came next</p><p>Low Water was sent twice.</p></div>"
        "<div>Scan to open on your telephone</div></div>"
    )
    assert article.text == (
        "The Lamp is loved by all.\n\nWhat came next\n\nLow Water was sent twice."
    )


def test_a_link_alone_amid_the_story_leads_from_it() -> None:
    found = labels(
        "<h1>Mill reopens</h1><p>The mill reopened on Sunday.</p>"
        "<p><a href=/baker>Baker retires after 50 years</a></p><p>Bread will be sold.</p>"
    )
    assert found["Baker retires after 50 years"] == "navigation"
    assert found["Bread will be sold."] == "body"


def test_an_office_below_the_byline_goes_with_it() -> None:
    article = newstool.parse(
        f"Playground opens\n\nBY ANA RUIZ AND LEE PARK\nStaff Writers\n\n{STORY}"
    )
    assert article.text == STORY.strip()


def test_elements_name_what_stands_in_them_however_it_reads() -> None:
    found = labels(
        "<article><h1>Lake freezes over</h1><p>Lake Orrin froze over on Sunday.</p>"
        "<div class='ad'>Cheap skates at the mill!</div><p>Skaters were out by noon.</p></article>"
        "<section class='comments'><h2>2 comments</h2><p>My dog loved it.</p></section>"
    )
    assert found["Cheap skates at the mill!"] == "advertisement"
    assert found["My dog loved it."] == "comments"
    assert found["Skaters were out by noon."] == "body"


def test_an_element_that_holds_the_story_says_nothing_by_its_name() -> None:
    article = newstool.parse(
        "<div class='latest-news'><p>A bus hit a wall in Orton.</p><p>Nobody was hurt.</p></div>"
    )
    assert article.text == "A bus hit a wall in Orton.\n\nNobody was hurt."


@pytest.mark.parametrize(
    "teasers",
    [
        "<h2>More news</h2><h3><a href=/x>Swans return</a></h3><p>They are on the pond.</p>"
        "<h3><a href=/y>Pier to close</a></h3><p>It will close for a week.</p>",
        "<aside><a href=/ice>How thick must ice be?</a></aside>",
    ],
    ids=["teasers", "an aside"],
)
def test_other_stories_are_related_and_no_body(teasers: str) -> None:
    article = newstool.parse(
        "<h1>Lake freezes over</h1><p>Lake Orrin froze over on Sunday.</p>"
        f"<p>Skaters were out by noon.</p>{teasers}"
    )
    assert article.text == "Lake Orrin froze over on Sunday.\n\nSkaters were out by noon."
    assert article.related


def test_the_portrait_of_a_company_goes_and_a_section_of_a_signed_story_stays() -> None:
    portrait = "<p><b>About Orrin Bank</b><br>Orrin Bank was founded in 1931.</p>"
    story = "<h1>Orrin Bank opens branch</h1>{}<p>Orrin Bank opened a branch on Monday.</p>"
    assert "1931" not in newstool.parse(story.format("") + portrait).text
    assert "1931" in newstool.parse(story.format("<p>By Ana Ruiz</p>") + portrait).text


def test_what_announces_nothing_of_its_name_is_a_heading() -> None:
    text = "A walk\n\nIt rained.\n\nAbout Town\n\nShops were shut, and nobody was out.\n"
    assert "Shops were shut, and nobody was out." in newstool.parse(text).text


def test_the_story_goes_on_below_a_list_of_other_stories() -> None:
    text = (
        "Dam passes test\n\nNo cracks were found.\n\nRelated news\nLake full again\n"
        "2. Swans return\n\nThe next test is in May.\n"
    )
    article = newstool.parse(text)
    assert article.text == "No cracks were found.\n\nThe next test is in May."
    assert [each.title for each in article.related] == ["Lake full again", "Swans return"]


PARAGRAPHS = "<p>The ferry left Skerry at dawn.</p><p>It will be back on Sunday.</p>"


def test_the_tools_of_a_page_that_are_not_printed_are_no_story() -> None:
    edit = '<span class="mw-editsection">[<a href="/edit">edit</a>]</span>'
    note = '<table class="noprint"><tr><td>This page is closed to editors.</td></tr></table>'
    page = f"<h1>The piano sails</h1>{PARAGRAPHS}<h2>Tides{edit}</h2><p>High water is at six.</p>"
    article = newstool.parse(page + note)
    assert [block.text for block in article.body][2:] == ["Tides", "High water is at six."]


def test_a_list_of_sources_is_no_story() -> None:
    cited = '<li><a href="https://a.example">"Piano sold"</a> - Skerry Post, 3 May 2024</li>'
    page = f"<h1>The piano sails</h1>{PARAGRAPHS}<h2>Sources</h2><ul>{cited}</ul>"
    assert newstool.parse(page).text.endswith("It will be back on Sunday.")


def test_a_section_of_a_story_may_be_called_sources() -> None:
    page = f"<h1>The piano sails</h1>{PARAGRAPHS}<h2>Sources</h2><p>Sailors told us all of it.</p>"
    assert "Sailors told us" in newstool.parse(page).text


def test_the_buttons_of_a_mailed_newsletter_are_no_story() -> None:
    page = f"<p>View in browser</p><h1>The piano sails</h1>{PARAGRAPHS}<p>Forward to a friend</p>"
    text = newstool.parse(page).text
    assert "browser" not in text and "friend" not in text


@pytest.mark.parametrize(
    "line",
    [
        "Got a tip? Write to desk@skerry.example.",
        "Get the Skerry Post app.",
        "Sign up to receive our weekly email.",
        "Report a typo",
        "Нашли опечатку? Выделите её и нажмите Ctrl+Enter",
        "Редактор: Анна Белова",
        "Print this page · Send to a friend",
    ],
)
def test_what_a_newsroom_asks_below_a_story_is_no_story(line: str) -> None:
    page = f"<h1>The piano sails</h1>{PARAGRAPHS}<p>{line}</p>"
    assert newstool.parse(page).text.endswith("It will be back on Sunday.")


def test_lines_above_a_story_that_the_judge_is_sure_about_are_no_story() -> None:
    lines = "<div><span>Listen to this article</span><span>4 min</span></div>"
    assert newstool.parse(f"<h1>The piano sails</h1>{lines}{PARAGRAPHS}").text.startswith("The f")


def test_a_name_below_a_standfirst_signs_above_a_date() -> None:
    head = "The piano sails\nNobody knows who will play it\n\nMarta Solís\nSkerry - 12 May 2024\n"
    found = labels(f"{head}\nThe ferry left Skerry at dawn.\n")
    assert found["Nobody knows who will play it"] == "subtitle"
    assert found["Marta Solís"] == "byline"


def test_a_name_alone_below_the_last_sentence_signs_it() -> None:
    found = labels(f"<h1>The piano sails</h1>{PARAGRAPHS}<p>Marta Solís</p>")
    assert found["Marta Solís"] == "byline"


def test_a_list_of_dates_and_names_above_a_story_is_none_of_it() -> None:
    head = "<dl><dt>Author</dt><dd>Ana Ruiz</dd><dt>Date</dt><dd>3 April 2024</dd></dl>"
    assert newstool.parse(f"<h1>The piano sails</h1>{head}{PARAGRAPHS}").text.startswith("The f")


STORY_HTML = (
    "<article><h1>Gull stops the trains</h1><p>By Ana Ruiz</p>"
    "<p>A gull has stopped the trains at Marsh End. It had built its nest on a lever.</p>{}"
    "<p>The trains run on the other track until the eggs hatch.</p></article>"
)
STORY_TEXT = (
    "A gull has stopped the trains at Marsh End. It had built its nest on a lever.\n\n"
    "The trains run on the other track until the eggs hatch."
)


def test_a_consent_dialogue_that_is_longer_than_the_story_is_none_of_it() -> None:
    dialogue = (
        '<div class="cmp-layer"><h2>Welcome to the Harwick Post</h2><p>We and our 187 partners '
        "store and read data on your device, such as cookies, to show you content and to measure "
        "how it is used.</p><p>If you press Accept all, you agree to this. You can take your "
        "consent back at any time, with the link at the foot of each page.</p>"
        "<p>Some partners rely on a legitimate interest. You can object to that. Further notes are "
        "in our privacy policy.</p><button>Accept all</button></div>"
    )
    assert newstool.parse(dialogue + STORY_HTML.format("")).text == STORY_TEXT


def test_an_advertisement_between_paragraphs_is_none_of_the_story() -> None:
    slot = (
        '<div class="row adv"><div id="adv-inread"><p>See what Boat House has for you: cushions '
        "from 9.90 a piece. Until Sunday only.</p></div></div>"
    )
    assert newstool.parse(STORY_HTML.format(slot)).text == STORY_TEXT


def test_a_table_in_a_figure_is_story_and_its_caption_is_not() -> None:
    figure = (
        "<figure><table><tr><th>Lever</th><th>Eggs</th></tr><tr><td>North</td><td>3</td></tr>"
        "</table><figcaption>Counted on Monday</figcaption></figure>"
    )
    named = labels(STORY_HTML.format(figure))
    assert (named["North\t3"], named["Counted on Monday"]) == ("table", "caption")


def test_the_numbers_beside_lines_of_code_are_none_of_the_story() -> None:
    code = "<pre>1 2 3 4</pre><pre><code>import gull\n\ngull.stop()</code></pre>"
    assert rules(STORY_HTML.format(code))["1 2 3 4"] == "numbers-alone"
    assert "import gull\n\ngull.stop()" in newstool.parse(STORY_HTML.format(code)).text


def test_a_headline_that_front_matter_has_too_is_no_paragraph() -> None:
    text = (
        "---\ntitle: Gull stops the trains\nauthor: Ana Ruiz\n---\n\n# Gull stops the trains\n\n"
        "A gull has stopped the trains at Marsh End.\n\n## Timetable\n\nThey run again in May.\n"
    )
    assert [part.text for part in newstool.parse(text).body] == [
        *("A gull has stopped the trains at Marsh End.", "Timetable", "They run again in May."),
    ]


def test_what_only_says_when_counted_from_now_is_no_paragraph() -> None:
    text = (
        "Octopus wins lock contest\n\nBy Ana Ruiz\n\nYesterday, 14:05\n\n"
        "An octopus won the contest by opening eleven locks.\n\nThe prize, a safe, was empty.\n"
    )
    assert labels(text)["Yesterday, 14:05"] == "date"


def test_beside_the_article_the_names_of_elements_are_believed() -> None:
    page = (
        "<article><h1>Elk learns to use the ferry</h1><p>The elk waits at the gate, boards last "
        "and leaves first.</p><p>It pays no fare, as it has no pockets.</p></article>"
        '<aside class="widget"><h3>Latest words</h3><ul><li>Reino: Good elk!</li></ul></aside>'
    )
    assert newstool.parse(page).text == (
        "The elk waits at the gate, boards last and leaves first.\n\n"
        "It pays no fare, as it has no pockets."
    )
