"""Words beside which a text names its source, folded."""

from __future__ import annotations

NAMED_BEHIND = frozenset(
    """
    citing according source via reported
    ссылкой сообщает сообщают передает передают пишет пишут информирует данным информации сообщению источник
    паведамляе паведамляюць перадае перадаюць піша спасылкай паводле крыніца даных інфармацыі
    повідомляє передає посиланням джерело
    menbe kaynak berufung quelle selon citant podaje informuje zrodlo
    """.split()  # noqa: SIM905  # a list of forty words in quotes would be harder to read and to edit
)
NAMED_BEFORE = frozenset(
    """
    reports reported learned writes
    istinaden istinadla melumatina xeber bildirir yazir
    gore haberine dayandirarak
    berichtet meldet rapporte
    """.split()  # noqa: SIM905  # as above
)
CUES = NAMED_BEHIND | NAMED_BEFORE
