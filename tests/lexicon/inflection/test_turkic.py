"""Azerbaijani, in both alphabets, and Turkish."""

import pytest

from tests.lexicon.inflection.spelled import Row, check, spelled, topic

AZERBAIJANI = [
    Row(
        "Əliyev",
        "Əliyev Əliyevin Əliyevə Əliyevi Əliyevdə Əliyevdən Əliyevlə Əliyevdir Əliyevdəki",
        "Əliyeva Əliyevanın Vəliyev Əliyevlər Kaliyev Əliyevich Əliyevdan Əliyevun",
    ),
    Row("Əliyeva", "Əliyeva Əliyevanın Əliyevaya Əliyevanı Əliyevada Əliyevadan", "Əliyev Əliyevə Əliyevin Əliyevayə"),
    Row(
        "İlham Əliyev",
        "İlham Əliyev|İlham Əliyevin|İlham Əliyevə|İLHAM ƏLİYEV|İlham Əliyevlə",
        "İlhamın Əliyev|İlhamın Əliyevin|İlham Əliyeva",
    ),
    Row(
        "Belarus",
        "Belarus Belarusun Belarusa Belarusu Belarusda Belarusdan Belarusla Belarusdur Belarusdakı",
        "belaruslu belaruslular belaruslar Belarusbank Belarusca Belaruskali Belarusta",
    ),
    Row("Belarusiya", "Belarusiyanın Belarusiyaya Belarusiyanı Belarusiyada Belarusiyadan", "Belarusiyalı Belarusiyaa"),
    Row("Azərbaycan", "Azərbaycanın Azərbaycana Azərbaycanı Azərbaycanda Azərbaycandan", "azərbaycanlı Azərbaycanlılar"),
    Row("Minsk", "Minskin Minskə Minski Minskdə Minskdən Minsklə Minskdədir", "Minska Minskda Minskli Minskun"),
    Row("Bakı", "Bakının Bakıya Bakını Bakıda Bakıdan Bakıyla", "Bakılı Bakılılar Bakıa"),
    Row("Lukaşenko", "Lukaşenkonun Lukaşenkoya Lukaşenkonu Lukaşenkoda Lukaşenkodan Lukaşenkoyla", "Lukaşeviç Lukaşenkova"),
    Row("Türkiyə", "Türkiyənin Türkiyəyə Türkiyəni Türkiyədə Türkiyədən", "Türkiyəli"),
    Row("Gürcüstan", "Gürcüstanın Gürcüstana Gürcüstanda"),
    Row("Xankəndi", "Xankəndinin Xankəndiyə Xankəndini Xankəndidə Xankəndidən"),
    Row("Füzuli", "Füzulinin Füzuliyə Füzulini Füzulidə Füzulidən"),
    Row("Qarabağ", "Qarabağın Qarabağa Qarabağı Qarabağda Qarabağdan", "Qarabağlı"),
    Row("Laçın", "Laçının Laçına Laçında Laçından"),
    Row("Pineviç", "Pineviçin Pineviçə Pineviçi Pineviçlə"),
    Row("Ravkov", "Ravkovun Ravkova Ravkovu Ravkovla"),
    Row("Çin", "Çin Çinin Çində Çindən", "Çinə Çini Çinli"),
    Row("Mali", "Mali Malinin Malidə Malidən", "Maliyə Maliyyə Maliye"),
    Row("İraq", "İraqın İraqa İraqda", "İrağa İraqlı"),
    Row("Aİİ", "Aİİ Aİİ-nin Aİİ-yə Aİİ-ni Aİİ-də Aİİ-dən", "AIIB Aİ Aİİyə Aİİə Aİİlik"),
    Row("XİN", "XİN XİN-in XİN-ə XİN-də XİN-dən", "xinin XİNƏ xinə"),
    Row("MDB", "MDB-nin MDB-yə MDB-də MDB-dən", "MDBnin"),
    Row("ARDNŞ", "ARDNŞ-ın ARDNŞ-a ARDNŞ-nin"),
    Row("SOCAR", "SOCAR-ın SOCAR-a SOCAR-la SOCAR-dan", "SOCARa"),
    Row(
        "Minsk Traktor Zavodu",
        "Minsk Traktor Zavodu|Minsk Traktor Zavodunun|Minsk Traktor Zavoduna|Minsk Traktor Zavodunu"
        "|Minsk Traktor Zavodunda|Minsk Traktor Zavodundan",
        "Minsk Traktor Zavod|Minsk Traktor Zavoduya|Minskin Traktor Zavodu",
    ),
    Row("Azərbaycan nefti", "Azərbaycan neftinin|Azərbaycan neftinə|Azərbaycan neftini|Azərbaycan neftindən", "Azərbaycanın nefti|Azərbaycan neftə"),
    Row("Avrasiya İqtisadi İttifaqı", "Avrasiya İqtisadi İttifaqının|Avrasiya İqtisadi İttifaqına|Avrasiya İqtisadi İttifaqında"),
    Row("Avrasiya İqtisadi Birliyi", "Avrasiya İqtisadi Birliyinin|Avrasiya İqtisadi Birliyinə|Avrasiya İqtisadi Birliyindən"),
    Row("Müstəqil Dövlətlər Birliyi", "Müstəqil Dövlətlər Birliyinin|Müstəqil Dövlətlər Birliyinə"),
    Row("Belarus Respublikası", "Belarus Respublikasının|Belarus Respublikasına|Belarus Respublikasında"),
    Row("İlham Heydər oğlu", "İlham Heydər oğlunun|İlham Heydər oğluna|İlham Heydər oğlunu"),
    Row("Anar Cəbrayıllı", "Anar Cəbrayıllının|Anar Cəbrayıllıya"),
    Row("Cənubi Koreya", "Cənubi Koreyanın|Cənubi Koreyaya|Cənubi Koreyada"),
    topic("neft", "neftin neftə nefti neftdən neftini neftinin neftlə neftlər", "neftçi neftçilər"),
    topic("ticarət", "ticarətin ticarəti ticarətinin ticarətində ticarətə ticarətimiz", "ticarətçi"),
    topic("birlik", "birliyi birliyin birliyə birliyinin birliklər birliklərin birliklərinin", "birlikin"),
    topic("əməkdaşlıq", "əməkdaşlığın əməkdaşlığa əməkdaşlığı əməkdaşlığının əməkdaşlığını əməkdaşlıqda", "əməkdaşlıqın"),
    topic("ticarət dövriyyəsi", "ticarət dövriyyəsinin|ticarət dövriyyəsini|ticarət dövriyyəsinə|ticarət dövriyyəsindən|ticarət dövriyyələri"),
    topic("hökumətlərarası komissiya", "hökumətlərarası komissiyanın|hökumətlərarası komissiyası|hökumətlərarası komissiyasının"
          "|hökumətlərarası komissiyalar"),
    topic("saziş", "sazişi sazişin sazişlər sazişləri sazişlərin sazişdən"),
    topic("investisiya", "investisiyalar investisiyaların investisiyası investisiyasının investisiyanın"),
]  # fmt: skip

OLD_CYRILLIC = [
    Row("Әлијев", "Әлијев Әлијевин Әлијевә Әлијеви Әлијевдән", "Әлијева"),
    Row("Лукашенко", "Лукашенконун Лукашенкоја Лукашенкону"),
    Row("Беларус", "Беларусун Беларуса Беларусда", "беларускі беларусы беларусі"),
    Row("Азәрбајҹан", "Азәрбајҹанын Азәрбајҹана Азәрбајҹанда Азәрбајҹандан", "азәрбајҹанлы"),
    Row("Гарабағ", "Гарабағын Гарабаға Гарабағда"),
    Row("Белорусија", "Белорусијанын Белорусијаја"),
]

TURKISH = [
    Row(
        "Aliyev",
        "Aliyev Aliyev'in Aliyev’in Aliyev'e Aliyev'i Aliyev'den Aliyev'le Aliyevin",
        "Aliyeva Valiyev Aliyevler Aliyevi'nin Kaliyev",
    ),
    Row(
        "Belarus",
        "Belarus Belarus'un Belarus’a Belarus'u Belarus'ta Belarus'tan Belarus'la Belarus'taki BELARUS'UN Belarusun",
        "Belaruslu Belaruslular Belarusça Belarus'da Belarusbank",
    ),
    Row("Azerbaycan", "Azerbaycan'ın Azerbaycan'a Azerbaycan'ı Azerbaycan'da Azerbaycan'dan", "Azerbaycanlı Azerbaycan'ta"),
    Row("Bakü", "Bakü'nün Bakü'ye Bakü'yü Bakü'de Bakü'den Bakü'deki"),
    Row("Lukaşenko", "Lukaşenko'nun Lukaşenko'ya Lukaşenko'yu Lukaşenko'dan Lukaşenko'yla Lukaşenkonun", "Lukaşenka"),
    Row("Türkiye", "Türkiye'nin Türkiye'ye Türkiye'yi Türkiye'de", "Türkiyeli"),
    Row("Minsk", "Minsk'in Minsk'e Minsk'i Minsk'te Minsk'ten", "Minsk'de Minskli Minska"),
    Row("Çin", "Çin Çin'in Çin'e Çin'de", "Çine Çini Çinli"),
    Row("Mali", "Mali Mali'nin Mali'ye", "Maliye Maliyenin"),
    Row("Zonguldak", "Zonguldak'ın Zonguldak'a", "Zonguldağ"),
    Row("Nepal", "Nepal'in Nepal'e Nepal'de"),
    Row("AEB", "AEB AEB'nin AEB'ye AEB'de", "AEBye"),
    Row("NATO", "NATO'nun NATO'ya NATO'da"),
    Row(
        "Minsk Traktor Zavodu",
        "Minsk Traktor Zavodu'nun|Minsk Traktor Zavodunun|Minsk Traktor Zavoduna|Minsk Traktor Zavodu'nda",
        "Minsk Traktor Zavoduya",
    ),
    Row("Avrasya Ekonomik Birliği", "Avrasya Ekonomik Birliğinin|Avrasya Ekonomik Birliği'ne|Avrasya Ekonomik Birliğinde"),
    Row("Beyaz Rusya", "Beyaz Rusya'nın|Beyaz Rusya'ya|Beyaz Rusya'da"),
    Row("Güney Kore", "Güney Kore'nin|Güney Kore'ye"),
    Row("Süleyman Soylu", "Süleyman Soylu'nun|Süleyman Soylu'ya"),
    Row("Bağımsız Devletler Topluluğu", "Bağımsız Devletler Topluluğunun|Bağımsız Devletler Topluluğu'na"),
    topic("petrol", "petrolün petrole petrolü petrolünü petrolleri", "petrola petrolcü"),
    topic("ortaklık", "ortaklığı ortaklığın ortaklığının ortaklıklar", "ortaklıkın"),
    topic("yatırım", "yatırımlar yatırımları yatırımlarını yatırımın yatırıma yatırımlarımız", "yatırımcı yatırımcılar"),
    topic("ticaret hacmi", "ticaret hacmini|ticaret hacminin|ticaret hacmine|ticaret hacminde"),
    topic("anlaşma", "anlaşmanın anlaşmaya anlaşmayı anlaşması anlaşmasının anlaşmalar anlaşmaları"),
    topic("ihracat", "ihracatı ihracatın ihracatının ihracata"),
]  # fmt: skip


@pytest.mark.parametrize("row", AZERBAIJANI, ids=str)
def test_azerbaijani(row: Row) -> None:
    check("az", row)


@pytest.mark.parametrize("row", OLD_CYRILLIC, ids=str)
def test_azerbaijani_in_the_old_cyrillic_spelling(row: Row) -> None:
    check("az_cyr", row)


@pytest.mark.parametrize("row", TURKISH, ids=str)
def test_turkish(row: Row) -> None:
    check("tr", row)


def test_him_and_her_share_no_form() -> None:
    """Əliyevə is to him, Əliyeva is she: one letter, and folding keeps them apart."""
    assert spelled("az", "Əliyev").isdisjoint(spelled("az", "Əliyeva"))
    assert spelled("tr", "Aliyev").isdisjoint(spelled("tr", "Aliyeva"))
