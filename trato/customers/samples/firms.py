"""Forty firms that could buy solar pumps, none of which exists."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Firm:
    name: str
    domain: str
    industry: str
    employee_count: int
    city: str
    region: str
    country: str
    founded_year: int = 0
    parent: str = ""


def _firms(country: str, text: str) -> list[Firm]:
    found = []
    for line in text.strip().splitlines():
        name, domain, industry, heads, city, region, *more = (part.strip() for part in line.split("|"))
        year, parent = [*more, "", ""][:2]
        found.append(
            Firm(name, f"{domain}.example", industry, int(heads), city, region, country, int(year or 0), parent)
        )
    return found


FIRMS: Sequence[Firm] = (
    *_firms(
        "ES",
        """
        Huerta del Júcar | huertadeljucar | Agriculture | 34 | Alzira | Valencia | 1987
        Cooperativa San Isidro de Lorca | sanisidrolorca | Agriculture | 210 | Lorca | Murcia | 1962
        Bodegas Peña Alta | penaalta | Food and drink | 48 | Requena | Valencia | 1931
        Invernaderos Campo de Dalías | campodalias | Agriculture | 130 | El Ejido | Almería | 1994
        Almazara Los Olivares | almazaralosolivares | Food and drink | 26 | Baena | Córdoba | 1956
        Comunidad de Regantes Acequia Mayor | acequiamayor | Public sector | 12 | Sagunto | Valencia | 1911
        Arrozales del Delta | arrozalesdeldelta | Agriculture | 57 | Deltebre | Tarragona | 1978
        Ingeniería Hídrica Levante | ihlevante | Engineering | 41 | Alicante | Alicante | 2003
        Cítricos Hermanos Llorens | citricosllorens | Agriculture | 88 | Nules | Castellón | 1969
        Energías del Cierzo | energiasdelcierzo | Energy | 63 | Zaragoza | Zaragoza | 2008
        Dehesa El Robledal | elrobledal | Agriculture | 19 | Trujillo | Cáceres | 1948
        Fresas de la Marisma | fresasmarisma | Agriculture | 150 | Moguer | Huelva | 1990
        Riegos Ibáñez | riegosibanez | Trade | 9 | Villena | Alicante | 2011 | Ingeniería Hídrica Levante
        Ayuntamiento de Valdefuentes | valdefuentes | Public sector | 22 | Valdefuentes | Cáceres
        """,
    ),
    *_firms(
        "IN",
        """
        Godavari Agro Industries | godavariagro | Agriculture | 420 | Rajahmundry | Andhra Pradesh | 1984
        Krishna Delta Rice Mills | krishnadeltarice | Food and drink | 175 | Vijayawada | Andhra Pradesh | 1971
        Sri Venkateswara Pumps | svpumps | Trade | 38 | Guntur | Andhra Pradesh | 1999
        Telangana Millet Growers | telanganamillet | Agriculture | 64 | Warangal | Telangana | 2015
        Nallamala Solar | nallamalasolar | Energy | 52 | Kurnool | Andhra Pradesh | 2013
        Kolleru Aqua Farms | kolleruaqua | Agriculture | 96 | Eluru | Andhra Pradesh | 2002
        Deccan Drip Systems | deccandrip | Engineering | 140 | Hyderabad | Telangana | 1996
        Anantapur Groundnut Company | anantapurgroundnut | Food and drink | 73 | Anantapur | Andhra Pradesh | 1989
        Pochampally Weavers Trust | pochampallyweavers | Textiles | 31 | Pochampally | Telangana | 2006
        Vizag Cold Chain | vizagcoldchain | Logistics | 112 | Visakhapatnam | Andhra Pradesh | 2010
        Deccan Drip Works | deccandripworks | Engineering | 44 | Hyderabad | Telangana | 2018 | Deccan Drip Systems
        Araku Coffee Estates | arakucoffeeestates | Food and drink | 85 | Araku | Andhra Pradesh | 2001
        """,
    ),
    *_firms(
        "GB",
        """
        Fenland Growers | fenlandgrowers | Agriculture | 58 | Ely | Cambridgeshire | 1974
        Pemberton Orchards | pembertonorchards | Agriculture | 27 | Hereford | Herefordshire | 1922
        Lowmoor Community Energy | lowmoorenergy | Energy | 8 | Kendal | Cumbria | 2014
        Tregenza Nurseries | tregenzanurseries | Agriculture | 33 | Truro | Cornwall | 1981
        Ouse Valley Irrigation | ousevalley | Engineering | 21 | Bedford | Bedfordshire | 2005
        """,
    ),
    *_firms(
        "DE",
        """
        Gärtnerei Vogelsang | gaertnerei-vogelsang | Agriculture | 16 | Straelen | Nordrhein-Westfalen | 1958
        Rademacher Pumpentechnik | rademacher-pumpen | Engineering | 190 | Kassel | Hessen | 1949
        Stadtwerke Brückenau | stadtwerke-brueckenau | Public sector | 120 | Brückenau | Bayern
        """,
    ),
    *_firms("PL", "Sady Grójeckie | sadygrojeckie | Agriculture | 45 | Grójec | Mazowieckie | 1992"),
    *_firms("PT", "Herdade do Falcão | herdadedofalcao | Agriculture | 37 | Beja | Alentejo | 1965"),
    *_firms(
        "UA",
        """
        Чорнозем Агро | chornozem | Agriculture | 260 | Полтава | Полтавська область | 1998
        Сонячні системи Одеса | soniachni-odesa | Energy | 29 | Одеса | Одеська область | 2016
        """,
    ),
    *_firms(
        "CN",
        """
        青岛绿源灌溉设备 | lvyuan | Trade | 84 | 青岛 | 山东 | 2004
        云南高原花卉 | gaoyuanhuahui | Agriculture | 152 | 昆明 | 云南 | 2009
        """,
    ),
)

LANGUAGES = {"ES": "es", "IN": "te", "GB": "en", "DE": "de", "PL": "pl", "PT": "pt", "UA": "uk", "CN": "zh"}
TIME_ZONES = {
    "ES": "Europe/Madrid",
    "IN": "Asia/Kolkata",
    "GB": "Europe/London",
    "DE": "Europe/Berlin",
    "PL": "Europe/Warsaw",
    "PT": "Europe/Lisbon",
    "UA": "Europe/Kyiv",
    "CN": "Asia/Shanghai",
}
