"""sentences: where they end, and where a full stop ends nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.text.sentences import sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (" \n ", []),
        ("Talks ended. A paper was signed.", ["Talks ended.", "A paper was signed."]),
        ("Без точки", ["Без точки"]),
        (
            "Встретились А. Лукашенко и И. Г. Алиев. Затем обед.",
            ["Встретились А. Лукашенко и И. Г. Алиев.", "Затем обед."],
        ),
        ("Рост на 12.5 процента. Ещё 3.", ["Рост на 12.5 процента.", "Ещё 3."]),
        ("Это 1,5 млрд. Долларов мало.", ["Это 1,5 млрд. Долларов мало."]),
        ("В г. Минске и т.д. Потом всё.", ["В г. Минске и т.д. Потом всё."]),
        ("Mr. Aliyev arrived. He left.", ["Mr. Aliyev arrived.", "He left."]),
        ("«Да!» Он ушёл.", ["«Да!»", "Он ушёл."]),
        ("„Так?“ – спытаў ён. Так.", ["„Так?“ – спытаў ён.", "Так."]),
        ("Сустрэча ў Баку.\nДругі абзац", ["Сустрэча ў Баку.", "Другі абзац"]),
        ("Заголовок\r\n\r\nТекст", ["Заголовок", "Текст"]),
        ("Görüş keçirildi... İmzalandı!", ["Görüş keçirildi...", "İmzalandı!"]),
        ("Сайт belta.by сообщил. Да.", ["Сайт belta.by сообщил.", "Да."]),
        ("etc. and so on. End.", ["etc. and so on.", "End."]),
    ],
)
def test_sentences_of_a_text(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == found


@settings(deadline=None)
@given(st.text() | st.text(st.sampled_from("АаБб .!?…\n»«\"'12")))
def test_sentences_stand_in_order_and_leave_out_only_white_space(text: str) -> None:
    at = 0
    for start, end in sentences(text):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()
