"""The language of a page as Open Graph spells it."""

_LISTED = """
    af_ZA ar_AR be_BY bg_BG bs_BA ca_ES cs_CZ cy_GB da_DK de_DE el_GR en_US es_ES et_EE eu_ES fa_IR
    fi_FI fr_FR ga_IE gl_ES he_IL hi_IN hr_HR hu_HU hy_AM id_ID is_IS it_IT ja_JP ka_GE ko_KR lt_LT
    lv_LV mk_MK ms_MY nb_NO nl_NL nn_NO pl_PL pt_BR ro_RO ru_RU sk_SK sl_SI sq_AL sr_RS sv_SE sw_KE
    th_TH tr_TR uk_UA ur_PK vi_VN zh_CN
"""
_COMMONEST = {
    **{locale.partition("_")[0]: locale for locale in _LISTED.split()},
    "no": "nb_NO",
    "zh-hant": "zh_TW",
}
"""Where a language is mostly read, of the values Facebook lists; `ar_AR`, which is no country, is one."""


def locale_of(language: str) -> str:
    """`language`, a BCP 47 tag, as `language_TERRITORY`, or nothing where that would be a guess.

    https://ogp.me knows no other form. Facebook, which reads it, refuses a bare `de` as no value it lists,
    and takes a page without one for `en_US`: so the commonest territory stands where the tag names none.
    """
    subtags = language.split("-")
    territories = [part.upper() for part in subtags[1:3] if len(part) == 2 and part.isalpha()]
    if territories:
        return f"{subtags[0].lower()}_{territories[0]}"
    script = "-".join(subtags[:2]).lower()
    return _COMMONEST.get(script) or _COMMONEST.get(subtags[0].lower(), "")
