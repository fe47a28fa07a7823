"""Invented headlines of each kind in the languages of the desk: the kind, who acts, to whom, host, level."""

import pytest

from monitor.model.fact import Event, Span
from monitor.model.kinds import EVENTS
from monitor.reading.events import KINDS, coarse, plover
from tests.reading.events.told import main, told

ALIYEV, LUKASHENKO = "person.ilham_aliyev", "person.alexander_lukashenko"
AZ, BY = "country.azerbaijan", "country.belarus"


def test_the_table_has_a_row_for_every_kind_that_is_an_event() -> None:
    """`trade_figures` is the news of an article, not an event."""
    assert set(KINDS) == set(EVENTS) - {"trade_figures"}
    here = Span("title", 0, 1)
    assert all(coarse(Event(kind, 0, here)) for kind in KINDS)
    assert plover(main("Президенты Азербайджана и Беларуси поговорили по телефону")).cameo == ("041",)
    assert plover(main("Lukashenko to visit Azerbaijan")).category == "AGREE"


@pytest.mark.parametrize(
    ("language", "title", "kind", "level"),
    [
        ("en", "Lukashenko arrives in Azerbaijan on a state visit", "visit_state", "president"),
        ("en", "Ilham Aliyev's official visit to Belarus begins", "visit_official", "president"),
        ("en", "Belarusian premier arrived in Azerbaijan on a working visit", "visit_working", "prime_minister"),
        ("en", "Aliyev and Lukashenko meet one-on-one", "talks_one_on_one", "president"),
        ("en", "Talks of Aliyev and Lukashenko in expanded format", "talks_expanded", "president"),
        ("en", "Lukashenko met with Ilham Aliyev", "meeting_received", "president"),
        ("en", "Jeyhun Bayramov holds talks with Belarusian counterpart", "meeting_received", ""),
        ("en", "Aliyev, Lukashenko meet on the sidelines of CIS summit", "sidelines_meeting", "president"),
        ("en", "Lukashenko and Aliyev speak by telephone", "phone_call", "president"),
        ("en", "Lukashenko congratulates Ilham Aliyev on birthday", "congratulation", "president"),
        ("en", "Lukashenko offers condolences to Ilham Aliyev", "condolence", "president"),
        ("en", "Ilham Aliyev sends letter to Lukashenko", "video_or_letter_contact", "president"),
        ("en", "Azerbaijan, Belarus sign memorandum on transport", "signing", ""),
        ("en", "Belarus and Azerbaijan adopt joint statement", "joint_statement", ""),
        ("en", "Belarus ratifies agreement with Azerbaijan", "ratification", ""),
        ("en", "Intergovernmental commission of Belarus and Azerbaijan meets", "intergovernmental_commission", ""),
        ("en", "Azerbaijan and Belarus hold political consultations", "ministerial_consultations", ""),
        ("en", "New ambassador of Belarus presents credentials to Ilham Aliyev", "credentials", "ambassador"),
        ("en", "Azerbaijan summons Belarusian ambassador", "summons_protest", "ambassador"),
        ("en", "Belarus recalls: Azerbaijan expelled Belarusian diplomats", "recall_expel", "ambassador"),
        ("en", "Business forum of Azerbaijan and Belarus opens", "trade_mission_forum", ""),
        ("en", "Belarus sends humanitarian aid to Azerbaijan", "aid_humanitarian", ""),
        ("en", "Azerbaijan extradited a Belarusian citizen to Minsk", "legal_cooperation", ""),
        ("ru", "Государственный визит Лукашенко в Азербайджан", "visit_state", "president"),
        ("ru", "Лукашенко прибыл с официальным визитом в Баку", "visit_official", "president"),
        ("ru", "Али Асадов с рабочим визитом в Беларуси", "visit_working", "prime_minister"),
        ("ru", "Лукашенко и Ильхам Алиев беседуют один на один", "talks_one_on_one", "president"),
        ("ru", "Переговоры Лукашенко и Ильхама Алиева в расширенном составе", "talks_expanded", "president"),
        ("ru", "Лукашенко встретился с Ильхамом Алиевым", "meeting_received", "president"),
        ("ru", "На полях саммита СНГ Лукашенко поговорил с Ильхамом Алиевым", "sidelines_meeting", "president"),
        ("ru", "Состоялся телефонный разговор Лукашенко с Ильхамом Алиевым", "phone_call", "president"),
        ("ru", "Лукашенко поздравил Ильхама Алиева с днем рождения", "congratulation", "president"),
        ("ru", "Лукашенко выразил соболезнования Ильхаму Алиеву", "condolence", "president"),
        ("ru", "Ильхам Алиев направил письмо Лукашенко", "video_or_letter_contact", "president"),
        ("ru", "Беларусь и Азербайджан подписали пакет документов", "signing", ""),
        ("ru", "Азербайджан и Беларусь приняли совместное заявление", "joint_statement", ""),
        ("ru", "Беларусь ратифицировала соглашение с Азербайджаном", "ratification", ""),
        ("ru", "В Минске прошло заседание межправкомиссии Беларуси и Азербайджана", "intergovernmental_commission", ""),
        ("ru", "Политические консультации МИД Беларуси и Азербайджана", "ministerial_consultations", ""),
        ("ru", "Посол Беларуси вручил верительные грамоты Ильхаму Алиеву", "credentials", "ambassador"),
        ("ru", "Посол Беларуси вызван в МИД Азербайджана", "summons_protest", "ambassador"),
        ("ru", "Бизнес-форум Беларуси и Азербайджана", "trade_mission_forum", ""),
        ("be", "Лукашэнка прыбыў у Азербайджан з дзяржаўным візітам", "visit_state", "president"),
        ("be", "Афіцыйны візіт Ільхама Аліева ў Беларусь", "visit_official", "president"),
        ("be", "Лукашэнка сустрэўся з Ільхамам Аліевым", "meeting_received", "president"),
        ("be", "Лукашэнка правёў перамовы з Ільхамам Аліевым сам-насам", "talks_one_on_one", "president"),
        ("be", "Адбылася тэлефонная размова Лукашэнкі з Ільхамам Аліевым", "phone_call", "president"),
        ("be", "Лукашэнка павіншаваў Ільхама Аліева", "congratulation", "president"),
        ("be", "Лукашэнка выказаў спачуванні Ільхаму Аліеву", "condolence", "president"),
        ("be", "Беларусь і Азербайджан падпісалі мемарандум", "signing", ""),
        ("be", "Сумесная заява Беларусі і Азербайджана", "joint_statement", ""),
        ("be", "Пасяджэнне міжурадавай камісіі Беларусі і Азербайджана", "intergovernmental_commission", ""),
        ("be", "Пасол Азербайджана ўручыў Лукашэнку даверчыя граматы", "credentials", "ambassador"),
        ("az", "Lukaşenko dövlət səfəri ilə Azərbaycana gəlib", "visit_state", "president"),
        ("az", "İlham Əliyevin Belarusa rəsmi səfəri başlayıb", "visit_official", "president"),
        ("az", "Belarusun Baş naziri işgüzar səfərlə Bakıya gəlib", "visit_working", "prime_minister"),
        ("az", "İlham Əliyevin Aleksandr Lukaşenko ilə təkbətək görüşü olub", "talks_one_on_one", "president"),
        ("az", "İlham Əliyev ilə Aleksandr Lukaşenkonun geniş tərkibdə görüşü", "talks_expanded", "president"),
        ("az", "İlham Əliyev Lukaşenko ilə görüşüb", "meeting_received", "president"),
        ("az", "İlham Əliyev ilə Lukaşenko arasında telefon danışığı olub", "phone_call", "president"),
        ("az", "Lukaşenko İlham Əliyevi təbrik edib", "congratulation", "president"),
        ("az", "Lukaşenko İlham Əliyevə başsağlığı verib", "condolence", "president"),
        ("az", "İlham Əliyev Lukaşenkoya məktub göndərib", "video_or_letter_contact", "president"),
        ("az", "Azərbaycanla Belarus arasında memorandum imzalanıb", "signing", ""),
        ("az", "Azərbaycan və Belarus birgə bəyanat qəbul ediblər", "joint_statement", ""),
        ("az", "Belarus-Azərbaycan hökumətlərarası komissiyasının iclası keçirilib", "intergovernmental_commission", ""),
        ("az", "Azərbaycan və Belarus XİN-ləri arasında siyasi məsləhətləşmələr", "ministerial_consultations", ""),
        ("az", "Belarus səfiri etimadnaməsini İlham Əliyevə təqdim edib", "credentials", "ambassador"),
        ("tr", "Lukaşenko Azerbaycan'a devlet ziyaretinde bulundu", "visit_state", "president"),
        ("tr", "İlham Aliyev'in Belarus'a resmi ziyareti başladı", "visit_official", "president"),
        ("tr", "Lukaşenko, İlham Aliyev ile görüştü", "meeting_received", "president"),
        ("tr", "Lukaşenko ile İlham Aliyev baş başa görüştü", "talks_one_on_one", "president"),
        ("tr", "Lukaşenko ile İlham Aliyev telefonda görüştü", "phone_call", "president"),
        ("tr", "Lukaşenko, İlham Aliyev'i tebrik etti", "congratulation", "president"),
        ("tr", "Lukaşenko'dan İlham Aliyev'e taziye mesajı", "condolence", "president"),
        ("tr", "Azerbaycan ve Belarus mutabakat zaptı imzaladı", "signing", ""),
        ("tr", "Azerbaycan ve Belarus'tan ortak bildiri", "joint_statement", ""),
        ("uk", "Лукашенко прибув з державним візитом до Азербайджану", "visit_state", "president"),
        ("uk", "Лукашенко провів переговори з Ільхамом Алієвим", "meeting_received", "president"),
        ("uk", "Відбулася телефонна розмова Лукашенка з Ільхамом Алієвим", "phone_call", "president"),
        ("pl", "Wizyta państwowa Łukaszenki w Azerbejdżanie", "visit_state", "president"),
        ("pl", "Łukaszenko rozmawiał telefonicznie z Ilhamem Alijewem", "phone_call", "president"),
        ("pl", "Białoruś i Azerbejdżan podpisały memorandum", "signing", ""),
        ("de", "Lukaschenko zu Staatsbesuch in Aserbaidschan", "visit_state", "president"),
        ("de", "Telefongespräch von Lukaschenko mit Ilham Alijew", "phone_call", "president"),
        ("de", "Belarus und Aserbaidschan haben Dokumente unterzeichnet", "signing", ""),
        ("fr", "Visite d'État de Loukachenko en Azerbaïdjan", "visit_state", "president"),
        ("fr", "Entretien téléphonique entre Loukachenko et Ilham Aliev", "phone_call", "president"),
        ("fr", "La Biélorussie et l'Azerbaïdjan ont signé un accord", "signing", ""),
        ("es", "Lukashenko se reunió con Ilham Aliyev", "meeting_received", "president"),
        ("es", "Conversación telefónica de Lukashenko con Ilham Aliyev", "phone_call", "president"),
        ("hy", "Լուկաշենկոն և Իլհամ Ալիևը հեռախոսազրույց են ունեցել", "phone_call", "president"),
        ("ka", "ლუკაშენკო ილჰამ ალიევს შეხვდა", "meeting_received", "president"),
        ("kk", "Лукашенко Ильхам Әлиевпен кездесті", "meeting_received", "president"),
    ],
)  # fmt: skip
def test_the_kind_and_level_of_a_headline(language: str, title: str, kind: str, level: str) -> None:
    event = main(title, "", language)
    assert (event.kind, event.level) == (kind, level)
    assert set(event.sides) == {"AZ", "BY"}
    assert not event.background


@pytest.mark.parametrize(
    ("language", "title", "kind", "actor", "recipient", "host"),
    [
        ("en", "Ilham Aliyev received Lukashenko", "meeting_received", ALIYEV, LUKASHENKO, "AZ"),
        ("en", "Lukashenko was received by Ilham Aliyev", "meeting_received", ALIYEV, LUKASHENKO, "AZ"),
        ("en", "Ilham Aliyev phoned Lukashenko", "phone_call", ALIYEV, LUKASHENKO, ""),
        ("en", "Ilham Aliyev received a phone call from Lukashenko", "phone_call", LUKASHENKO, ALIYEV, ""),
        ("en", "Lukashenko visits Azerbaijan", "visit_working", LUKASHENKO, AZ, "AZ"),
        ("en", "Ilham Aliyev arrived in Minsk", "visit_working", ALIYEV, BY, "BY"),
        ("en", "Ilham Aliyev invited Lukashenko to come", "visit_planned_or_invited", ALIYEV, LUKASHENKO, "AZ"),
        ("ru", "Ильхам Алиев принял Лукашенко", "meeting_received", ALIYEV, LUKASHENKO, "AZ"),
        ("ru", "Ильхаму Алиеву позвонил Лукашенко", "phone_call", LUKASHENKO, ALIYEV, ""),
        ("ru", "Лукашенко позвонил Ильхаму Алиеву", "phone_call", LUKASHENKO, ALIYEV, ""),
        ("ru", "Президенту Беларуси Александру Лукашенко позвонил Ильхам Алиев", "phone_call", ALIYEV, LUKASHENKO, ""),
        ("ru", "Посла Азербайджана принял Лукашенко", "meeting_received", LUKASHENKO, AZ, "BY"),
        ("ru", "Ильхам Алиев прилетел в Минск", "visit_working", ALIYEV, BY, "BY"),
        ("be", "Лукашэнка прыняў Ільхама Аліева", "meeting_received", LUKASHENKO, ALIYEV, "BY"),
        ("be", "Ільхаму Аліеву пазваніў Лукашэнка", "phone_call", LUKASHENKO, ALIYEV, ""),
        ("be", "Лукашэнка наведвае Азербайджан", "visit_working", LUKASHENKO, AZ, "AZ"),
        ("az", "İlham Əliyev Lukaşenkonu qəbul edib", "meeting_received", ALIYEV, LUKASHENKO, "AZ"),
        ("az", "Lukaşenkonu İlham Əliyev qəbul edib", "meeting_received", ALIYEV, LUKASHENKO, "AZ"),
        ("az", "Lukaşenko İlham Əliyevə zəng edib", "phone_call", LUKASHENKO, ALIYEV, ""),
        ("az", "İlham Əliyevə Lukaşenko zəng edib", "phone_call", LUKASHENKO, ALIYEV, ""),
        ("az", "Lukaşenko Bakıya gəlib", "visit_working", LUKASHENKO, AZ, "AZ"),
        ("tr", "İlham Aliyev, Lukaşenko'yu kabul etti", "meeting_received", ALIYEV, LUKASHENKO, "AZ"),
        ("tr", "Lukaşenko İlham Aliyev'i telefonla aradı", "phone_call", LUKASHENKO, ALIYEV, ""),
        ("uk", "Ільхам Алієв прийняв Лукашенка", "meeting_received", ALIYEV, LUKASHENKO, "AZ"),
        ("pl", "Ilham Alijew przyjął Łukaszenkę", "meeting_received", ALIYEV, LUKASHENKO, "AZ"),
        ("de", "Ilham Alijew empfing Lukaschenko", "meeting_received", ALIYEV, LUKASHENKO, "AZ"),
        ("fr", "Ilham Aliev a reçu Loukachenko", "meeting_received", ALIYEV, LUKASHENKO, "AZ"),
        ("fr", "Ilham Aliev a reçu un coup de fil de Loukachenko", "phone_call", LUKASHENKO, ALIYEV, ""),
    ],
)  # fmt: skip
def test_who_does_it_to_whom(language: str, title: str, kind: str, actor: str, recipient: str, host: str) -> None:
    """By order, by case, by the passive; whoever visits acts, whoever is visited receives."""
    event = main(title, "", language)
    assert (event.kind, event.actors, event.recipients, event.host) == (kind, (actor,), (recipient,), host)
    assert event.guest == {"AZ": "BY", "BY": "AZ", "": ""}[host]


def test_of_two_who_meet_nobody_is_on_the_receiving_end() -> None:
    event = main("Ilham Aliyev and Lukashenko held talks")
    assert (set(event.actors), event.recipients, event.host) == ({ALIYEV, LUKASHENKO}, (), "")


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Lukashenko received the ambassador of Azerbaijan", "ambassador"),
        ("Belarusian Foreign Minister Maxim Ryzhenkov met with Ilham Aliyev", "foreign_minister"),
        ("Ilham Aliyev received the defence minister of Belarus", "minister"),
        ("Deputy Prime Minister of Azerbaijan Samir Sharifov met with Lukashenko", "first_deputy_prime_minister"),
        ("Deputy foreign ministers of Azerbaijan and Belarus held talks", "deputy_minister"),
        ("Governor of Grodno Region of Belarus met with Ilham Aliyev", "governor"),
        ("Министр обороны Беларуси встретился с Ильхамом Алиевым", "minister"),
        ("Временный поверенный Беларуси встретился с Сахибой Гафаровой", "ambassador"),
        ("İlham Əliyev Belarusun xarici işlər nazirini qəbul edib", "foreign_minister"),
        ("Belarus Baş naziri İlham Əliyevlə görüşüb", "prime_minister"),
        ("Belarusun Baş nazirinin müavini İlham Əliyevlə görüşüb", "first_deputy_prime_minister"),
        ("Azerbaijan's parliament speaker to visit Minsk", "minister"),
        ("Пасол Азербайджана сустрэўся з Лукашэнкам", "ambassador"),
        ("İlham Aliyev Belarus Dışişleri Bakanı ile görüştü", "foreign_minister"),
    ],
)
def test_the_level_is_that_of_the_lower_side(title: str, level: str) -> None:
    assert main(title).level == level


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Lukashenko: Azerbaijan is our friend", "The president said this to reporters."),
        ("Контракт на поставку лифтов подписан", "Завод в Минске поставит лифты."),
        ("Azərbaycan Prezidenti nazirlə görüşüb", "Görüşdə ölkə iqtisadiyyatı müzakirə olunub."),
        ("Belarus beat Azerbaijan 2:0", "The football teams of Belarus and Azerbaijan met in Baku."),
        ("Heydar Aliyev airport: flights to Minsk", "The airport opened a terminal."),
        ("Lukashenko did not meet with Ilham Aliyev", ""),
        ("Беларусь и Азербайджан", "«Я часто вспоминаю, как наши министры обсуждали это в Минске и в Баку, и не раз», сказал он."),
    ],
)  # fmt: skip
def test_what_tells_of_no_event_between_states(title: str, body: str) -> None:
    """A word is no event: it takes both sides beside a broad one, and nobody's denial or speech."""
    assert told(title, body) == ()
