"""pair over short items written after its parts were chosen, as a check that they carry over. Texts invented."""

import pytest

from monitor.reading import pair
from tests.lexicon.shipped import shipped

DEALINGS = [
    (
        "en",
        "Belarus parliament speaker in Baku",
        "Natalya Kochanova opened her visit with a wreath at the memorial. Sahiba Gafarova later hosted a dinner for the delegation.",
    ),
    (
        "en",
        "Flowers for a fallen friend",
        "Alexander Lukashenko expressed condolences to Ilham Aliyev over the plane crash near Aktau. He wrote that Belarusians share the grief of the Azerbaijani people.",
    ),
    (
        "en",
        "New route to the Caspian",
        "Belavia will fly from Minsk to Baku four times a week from June. The airline has carried 40,000 people on the line since spring.",
    ),
    (
        "en",
        "Milk powder finds buyers",
        "Belarusian dairy firms shipped twice as much to Azerbaijan in the first quarter. Butter and cheese made up most of it.",
    ),
    (
        "en",
        "Students exchange",
        "Sixty Azerbaijani students will study at the Belarusian State University of Informatics this autumn under an agreement of the two ministries.",
    ),
    (
        "en",
        "MAZ buses for Sumgait",
        "The city bought thirty buses of the Minsk Automobile Plant. Azerbaijan's transport agency plans to order more.",
    ),
    (
        "en",
        "Ombudsmen sign memorandum",
        "Sabina Aliyeva of Azerbaijan and her Belarusian colleague signed a memorandum in Minsk.",
    ),
    (
        "en",
        "Envoy sums up the year",
        "Ambassador Dmitry Pinevich told reporters that contacts had never been so frequent. Belarus and Azerbaijan held nine high-level meetings, he said.",
    ),
    (
        "ru",
        "Визит отложен",
        "Поездка Ильхама Алиева в Минск, которую ждали в июне, перенесена на осень, сообщили в пресс-службе Лукашенко.",
    ),
    ("ru", "Лифты из Могилёва", "Могилёвлифтмаш поставит в Азербайджан двести лифтов. Сборка начнётся в Гяндже."),
    ("ru", "Книга о дружбе", "В посольстве Азербайджана в Беларуси представили книгу о связях двух народов."),
    (
        "ru",
        "Суд выдал",
        "Минск передал Баку обвиняемого в мошенничестве. Генпрокуратура Беларуси удовлетворила просьбу азербайджанской стороны.",
    ),
    ("ru", "Военные встретились", "Делегация Минобороны Азербайджана изучает в Беларуси опыт подготовки спецназа."),
    (
        "ru",
        "Подарок для Шуши",
        "Белорусские тракторы прибыли в Шушу: их передал Александр Лукашенко во время визита. Ильхам Алиев поблагодарил гостя.",
    ),
    (
        "ru",
        "Что сказал посол",
        "Посол Беларуси рассказал AZERTAC о новых проектах. По его словам, Азербайджан остаётся главным партнёром на Южном Кавказе.",
    ),
    (
        "ru",
        "День Беларуси в Баку",
        "Торжественный приём собрал дипломатов и деловых людей. Выступил вице-премьер Азербайджана.",
    ),
    ("ru", "Вызван посол", "Посла Беларуси вызвали в МИД Азербайджана и вручили ноту протеста."),
    (
        "be",
        "Тэлефонная размова",
        "Аляксандр Лукашэнка пагутарыў з Ільхамам Аліевым. Гаварылі пра рэгіянальную бяспеку.",
    ),
    ("be", "Мэблевы кірмаш", "Беларускія фабрыкі прывезлі мэблю ў Баку. Азербайджанскія крамы ўжо зрабілі заказы."),
    ("be", "Сустрэча міністраў", "Максім Рыжанкоў прыняў Джэйхуна Байрамава ў Мінску."),
    ("be", "Новы пасол", "Лукашэнка прыняў даверчыя граматы пасла Азербайджана."),
    (
        "az",
        "Səfir təltif edilib",
        "Azərbaycanın Belarusdakı səfiri Məhərrəm Əliyev “Dostluq” ordeni ilə təltif olunub.",
    ),
    (
        "az",
        "Lift zavodu",
        "Mogilev şirkəti Azərbaycanda lift yığacaq. Müqavilə Bakıda bağlanıb, Belarus tərəfi avadanlıq verəcək.",
    ),
    ("az", "Təbrik", "Aleksandr Lukaşenko Azərbaycan xalqını Müstəqillik Günü münasibətilə təbrik edib."),
    ("az", "Birbaşa reys", "Bakı ilə Minsk arasında uçuşların sayı artırılır. AZAL həftədə beş reys edəcək."),
    ("az", "Komissiyanın iclası", "Minskdə Azərbaycan-Belarus hökumətlərarası komissiyasının iclası keçirilib."),
    (
        "tr",
        "Bakü'de Belarus malları fuarı",
        "Yüz şirket ürünlerini sergiledi. Azerbaycan Ekonomi Bakanı açılışta konuştu.",
    ),
    ("tr", "Lukaşenko'dan Aliyev'e tebrik", "Belarus lideri doğum günü dolayısıyla mesaj gönderdi."),
    ("de", "Aserbaidschan liefert Öl nach Belarus", "Der Vertrag gilt für ein Jahr, teilte Belneftechim mit."),
    ("pl", "Białoruś sprzeda Azerbejdżanowi ciągniki", "Umowę podpisano w Mińsku."),
]
NEAR_MISSES = [
    (
        "en",
        "Turkey hosts trilateral",
        "Ministers of Türkiye, Georgia and Azerbaijan met in Kars. A Belarusian journalist was refused entry.",
    ),
    (
        "en",
        "Lukashenko and Pashinyan trade barbs",
        "The Armenian premier said he would not visit Minsk while Lukashenko rules. The quarrel began over remarks on the war with Azerbaijan.",
    ),
    (
        "en",
        "Gas for Europe",
        "Brussels wants more gas from Azerbaijan. Pipelines through Belarus and Ukraine carry less than before.",
    ),
    (
        "en",
        "Prisoners freed",
        "Belarus freed fifty prisoners after a visit by John Coale. The US envoy was in Azerbaijan a week ago.",
    ),
    ("en", "Passport index", "Azerbaijan rose two places to 69th. Belarus is 67th, Georgia 50th."),
    ("en", "Grand Prix in Baku", "Drivers praised the street circuit. A marshal from Belarus was among the helpers."),
    (
        "en",
        "UN vote",
        "Russia, Belarus, North Korea and Syria voted against. Azerbaijan did not take part in the vote.",
    ),
    (
        "en",
        "Refugees",
        "Citizens of Azerbaijan and Iraq tried to cross from Belarus into Poland, the border guard said.",
    ),
    ("en", "Lavrov in Baku", "The Russian minister met Jeyhun Bayramov. He flies on to Minsk on Thursday."),
    ("en", "Eurovision draw", "Azerbaijan sings in the first semi-final. Belarus has been suspended since 2021."),
    ("en", "Fuel prices", "Petrol is cheapest in Azerbaijan, Russia and Belarus, a survey of thirty states finds."),
    ("en", "Concert", "A pianist from Minsk played Chopin at the Heydar Aliyev Center."),
    (
        "en",
        "Foundation opens school",
        "The Heydar Aliyev Foundation opened a school in Tskhinvali. The architect studied in Minsk.",
    ),
    (
        "ru",
        "Лукашенко о войне",
        "Президент Беларуси напомнил, что предупреждал Ереван. Карабах всегда был Азербайджаном, сказал он армянским журналистам.",
    ),
    ("ru", "Погода на выходные", "В Баку до +30, в Минске дожди, в Тбилиси грозы."),
    ("ru", "Зерновой союз", "Россия, Беларусь и Казахстан обсуждают пул. Азербайджан закупает зерно у Казахстана."),
    ("ru", "Путин позвонил Алиеву", "Президенты обсудили газ. До этого Путин говорил с Лукашенко."),
    ("ru", "Турнир в Гомеле", "Дзюдоисты Азербайджана выиграли два золота в Беларуси."),
    ("ru", "Задержаны на границе", "Польские пограничники не пустили из Беларуси грузовики из Азербайджана и Грузии."),
    (
        "ru",
        "Саммит ОДКБ",
        "В Минске прошёл саммит. Токаев, Лукашенко и Путин осудили санкции. Об Азербайджане говорил только Пашинян.",
    ),
    ("ru", "Минские договорённости", "В Баку вспоминают, чем кончились Минские соглашения по Донбассу."),
    ("ru", "Актёр из Минска", "Белорусский актёр сыграл в фильме бакинской студии."),
    (
        "be",
        "Прэмія імя Гейдара Аліева",
        "Прэмію Гейдара Аліева ўручылі турэцкаму акадэміку. У мінулым яе атрымаў мастак з Мінска.",
    ),
    ("be", "Саміт СНД", "Лідары Расіі, Беларусі, Азербайджана і Таджыкістана падпісалі заяву ў Душанбэ."),
    ("be", "Пуцін прыляцеў у Мінск", "Перамовы прайшлі ў Палацы незалежнасці. Азербайджан у размове не згадвалі."),
    (
        "az",
        "Ukrayna danışıqları",
        "Zelenski Minskdəki danışıqlara qayıtmayacağını deyib. Azərbaycan vasitəçilik təklif etməyib.",
    ),
    ("az", "Heydər Əliyev Fondu", "Heydər Əliyev Fondu Gürcüstanda məktəb açıb. Minskdən gələn rəssam divarı bəzəyib."),
    ("az", "Güləşçilər Minskdə", "Azərbaycan güləşçiləri Belarusda keçirilən turnirdə üç qızıl medal qazanıb."),
    (
        "az",
        "Polşa sərhədi bağladı",
        "Belarusla sərhəddə azərbaycanlı sürücülər gözləyir. Varşava sərhədi nə vaxt açacağını demir.",
    ),
    (
        "tr",
        "Erdoğan Minsk'te",
        "Türkiye Cumhurbaşkanı Lukaşenko ile görüştü. Dönüşte Azerbaycan hava sahasından geçti.",
    ),
    ("tr", "Bakü'de iklim zirvesi", "Belarus, Küba ve Laos heyetleri stant açtı. Azerbaycan ev sahibi."),
]


def holds(language: str, title: str, body: str) -> bool:
    lexicon = shipped()
    return pair(lexicon.scan(title, body, language), lexicon, "country.azerbaijan", "country.belarus").holds


@pytest.mark.parametrize(("language", "title", "body"), DEALINGS)
def test_dealings_of_many_kinds_hold(language: str, title: str, body: str) -> None:
    assert holds(language, title, body)


@pytest.mark.parametrize(("language", "title", "body"), NEAR_MISSES)
def test_both_named_is_not_enough(language: str, title: str, body: str) -> None:
    assert not holds(language, title, body)
