"""Polish."""

import pytest

from tests.lexicon.inflection.spelled import Row, check, topic

POLISH = [
    Row("Białoruś", "Białoruś Białorusi Białorusią", "Białorusin Białorusini białoruski Białorusie"),
    Row("Azerbejdżan", "Azerbejdżanu Azerbejdżanowi Azerbejdżanem Azerbejdżanie", "azerbejdżański Azerbejdżany"),
    Row("Mińsk", "Mińsk Mińska Mińskowi Mińskiem Mińsku", "Miński Mińskie Mińskiego"),
    Row("Łukaszenka", "Łukaszenka Łukaszenki Łukaszence Łukaszenkę Łukaszenką", "Łukaszewicz Łukaszenkom"),
    Row("Łukaszenko", "Łukaszenko Łukaszenki Łukaszence Łukaszenkę Łukaszenką"),
    Row("Alijew", "Alijewa Alijewowi Alijewem Alijewie", "Alijewej Walijew"),
    Row("Aliyev", "Aliyeva Aliyevowi Aliyevem", "Aliyevej"),
    Row("Alijewa", "Alijewa Alijewej Alijewą", "Alijewowi Alijewem"),
    Row("Ukraina", "Ukrainy Ukrainie Ukrainę Ukrainą", "Ukrainiec ukraiński"),
    Row("Polska", "Polski Polsce Polskę Polską", "Polskiej Polak"),
    Row("Rosja", "Rosji Rosję Rosją", "Rosjanin"),
    Row("Armenia", "Armenii Armenię Armenią"),
    Row("Gruzja", "Gruzji Gruzję Gruzją", "Gruzin"),
    Row("Litwa", "Litwy Litwie Litwę Litwą"),
    Row("Praga", "Pragi Pradze Pragę Pragą", "Pragie"),
    Row("Korea Południowa", "Korei Południowej|Koreę Południową|Koreą Południową", "Korea Południowej|Koreę Południowej"),
    Row("Kazachstan", "Kazachstanu Kazachstanowi Kazachstanem Kazachstanie"),
    Row("Iran", "Iranu Iranowi Iranem Iranie"),
    Row("Izrael", "Izraela Izraelowi Izraelem Izraelu"),
    Row("Niemcy", "Niemiec Niemcom Niemcami Niemczech", "Niemka"),
    Row("Węgry", "Węgier Węgrom Węgrami Węgrzech"),
    Row("Chiny", "Chin Chinom Chinami Chinach", "Chinka"),
    Row("Indie", "Indii Indiom Indiami Indiach"),
    Row("Filipiny", "Filipin Filipinom Filipinami Filipinach"),
    Row("Brześć", "Brześcia Brześciu Brześciem Brześciowi"),
    Row("Grodno", "Grodna Grodnu Grodnem Grodnie"),
    Row("Wilno", "Wilna Wilnu Wilnem Wilnie"),
    Row("Maroko", "Maroka Maroku Marokiem"),
    Row("Baku", "Baku", "Bakua Bakiem Bakunin"),
    Row("Tbilisi", "Tbilisi", "Tbilisów"),
    Row("Erywań", "Erywania Erywaniu Erywaniem"),
    Row("Lwów", "Lwowa Lwowowi Lwowem Lwowie"),
    Row("WNP", "WNP", "WNPu WNPa"),
    Row("EUG", "EUG", "EUGu"),
    Row("Ilham Alijew", "Ilhama Alijewa|Ilhamowi Alijewowi|Ilhamem Alijewem|Ilhamie Alijewie", "Ilham Alijewa|Ilhama Alijewem"),
    Row("Mehriban Alijewa", "Mehriban Alijewej|Mehriban Alijewą", "Mehribana Alijewa"),
    Row(
        "Aleksandr Łukaszenka",
        "Aleksandra Łukaszenki|Aleksandrowi Łukaszence|Aleksandra Łukaszenkę|Aleksandrem Łukaszenką",
        "Aleksandr Łukaszenki",
    ),
    Row("Radosław Sikorski", "Radosława Sikorskiego|Radosławowi Sikorskiemu|Radosławem Sikorskim", "Radosław Sikorskiego"),
    Row("Donald Trump", "Donalda Trumpa|Donaldowi Trumpowi|Donaldem Trumpem|Donaldzie Trumpie"),
    Row("Aleksandr Turczyn", "Aleksandra Turczyna|Aleksandrem Turczynem"),
    Row("Maria Zacharowa", "Marii Zacharowej|Marię Zacharową|Marią Zacharową"),
    Row(
        "Euroazjatycka Unia Gospodarcza",
        "Euroazjatyckiej Unii Gospodarczej|Euroazjatycką Unię Gospodarczą|Euroazjatycką Unią Gospodarczą",
        "Euroazjatycka Unii Gospodarczej|Euroazjatyckie Unie Gospodarcze",
    ),
    Row("Unia Europejska", "Unii Europejskiej|Unię Europejską|Unią Europejską"),
    Row("Stany Zjednoczone", "Stanów Zjednoczonych|Stanom Zjednoczonym|Stanami Zjednoczonymi|Stanach Zjednoczonych"),
    Row("Zjednoczone Emiraty Arabskie", "Zjednoczonych Emiratów Arabskich|Zjednoczonymi Emiratami Arabskimi"),
    Row("Górski Karabach", "Górskiego Karabachu|Górskim Karabachu|Górskim Karabachem", "Górski Karabachu"),
    Row("Wspólnota Niepodległych Państw", "Wspólnoty Niepodległych Państw|Wspólnocie Niepodległych Państw"),
    Row("Republika Białorusi", "Republiki Białorusi|Republice Białorusi|Republiką Białorusi", "Republika Białoruś"),
    topic(
        "białoruski",
        "białoruski białoruskiego białoruskiemu białoruskim białoruska białoruskiej białoruską białoruskie białoruscy "
        "białoruskich białoruskimi",
        "Białoruś Białorusin",
    ),
    topic("azerbejdżański", "azerbejdżańskiego azerbejdżańska azerbejdżańską azerbejdżańskich azerbejdżańscy"),
    topic("wymiana handlowa", "wymiany handlowej|wymianie handlowej|wymianę handlową|wymianą handlową", "wymiana handlowej"),
    topic("obroty handlowe", "obrotów handlowych|obrotom handlowym|obrotami handlowymi|obrotach handlowych"),
    topic("obrót towarowy", "obrotu towarowego|obrotem towarowym|obrotów towarowych"),
    topic("inwestycja", "inwestycji inwestycję inwestycją inwestycje inwestycjom inwestycjami inwestycjach"),
    topic("porozumienie", "porozumienia porozumieniu porozumieniem porozumień porozumieniach"),
    topic("umowa", "umowy umowie umowę umową umów umowom umowami umowach"),
    topic("prezydent", "prezydenta prezydentowi prezydentem prezydencie prezydenci prezydentów"),
    topic("rafineria", "rafinerii rafinerię rafinerią rafinerie rafineriach"),
    topic("minister spraw zagranicznych", "ministra spraw zagranicznych|ministrem spraw zagranicznych|ministrowie spraw zagranicznych"),
    topic("dostawa ropy", "dostawy ropy|dostaw ropy|dostawach ropy"),
    topic("przedsiębiorstwo", "przedsiębiorstwa przedsiębiorstwu przedsiębiorstwem przedsiębiorstwie przedsiębiorstw"),
]  # fmt: skip


@pytest.mark.parametrize("row", POLISH, ids=str)
def test_polish(row: Row) -> None:
    check("pl", row)
