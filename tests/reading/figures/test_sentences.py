"""Sentences of our own in nine languages, each article dated 20 May 2025: what is read of them."""

import pytest

from tests.reading.figures.read import read, said

DAY = "2025-05-20"
TITLE = "Azerbaijan and Belarus"

CASES = [
    # levels and their time
    ("en", "Bilateral trade stood at $412.6m in 2024.", ["level turnover 412600000 USD @2024"]),
    ("en", "Trade turnover reached US$1.05bn last year.", ["level turnover 1050000000 USD @2024"]),
    ("en", "Trade between the two countries totaled 350,000 dollars in 1995.", ["level turnover 350000 USD @1995"]),
    ("en", "In the first quarter of 2025 turnover was 97.3 million dollars.", ["level turnover 97300000 USD @2025-Q1"]),
    ("en", "Turnover for January-April came to EUR 120 million.", ["level turnover 120000000 EUR @2025-01/2025-04"]),
    ("en", "In the first half of 2024 exports totaled 1,234 million dollars.", ["level exports 1234000000 USD @2024-01/2024-06"]),
    ("ru", "Товарооборот в 2024 году составил 412,6 млн долларов.", ["level turnover 412600000 USD @2024"]),
    ("ru", "За январь–март взаимная торговля достигла 97 млн 300 тыс. долларов США.", ["level turnover 97300000 USD @2025-01/2025-03"]),
    ("ru", "По итогам прошлого года товарооборот превысил полмиллиарда долларов.", ["level turnover 500000000 USD @2024"]),
    ("ru", "Товарооборот за 2023 год - полтора миллиарда долларов.", ["level turnover 1500000000 USD @2023"]),
    ("ru", "В I квартале 2025 года объём торговли составил 1 234,5 млн рублей.", ["level turnover 1234500000 RUB @2025-Q1"]),
    ("be", "Летась тавараабарот склаў 412,6 млн долараў.", ["level turnover 412600000 USD @2024"]),
    ("be", "За чатыры месяцы 2025 года ўзаемны гандаль дасягнуў паўмільярда долараў.", ["level turnover 500000000 USD @2025-01/2025-04"]),
    ("be", "У студзені-сакавіку экспарт Беларусі ў Азербайджан перавысіў 60 мільёнаў рублёў.", ["level exports 60000000 BYN @2025-01/2025-03"]),
    ("az", "2024-cü ildə ticarət dövriyyəsi 412,6 milyon dollar olub.", ["level turnover 412600000 USD @2024"]),
    ("az", "Ötən il əmtəə dövriyyəsi yarım milyard dolları keçib.", ["level turnover 500000000 USD @2024"]),
    ("az", "Yanvar-aprel aylarında ixrac 1 milyard 250 milyon manat təşkil edib.", ["level exports 1250000000 AZN @2025-01/2025-04"]),
    ("az", "Bu ilin birinci rübündə ticarət dövriyyəsi 97.3 mln ABŞ dolları olub.", ["level turnover 97300000 USD @2025-Q1"]),
    ("tr", "Geçen yıl ticaret hacmi 412,6 milyon doları aştı.", ["level turnover 412600000 USD @2024"]),
    ("tr", "2024'te ikili ticaret hacmimiz 1 milyar 50 milyon dolar oldu.", ["level turnover 1050000000 USD @2024"]),
    ("tr", "Yılın ilk 4 ayında ihracat 97,3 milyon avro olarak gerçekleşti.", ["level exports 97300000 EUR @2025-01/2025-04"]),
    ("pl", "W 2024 r. obroty handlowe wyniosły 412,6 mln USD.", ["level turnover 412600000 USD @2024"]),
    ("pl", "W ubiegłym roku eksport przekroczył 1 mld 50 mln euro.", ["level exports 1050000000 EUR @2024"]),
    ("de", "Im vergangenen Jahr betrug der Handelsumsatz rund 412,6 Mio. Euro.", ["level turnover 412600000 EUR @2024"]),
    ("de", "Der Warenumsatz lag bei einer halben Milliarde Dollar im Jahr 2024.", ["level turnover 500000000 USD @2024"]),
    ("fr", "En 2024, les échanges commerciaux ont atteint 412,6 millions de dollars.", ["level turnover 412600000 USD @2024"]),
    ("fr", "L'an dernier, les exportations ont dépassé un demi-milliard de dollars.", ["level exports 500000000 USD @2024"]),
    ("uk", "Торік товарообіг становив 412,6 млн доларів.", ["level turnover 412600000 USD @2024"]),
    ("uk", "За перше півріччя 2024 року експорт перевищив півмільярда доларів.", ["level exports 500000000 USD @2024-01/2024-06"]),
    # changes with and without an amount
    ("en", "Trade grew by 12.4 percent last year.", ["growth turnover +12.4% @2024"]),
    ("en", "Trade rose 12.4% to $412.6 million in 2024.", ["level turnover 412600000 USD @2024"]),
    ("en", "Exports fell by 7% in January-March.", ["growth exports -7% @2025-01/2025-03"]),
    ("en", "Bilateral trade doubled in 2024.", ["growth turnover x2 @2024"]),
    ("en", "Trade has grown fivefold since 2015.", ["growth turnover x5"]),
    ("ru", "В 2024 году товарооборот вырос вдвое.", ["growth turnover x2 @2024"]),
    ("ru", "Экспорт увеличился в полтора раза.", ["growth exports x1.5"]),
    ("ru", "Темп роста товарооборота составил 114,1%.", ["index turnover i114.1"]),
    ("ru", "Товарооборот вырос на 115%.", ["growth turnover +115%"]),
    ("ru", "Товарооборот увеличился на 56 млн долларов.", ["delta turnover 56000000 USD"]),
    ("ru", "Импорт сократился на 8,5%.", ["growth imports -8.5%"]),
    ("be", "Тавараабарот вырас у 2,5 раза.", ["growth turnover x2.5"]),
    ("be", "Экспарт павялічыўся на 13,5 працэнта.", ["growth exports +13.5%"]),
    ("az", "Ticarət dövriyyəsi 2 dəfə artıb.", ["growth turnover x2"]),
    ("az", "İxrac 12,4 faiz azalıb.", ["growth exports -12.4%"]),
    ("tr", "İhracat yüzde 12,4 azaldı.", ["growth exports -12.4%"]),
    ("tr", "Ticaret hacmi %14 arttı.", ["growth turnover +14%"]),
    ("tr", "Ticaret hacmi üç katına çıktı, artış sürüyor.", ["growth turnover x3"]),
    ("pl", "Obroty handlowe wzrosły o 12,4 proc.", ["growth turnover +12.4%"]),
    ("pl", "Eksport wzrósł dwukrotnie.", ["growth exports x2"]),
    ("de", "Der Handelsumsatz stieg um 12,4 Prozent.", ["growth turnover +12.4%"]),
    ("de", "Die Ausfuhren haben sich verdoppelt.", ["growth exports x2"]),
    ("fr", "Les échanges commerciaux ont augmenté de 12,4 %.", ["growth turnover +12.4%"]),
    ("uk", "Товарообіг зріс на 12,4%.", ["growth turnover +12.4%"]),
    ("en", "Trade reached 120 percent of the 2022 level.", ["index turnover i120"]),
    ("en", "Trade was $119.8 million, an increase of 30.5 million dollars.", ["level turnover 119800000 USD", "delta turnover 30500000 USD"]),
    ("az", "Ticarət dövriyyəsi 30,5 milyon dollar artıb.", ["delta turnover 30500000 USD"]),
    ("be", "Экспарт склаў 155,2 млн дол. ЗША (129,4% да ўзроўню 2018 года).", ["level exports 155200000 USD"]),
    ("ru", "Внешнеторговый оборот составил 201,3 млн. долл. США (143,0% к уровню 2018 года).", ["level turnover 201300000 USD"]),
    ("fr", "Les exportations ont été multipliées par 1,3 et ont atteint 430 millions de dollars.", ["level exports 430000000 USD"]),
    ("pl", "Obroty były o 34,1 proc. wyższe niż rok wcześniej.", ["growth turnover +34.1%"]),
    # from - to
    ("en", "Trade fell to $252.5 million from $315 million a year earlier.", ["level turnover 252500000 USD"]),
    ("en", "Trade rose from $100 million to $146 million.", ["from_to turnover 146000000 USD"]),
    ("ru", "Товарооборот вырос с 100 до 146 млн долларов.", ["from_to turnover 146000000 USD"]),
    ("be", "Тавараабарот вырас са 100 да 146 млн долараў.", ["from_to turnover 146000000 USD"]),
    ("az", "Dövriyyə 100 milyon dollardan 146 milyon dollara yüksəlib.", ["from_to turnover 146000000 USD"]),
    ("tr", "Ticaret hacmi 100 milyon dolardan 146 milyon dolara çıktı.", ["from_to turnover 146000000 USD"]),
    ("de", "Der Handelsumsatz stieg von 100 auf 146 Millionen Dollar.", ["from_to turnover 146000000 USD"]),
    ("pl", "Obroty handlowe wzrosły ze 100 do 146 mln dolarów.", ["from_to turnover 146000000 USD"]),
    ("uk", "Товарообіг зріс зі 100 до 146 млн доларів.", ["from_to turnover 146000000 USD"]),
    ("fr", "Les échanges commerciaux sont passés de 100 à 146 millions de dollars, une forte hausse.", ["from_to turnover 146000000 USD"]),
    # goals and forecasts
    ("en", "The sides plan to bring trade to $1 billion by 2030.", ["goal turnover 1000000000 USD"]),
    ("en", "Trade is expected to reach $600 million this year.", ["forecast turnover 600000000 USD @2025"]),
    ("ru", "Поставлена задача довести товарооборот до 1 млрд долларов к 2030 году.", ["goal turnover 1000000000 USD"]),
    ("ru", "По прогнозу, в 2026 году товарооборот достигнет 700 млн долларов.", ["forecast turnover 700000000 USD @2026"]),
    ("be", "Пастаўлена мэта давесці тавараабарот да мільярда долараў.", ["goal turnover 1000000000 USD"]),
    ("az", "Məqsəd ticarət dövriyyəsini 1 milyard dollara çatdırmaqdır.", ["goal turnover 1000000000 USD"]),
    ("az", "İlin sonuna qədər dövriyyənin 600 milyon dolları ötəcəyi gözlənilir.", ["forecast turnover 600000000 USD @2025"]),
    ("tr", "Hedefimiz ticaret hacmini 1 milyar dolara çıkarmak.", ["goal turnover 1000000000 USD"]),
    ("pl", "Celem jest zwiększenie obrotów handlowych do 1 mld dolarów do 2030 roku.", ["goal turnover 1000000000 USD"]),
    ("de", "Bis 2030 soll der Handelsumsatz auf eine Milliarde Dollar steigen.", ["goal turnover 1000000000 USD"]),
    ("fr", "L'objectif est de porter les échanges commerciaux à un milliard de dollars d'ici 2030.", ["goal turnover 1000000000 USD"]),
    ("uk", "Мета - збільшити товарообіг до 1 млрд доларів до 2030 року.", ["goal turnover 1000000000 USD"]),
    ("en", "The figure should exceed $600 million in trade by the end of 2025.", ["forecast turnover 600000000 USD @2025"]),
    ("ru", "Товарооборот может достичь 600 млн долларов по итогам 2025 года.", ["forecast turnover 600000000 USD @2025"]),
    ("ru", "Стороны рассчитывают нарастить торговлю до $1-1,5 млрд.", ["goal turnover 1e+09-1.5e+09 USD"]),
    ("ru", "В прошлом году удалось увеличить экспорт до 300 млн долларов.", ["level exports 300000000 USD @2024"]),
    ("tr", "Ticaret hacmini 1 milyar dolara çıkarmayı hedefliyoruz.", ["goal turnover 1000000000 USD"]),
    # ranges, shares, investments, contracts
    ("en", "Trade is between 400 and 500 million dollars.", ["range turnover 4e+08-5e+08 USD"]),
    ("ru", "Товарооборот составляет 400–500 млн долларов.", ["range turnover 4e+08-5e+08 USD"]),
    ("az", "Dövriyyə 400-500 milyon dollar təşkil edir.", ["range turnover 4e+08-5e+08 USD"]),
    ("en", "Azerbaijan accounts for 0.35% of Belarus' exports.", ["share share 0.35 pct"]),
    ("ru", "Доля Азербайджана в экспорте Беларуси - 0,35%.", ["share share 0.35 pct"]),
    ("az", "Belarusun ixracda payı 0,35 faizdir.", ["share share 0.35 pct"]),
    ("en", "Azerbaijan has invested $90 million in Belarus.", ["cumulative investment_stock 90000000 USD"]),
    ("ru", "Инвестиции Азербайджана в Беларусь превысили 90 млн долларов.", ["cumulative investment_stock 90000000 USD"]),
    ("ru", "На выставке подписаны контракты на 54 млн долларов.", ["flow contracts 54000000 USD"]),
    ("az", "Sərgidə 54 milyon dollarlıq müqavilə imzalanıb.", ["flow contracts 54000000 USD"]),
    # a branch said first
    ("en", "As for farm produce, trade in it was 35 million dollars.", ["level turnover_agrifood 35000000 USD"]),
    ("ru", "Что касается продовольствия, то товарооборот составил 35 млн долларов.", ["level turnover_agrifood 35000000 USD"]),
    ("az", "Kənd təsərrüfatına gəldikdə isə dövriyyə 35 milyon dollara yüksəlib.", ["level turnover_agrifood 35000000 USD"]),
    ("be", "Што тычыцца сельгаспрадукцыі, тавараабарот склаў 35 млн долараў.", ["level turnover_agrifood 35000000 USD"]),
    ("tr", "Tarıma gelince, ticaret hacmi 35 milyon dolar oldu.", ["level turnover_agrifood 35000000 USD"]),
    # a unit said once, in the sentence before
    ("en", "Trade was 120 million dollars. Of this 109.62 million came from exports.", ["level turnover 120000000 USD", "level exports 109620000 USD"]),
    ("ru", "Товарооборот составил 120 млн долларов. На экспорт пришлось 100 млн, 20 миллионов приходится на импорт.", ["level turnover 120000000 USD", "level exports 100000000 USD", "level imports 20000000 USD"]),
    ("be", "Тавараабарот склаў 35 мільёнаў даляраў. З іх 30,4 мільёна прыпала на экспарт.", ["level turnover 35000000 USD", "level exports 30400000 USD"]),
    ("az", "Ticarət dövriyyəsi 500 milyon dollar olub. Hədəf bir milyarddır.", ["level turnover 500000000 USD", "goal turnover 1000000000 USD"]),
    ("tr", "Ticaret hacmi 500 milyon dolar oldu. Hedef bir milyardır.", ["level turnover 500000000 USD", "goal turnover 1000000000 USD"]),
    ("ru", "Экспорт составил 100 млн долларов, импорт 20 млн долларов. За весь 2018 год было около 204 миллионов.", ["level exports 100000000 USD", "level imports 20000000 USD", "level turnover 204000000 USD @2018"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "wanted"), CASES, ids=lambda value: value[:60] if isinstance(value, str) else ""
)
def test_a_sentence_is_read_as_meant(language: str, text: str, wanted: list[str]) -> None:
    assert [said(figure) for figure in read(text, language, DAY, TITLE)] == wanted


NO_FIGURES = [
    ("en", "More than 10,000 tractors and 3,500 vehicles were assembled, and trade is growing."),
    ("en", "Exports of potash reached 1.5 million tonnes, or 30,000 tonnes a day."),
    ("en", "They worked out a 12-point plan for trade; session 15 of the commission met on 19 November 2024."),
    ("en", "After the 44-day war trade resumed over 42 kilometres of railway in 2021."),
    ("en", "The loan of $500 million was approved by the bank."),
    ("en", "GDP grew by 3.5 percent in 2024."),
    ("en", "The leaders have met 12 times and trade grows."),
    ("en", "Trade will be discussed at COP29 and by the G20 at 10:30 on 16.05.2024."),
    ("ru", "Собрано более 10 000 тракторов, торговля расширяется."),
    ("ru", "Экспорт удобрений составил 25-30 тыс. тонн."),
    ("ru", "ВВП вырос на 3,5%."),
    ("az", "10 mindən çox traktor yığılıb, ticarət genişlənir."),
    ("az", "Görüş 30 min davam edib, ticarət müzakirə olunub."),
    ("be", "Сабрана больш за 10 000 трактароў, гандаль пашыраецца."),
    ("tr", "Tören 30 dakika sürdü, ticaret konuşuldu; 3 bin 500 araç satıldı."),
    ("en", "USD 3.27 EUR 3.69 RUB 3.55"),
]


@pytest.mark.parametrize(("language", "text"), NO_FIGURES)
def test_what_is_no_money_of_trade_is_no_figure(language: str, text: str) -> None:
    assert [said(figure) for figure in read(text, language, DAY, TITLE)] == []
