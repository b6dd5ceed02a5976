"""Names of people who do not exist, in several languages and scripts."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class People:
    """How people of one language and country are called. A part is (as written in Latin letters, in its own script).

    `family_names` says how many a person has; `shown_natively` puts the display name into the own script, family name
    first and unspaced where `is_unspaced`.
    """

    language: str
    country: str
    given: Sequence[tuple[str, str]]
    family: Sequence[tuple[str, str]]
    family_names: int = 1
    shown_natively: bool = False
    is_unspaced: bool = False


@dataclass(frozen=True)
class PersonName:
    """`latin` is what an address is made of."""

    name: str
    native_name: str
    given_name: str
    family_name: str
    latin: tuple[str, str]


def _parts(text: str) -> Sequence[tuple[str, str]]:
    pairs = (part.partition("|") for part in text.split(","))
    return tuple((latin.strip(), native.strip()) for latin, _, native in pairs)


SPANISH = People(
    "es",
    "ES",
    _parts(
        "María, Carmen, Josefa, Lucía, Núria, Begoña, Inés, Ángela, Rocío, Ainhoa, Montserrat, Elena, Noemí, Zoe,"
        " José, Antonio, Íñigo, Javier, Andrés, Joaquín, Raúl, Óscar, Ramón, Vicent, Jordi, Xavier, Félix, Hugo"
    ),
    _parts(
        "García, Martínez, López, Sánchez, Peñalver, Muñoz, Ibáñez, Núñez, Bosch, Ferrer, Soler, Domènech, Iriarte,"
        " Etxeberria, Castaño, Álvarez, Ortuño, Vázquez, Ramírez, Guillén, Llorens, Company, Cañizares, Yáñez,"
        " Navarro, Ribera, Tormo, Zafra, Acosta, Quesada"
    ),
    family_names=2,
)
TELUGU = People(
    "te",
    "IN",
    _parts(
        "Lakshmi|లక్ష్మి, Ramu|రాము, Sita|సీత, Venkatesh|వెంకటేశ్, Padma|పద్మ, Srinivas|శ్రీనివాస్, Anjali|అంజలి,"
        " Krishna|కృష్ణ, Sarada|శారద, Naveen|నవీన్, Bhavani|భవాని, Ravi|రవి, Sujata|సుజాత, Prasad|ప్రసాద్,"
        " Kavita|కవిత, Suresh|సురేశ్, Jyoti|జ్యోతి, Mahesh|మహేశ్, Swapna|స్వప్న, Gopal|గోపాల్, Durga|దుర్గ,"
        " Kiran|కిరణ్, Madhavi|మాధవి, Ramesh|రమేశ్"
    ),
    _parts(
        "Reddy|రెడ్డి, Rao|రావు, Naidu|నాయుడు, Chowdary|చౌదరి, Varma|వర్మ, Sastry|శాస్త్రి, Murthy|మూర్తి, Goud|గౌడ్,"
        " Yadav|యాదవ్, Prabhakar|ప్రభాకర్, Kondapalli|కొండపల్లి, Nallamothu|నల్లమోతు, Gadde|గద్దె, Bandaru|బండారు,"
        " Mandava|మండవ, Kolluri|కొల్లూరి, Pasupuleti|పసుపులేటి, Vemuri|వేమూరి, Tadepalli|తాడేపల్లి, Akkineni|అక్కినేని"
    ),
)
ENGLISH = People(
    "en",
    "GB",
    _parts(
        "Olivia, Amelia, Grace, Harriet, Imogen, Siobhán, Megan, Ruth, Edith, Naomi, Oliver, George, Arthur, Callum,"
        " Rhys, Declan, Malcolm, Toby, Winston, Idris"
    ),
    _parts(
        "Smith, Taylor, Hughes, O'Connell, MacLeod, Ashworth, Pemberton, Okafor, Whitfield, Nguyen, Price, Barlow,"
        " Fitzgerald, Hawthorne, Lambert, Sutcliffe, Tregenza, Underhill, Yates, Adeyemi"
    ),
)
GERMAN = People(
    "de",
    "DE",
    _parts("Greta, Jürgen, Käthe, Björn, Annegret, Sönke, Lieselotte, Matthias, Frieda, Günther, Ayşe, Emre"),
    _parts("Müller, Groß, Weiß, Schäfer, Brück, Kühn, Vogelsang, Oppermann, Yıldız, Lindner, Hölzer, Rademacher"),
)
POLISH = People(
    "pl",
    "PL",
    _parts("Agnieszka, Łukasz, Małgorzata, Paweł, Bożena, Grzegorz, Zofia, Michał"),
    _parts("Wiśniewska, Wójcik, Zieliński, Dąbrowski, Kozłowska, Szymański, Jabłońska, Krawczyk"),
)
PORTUGUESE = People(
    "pt",
    "PT",
    _parts("João, Inês, Gonçalo, Conceição, Tomás, Beatriz, Simão, Luísa"),
    _parts("Araújo, Magalhães, Simões, Conceição, Brandão, Ribeiro, Falcão, Antunes"),
)
UKRAINIAN = People(
    "uk",
    "UA",
    _parts(
        "Olena|Олена, Taras|Тарас, Oksana|Оксана, Bohdan|Богдан, Yuliia|Юлія, Serhii|Сергій, Nadiia|Надія, Ihor|Ігор"
    ),
    _parts(
        "Kovalchuk|Ковальчук, Shevchenko|Шевченко, Bondarenko|Бондаренко, Lysenko|Лисенко, Hrytsenko|Гриценко,"
        " Melnyk|Мельник, Yakymenko|Якименко, Zhuk|Жук"
    ),
    shown_natively=True,
)
CHINESE = People(
    "zh",
    "CN",
    _parts("Wei|伟, Xiaoyan|晓燕, Jianguo|建国, Meiling|美玲, Haoran|浩然, Yuting|雨婷, Zhiqiang|志强, Lihua|丽华"),
    _parts("Li|李, Wang|王, Zhang|张, Chen|陈, Zhao|赵, Ouyang|欧阳, Lin|林, Xu|徐"),
    shown_natively=True,
    is_unspaced=True,
)


def how_many(people: People) -> int:
    """Different names that `named` can make."""
    return int(len(people.given) * len(people.family) ** people.family_names)


def named(people: People, number: int) -> PersonName:
    """One of them, by number."""
    number, given_place = divmod(number, len(people.given))
    chosen = []
    for _each in range(people.family_names):
        number, place = divmod(number, len(people.family))
        chosen.append(people.family[place])
    given, given_native = people.given[given_place]
    family, family_native = (" ".join(part[script] for part in chosen) for script in (0, 1))
    native = f"{family_native}{given_native}" if people.is_unspaced else f"{given_native} {family_native}".strip()
    latin = (given, chosen[0][0])
    if people.shown_natively:
        return PersonName(native, "", given_native, family_native, latin)
    return PersonName(f"{given} {family}", native, given, family, latin)
