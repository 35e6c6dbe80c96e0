import { interpreterTags } from "./views/interpreter-tag.ts";
import { parseSpecifierSet } from "../../../version/specifiers.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** T013: a wheel is tagged for Python 2, which its metadata excludes. */
export const universalTagForPython3: Rule = defineRule({
  code: "T013",
  slug: "universal-tag-for-python-3",
  title: "the tag names Python 2, but Requires-Python excludes it",
  severity: "warning",
  scope: "hygiene",
  needs: ["wheel"],
  docs: {
    what: "The wheel is tagged `py2.py3`, but Requires-Python excludes Python 2.",
    why: "Installers obey Requires-Python, so nothing breaks, but people and mirrors rely on the file name.",
    fix: "drop `universal = 1` under [bdist_wheel] in setup.cfg",
    bad: "pkg-1.0-py2.py3-none-any.whl, Requires-Python: >=3.9",
    good: "pkg-1.0-py3-none-any.whl",
    peers: ["shipwheel"],
  },
  check({ wheels }) {
    return wheels.flatMap((wheel) => {
      const requires = wheel.metadata?.requiresPython ?? null;
      const range = requires === null ? null : parseSpecifierSet(requires);
      if (range === null || range.contains("2.7") || range.contains("2.7.18")) return [];
      const old = interpreterTags(wheel).find(({ python }) => /^(?:py|cp)2\d*$/.test(python));
      const isUniversal = interpreterTags(wheel).some(({ python }) => /^py3\d*$/.test(python));
      if (old === undefined || !isUniversal) return [];
      return {
        message: `${wheel.fileName}: the tag names ${old.python}, but Requires-Python is ${requires}`,
        location: { file: wheel.fileName },
        subject: wheel.fileName,
      };
    });
  },
});
