"""pair over short items of every kind of near miss, and their true neighbours, in several languages. Texts invented."""

import pytest

from monitor.reading import pair
from tests.lexicon.shipped import shipped

AZ, BY = "country.azerbaijan", "country.belarus"


def holds(title: str, body: str = "", language: str = "", a: str = AZ, b: str = BY) -> bool:
    lexicon = shipped()
    return pair(lexicon.scan(title, body, language), lexicon, a, b).holds


LISTS = {
    "flights en": "From Baku passengers can fly to Minsk, Antalya, Bodrum and Tbilisi this summer.",
    "flights ru": "Из Баку этим летом можно улететь в Минск, Анталью, Бодрум и Тбилиси.",
    "flights be": "З Баку гэтым летам можна паляцець у Мінск, Анталью, Бадрум і Тбілісі.",
    "flights az": "Bu yay Bakıdan Minskə, Antalyaya, Bodruma və Tiflisə uçmaq olar.",
    "flights tr": "Bu yaz Bakü'den Minsk'e, Antalya'ya, Bodrum'a ve Tiflis'e uçulabilecek.",
    "leaders of old": "Nursultan Nazarbayev, Almazbek Atambayev, Serzh Sargsyan, Ilham Aliyev and Alexander Lukashenko came.",
    "leaders of old ru": "На встречу приехали Нурсултан Назарбаев, Серж Саргсян, Ильхам Алиев и Александр Лукашенко.",
    "countries in brackets": "Delegates came from Central Asia (Kazakhstan, Uzbekistan) and beyond (Azerbaijan, Belarus).",
    "members": "Членами союза являются Азербайджан, Армения, Беларусь, Казахстан, Кыргызстан и Россия.",
    "two objects of a third": "Georgia ships more wine to Belarus and Azerbaijan.",
    "two objects of a third ru": "Токаев поговорил по телефону с Алиевым и Лукашенко.",
    "greetings to both": "Путин поздравил Ильхама Алиева и Александра Лукашенко с праздником.",
    "greetings to both tr": "Erdoğan, Aliyev ve Lukaşenko'yu kutladı.",
    "visa-free list": "Visa-free travel is open to citizens of Georgia, Belarus, Azerbaijan and Moldova.",
    "exports table": "Exports grew: Russia by 5 percent, Azerbaijan by 7, Belarus by 9, Türkiye by 3.",
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS.keys())
def test_lists_of_cities_leaders_and_buyers_are_no_dealings(text: str) -> None:
    assert not holds("", text)
    assert not holds("News of the day", text)


SPORT = {
    "wrestling": (
        "Azerbaijani wrestler beats Belarusian in final",
        "The bout in Minsk ended 5-2. The medal is his second.",
    ),
    "draw": (
        "BATE drawn against Azerbaijan's champions",
        "The clubs meet in Baku in July. The return match is in Belarus.",
    ),
    "chess": ("Chess: Azerbaijan beat Belarus at the Olympiad", "All four boards were decided in Baku."),
    "tennis": ("Belarusian tennis player wins tournament in Baku", "She beat an Azerbaijani wild card in two sets."),
    "ru hockey": ("Хоккеисты Беларуси разгромили Азербайджан", "Матч в Минске завершился со счётом 9:0."),
    "ru swimming": (
        "Пловцы Азербайджана завоевали три медали в Минске",
        "Соревнования по плаванию завершились в столице Беларуси.",
    ),
    "ru gymnastics": (
        "Белорусские гимнастки взяли золото Кубка мира в Баку",
        "Хозяйки турнира из Азербайджана остались четвёртыми.",
    ),
    "be football": (
        "Беларусь згуляла ўнічыю з Азербайджанам",
        "Таварыскі матч у Мінску скончыўся з лікам 1:1. Зборная рыхтуецца да адбору.",
    ),
    "az judo": (
        "Cüdoçularımız Minskdə 4 medal qazanıb",
        "Belarusda keçirilən turnirdə Azərbaycan yığması ikinci olub.",
    ),
    "az football": (
        "“Qarabağ” Minskdə BATE ilə görüşəcək",
        "Azərbaycan çempionu Belarus klubu ilə oyuna hazırlaşır. Matç avqustda keçiriləcək.",
    ),
    "tr volleyball": ("Azerbaycan, Belarus'u 3-1 yendi", "Voleybol Avrupa Şampiyonası maçı Bakü'de oynandı."),
    "en friendly": (
        "Belarus and Azerbaijan agree friendly match in Minsk",
        "The national teams will meet in March. Tickets are on sale.",
    ),
}


@pytest.mark.parametrize(("title", "body"), SPORT.values(), ids=SPORT.keys())
def test_teams_that_meet_are_no_states_that_meet(title: str, body: str) -> None:
    assert not holds(title, body)


WITH_SPORT = {
    "call": (
        "Aliyev phones Lukashenko",
        "He praised the European Games in Minsk and the medals won. They spoke of trade and of visits.",
    ),
    "opening": (
        "Aliyev congratulates Lukashenko on opening of European Games",
        "The president of Azerbaijan wrote that ties grow.",
    ),
    "ru call": (
        "Лукашенко и Алиев поговорили по телефону",
        "Обсудили Европейские игры, торговлю и график контактов. Медали обрадовали обоих.",
    ),
    "az call": (
        "İlham Əliyev Lukaşenko ilə telefonla danışıb",
        "Avropa Oyunları və idmançıların medalları xatırlanıb. Əməkdaşlıq müzakirə olunub.",
    ),
    "be call": ("Лукашэнка і Аліеў пагаварылі па тэлефоне", "Гаварылі пра Еўрапейскія гульні, гандаль і візіты."),
    "ministry": (
        "Спортивные ведомства Беларуси и Азербайджана подписали меморандум",
        "Министры договорились об обмене тренерами и о сборах.",
    ),
}


@pytest.mark.parametrize(("title", "body"), WITH_SPORT.values(), ids=WITH_SPORT.keys())
def test_a_call_or_a_paper_that_tells_of_sport_is_not_vetoed(title: str, body: str) -> None:
    assert holds(title, body)


THIRD_PAIRS = {
    "venue en": ("Talks in Minsk between Russia and Azerbaijan", "The ministers of both countries signed a plan."),
    "venue ru": ("Путин и Алиев провели переговоры в Минске", "Лидеры России и Азербайджана обсудили торговлю."),
    "venue be": (
        "Пуцін і Пашынян сустрэліся ў Мінску",
        "Перамовы Расіі і Арменіі доўжыліся гадзіну, гаварылі і пра Азербайджан.",
    ),
    "venue az": (
        "Əliyev və Paşinyan Minskdə görüşüb",
        "Azərbaycan və Ermənistan liderləri sülh sazişini müzakirə edib.",
    ),
    "venue tr": ("Aliyev ile Paşinyan Minsk'te görüştü", "Azerbaycan ve Ermenistan barış anlaşmasını ele aldı."),
    "baku as venue": (
        "Putin and Lukashenko meet in Baku",
        "The presidents of Russia and Belarus talked on the margins of a summit.",
    ),
    "cop29": (
        "Belarus presents its climate plan at COP29 in Baku",
        "Minister Andrei Khudyk spoke of forests and bogs at the summit.",
    ),
    "cop29 ru": (
        "Министр природы Беларуси выступил на COP29 в Баку",
        "Он рассказал о торфяниках на климатической конференции.",
    ),
    "advice": (
        "Lukashenko urges Azerbaijan and Armenia to sign peace treaty",
        "The Belarusian leader said Yerevan must decide.",
    ),
    "advice ru": (
        "Лукашенко призвал Армению и Азербайджан подписать мир",
        "Президент Беларуси сказал, что Еревану и Баку нужен договор.",
    ),
    "recalled": (
        "Aliyev and Putin meet in Moscow",
        "They spoke of gas and transit. Earlier Aliyev and Lukashenko met in Minsk.",
    ),
    "eaeu": (
        "Lukashenko hosts Mishustin in Minsk",
        "Belarus and Russia agreed on oil. Azerbaijan was mentioned as a supplier to Belarus.",
    ),
    "poland": (
        "Poland closes border with Belarus",
        "Warsaw accused Minsk of pressure. Azerbaijani drivers wait in the queue, the Polish service said.",
    ),
    "turkey": (
        "Ərdoğan Bakıda: Türkiyə ilə Azərbaycan arasında 10 sənəd imzalanıb",
        "Tədbirdə Belarus səfiri də iştirak edib.",
    ),
}


@pytest.mark.parametrize(("title", "body"), THIRD_PAIRS.values(), ids=THIRD_PAIRS.keys())
def test_news_of_another_pair_is_not_that_of_ours(title: str, body: str) -> None:
    assert not holds(title, body)


FALSE_FRIENDS = {
    "group en": ("Minsk Group co-chairs visit Baku", "The OSCE Minsk Group met ministers of Azerbaijan and Armenia."),
    "group ru": ("Сопредседатели Минской группы ОБСЕ прибыли в Баку", "Они встретились с министром Азербайджана."),
    "group be": ("Сустаршыні Мінскай групы прыехалі ў Баку", "Яны сустрэліся з прэзідэнтам Азербайджана."),
    "group az": ("Minsk qrupunun həmsədrləri Bakıda", "ATƏT-in Minsk qrupu Azərbaycan rəhbərliyi ilə görüşüb."),
    "group tr": ("AGİT Minsk Grubu eş başkanları Bakü'de", "Minsk Grubu Azerbaycan ile görüştü."),
    "agreements": (
        "Baku on the Minsk agreements",
        "Azerbaijan supports the Minsk agreements on Donbas, the ministry said.",
    ),
    "agreements ru": ("Баку о Минских соглашениях", "Азербайджан поддерживает Минские соглашения, заявили в МИД."),
    "tractor": (
        "Ten Belarus tractors delivered to farmers in Azerbaijan's Sabirabad",
        "Each Belarus tractor cost the farm a loan.",
    ),
    "tractor model": (
        "Farm in Azerbaijan buys Belarus-82 tractor",
        "The Belarus-82.1 tractor is cheap. A Belarus 1221 tractor stands next to it.",
    ),
    "tractor ru": ("Тракторы «Беларус» поступили в Агдам", "Трактор «Беларус-892» работает в Азербайджане."),
    "tractor az": ("Azərbaycanda “Belarus” traktoru ilə qəza", "“Belarus-82” markalı traktor yolda aşıb."),
    "airport": (
        "Heydar Aliyev airport adds flights",
        "A plane from Minsk landed at Heydar Aliyev International Airport.",
    ),
    "airport ru": (
        "Самолёт из Минска сел в аэропорту имени Гейдара Алиева",
        "Аэропорт Гейдара Алиева принял новый борт.",
    ),
    "namesake": ("Deputy Aliyev answers", "Adil Aliyev spoke of cattle. Minsk had sent a letter."),
    "son": ("Viktor Lukashenko visits a gym", "Viktor Lukashenko trained. The gym belongs to a firm from Baku."),
}


@pytest.mark.parametrize(("title", "body"), FALSE_FRIENDS.values(), ids=FALSE_FRIENDS.keys())
def test_false_friends_are_no_side(title: str, body: str) -> None:
    assert not holds(title, body)


VOICES = {
    "expert en": (
        "Azerbaijani expert: Belarus election changes little",
        "Minsk will go on looking to Moscow, the political scientist said.",
    ),
    "expert ru": (
        "Азербайджанский политолог о выборах в Беларуси",
        "По мнению эксперта из Баку, Минск останется с Москвой.",
    ),
    "expert az": (
        "Azərbaycanlı politoloq: Minsk Moskvadan asılıdır",
        "Ekspertin fikrincə, Belarusda seçki heç nəyi dəyişməyəcək.",
    ),
    "agency ru": ("Лукашенко назначил министра", "Об этом сообщает азербайджанское агентство."),
    "dateline": (
        "China and Belarus sign trade plan",
        "BAKU, Azerbaijan, May 5. Trend: Belarus and China signed a plan of trade in Beijing.",
    ),
    "dateline by": (
        "New speaker elected",
        "MINSK, 5 May (BelTA) - The parliament of Azerbaijan has elected a new speaker. He is a lawyer.",
    ),
    "dateline az": (
        "Çin və Belarus saziş imzalayıb",
        "Bakı, 5 may, AZƏRTAC. Belarus və Çin Pekində ticarət sazişi imzalayıb.",
    ),
    "dateline ru": (
        "Парламент выбрал спикера",
        "Минск. 5 мая. БЕЛТА. Парламент Азербайджана выбрал спикера. Он юрист.",
    ),
    "ranking": ("Azerbaijan and Belarus fall in ranking", "Azerbaijan is 140th and Belarus 157th of 180."),
}


@pytest.mark.parametrize(("title", "body"), VOICES.values(), ids=VOICES.keys())
def test_a_voice_a_dateline_or_a_ranking_is_no_dealing(title: str, body: str) -> None:
    assert not holds(title, body)


TRUE = {
    "message": (
        "Message from Baku",
        "The president of Azerbaijan has sent Alexander Lukashenko a letter for the holiday.",
    ),
    "ambassador": (
        "New ambassador hands over credentials",
        "The envoy of Belarus was received in Baku by the foreign minister.",
    ),
    "firms": (
        "SOCAR and Belneftekhim weigh supply",
        "Oil may reach the Mozyr refinery through Georgia and Ukraine by spring.",
    ),
    "transit": (
        "Azerbaijani oil reaches Belarus through Ukraine",
        "The cargo went via Georgia and Odesa to the refinery.",
    ),
    "third place": (
        "Bayramov and Ryzhenkov meet in Ankara",
        "The ministers of Azerbaijan and Belarus talked on the margins of a forum.",
    ),
    "expert on the pair": (
        "Expert: trade of Azerbaijan and Belarus will grow",
        "The two countries have signed a road map, he recalled.",
    ),
    "ru commission": (
        "Межправкомиссия соберётся в Минске",
        "Азербайджанскую делегацию возглавит вице-премьер Самир Шарифов.",
    ),
    "ru regions": (
        "Гомельская область и Азербайджан договорились о поставках",
        "Делегация региона Беларуси посетила Баку.",
    ),
    "ru university": (
        "Вузы Беларуси и Азербайджана откроют совместный факультет",
        "Договор подписали ректоры двух университетов.",
    ),
    "ru war": ("Лукашенко и Алиев обсудили ситуацию в Украине", "Президенты говорили и о переговорах России и США."),
    "be trade": ("Беларусь павялічыла пастаўкі мяса ў Азербайджан", "За паўгода экспарт вырас на трэць."),
    "be visit": ("Міністр абароны Азербайджана прыбыў у Мінск", "Закір Гасанаў правядзе перамовы з Віктарам Хрэніным."),
    "be parliament": ("Дэпутаты дзвюх краін сустрэліся", "Група дружбы Беларусі і Азербайджана абмеркавала законы."),
    "az visit": ("Belarusun baş naziri Bakıya gəlib", "Aleksandr Turçin Əli Əsədovla görüşəcək."),
    "az trade": ("Azərbaycanla Belarus arasında ticarət dövriyyəsi artıb", "Altı ayda ixrac iki dəfə çoxalıb."),
    "az letter": ("Əliyev Lukaşenkoya məktub göndərib", "Prezident Müstəqillik Günü münasibətilə təbrik edib."),
    "tr visit": (
        "Azerbaycan Savunma Bakanı Minsk'te",
        "Zakir Hasanov, Belarus Savunma Bakanı ile iş birliğini görüştü.",
    ),
    "tr trade": ("Azerbaycan ile Belarus arasında ticaret hacmi arttı", "İki ülke yeni anlaşma imzaladı."),
    "uk": ("Лукашенко зустрівся з Алієвим у Баку", "Президенти Білорусі та Азербайджану підписали угоду."),
    "pl": (
        "Łukaszenka spotkał się z Alijewem w Baku",
        "Prezydenci Białorusi i Azerbejdżanu podpisali umowę o współpracy.",
    ),
    "de": (
        "Lukaschenko trifft Alijew in Baku",
        "Die Präsidenten von Belarus und Aserbaidschan unterzeichneten ein Abkommen.",
    ),
    "fr": (
        "Loukachenko reçu par Aliev à Bakou",
        "Les présidents de la Biélorussie et de l'Azerbaïdjan ont signé un accord.",
    ),
    "hy": ("Լուկաշենկոն հանդիպել է Ալիևի հետ Բաքվում", "Բելառուսի և Ադրբեջանի նախագահները ստորագրել են համաձայնագիր։"),
    "ka": ("ლუკაშენკო ალიევს შეხვდა", "ბელარუსისა და აზერბაიჯანის პრეზიდენტებმა შეთანხმებას ხელი მოაწერეს."),
    "kk": ("Лукашенко Бакуде Алиевпен кездесті", "Беларусь пен Әзербайжан президенттері келісімге қол қойды."),
}


@pytest.mark.parametrize(("title", "body"), TRUE.values(), ids=TRUE.keys())
def test_dealings_hold(title: str, body: str) -> None:
    assert holds(title, body)
