"""What colleagues could have noted about customers, in three languages. They are records, not words of the program."""

from collections.abc import Mapping, Sequence

NOTES: Mapping[str, Sequence[str]] = {
    "es": (
        "Llamada de veinte minutos. Tienen dos pozos a 60 m y quieren sustituir el grupo diésel antes del verano.",
        "Visita a la finca. El cuadro eléctrico es antiguo; habrá que cambiarlo. Le gustó la idea del telemando.",
        "Pide presupuesto para 12 kW con variador. Decide la junta el primer lunes del mes.",
        "Se queja de que el instalador llegó tarde. Le he pedido disculpas y he hablado con el taller.",
        "Comimos en la feria. Conoce a medio regadío de la comarca: buen prescriptor.",
        "Prefiere que le escribamos por WhatsApp y nunca antes de las diez.",
        "La subvención se ha aprobado al 40 %. Quiere firmar en cuanto tenga la resolución por escrito.",
        "Ha recibido una oferta más barata sin mantenimiento. Le he explicado la diferencia a diez años.",
        "Bomba en marcha. Primer día: 214 m³ sin una gota de gasóleo. Está encantada.",
        "Aplaza la decisión a septiembre: la helada se ha llevado media cosecha.",
        "Enviar fotos de la instalación de Sagunto, que es igual que la suya.",
        "Confirmado el pago de la segunda factura. Pregunta por paneles para la cámara frigorífica.",
    ),
    "te": (
        "ఫోన్‌లో మాట్లాడాను. రెండు బోర్లు ఉన్నాయి, డీజిల్ ఖర్చు ఎక్కువైందని చెప్పారు. వచ్చే వారం పొలం చూడాలి.",
        "పొలం చూశాం. నీళ్లు 45 మీటర్ల లోతులో ఉన్నాయి. 7.5 hp పంపు సరిపోతుంది.",
        "కొటేషన్ పంపాను. సబ్సిడీ గురించి బ్యాంకుతో మాట్లాడి చెప్తామన్నారు.",
        "పంపు బిగించాం. మొదటి రోజే నాలుగు ఎకరాలకు నీళ్లు పారాయి. చాలా సంతోషంగా ఉన్నారు.",
        "సాయంత్రం ఆరు తర్వాత మాత్రమే ఫోన్ చేయమన్నారు.",
        "పక్క ఊరి రైతులను కూడా పరిచయం చేస్తామన్నారు.",
        "కంట్రోలర్ పని చేయడం లేదని ఫిర్యాదు. రేపు టెక్నీషియన్ వెళ్తాడు.",
        "వర్షాలు తగ్గాక నిర్ణయం తీసుకుంటామన్నారు. అక్టోబరులో మళ్లీ అడగాలి.",
        "తెలుగులో రాసిన వాడుక పుస్తకం కావాలన్నారు. పంపాను.",
        "రెండో విడత డబ్బు అందింది. రసీదు పంపాలి.",
    ),
    "en": (
        "Half an hour on the phone. Pays 1,900 a month for diesel; wants to see a system that is already running.",
        "Site visit. Good southern roof on the packing shed, poor access for the crane. Ladder and patience.",
        "Sent the quote for 9 kW with battery. They compare it with a grid connection of 38 thousand.",
        "Asked for the warranty terms in writing. Legal reads them next week.",
        "Met at the show. Remembered us from the irrigation workshop two years ago.",
        "Do not call at harvest. E-mail is fine and gets answered at night.",
        "Controller replaced under warranty within two days. She wrote a very kind review.",
        "Budget frozen until April. Keep warm, do not push.",
        "The new manager started on Monday; our contact moves to purchasing.",
        "Commissioned. Output is 6 % over the estimate. Took photos for the reference page.",
        "Wants one invoice for both sites, addressed to the parent company.",
        "Lost to a cheaper offer. Asked to be called in a year, when the maintenance contract ends.",
    ),
}

# One line each, for seeding by COPY.
PLAIN_NOTES: Sequence[str] = tuple(note for notes in NOTES.values() for note in notes)

ROLES: Mapping[str, Sequence[str]] = {
    "es": ("Gerente", "Jefa de compras", "Encargado de riego", "Ingeniera agrónoma", "Administración", "Propietario"),
    "te": ("మేనేజర్", "Purchase officer", "రైతు", "Site engineer", "అకౌంటెంట్", "Director"),
    "en": ("Managing director", "Buyer", "Farm manager", "Engineer", "Office manager", "Owner"),
}
TAGS: Sequence[str] = (
    "irrigation",
    "subsidy",
    "fair 2025",
    "reference",
    "cold store",
    "maintenance",
    "key customer",
    "సబ్సిడీ",
)
SOURCES: Sequence[str] = ("Web form", "Fair", "Referral", "Phone", "Newsletter", "Partner")
