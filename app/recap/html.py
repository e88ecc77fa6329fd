"""The page as a file of its own: one complete HTML document that fetches nothing, and prints on one A4 side."""

from html import escape

from app.recap.page import Block, Line, Recap
from app.words import full_day

STYLE = """
:root { color-scheme: light; }
body { max-width: 46rem; margin: 0 auto; padding: 1.5rem; background: #fff; color: #1b1f24; }
body { font: 1.125rem/1.42 "Atkinson Hyperlegible Next", "Atkinson Hyperlegible", Arial, sans-serif; }
h1 { margin: 0; font-size: 2rem; line-height: 1.12; }
header p { margin: .25rem 0 1rem; line-height: 1.3; }
section { display: grid; gap: .5rem 2rem; border-top: 1px solid #999; padding: .75rem 0 1rem; }
h2 { margin: 0; font-size: 1em; line-height: 1.3; }
p, ul { margin: 0; }
ul { padding: 0 0 0 1.1em; }
li + li, .text > * + * { margin-top: .4em; }
.question { font-weight: bold; }
footer { font-size: .875rem; }
@media (min-width: 40rem), print { section { grid-template-columns: 9.5rem 1fr; } }
@media print {
  @page { size: A4 portrait; margin: 11mm 15mm 10mm; }
  body { max-width: none; padding: 0; font-size: 12pt; line-height: 1.25; }
  h1 { font-size: 24pt; }
  header p { margin: 1mm 0 2mm; }
  section { grid-template-columns: 33mm 1fr; gap: 0 5mm; padding: 1.6mm 0 1.9mm; break-inside: avoid; }
  li + li { margin-top: 1mm; }
  .text > * + * { margin-top: 1.2mm; }
  ul { padding-left: 6mm; }
  footer { font-size: 9pt; line-height: 1.3; }
}
"""


def as_html(page: Recap) -> str:
    """The whole document. People's words are escaped and keep their own direction."""
    title = escape(f"{page.series}, {page.which}: {page.heading.lower()}")
    blocks = "\n".join(_block(block) for block in page.blocks)
    mark = f"<br><b>{escape(page.mark)}.</b>" if page.mark else ""
    return f"""<!doctype html>
<html lang="{escape(page.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{STYLE}</style>
</head>
<body>
<header>
<h1>{escape(page.heading)}</h1>
<p dir="auto">{escape(page.series)}, {escape(page.which)}<br>{escape(page.when_where)}{mark}</p>
</header>
<main>
{blocks}
</main>
<footer><p>From the record as it stood on {full_day(page.as_of)}. No one’s story is told here.</p></footer>
</body>
</html>
"""


def _block(block: Block) -> str:
    inner = "".join(_group(kind, lines) for kind, lines in block.groups)
    question = f'<p class="question" dir="auto">{escape(block.question)}</p>' if block.question else ""
    return f'<section><h2>{escape(block.name)}</h2><div class="text">{inner}{question}</div></section>'


def _group(kind: str, lines: list[Line]) -> str:
    if kind == "list":
        return "<ul>" + "".join(f'<li dir="auto">{_line(line)}</li>' for line in lines) + "</ul>"
    return f'<p dir="auto">{" ".join(_line(line) for line in lines)}</p>'


def _line(line: Line) -> str:
    before, strong, after = (escape(part) for part in line.parts)
    said = f"{before}<b>{strong}</b>{after}" if strong else before
    return f"{said} <strong>{escape(line.tag)}.</strong>" if line.tag else said
