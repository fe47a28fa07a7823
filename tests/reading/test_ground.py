"""Ground: what readers share says the same as if each had worked it out for itself."""

from pathlib import Path

from monitor.model.article import Article
from monitor.reading.ground import Ground
from monitor.setup import load
from monitor.text.fold import folded

LEXICON = load(Path(__file__).parents[2] / "rules").lexicon
SENTENCES = (
    "Президент Беларуси встретился с Ильхамом Алиевым в Минске.",
    "Əliyev Minskdə\u200b Lukaşenko ilə  görüşüb.",
    "Aliaksandr Łukašenka’s visit to Baku lasted two days.",
    "Абмен таварамі вырас у 2 разы.",
)


def ground(*sentences: str) -> Ground:
    body = "\n".join(sentences)
    return Ground(Article(0, "", "Talks", body), LEXICON.scan("Talks", body), LEXICON)


def test_a_sentence_that_stands_twice_is_found_in_any_spelling() -> None:
    text = ground(*SENTENCES, SENTENCES[0], SENTENCES[1].upper().replace("I", "İ"), SENTENCES[2].replace("’", "'"))
    again = [folded(text.text_of(text.scan.sentences[number])) for number in sorted(text.repeated)]
    assert again == [folded(sentence) for sentence in SENTENCES[:3]]


def test_a_mark_that_no_text_has_does_not_cut_a_sentence_in_two() -> None:
    odd = "Aliyev \x01 received Lukashenko in the old \x01 palace."
    assert len(ground(SENTENCES[0], odd, odd, SENTENCES[3]).repeated) == 1


def test_cues_by_name_are_those_of_the_sentence_in_reading_order() -> None:
    text = ground(*SENTENCES)
    for sentence in text.scan.sentences:
        cues = text.cues_in(sentence.number)
        for name in {cue.name for cue in cues}:
            assert list(text.cued(sentence.number, name)) == [cue for cue in cues if cue.name == name]
    assert text.cued(99, "pair_deal") == ()


def test_sides_are_the_same_when_asked_for_again() -> None:
    text = ground(*SENTENCES)
    assert [side for _, side in text.sides_in(1)] == ["BY", "BY", "AZ", "BY"]  # the office has its country inside
    assert text.sides_in(1) is text.sides_in(1)
