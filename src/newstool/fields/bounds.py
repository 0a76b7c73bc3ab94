"""How much the readers of fields look at: more than pages have, and little of a hostile one."""

QUOTE = 200  # characters that evidence quotes of a longer text, and of an attribute or a line
TEXT = 2000  # characters of a block or an address that are read
MOST = 60  # things of one kind: pictures, notices, numbers, links in a block
LINES = 300  # lines of one kind
LINE = 300  # characters of a line, an address or a title
NAME = 100  # characters of a name; longer is a sentence
NEAR = 4  # blocks from headline or body to what belongs to it
