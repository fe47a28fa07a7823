"""pair over articles of full length: several countries, background paragraphs, the pair late. Texts invented."""

import pytest

from monitor.reading import pair
from tests.lexicon.shipped import shipped

AZ, BY = "country.azerbaijan", "country.belarus"

WITH_RUSSIA_EN = """The presidents of Russia and Azerbaijan held talks in Moscow on Tuesday.
The conversation lasted three hours and went on over lunch.
Trade between Russia and Azerbaijan grew by a tenth last year, the Kremlin said.
The North-South corridor was the main subject. Moscow wants the missing railway section finished by 2027.
Azerbaijan expects new contracts for its fruit and vegetables in Russian regions.
Ministers signed four documents, on customs, on tourism, on youth and on veterinary checks.
The Russian side will open a trade office in Ganja.
A joint statement calls the relations allied. Both leaders praised the work of the commission.
Experts recall that Baku buys Russian grain and sells gas to Europe.
{background}
The next meeting of the two presidents is planned for the autumn in Baku."""
AT_HOME_RU = """Александр Лукашенко провёл совещание о сельском хозяйстве.
Речь шла об уборке урожая и о ценах на молоко.
Министр доложил, что в Минской области убрано две трети площадей.
Президент потребовал закончить работы до сентября.
Отдельно обсудили ремонт техники и запасы топлива.
Губернаторы отчитались о строительстве ферм.
По словам премьера, экспорт молочной продукции Беларуси растёт.
Больше всего сыра покупает Россия, за ней следует Казахстан.
{background}
В конце совещания речь зашла о зарплатах в деревне.
Лукашенко пообещал проверить исполнение поручений лично."""
WITH_TURKEY_AZ = """Türkiyə Prezidenti Rəcəb Tayyib Ərdoğan Bakıya rəsmi səfərə gəlib.
Onu hava limanında fəxri qarovul qarşılayıb.
İlham Əliyev və Ərdoğan təkbətək görüşüblər.
Sonra nümayəndə heyətlərinin iştirakı ilə görüş keçirilib.
Türkiyə ilə Azərbaycan arasında səkkiz sənəd imzalanıb.
Ticarət dövriyyəsinin 15 milyard dollara çatdırılması planlaşdırılır.
Prezidentlər mətbuata bəyanatla çıxış ediblər.
Ankara Qarabağda məktəb tikəcək.
{background}
Axşam Ərdoğanın şərəfinə ziyafət verilib."""
WITH_CHINA_BE = """Лукашэнка прыбыў у Пекін з дзяржаўным візітам.
Перамовы з Сі Цзіньпінам доўжыліся дзве гадзіны.
Беларусь і Кітай падпісалі пагадненні пра гандаль і інвестыцыі.
Кітай дасць крэдыт на будаўніцтва завода ў парку «Вялікі камень».
Тавараабарот Беларусі і Кітая за год вырас на пятую частку.
Міністры абмеркавалі турызм і адукацыю.
Пекін падтрымаў Мінск у міжнародных арганізацыях.
{background}
Візіт скончыцца ў чацвер у Шанхаі."""
CIS_EN = """Leaders of the Commonwealth of Independent States met in Ashgabat on Friday.
The host, Serdar Berdimuhamedow, welcomed the guests at the palace.
Vladimir Putin, Ilham Aliyev, Nikol Pashinyan, Alexander Lukashenko and Kassym-Jomart Tokayev took part.
The summit adopted a plan for the energy grid and a programme for youth.
Pashinyan and Aliyev exchanged words before the family photo.
Tokayev proposed a water forum. Lukashenko spoke of trade barriers within the union.
Aliyev said that the railway through the Zangezur corridor would serve all.
Putin held separate talks with Mirziyoyev.
Uzbekistan takes the chair next year.
The leaders then planted trees and left for their capitals."""
ANALYSIS_RU = """Что ждёт Южный Кавказ после договора
Подписанный документ меняет положение во всём регионе, считают эксперты.
Армения получает открытую границу с Турцией, Азербайджан дорогу в Нахичевань.
Москва теряет роль посредника, Вашингтон входит в регион надолго.
Иран опасается за свою границу, Тегеран уже выразил тревогу.
Тбилиси боится потерять транзит. Грузия ведёт переговоры с Баку и Ереваном.
Евросоюз обещает деньги на дороги.
{background}
Анкара готова открыть посольство в Ереване, пишет турецкая печать."""
BACKGROUND = {
    "russia en": (
        "Aliyev and Putin meet in Moscow",
        WITH_RUSSIA_EN,
        "Earlier this month Aliyev received Lukashenko in Baku and signed documents with Belarus.",
    ),
    "russia en plain": (
        "Russia, Azerbaijan sign four documents",
        WITH_RUSSIA_EN,
        "Azerbaijan has similar plans of cooperation with Belarus, Georgia and Iran. Minsk and Baku signed theirs in May.",
    ),
    "home ru": (
        "Лукашенко: урожай убрать до сентября",
        AT_HOME_RU,
        "Вырос и экспорт в Азербайджан, с которым Беларусь подписала дорожную карту.",
    ),
    "home ru guest": (
        "Совещание у президента",
        AT_HOME_RU,
        "Накануне Лукашенко принял посла Азербайджана. Дипломат вручил верительные грамоты.",
    ),
    "turkey az": (
        "Ərdoğan Bakıdadır",
        WITH_TURKEY_AZ,
        "Keçən həftə isə Bakıya Belarus Prezidenti Aleksandr Lukaşenko səfər etmişdi.",
    ),
    "china be": (
        "Лукашэнка і Сі Цзіньпін падпісалі дэкларацыю",
        WITH_CHINA_BE,
        "Раней у маі Лукашэнка наведаў Азербайджан і сустрэўся з Аліевым.",
    ),
    "cis en": ("CIS leaders meet in Ashgabat", CIS_EN, ""),
    "analysis ru": (
        "Южный Кавказ после договора",
        ANALYSIS_RU,
        "Минск приветствовал договор: Лукашенко позвонил Алиеву и поздравил его.",
    ),
}


def holds(title: str, body: str, a: str = AZ, b: str = BY) -> bool:
    lexicon = shipped()
    return pair(lexicon.scan(title, body), lexicon, a, b).holds


@pytest.mark.parametrize(("title", "body", "background"), BACKGROUND.values(), ids=BACKGROUND.keys())
def test_a_paragraph_of_background_is_not_the_news(title: str, body: str, background: str) -> None:
    assert not holds(title, body.format(background=background))


@pytest.mark.parametrize(
    ("title", "body", "a", "b"),
    [
        ("Aliyev and Putin meet in Moscow", WITH_RUSSIA_EN, AZ, "country.russia"),
        ("Ərdoğan Bakıdadır", WITH_TURKEY_AZ, AZ, "country.turkey"),
        ("Лукашэнка і Сі Цзіньпін падпісалі дэкларацыю", WITH_CHINA_BE, BY, "country.china"),
    ],
)
def test_the_news_itself_holds_for_its_own_pair(title: str, body: str, a: str, b: str) -> None:
    assert holds(title, body.format(background=""), a, b)


LATE = {
    "plant en": (
        "A town and its tractors",
        """Ganja wakes early. At seven the buses stop at the gate of the plant in the west of the town.
The plant opened under another name half a century ago. Then it made instruments.
Today two hundred people work in three halls, most of them under forty.
The director shows a hall that was empty for years. Pigeons lived there, he says.
Farmers from all over the country come to see the machines before they buy.
Loans are cheap, spare parts are kept in store, and the school next door trains mechanics.
The town has no other works of this size. Its glass factory closed long ago.
Everything changed with the contract between Azerbaijan and Belarus. The kits come from the Minsk Tractor Works by rail.
Belarusian engineers stayed in Azerbaijan for two years and trained the fitters.
The partners from Minsk and the Ganja Auto Plant now plan a new model.
Last month the Belarusian ambassador visited the plant and spoke of exports to third markets.
By spring the next thousand machines are to be ready.""",
    ),
    "villages ru": (
        "Новая жизнь старых сёл",
        """Дорога поднимается к Агдаму между холмами. Ещё три года назад здесь не было ни одного дома.
Первые семьи вернулись летом. Школа открылась в сентябре, больница достраивается.
На въезде в село стоят краны. Рабочие ставят крыши и тянут воду.
Рядом размечены поля под пшеницу и люцерну. Скот привезут к весне.
Земля тут хорошая, говорит агроном, но её долго никто не пахал.
Проект села готовили в другой стране. Это Беларусь: её институт сделал генеральный план агрогородка.
О проекте президент Азербайджана Ильхам Алиев и Александр Лукашенко договорились в Баку.
Белорусские строители возведут ферму и зерносушилку, Азербайджан оплатит дороги и сети.
Премьер-министры Беларуси и Азербайджана уже осмотрели площадку.
Жители ждут ключей. Старики помнят, где стоял чей дом.""",
    ),
    "review en": (
        "Diplomatic week",
        """Baku saw many guests this week. On Monday a delegation of the World Bank came to speak of loans.
On Tuesday the government opened a new road to the airport, and the prime minister cut the ribbon.
Ministers also looked at the harvest and at water.
The central news came on Wednesday. The prime minister of Belarus, Alexander Turchin, arrived in Azerbaijan.
He was received by President Ilham Aliyev, who thanked Belarus for its part in rebuilding.
Turchin and Ali Asadov signed a programme of cooperation for two years. Belarus will deliver buses and lifts.
The Belarusian guests then travelled to Aghdam. Azerbaijani officials showed them the agro-town.
On Thursday parliament passed the budget. On Friday rain fell on the capital.
The week ended with a concert in the park.""",
    ),
    "az": (
        "Sənaye parkında yeni sex",
        """Sumqayıt yaxınlığında yeni sənaye sahəsi qurulur. Ərazi on iki hektardır.
İnşaata ötən payız başlanılıb. İndi divarlar tikilir, su və elektrik xətti çəkilir.
Burada iki yüz nəfər işləyəcək. Gənclər üçün kurslar açılıb.
Direktor deyir ki, avadanlıq yayda gələcək.
Layihənin ikinci tərəfi Belarusdur. Azərbaycan və Belarus müəssisələri lift istehsalı üçün birgə şirkət yaradıblar.
Mogilevdəki zavod avadanlıq və mühəndis göndərir, Belarus mütəxəssisləri Azərbaycanda işləyir.
Belarusun Bakıdakı səfiri sahəyə baxıb və tikintinin sürətini yüksək qiymətləndirib.
İlk liftlər gələn il hazır olacaq.""",
    ),
    "tr": (
        "Sanayi bölgesinde yeni hat",
        """Kentin batısında yeni bir sanayi bölgesi kuruluyor. Alan on iki hektar.
İnşaat geçen sonbaharda başladı. Şimdi duvarlar örülüyor.
Burada iki yüz kişi çalışacak. Gençler için kurslar açıldı.
Müdür, makinelerin yazın geleceğini söylüyor.
Projenin ortağı Belarus. Azerbaycan ve Belarus şirketleri asansör üretimi için ortak bir şirket kurdu.
Belaruslu mühendisler Azerbaycan'da çalışıyor, parçalar Minsk'ten geliyor.
Belarus'un Bakü Büyükelçisi bölgeyi ziyaret etti ve iş birliğini övdü.
İlk asansörler gelecek yıl hazır olacak.""",
    ),
    "be": (
        "Вёска на мяжы гор",
        """Дарога ідзе ўгору паміж узгоркамі. Тры гады таму тут не было ніводнага дома.
Першыя сем'і вярнуліся ўлетку. Школа адкрылася ў верасні.
На ўездзе стаяць краны. Рабочыя ставяць дахі і цягнуць ваду.
Побач размечаны палі пад пшаніцу.
Праект рабілі далёка адсюль. Беларусь распрацавала генеральны план аграгарадка для Азербайджана.
Пра гэта дамовіліся ў Баку Аляксандр Лукашэнка і Ільхам Аліеў.
Беларускія будаўнікі ўзвядуць ферму, Азербайджан аплоціць дарогі.
Прэм'ер-міністры Беларусі і Азербайджана агледзелі пляцоўку.
Жыхары чакаюць ключоў.""",
    ),
}


@pytest.mark.parametrize(("title", "body"), LATE.values(), ids=LATE.keys())
def test_a_pair_that_comes_late_and_at_the_centre_holds(title: str, body: str) -> None:
    assert holds(title, body)
