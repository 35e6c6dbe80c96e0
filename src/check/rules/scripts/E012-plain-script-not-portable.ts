import { memberPath } from "../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** E012: a plain script in the wheel runs on some systems only. */
export const plainScriptNotPortable: Rule = defineRule({
  code: "E012",
  slug: "plain-script-not-portable",
  title: "a plain script in the wheel runs on some systems only",
  severity: "info",
  needs: ["wheel"],
  docs: {
    what: "A file in the .data/scripts folder does not begin with `#!python`, which installers replace with the interpreter, or is for Windows only.",
    why: "The script runs with the wrong interpreter or not at all; entry points work on every system.",
    fix: "declare a function in [project.scripts]",
    bad: "#!/usr/bin/python3",
    good: 'good = "good_pkg.cli:main"  # in [project.scripts]',
    peers: [],
  },
  visitor: {
    wants: ({ name, size }) => (/^[^/]+\.data\/scripts\//.test(name) ? Math.min(size, 200) : 0),
    look: (bytes) => /^[^\r\n]*/.exec(Buffer.from(bytes).toString("latin1"))?.[0] ?? "",
  },
  *check(_inputs, _options, seen) {
    for (const { distribution, member, value } of seen) {
      const { parsed } = distribution;
      const isAny = parsed.kind === "wheel" && parsed.platformTag === "any";
      const windows = /\.(bat|cmd|ps1)$/i.test(member.name);
      const reason = windows ? (isAny ? "runs on Windows only" : null) : objection(value);
      if (reason === null) continue;
      const name = member.name.slice(member.name.lastIndexOf("/") + 1);
      yield {
        message: `the script ${name} ${reason}`,
        location: { file: memberPath(distribution, member.name), line: 1 },
        subject: name,
      };
    }
  },
});

function objection(line: string): string | null {
  // A compiled program needs no first line.
  if (/[\0\x80-\xff]/.test(line)) return null;
  if (line.startsWith("#!python")) return null;
  if (!line.startsWith("#!")) return "has no shebang line";
  return /python|pypy/.test(line) ? `names its own interpreter (${line})` : null;
}
