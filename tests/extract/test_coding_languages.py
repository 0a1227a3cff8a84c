"""The packs' words tell public acts in their languages as the manuals' rules do."""

from __future__ import annotations

import pytest

from tests.extract.test_coding import act

FRENCH = [
    ("Les ministres [EVT.meeting se sont rencontrés].", "meet"),
    ("Le Ghana [EVT.meeting a convoqué] l'ambassadeur du Chili.", "complain"),
    ("Le Chili [EVT.condemnation a condamné] le raid.", "criticise"),
    ("Le Chili [EVT.condemnation a accusé] le Pérou d'espionnage.", "accuse"),
    ("Le Chili [EVT.request a appelé] les deux camps à la retenue.", "ask restraint"),
    ("Le Chili [EVT.request a exigé] des explications.", "demand"),
    ("Le Chili [EVT.statement a rejeté] cette affirmation.", "reject"),
    ("Le Chili [EVT.statement a menacé] le Pérou de sanctions.", "threaten sanctions"),
    ("Le roi [EVT.message a félicité] l'émir.", "empathise"),
    ("Le Pérou [EVT.other a expulsé] deux diplomates.", "expel"),
    ("Le Pérou [EVT.other? expulsera] deux diplomates.", "threaten relations"),
    ("Le Pérou [EVT.other a rappelé] son ambassadeur.", "reduce relations"),
    ("Le Pérou [EVT.other a fermé] la frontière.", "restrict"),
    ("Le Pérou [EVT.other a fermé] son ambassade.", "break relations"),
    ("L'armée [EVT.other a pilonné] la ville.", "shell"),
    ("Des étudiants [EVT.other ont manifesté] devant l'ambassade.", "demonstrate"),
    ("Le Pérou [EVT.other a retiré] ses troupes.", "withdraw forces"),
    ("Le Pérou [EVT.other a levé] les sanctions contre le Chili.", "lift sanctions"),
    ("Le Pérou [EVT.statement a salué] la levée des sanctions.", "praise"),
    ("Le ministre [EVT.statement a affirmé] que la menace demeure.", "state"),
    ("Le Pérou [EVT.meeting a reçu] le ministre, avec qui il a évoqué les négociations.", "meet"),
]

DUTCH = [
    ("De ministers [EVT.meeting ontmoetten] elkaar.", "meet"),
    ("Ghana [EVT.meeting ontbood] de ambassadeur van Chili.", "complain"),
    ("Chili [EVT.condemnation veroordeelde] de aanval.", "criticise"),
    ("Chili [EVT.condemnation beschuldigde] Peru van spionage.", "accuse"),
    ("Chili [EVT.request riep] beide kampen op tot terughoudendheid.", "ask restraint"),
    ("Chili [EVT.request eiste] opheldering.", "demand"),
    ("Chili [EVT.statement wees] de bewering van de hand.", "reject"),
    ("Chili [EVT.statement dreigde] Peru met sancties.", "threaten sanctions"),
    ("De koning [EVT.message feliciteerde] de emir.", "empathise"),
    ("Peru [EVT.other wees] twee diplomaten uit.", "expel"),
    ("Peru zal twee diplomaten [EVT.other? uitwijzen].", "threaten relations"),
    ("Peru heeft zijn ambassadeur [EVT.other teruggeroepen].", "reduce relations"),
    ("Peru heeft de grens met Chili [EVT.other gesloten].", "restrict"),
    ("Peru [EVT.other sloot] zijn ambassade.", "break relations"),
    ("Het leger heeft de stad met artillerie [EVT.other beschoten].", "shell"),
    ("Studenten [EVT.other demonstreerden] bij de ambassade.", "demonstrate"),
    ("Peru [EVT.other trok] zijn troepen terug.", "withdraw forces"),
    ("Peru [EVT.other trok] zijn troepen samen bij de grens.", "mobilise"),
    ("De minister [EVT.statement zei] dat de crisis dreigt te verergeren.", "state"),
]

RUSSIAN = [
    ("Министры [EVT.meeting встретились].", "meet"),
    ("Гана [EVT.meeting вызвала] посла Чили.", "complain"),
    ("Чили [EVT.condemnation осудила] нападение.", "criticise"),
    ("Чили [EVT.condemnation обвинила] Перу в шпионаже.", "accuse"),
    ("Чили [EVT.request призвала] обе стороны к сдержанности.", "ask restraint"),
    ("Чили [EVT.request потребовала] объяснений.", "demand"),
    ("Чили [EVT.statement отвергла] это утверждение.", "reject"),
    ("Чили [EVT.statement пригрозила] Перу санкциями.", "threaten sanctions"),
    ("Король [EVT.message поздравил] эмира.", "empathise"),
    ("Перу [EVT.other выслала] двух дипломатов.", "expel"),
    ("Перу [EVT.other? вышлет] двух дипломатов.", "threaten relations"),
    ("Перу [EVT.other отозвала] своего посла.", "reduce relations"),
    ("Перу [EVT.other закрыла] границу.", "restrict"),
    ("Перу [EVT.other закрыла] посольство в Чили.", "break relations"),
    ("Армия [EVT.other обстреляла] город.", "shell"),
    ("Студенты провели [EVT.other демонстрацию] у посольства.", "demonstrate"),
    ("Перу [EVT.other вывела] свои войска.", "withdraw forces"),
    ("Министр [EVT.meeting провёл] переговоры с послом.", "meet"),
    ("Министр [EVT.statement заявил], что угроза сохраняется.", "state"),
]

ARABIC = [
    ("[EVT.meeting التقى] الوزيران.", "meet"),
    ("[EVT.meeting استدعت] غانا سفير تشيلي.", "complain"),
    ("[EVT.condemnation أدانت] تشيلي الهجوم.", "criticise"),
    ("[EVT.condemnation اتهمت] تشيلي بيرو بالتجسس.", "accuse"),
    ("[EVT.request دعت] تشيلي الجانبين إلى ضبط النفس.", "ask restraint"),
    ("[EVT.request طالبت] تشيلي بتوضيحات.", "demand"),
    ("[EVT.statement رفضت] تشيلي هذا الادعاء.", "reject"),
    ("[EVT.statement هددت] تشيلي بيرو بعقوبات.", "threaten sanctions"),
    ("[EVT.message هنأ] الملك الأمير.", "empathise"),
    ("[EVT.other طردت] بيرو دبلوماسيين اثنين.", "expel"),
    ("[EVT.other? ستطرد] بيرو دبلوماسيين اثنين.", "threaten relations"),
    ("[EVT.other استدعت] بيرو سفيرها لدى تشيلي.", "reduce relations"),
    ("[EVT.other أغلقت] بيرو الحدود.", "restrict"),
    ("[EVT.other أغلقت] بيرو سفارتها.", "break relations"),
    ("[EVT.other قصف] الجيش المدينة.", "shell"),
    ("[EVT.other تظاهر] طلبة أمام السفارة.", "demonstrate"),
    ("[EVT.other سحبت] بيرو قواتها.", "withdraw forces"),
    ("[EVT.statement قال] الوزير إنه بحث الأمر هنا.", "state"),
]

LANGUAGES = (("fr", FRENCH), ("nl", DUTCH), ("ru", RUSSIAN), ("ar", ARABIC))
CASES = [(lang, text, expected) for lang, cases in LANGUAGES for text, expected in cases]


@pytest.mark.parametrize(("lang", "text", "expected"), CASES)
def test_acts(lang: str, text: str, expected: str) -> None:
    assert act(text, lang) == expected
