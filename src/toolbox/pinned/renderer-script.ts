/**
 * Python program around PyPI's readme_renderer: a JSON string a line in (reStructuredText), a JSON value a line out,
 * the markup when it renders, else the list of what docutils objects to. The verdict is the renderer's own; it stops at the
 * first objection, so the text is read a second time, without stopping, to tell all of them at once.
 */
export const RENDERER_SOURCE: string = String.raw`
import io, json, re, sys

sys.path.insert(0, sys.argv[1])
from docutils.core import publish_parts
from readme_renderer import rst

HEAD = re.compile(r"^<string>:(\d*):? ?\((?:INFO|WARNING|ERROR|SEVERE)/(\d)\) ", re.M)


def told(stream):
    text = stream.getvalue()
    heads = list(HEAD.finditer(text))
    for head, after in zip(heads, heads[1:] + [None]):
        message = text[head.end() : after.start() if after else len(text)]
        line = int(head.group(1)) if head.group(1) else None
        yield {"line": line, "level": int(head.group(2)), "message": message.split("\n\n")[0].strip()}


def all_problems(text):
    stream = io.StringIO()
    settings = dict(rst.SETTINGS, halt_level=5, report_level=2, warning_stream=stream)
    writer = rst.Writer()
    writer.translator_class = rst.ReadMeHTMLTranslator
    try:
        publish_parts(text, writer=writer, settings_overrides=settings)
    except Exception:
        pass
    return [problem for problem in told(stream) if problem["level"] >= 2]


def judge(text):
    stream = io.StringIO()
    try:
        rendered = rst.render(text, stream=stream)
        if rendered is not None:
            return rendered
    except Exception as error:
        return [{"line": None, "level": 4, "message": "%s: %s" % (type(error).__name__, error)}]
    first = list(told(stream))
    problems = all_problems(text) or first
    words = stream.getvalue().strip() or "No content rendered from RST source."
    return problems or [{"line": None, "level": 4, "message": words.split("\n")[0]}]


for line in sys.stdin:
    sys.stdout.write(json.dumps(judge(json.loads(line))) + "\n")
    sys.stdout.flush()
`;
