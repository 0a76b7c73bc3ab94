"""NITF, NewsML and Reuters-21578: the wire's own fields, and each paragraph of the body."""

import pytest
from conftest import assert_valid
from hypothesis import given
from hypothesis import strategies as st

import newstool
from newstool.containers.opening import open_stream
from newstool.containers.part import Opening
from newstool.containers.stream import Stream
from newstool.model.errors import EmptyInputError, InputError, RecordError

FERRY = "The ferry will return to the harbour on Monday after months of repair."
AWAY = "It was away for long, the office said on Friday."
TEXT = f"{FERRY}\n\n{AWAY}"


def results(text, **options):
    return list(newstool.parse_many([text.encode()], **options))


def parts_of(text, **options):
    return list(open_stream(Stream.of_bytes(text.encode()), Opening(**options)))


NITF = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.example/nitf-3-4.dtd">
<nitf><head><title>Ferry</title><docdata><doc-id id-string="tb-1"/>
<date.issue norm="20240502T083000+0100"/><doc.copyright year="2024" holder="Tarrow Agency"/>
<key-list><keyword key="ferries"/><keyword key="harbour"/></key-list></docdata>
<pubdata name="Tarrow Post" position.section="Local"/></head><body><body.head>
<hedline><hl1>Ferry returns to the bay</hl1><hl2>After eleven weeks of repair</hl2></hedline>
<byline>By <person>Ana Ruiz</person><byttl>Harbour Correspondent</byttl></byline>
<distributor>Reuters</distributor><dateline><location>TARROW</location>, May 2</dateline>
</body.head><body.content><block><p>{FERRY}</p><p>It was <em>away</em> for long, the
<org>office</org> said on Friday.</p>
<media media-type="image"><media-reference mime-type="image/jpeg"
 source="https://a.example/f.jpg"/>
<media-caption>The ferry in May</media-caption><media-producer>Lee Park</media-producer></media>
<hl2>What comes next</hl2>
<p>The bridge stays &amp; is painted.</p></block></body.content></body></nitf>"""


def test_nitf():
    (article,) = results(NITF)
    assert article.title == "Ferry returns to the bay"
    assert article.subtitle == "After eleven weeks of repair"
    assert article.byline == "By Ana Ruiz, Harbour Correspondent"
    assert article.authors == ("Ana Ruiz",)
    assert (article.dateline.raw, article.agency) == ("TARROW, May 2", "Reuters")
    assert str(article.date_published) == "2024-05-02T08:30:00+01:00"
    assert (article.site_name, article.section) == ("Tarrow Post", "Local")
    assert (article.tags, article.copyright.holder) == (("ferries", "harbour"), "Tarrow Agency")
    assert article.text == f"{TEXT}\n\nWhat comes next\n\nThe bridge stays & is painted."
    assert article.image == "https://a.example/f.jpg"
    assert (article.input.id, article.input.container) == ("tb-1", "nitf")
    assert_valid(article.to_dict())


def test_several_documents_in_one_file_are_several_articles():
    assert [one.title for one in results(NITF + NITF)] == ["Ferry returns to the bay"] * 2


NEWSML = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE NewsML SYSTEM "NewsML_1.2.dtd">
<NewsML><NewsEnvelope><DateAndTime>20240502T083000Z</DateAndTime></NewsEnvelope>
<NewsItem><Identification><NewsIdentifier><DateId>20240502</DateId>
<PublicIdentifier>urn:tb:ferry</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><FirstCreated>20240502T083000+0100</FirstCreated>
<ThisRevisionCreated>20240502T093000+0100</ThisRevisionCreated></NewsManagement>
<NewsComponent><NewsLines><HeadLine>Ferry returns</HeadLine><SubHeadLine>After repair</SubHeadLine>
<ByLine>By Ana Ruiz</ByLine><DateLine>TARROW, May 2</DateLine>
<CopyrightLine>© 2024 AFP</CopyrightLine><KeywordLine>ferries, harbour</KeywordLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="AFP"/></Provider></AdministrativeMetadata>
<DescriptiveMetadata><Language FormalName="en"/></DescriptiveMetadata>
<NewsComponent><ContentItem><MediaType FormalName="Photo"/></ContentItem></NewsComponent>
<ContentItem><MediaType FormalName="Text"/><DataContent>BODY</DataContent></ContentItem>
</NewsComponent></NewsItem>
<NewsItem><NewsComponent><ContentItem><MediaType FormalName="Photo"/></ContentItem></NewsComponent>
</NewsItem></NewsML>"""


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{FERRY}</p><p>{AWAY}</p>",
        f"<html><head><title>No</title></head><body><p>{FERRY}</p><p>{AWAY}</p></body></html>",
        f"<![CDATA[<p>{FERRY}</p><p>{AWAY}</p>]]>",
        f"<nitf><body><body.content><p>{FERRY}</p><p>{AWAY}</p></body.content></body></nitf>",
        f"\n{FERRY}\n\n{AWAY}\n",
    ],
)
def test_newsml_holds_its_text_in_any_of_several_forms(body):
    (article,) = results(NEWSML.replace("BODY", body))
    assert (article.title, article.subtitle) == ("Ferry returns", "After repair")
    assert (article.authors, article.agency) == (("Ana Ruiz",), "AFP")
    assert str(article.date_published) == "2024-05-02T08:30:00+01:00"
    assert str(article.date_modified) == "2024-05-02T09:30:00+01:00"
    assert (article.dateline.raw, article.tags) == ("TARROW, May 2", ("ferries", "harbour"))
    assert article.text == TEXT
    assert (article.input.id, article.input.container) == ("urn:tb:ferry", "newsml")
    assert article.warnings == ("skipped:1 photo",)


G2_ITEM = f"""<newsItem guid="urn:1" xmlns="http://iptc.org/std/nar/2006-10-01/">
<rightsInfo><copyrightHolder literal="Tarrow Agency"/></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider qcode="x:y"><name>dpa</name></provider>
<versionCreated>2024-05-02T09:00:00+01:00</versionCreated>
<firstCreated>2024-05-02T08:30:00+01:00</firstCreated></itemMeta>
<contentMeta><creator><name>Ana Ruiz</name></creator><language tag="en-GB"/>
<subject qcode="m:1"><name>transport</name></subject>
<headline role="hld:sub">After repair</headline>
<headline>Ferry returns</headline><by>By Ana Ruiz</by><keyword>ferries</keyword></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{FERRY}</p><p>{AWAY}</p></body></html>
</inlineXML></contentSet></newsItem>"""
G2_OTHERS = """<packageItem guid="p"><groupSet><group><itemRef residref="urn:1"/></group></groupSet>
</packageItem><newsItem guid="urn:2"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta>
<contentMeta><headline>Ferry</headline></contentMeta></newsItem>"""


def message(*items):
    inside = "".join(items)
    return f"<?xml version='1.0'?><newsMessage><itemSet>{inside}</itemSet></newsMessage>"


@pytest.mark.parametrize("text", [G2_ITEM, message(G2_OTHERS, G2_ITEM)])
def test_newsml_g2(text):
    (article,) = results(text)
    assert (article.title, article.subtitle) == ("Ferry returns", "After repair")
    assert (article.byline, article.authors) == ("By Ana Ruiz", ("Ana Ruiz",))
    assert (article.text, article.language) == (TEXT, "en")
    assert (article.agency, article.copyright.holder) == ("dpa", "Tarrow Agency")
    assert str(article.date_published) == "2024-05-02T08:30:00+01:00"
    assert article.tags == ("ferries", "transport")
    assert (article.input.id, article.input.container) == ("urn:1", "newsml-g2")
    skipped = ("skipped:1 package", "skipped:1 picture") if "Message" in text else ()
    assert article.warnings == skipped


REUTERS_HEAD = '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n'
STORY = """<REUTERS TOPICS="YES" OLDID="5544" NEWID="7">
<DATE>26-FEB-1987 15:01:01.79</DATE><TOPICS><D>kelp</D></TOPICS><PLACES><D>ternsey</D></PLACES>
<UNKNOWN>
&#5;&#5;C T
&#22;f0704&#31;reute</UNKNOWN>
<TEXT>&#2;
<TITLE>STANDARD NETS &lt;NTS> TO MEND</TITLE>
<AUTHOR>    By Ana Ruiz, Reuters</AUTHOR>
<DATELINE>    QUILL, Feb 26 - </DATELINE><BODY>Standard Nets &lt;NTS> said that it plans to form a
new unit to mend the nets of smaller fleets.
    The unit will begin with 40 menders at R&D.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
"""


def test_reuters_21578():
    one, two = results(REUTERS_HEAD + STORY + STORY.replace('"7"', '"8"'))
    assert (one.title, one.authors) == ("STANDARD NETS <NTS> TO MEND", ("Ana Ruiz",))
    assert str(one.date_published)[:19] == "1987-02-26T15:01:01"
    assert one.text == (
        "QUILL, Feb 26 - Standard Nets <NTS> said that it plans to form a new unit to mend the "
        "nets of smaller fleets.\n\nThe unit will begin with 40 menders at R&D."
    )
    assert (one.dateline.place, one.agency) == ("Quill", "Reuters")
    assert (one.tags, one.input.id, two.input.id) == (("kelp", "ternsey"), "7", "8")
    assert one.input.container == "reuters-21578"


def test_a_story_without_parts_gives_its_text():
    story = "<REUTERS><DATE>1-APR-1987</DATE><TEXT TYPE='UNPROC'>&#2;\n" + FERRY + "\n&#3;</TEXT>"
    brief = "</REUTERS><REUTERS><TEXT TYPE='BRIEF'>\n******<TITLE>KELP UP 3 PCT</TITLE></TEXT>"
    first, second = parts_of(f"{REUTERS_HEAD}{story}{brief}</REUTERS>")
    assert first.data.strip() == FERRY
    assert second.data == "KELP UP 3 PCT"


# --- bad files -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (NITF[:-300], InputError),
        ("<nitf><body></body></nitf>", RecordError),
        ("<nitf><body><body.content> </body.content></body></nitf>", RecordError),
        (message(G2_OTHERS), EmptyInputError),
        (message(), EmptyInputError),
        ("<NewsML></NewsML>", EmptyInputError),
        (REUTERS_HEAD + STORY[:-30], InputError),
        (REUTERS_HEAD + "<REUTERS></REUTERS>", RecordError),
        (f"{REUTERS_HEAD}<!-- {REUTERS_HEAD} -->", None),
    ],
)
def test_what_is_broken_or_empty_is_one_error(text, error):
    (part,) = parts_of(text)
    assert error is None or isinstance(part.error, error), part


def test_a_broken_item_fails_alone():
    broken = G2_ITEM.replace("<html", "<htm")
    parts = parts_of(message(broken.replace("<contentSet>", "<b" * 300), G2_ITEM))
    assert parts[-1].error is None
    assert FERRY in parts[-1].data


@given(st.text(max_size=200), st.sampled_from(["nitf", "NewsItem", "newsItem", "REUTERS"]))
def test_whatever_is_in_an_item_gives_a_part(text, name):
    for part in parts_of(f"<{name}>{text}</{name}>"):
        assert part.error is None or not part.error.what.startswith("internal error")
