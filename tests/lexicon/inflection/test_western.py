"""English, German and French."""

import pytest

from tests.lexicon.inflection.spelled import Row, check, topic

ENGLISH = [
    Row("Azerbaijan", "Azerbaijan Azerbaijan's Azerbaijan’s", "Azerbaijani Azerbaijans"),
    Row("Belarus", "Belarus Belarus' Belarus's BELARUS", "Belarusian Belarusbank Belarusess"),
    Row("Lukashenko", "Lukashenko Lukashenko's", "Lukashenkos Lukashenka Lukashevich"),
    Row("Ilham Aliyev", "Ilham Aliyev|Ilham Aliyev's", "Ilham Aliyeva|Ilham's Aliyev|Ilham Aliyevs"),
    Row("Mali", "Mali Mali's", "Malis Maliye"),
    Row("EAEU", "EAEU EAEU's", "EAEUs"),
    Row("Eurasian Economic Union", "Eurasian Economic Union's", "Eurasian Economic Unions|Eurasians Economic Union"),
    Row("Minsk Tractor Works", "Minsk Tractor Works|Minsk Tractor Works'", "Minsk Tractor Work"),
    Row("Republic of Belarus", "Republic of Belarus|Republic of Belarus'", "Republics of Belarus"),
    Row("Belarusian", "Belarusian Belarusians Belarusian's", "Belarus"),
    topic("Belarusian", "Belarusian Belarusians Belarusian's Belarusians'", "Belarus"),
    topic("Azerbaijani", "Azerbaijani Azerbaijanis", "Azerbaijan"),
    topic("Chinese", "Chinese", "Chineses"),
    topic("Turkish", "Turkish", "Turkishes"),
    topic("trade turnover", "trade turnover|trade turnovers|trade turnover's", "trades turnover"),
    topic("refinery", "refinery refineries refinery's refineries'", "refinerys"),
    topic("company", "company companies company's companies'", "companys"),
    topic("tax", "tax taxes", "taxs"),
    topic("railway", "railway railways", "railwaies"),
    topic("talks", "talks talks'", "talk talkses"),
    topic("crisis", "crisis crises"),
    topic("bus", "bus buses"),
    topic("minister of foreign affairs", "minister of foreign affairs|ministers of foreign affairs"),
    topic("agreement on trade", "agreements on trade"),
    topic("joint venture", "joint venture|joint ventures", "joints venture"),
]  # fmt: skip

GERMAN = [
    Row("Aserbaidschan", "Aserbaidschan Aserbaidschans", "Aserbaidschaner Aserbaidschane aserbaidschanisch"),
    Row("Belarus", "Belarus Belarus' Belarus’", "Belaruss Belaruse Belarusland belarussisch"),
    Row("Weißrussland", "Weißrussland Weißrusslands Weissrusslands", "Weißrusslande Weißrusse"),
    Row("Lukaschenko", "Lukaschenko Lukaschenkos", "Lukaschenka"),
    Row("Ilham Alijew", "Ilham Alijew|Ilham Alijews", "Ilhams Alijew"),
    Row(
        "Eurasische Wirtschaftsunion",
        "Eurasische Wirtschaftsunion|Eurasischen Wirtschaftsunion|Eurasischer Wirtschaftsunion",
        "Eurasisches Wirtschaftsunion|Eurasischem Wirtschaftsunion|Eurasische Wirtschaftsunions",
    ),
    Row("Europäische Union", "Europäischen Union|Europäischer Union"),
    Row("Mittlerer Korridor", "Mittlerer Korridor|Mittleren Korridor|Mittleren Korridors|Mittlerem Korridor|Mittlere Korridor"),
    Row("Vereinigte Staaten", "Vereinigten Staaten|Vereinigter Staaten", "Vereinigtes Staaten|Vereinigten Staatens"),
    Row("Demokratische Republik Kongo", "Demokratischen Republik Kongo|Demokratischer Republik Kongo"),
    Row("Minsker Traktorenwerk", "Minsker Traktorenwerk|Minsker Traktorenwerks", "Minsken Traktorenwerk"),
    Row("Vereinigte Arabische Emirate", "Vereinigten Arabischen Emirate|Vereinigten Arabischen Emiraten"),
    Row("Niederlande", "Niederlande Niederlanden"),
    Row("GUS", "GUS", "GUSs"),
    topic("belarussisch", "belarussisch belarussische belarussischen belarussischer belarussisches belarussischem", "Belarus"),
    topic("aserbaidschanisch", "aserbaidschanische aserbaidschanischen aserbaidschanischer"),
    topic("Investition", "Investition Investitionen", "Investitions"),
    topic("Handelsumsatz", "Handelsumsatz Handelsumsatzes Handelsumsätze Handelsumsätzen"),
    topic("Abkommen", "Abkommen Abkommens"),
    topic("Vertrag", "Vertrag Vertrags Vertrages Verträge Verträgen"),
    topic("Raffinerie", "Raffinerie Raffinerien"),
    topic("Regierungskommission", "Regierungskommission Regierungskommissionen"),
    topic("Botschafter", "Botschafter Botschafters Botschaftern"),
]  # fmt: skip

FRENCH = [
    Row("Azerbaïdjan", "Azerbaïdjan AZERBAÏDJAN", "Azerbaïdjans azerbaïdjanais"),
    Row("Biélorussie", "Biélorussie", "Biélorussies biélorusse"),
    Row("Loukachenko", "Loukachenko", "Loukachenkos"),
    Row("Union économique eurasiatique", "Union économique eurasiatique", "Unions économiques eurasiatiques"),
    Row("Le Caire", "Le Caire|du Caire|au Caire"),
    Row("Émirats arabes unis", "Émirats arabes unis"),
    topic("azerbaïdjanais", "azerbaïdjanais azerbaïdjanaise azerbaïdjanaises", "Azerbaïdjan"),
    topic("biélorusse", "biélorusse biélorusses", "biélorussee Biélorussie"),
    topic("arménien", "arménien arménienne arméniens arméniennes"),
    topic("commercial", "commercial commerciale commerciaux commerciales"),
    topic("européen", "européen européenne européens européennes"),
    topic("plan", "plan plans", "plane planes"),
    topic("investissement", "investissement investissements", "investissemente"),
    topic("échange commercial", "échange commercial|échanges commerciaux"),
    topic("accord de libre-échange", "accords de libre-échange", "accords de libre-échanges"),
    topic("raffinerie", "raffinerie raffineries"),
]  # fmt: skip


@pytest.mark.parametrize("row", ENGLISH, ids=str)
def test_english(row: Row) -> None:
    check("en", row)


@pytest.mark.parametrize("row", GERMAN, ids=str)
def test_german(row: Row) -> None:
    check("de", row)


@pytest.mark.parametrize("row", FRENCH, ids=str)
def test_french(row: Row) -> None:
    check("fr", row)
