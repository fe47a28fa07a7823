"""How YAML bites, and the sentence the analyst sees: where, what, and the cure."""

from __future__ import annotations

import pytest

from monitor.errors import ConfigError
from monitor.matching.rulefile import RuleFile, read_rule_file
from monitor.setup import load_files
from tests.test_setup import DIGESTS, files

BLOCK = "write it under 'when: |', on lines of its own"
QUOTE = "if it is text, put it in quotation marks"
NO_ANCHORS = f"{QUOTE}; anchors (&name), aliases (*name) and tags (!name) are not used in these files"
LEFT = "indent it further than 'when', and each line of it alike"
CONDITIONS = {
    "begins with a quoted text": (
        'when: "oil pipeline" and belarus',
        (
            "4:11 a condition that begins with a quotation mark cannot stand on the line of its key; "
            f"{BLOCK}; 'monitor rules fmt' does it for you"
        ),
    ),
    "wholly quoted": (
        'when: "belarus"',
        (
            "4:11 a condition in quotation marks: YAML takes them away; under 'when: |' write belarus if you mean names, "
            'or ("belarus") if you mean these very words'
        ),
    ),
    "a number sign in a quoted text": (
        'when: belarus and "No. #5" and oil',
        f"4:11 ' #' ends a condition on the line of its key: what follows is lost; {BLOCK}",
    ),
    "a remark that widens": (
        "when: oil and gas #and not sport",
        f"4:11 ' #' ends a condition on the line of its key: what follows is lost; {BLOCK}",
    ),
    "a remark that is all": (
        "when: #oil",
        "4:5 'when' is empty, for ' #' begins a remark; write its condition under it, as in 'when: |', on lines of its own",
    ),
    "a colon in a quoted text": (
        'when: title("Belarus: new tender")',
        f"4:11 a condition with a colon and a space cannot stand on the line of its key; {BLOCK}",
    ),
    "a colon in a slot": (
        "when: event(contact, level: minister)",
        f"4:11 a condition with a colon and a space cannot stand on the line of its key; {BLOCK}",
    ),
    **{
        f"begins with {mark}": (
            f"when: {mark}oil{rest}",
            f"4:11 a condition on the line of its key may not begin with {mark[0]}; {BLOCK}",
        )
        for mark, rest in [
            ("&", " and gas"),
            ("*", ""),
            ("%", ""),
            ("@", ""),
            ("`", ""),
            ("{", "}"),
            ("{", "} and x"),
            ("[", "]"),
            ("[", "] and x"),
            ("[", ""),
            ("!", ""),
            ("- ", ""),
            ("> ", ""),
            (",", ""),
        ]
    },
    "text behind the bar": (
        "when: | oil",
        "4:11 after | the condition begins on the next line; move it down and indent it",
    ),
    "begins with a minus": (
        "when: -oil",
        "4:11 the character - has no meaning here; write 'not' before what must be absent",
    ),
    "quoted whole under the bar": (
        'when: |\n      "belarus and eaeu"',
        (
            "5:7 the whole condition stands in quotation marks, so it asks for the very words 'belarus and eaeu'; write "
            'belarus and eaeu without the marks if you mean names; if you mean the words, set brackets: ("belarus and eaeu")'
        ),
    ),
    "a Cyrillic а in and": (
        "when: eaeu аnd belarus",
        "4:16 'аnd' has a Cyrillic а (its letter 1) that looks like the Latin a; did you mean 'and'?",
    ),
    "a Cyrillic е in the key": (
        "whеn: eaeu",
        "4:5 the key 'whеn' has a Cyrillic е (its letter 3) that looks like the Latin e; did you mean 'when'?",
    ),
    "a capital key": ("When: eaeu", "4:5 unknown key 'When'; did you mean 'when'?"),
    "a no-break space behind the colon": (
        "when:\u00a0eaeu",
        "4:10 a no-break space stands behind 'when:'; type an ordinary space",
    ),
    "a no-break space in a key": (
        "when\u00a0: eaeu",
        "4:9 a no-break space stands in the key 'when'; type an ordinary space, or delete it",
    ),
    "a no-break space before a key": (
        "when: eaeu\n    \u00a0title: x",
        "5:5 a no-break space stands before the key 'title'; type an ordinary space, or delete it",
    ),
    "a no-break space at the beginning of a line": (
        "when: eaeu\n\u00a0   title: x",
        "5:1 a no-break space stands in the indentation; indent with ordinary spaces",
    ),
    "a zero-width space before a key": (
        "when: eaeu\n    \u200btitle: x",
        "5:5 a zero-width space stands before the key 'title'; type an ordinary space, or delete it",
    ),
    "a tab": ("when: eaeu\n\ttitle: x", "5:1 a tab stands in the indentation; indent with spaces"),
    "a tab under the bar": ("when: |\n\t  eaeu", "5:1 a tab stands in the indentation; indent with spaces"),
    "empty": ("when:", "4:5 'when' is empty; write its condition under it, as in 'when: |', on lines of its own"),
    "a number": ("when: 012", f"4:11 'when' must be a text, not the number 012; {BLOCK}"),
    "an hour": (
        "when: 8:05",
        "4:12 the character : has no meaning here; slots are written with '=', as in source(kind=state)",
    ),
    "not indented": ("when: |\n    eaeu", f"5:5 the text under 'when: |' stands too far left; {LEFT}"),
    "indented less below": (
        "when: |\n      eaeu\n     and belarus",
        f"6:6 the text under 'when: |' stands too far left; {LEFT}",
    ),
    "twice": ("when: eaeu\n    when: belarus", "5:5 the key 'when' stands twice; it is already on line 4"),
    "a mark that is not closed": (
        "when: |\n      eaeu or «ООО «Х»",
        (
            "5:15 the quotation mark « is opened and never closed; close it; in a one-line condition ' #' ends the text, "
            "so use 'when: |'"
        ),
    ),
}
CUT = "' #' ends this example: what follows is lost; put the text in quotation marks"
EXAMPLES = {
    "a hash tag": ("- Baku, Minsk seek ways #diplomacy", f"8:11 {CUT}"),
    "a hash tag in a mapping": ("- text: Baku #diplomacy", f"8:17 {CUT}"),
    "a name, a colon and a hash tag": ("- Lukashenko: no #deal", f"8:11 {CUT}"),
    "a colon behind text": (
        "- text: Lukashenko: we will help",
        f"8:27 a colon and a space stand inside a text, or the indentation is wrong; {QUOTE}",
    ),
    "a quoted word first": (
        '- "Oil" flows to Minsk',
        "8:11 a text that begins with a quotation mark must end with it; put the whole text in marks of the other kind: '",
    ),
    "a mark that is not closed": ('- "Oil flows', "8:11 a quotation mark is opened and never closed; close it"),
    **{
        f"begins with {mark}": (f"- {mark}oil{rest}", f"8:11 a text may not begin with {mark[0]}; {cure}")
        for mark, rest, cure in [
            ("&", " x", NO_ANCHORS),
            ("*", "", NO_ANCHORS),
            ("!", "", NO_ANCHORS),
            ("%", "", QUOTE),
            ("@", "", QUOTE),
            ("`", "", QUOTE),
            ("[", "] Baku", QUOTE),
            ("{", "} Baku", QUOTE),
            ("> ", "", QUOTE),
            ("| ", "", QUOTE),
        ]
    },
    "a second dash": ("- - oil", f"8:11 'match' (each entry) must be a text or keys with values, not a list; {QUOTE}"),
    "no space behind the dash": ("-oil", "8:9 a space is missing behind the '-'; write '- ' before each entry"),
    "a no-break space behind the dash": (
        "-\u00a0oil",
        "8:9 a no-break space stands behind the '-'; write '- ' before each entry",
    ),
    "a no-break space before the dash": (
        "\u00a0- oil",
        "8:9 a no-break space stands in the indentation; indent with ordinary spaces",
    ),
    "nothing": ("-", "8:10 'match' (each entry) is empty; write something behind the '-', or take the line away"),
    "a number": (
        "- 012",
        "8:11 'match' (each entry) must be a text or keys with values, not the number 012; put it in quotation marks",
    ),
    "a list of languages": (
        "- {text: EAEU, lang: [en, no]}",
        f"8:30 'lang' must be a text, not a list; {QUOTE}",
    ),
    "a misspelt key": ("- {txet: EAEU}", "8:12 unknown key 'txet'; did you mean 'text'?"),
    "a misspelt key or a text": (
        "- texts: EAEU",
        "8:11 unknown key 'texts'; did you mean 'text'? or, if the whole line is a text, put it in quotation marks",
    ),
    "the same key twice": (
        "- text: EAEU\n          text: b",
        "9:11 the key 'text' stands twice; it is already on line 8",
    ),
    "a backslash": (
        '- "EAEU \\d"',
        "8:17 a backslash in a text with double quotation marks; use single quotation marks, or \\\\",
    ),
}
RULE = "  - id: b\n    when: |\n      eaeu\n    examples: {match: [EAEU]}\n"
FILES = {
    "version 2": ("version: 2\nrules:\n" + RULE, "1:10 'version' is the number 2, and this program reads version 1"),
    "no version": ("rules:\n" + RULE, "1:1 the key 'version' is missing; begin the file with version: 1"),
    "a version in marks": ('version: "1"\nrules:\n' + RULE, "1:10 'version' is the text '1', and this program reads"),
    "rule for rules": ("version: 1\nrule:\n" + RULE, "2:1 unknown key 'rule'; did you mean 'rules'?"),
    "match without entries": (
        "version: 1\nrules:\n" + RULE.replace("{match: [EAEU]}", "\n      match:\n      skip: [a]"),
        "7:7 'match' is empty; give it entries, or take the line away",
    ),
    "match that is a text": (
        "version: 1\nrules:\n" + RULE.replace("[EAEU]", "EAEU"),
        "6:23 'match' must be a list, not the text 'EAEU'; begin each entry with '- '",
    ),
    "an id with a look-alike": (
        "version: 1\nrules:\n" + RULE.replace("id: b", "id: аzerbaijan"),
        "3:9 'id': 'аzerbaijan' has a Cyrillic а (its letter 1) that looks like the Latin a; did you mean 'azerbaijan'?",
    ),
    "an id with a dash": (
        "version: 1\nrules:\n" + RULE.replace("id: b", "id: AZ–by"),
        "3:9 'id' is 'AZ–by', but may hold only small Latin letters, digits, - and _; write 'az-by'",
    ),
    "a language that is none": (
        "version: 1\nnames: {oil: {eng: [x]}}\nrules: []",
        "2:15 unknown key 'eng'; did you mean",
    ),
    "a name without its language": (
        "version: 1\nnames:\n  oil: нефть\nrules: []\n",
        "3:8 the name 'oil' does not say its language; write oil: {en: [...], ru: [...]}",
    ),
    "an alias bomb": (
        "version: 1\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\nrules: []",
        f"2:4 a text may not begin with &; {NO_ANCHORS}",
    ),
    "3,000 brackets": ("version: 1\nrules: " + "[" * 3000 + "]" * 3000, "2:27 nested deeper than 20 levels; no file"),
    "NUL": ("version: 1\nrules: \0", "2:8 the character U+0000 is not allowed in YAML; delete it"),
    "empty": ("", " the file is empty; its first key is 'version: 1'"),
    "only remarks": ("# soon\n", " the file is empty but for remarks; its first key is 'version: 1'"),
    "one megabyte": (
        "#" * 1024 * 1024 + "\n",
        " the file is too long: at most 1,048,576 bytes are read; make several",
    ),
}


def read(text: str | bytes) -> RuleFile:
    return read_rule_file("rules/b.yaml", text.encode() if isinstance(text, str) else text)


def said(text: str | bytes) -> list[str]:
    """Every problem of the file, without the file's name."""
    try:
        problems = read(text).problems
    except ConfigError as fault:
        problems = fault.problems
    return [str(problem).removeprefix("rules/b.yaml").removeprefix(":") for problem in problems]


@pytest.mark.parametrize("case", CONDITIONS)
def test_a_condition_that_bites(case: str) -> None:
    typed, sentence = CONDITIONS[case]
    assert said(f"version: 1\nrules:\n  - id: b\n    {typed}\n    examples:\n      match: [EAEU]\n") == [sentence]


@pytest.mark.parametrize("case", EXAMPLES)
def test_an_example_that_bites(case: str) -> None:
    typed, sentence = EXAMPLES[case]
    head = "version: 1\nrules:\n  - id: b\n    when: |\n      eaeu\n    examples:\n      match:\n"
    found = said(f"{head}        {typed}\n        - EAEU\n")
    assert len(found) == 1
    assert found[0].startswith(sentence)


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_bites(case: str) -> None:
    text, sentence = FILES[case]
    assert any(found.startswith(sentence) for found in said(text)), said(text)


@pytest.mark.parametrize("case", CONDITIONS)
def test_line_ends_and_a_byte_order_mark_move_nothing(case: str) -> None:
    typed, sentence = CONDITIONS[case]
    text = f"\ufeffversion: 1\nrules:\n  - id: b\n    {typed}\n    examples:\n      match: [EAEU]\n"
    assert said(text.replace("\n", "\r\n")) == [sentence]


@pytest.mark.parametrize(
    "condition",
    [
        "“EAEU” and belarus", "„EAEU“ and belarus", "«ООО «Х»» or eaeu", "eaeu\u00a0and\u202fbelarus\u200b",
        'when: |\n      "oil tanker"', 'when: |\n      ("research and development")', "when: |\n      eaeu #and gas",
        'when: |\n      title("Belarus: new tender") # said',
    ],
)  # fmt: skip
def test_what_does_not_bite(condition: str) -> None:
    typed = condition if condition.startswith("when") else f"when: |\n      {condition}"
    assert said(f"version: 1\nrules:\n  - id: b\n    {typed}\n    examples: {{match: [EAEU]}}\n") == []


def test_a_name_a_colon_and_a_text_is_an_example() -> None:
    text = "version: 1\nrules:\n  - id: b\n    when: eaeu\n    examples:\n      match:\n        - Lukashenko:  we “will” help\n"
    text += '        - Aliyev: "yes"\n        - {text: "NO", lang: no}\n      skip: [8:05, 2024-05-16, NO, -oil, a#b]\n'
    (draft,) = read(text).drafts
    assert [example.model.text for example in draft.examples] == [
        "Lukashenko: we “will” help", 'Aliyev: "yes"', "NO", "8:05", "2024-05-16", "NO", "-oil", "a#b",
    ]  # fmt: skip
    assert (draft.examples[0].line, draft.examples[0].column, draft.examples[2].model.lang) == (7, 11, "no")


def test_windows_1251_is_named() -> None:
    text = "version: 1\nrules:\n  - id: b\n    title: Беларусь\n"
    assert said(text.encode("cp1251")) == ["4:12 the file is not UTF-8; it looks like Windows-1251: save it as UTF-8"]


def digest_faults(text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_files(files(digests=text))
    return [str(problem).removeprefix("rules/digests.yaml:") for problem in caught.value.problems]


MAIL = "channels:\n  mail:\n    kind: email\n    host: smtp.example.org\n    sender: a@b.example\n    "


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        ("prot: 25", "9:5 channel 'mail': unknown key 'prot'; did you mean 'port'?"),
        ("port: abc", "9:11 channel 'mail': 'port' must be a whole number, not the text 'abc'"),
        ("port: 70000", "9:11 channel 'mail': 'port' is 70000 but must be at most 65535"),
        (
            "security: ssl",
            (
                "9:15 channel 'mail': 'security' is 'ssl' but must be one of starttls, tls, none; "
                "tls (port 465) or starttls"
            ),
        ),
        ("username: 5", "9:15 channel 'mail': 'username' must be a text, not the number 5; put it in quotation marks"),
        ("unsubscribe: x", "5:3 channel 'mail': unsubscribe is no mail address: 'x'"),
        ("port:", "9:5 'port' is empty; give it a value, or take the line away"),
    ],
)
def test_a_channel_option_that_is_wrong(option: str, sentence: str) -> None:
    assert digest_faults(DIGESTS + MAIL + option + "\n") == [sentence]


@pytest.mark.parametrize("recipient", ["you", "you@", "a b@c.example"])
def test_a_recipient_of_mail_has_an_address(recipient: str) -> None:
    text = (
        DIGESTS.replace("to: [{channel: file}]", f"to: [{{channel: mail, recipient: {recipient}}}]")
        + MAIL
        + "port: 25\n"
    )
    assert digest_faults(text) == [f"3:76 '{recipient}' is no mail address; as in desk@example.org"]


def test_a_condition_may_not_be_a_book() -> None:
    text = (
        "version: 1\nrules:\n  - id: b\n    when: |\n      " + "eaeu and " * 3000 + "x\n    examples: {match: [EAEU]}\n"
    )
    (sentence,) = said(text)
    assert sentence.startswith(
        "5:1 the condition has 27,008 characters; at most 20,000 are read; make names of its parts"
    )


def test_of_very_many_faults_fifty_are_said_with_the_number_of_the_rest() -> None:
    rules = "".join(f"  - {{id: r{number}, when: x}}\n" for number in range(80))
    found = said(f"version: 1\nrules:\n{rules}")
    assert len(found) == 50
    assert found[-1].endswith("; the file has 30 more faults")


def test_what_is_quoted_in_a_sentence_is_short() -> None:
    (sentence,) = list(said("version: 1\nrules: []\n" + "k" * 5000 + ": x\n"))
    assert len(sentence) < 200
