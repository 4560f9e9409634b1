"""Word lists of the grammar, folded as `fold_name` folds."""

ASKERS = frozenset(
    "q question interviewer interviewers moderator host presenter reader readers audience caller listener"
    " reporter journalist questioner asker frage interviewerin moderatorin pregunta entrevistador"
    " entrevistadora presentador presentadora moderador moderadora intervieweur intervieweuse domanda"
    " intervistatore intervistatrice pergunta apresentador vraag soru pytanie"
    " вопрос корреспондент ведущий ведущая"
    " 问 問 提问 主持人 记者 記者 质问 質問 聞き手 インタビュアー 司会 기자 질문 진행자 사회자"
    " س سؤال المذيع المذيعة ש שאלה מראיין מראיינת".split()
)
"""Those who ask, whatever they say."""

ANSWERERS = frozenset(
    "a answer answers respondent interviewee antwort respuesta réponse risposta resposta ответ"
    " antwoord cevap odpowiedź 答 回答 答案 답 답변 ج جواب ת תשובה".split()
)
EDITORS = frozenset(
    {"editor", "ed.", "eds.", "editor's note", "editor’s note", "editors' note", "editors’ note"}
)
OTHERS = frozenset(
    "narrator speaker speakers unknown unidentified anonymous all crowd op staff team guest guests panel"
    " panelist panellist witness chair chairman chairwoman chairperson member voice announcer operator"
    " translator interpreter commenter user attendee participant student court judge clerk bailiff counsel"
    " defendant plaintiff prosecution prosecutor defense defence juror president minister secretary".split()
)
ROLES = ASKERS | ANSWERERS | EDITORS | OTHERS
"""Parts anyone may play."""

WITH_ROLES = frozenset(
    "the a an male female first second third last another from of in our new".split(),
)
"""Words that may stand beside a role in a label."""

TITLES = frozenset("prof capt lieut insp supt messrs".split())
"""Titles that are cut by a full stop after more than three letters."""

HONOURS = frozenset("kc qc sc mp mep md phd dphil jd cbe obe mbe kbe dbe frs jr sr esq ii iii iv".split())
"""What may stand behind a name and a comma, and still belong to the name."""

SOURCES = frozenset("source via from 来源 來源 出处 出處 出典 quelle fuente fonte المصدر".split())
"""Words before the line that says where it was said."""

JOINING = frozenset(
    "of the and & von van der den de del della di da du la le al el bin ibn ben y e zu dos das und et".split()
)
"""Words of a name that may be written small."""

NO_LABELS = SOURCES | frozenset(
    # beside a text
    "context translation note notes update updated updates edit edited example examples e.g i.e eg ie warning"
    " tip tips hint important caution attention ps p.s todo fixme disclaimer correction corrections summary"
    " tl;dr tldr abstract keywords category categories title tags tag author byline published posted subject"
    " introduction background conclusion result results see also table figure chapter section page q&a faq"
    # recipes, meetings, addresses, mail
    " agenda minutes present apologies action actions attendees decision decisions"
    " ingredients method directions instructions serves preparation prep makes yield time step to cc bcc date"
    " sent re fwd http https mailto ftp file phone tel email e-mail fax address location price total"
    " yours sincerely regards cheers"
    # how a sentence begins
    " where when what who whom why how which pros cons then first second third fourth finally lastly however"
    " but and or so yes no ok okay well look listen remember meaning namely therefore thus hence indeed"
    " monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday"
    # protocols and programs
    " name description value type key id version options width height color url link kind language align"
    " accept origin connection cookie referer server authorization expires upgrade pragma"
    " vary age allow etag status received else default public private protected case return try except"
    # the same in other languages
    " nota hinweis achtung ejemplo exemple remarque"
    " 注 备注 備註 注意 更新 例如 提示 警告 比如 首先 其次 最后 第一 第二 第三 结论 总之 另外".split()
)
"""Words that stand before a colon, or in capitals above a text, without speaking."""

LEVELS = frozenset("info warn warning error debug trace fatal notice critical".split())
"""What a program's log says of a line before it says the rest."""

NEVER_FIRST = LEVELS | frozenset(
    "the this that these those it its there here in on at for with from my our your his her their if as and"
    " but or when where what who why how which note step chapter figure table section part option example tip"
    " dear day week update edit published posted mime-version user-agent content-type content-length"
    " content-disposition content-encoding accept-language accept-encoding accept-charset cache-control"
    " reply-to message-id return-path delivered-to dkim-signature list-unsubscribe set-cookie if-none-match"
    " if-modified-since x-forwarded-for last-modified".split()
)
"""Words no name begins with."""
