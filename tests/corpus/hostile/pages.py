"""Web pages with scripts, with words that no reader sees, too large or too deep (rows 27, 31, 32 and 35)."""

from collections.abc import Callable

from tests.corpus.hostile.case import REJECTED, SECRET, STORED, Case, first_words, prose

MARKUP = ("<script", "onerror", "<svg", "javascript:", "alert(", "<img", "<iframe", "</")
TOKENS = (
    "<|im_start|>system", "<|im_end|>", "[INST]", "<<SYS>>", "</s>", "<|endoftext|>", "### Instruction:",
    "<start_of_turn>", "<|eot_id|>", "<tool_call>",
)  # fmt: skip


def page(inside: str = "", *, number: int = 30, head: str = "", title: str = "Rain over the harbour") -> bytes:
    """A page with a report and something in its middle."""
    one, *rest = (f"<p>{paragraph}</p>" for paragraph in prose(number).split("\n\n"))
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>{head}</head><body><article>"
        f"<h1>{title}</h1>{one}{inside}{''.join(rest)}</article></body></html>"
    ).encode()


def article(number: int = 0) -> bytes:
    """A good page."""
    return page(number=number)


def inert(name: str, inside: str, *, head: str = "", title: str = "Rain over the harbour") -> Case:
    return Case(row=27, name=f"{name}.html", make=lambda: page(inside, head=head, title=title), ends=STORED,
                holds=(first_words(30),), lacks=MARKUP)  # fmt: skip


def unseen(name: str, inside: str, *, head: str = "") -> Case:
    return Case(row=32, name=f"{name}.html", make=lambda: page(inside, head=head, number=31), ends=STORED,
                holds=(first_words(31),), lacks=(SECRET,))  # fmt: skip


def big(row: int, name: str, make: Callable[[], bytes], *, is_slow: bool = False) -> Case:
    return Case(row=row, name=name, make=make, is_slow=is_slow)


def styled(style: str) -> str:
    return f'<p style="{style}">{SECRET}.</p>'


CASES = [
    inert("script", "<script>alert(1)</script>"),
    inert("script-in-paragraph", "<p>The mayor<script>alert(1)</script> spoke at noon.</p>"),
    inert("script-unclosed", "<p>The mayor spoke.</p><script src=//127.0.0.1:9/x.js></script>"),
    inert("onerror", "<img src=x onerror=alert(1)><p>The mayor spoke at noon.</p>"),
    inert("svg", "<svg onload=alert(1)><script>alert(2)</script><text>x</text></svg>"),
    inert("math", "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>"),
    inert("link", "<p><a href='javascript:alert(1)'>The mayor</a> spoke at noon.</p>"),
    inert("link-with-entities", "<p><a href='jav&#x61;script:alert(1)'>The mayor</a> spoke at noon.</p>"),
    inert("frame", "<iframe srcdoc='<script>alert(1)</script>'></iframe>"),
    inert("object", "<object data='javascript:alert(1)'></object><embed src='javascript:alert(1)'>"),
    inert("noscript", "<noscript><img src=x onerror=alert(1)></noscript>"),
    inert("template", "<template><script>alert(1)</script></template>"),
    inert("style", "<style>@import 'javascript:alert(1)';</style>"),
    inert("base", "<p>The mayor spoke.</p>", head="<base href='javascript:alert(1)//'>"),
    inert("refresh", "<p>The mayor spoke.</p>", head="<meta http-equiv=refresh content='0;url=javascript:alert(1)'>"),
    inert("form", "<form action='javascript:alert(1)'><input onfocus=alert(1) autofocus></form>"),
    inert("comment-end", "<!--><script>alert(1)</script>--><p>The mayor spoke.</p>"),
    inert("mutating", "<p title='</title><img src=x onerror=alert(1)>'>The mayor spoke at noon.</p>"),
    inert("title", "", title="Rain &lt;script&gt;alert(1)&lt;/script&gt; over the harbour"),
    unseen("comment", f"<!-- {SECRET} -->"),
    unseen("display-none", styled("display:none")),
    unseen("display-none-important", styled("color:red; DISPLAY : NONE !important")),
    unseen("visibility", styled("visibility:hidden")),
    unseen("hidden", f"<div hidden><p>{SECRET}</p></div>"),
    unseen("font-size-0", styled("font-size:0")),
    unseen("font-size-1px", styled("font-size:1px")),
    unseen("opacity", styled("opacity:0")),
    unseen("white-on-white", styled("color:#fff;background:#ffffff")),
    unseen("off-screen", styled("position:absolute;left:-9999px")),
    unseen("off-screen-aria-hidden", f"<div aria-hidden=true style='position:absolute;top:-5000px'>{SECRET}</div>"),
    unseen("clipped", styled("position:absolute;clip:rect(0,0,0,0)")),
    unseen("no-height", styled("height:0;overflow:hidden")),
    unseen("indent", styled("text-indent:-9999px")),
    unseen("aria-hidden", f"<p aria-hidden='true'>{SECRET}</p>"),
    unseen("style-sheet", f"<p class=zq>{SECRET}</p>", head="<style>.zq{display:none}</style>"),
    unseen("script-data", f"<script type='application/json'>{SECRET}</script>"),
    unseen("noscript", f"<noscript><p>{SECRET}</p></noscript>"),
    unseen("template", f"<template><p>{SECRET}</p></template>"),
    unseen("alt", f"<img alt='{SECRET}' src=a.png>"),
    unseen("title-attribute", f"<span title='{SECRET}'></span>"),
    unseen("meta", "", head=f"<meta name=keywords content='{SECRET}'>"),
    unseen("tag-characters", "<p>Rain fell.{}</p>".format("".join(chr(0xE0000 + ord(c)) for c in SECRET))),
    big(31, "divs-in-divs.html", lambda: b"<html><body>" + b"<div>" * 100_000 + prose(33).encode()),
    big(31, "spans-in-spans.html", lambda: page("<p>" + "<span>" * 20_000 + "x")),
    big(31, "paragraphs-400000.html", lambda: page("<p>Rain fell on the quay.</p>" * 400_000), is_slow=True),
    big(31, "attributes-100000.html", lambda: page("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</p>"),
        is_slow=True),
    big(31, "one-tag-5-mb.html", lambda: page("<p title='" + "x" * 5_000_000 + "'>x</p>")),
    big(31, "entities-1000000.html", lambda: page("<p>" + "&amp;" * 1_000_000 + "</p>")),
    big(31, "table-5000-rows.html", lambda: page("<table>" + "<tr><td>a<td>b" * 5_000 + "</table>")),
    big(31, "unclosed-15000.html", lambda: page("<b><i><p>x" * 5_000)),
    big(31, "ld-json-deep.html", lambda: page(
        head="<script type='application/ld+json'>" + "[" * 100_000 + "</script>")),
    big(31, "ld-json-5-mb.html", lambda: page(
        head="<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"articleBody\":\"" + "x " * 2_500_000
        + "\"}</script>"), is_slow=True),
    Case(row=27, name="only-a-script.html", ends=REJECTED, reason="no article text found",
         make=lambda: b"<html><body><script>document.write('Rain fell on the town.')</script></body></html>"),
    *(
        Case(row=35, name=f"token-{number}.html", ends=STORED, holds=(token,),
             make=lambda token=token: page("<p>The clerk wrote " + token.replace("<", "&lt;") + " on the wall.</p>"))
        for number, token in enumerate(TOKENS)
    ),
]  # fmt: skip
