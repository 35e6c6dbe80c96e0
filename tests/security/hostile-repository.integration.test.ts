import { expect, test } from "vitest";
import { FORMAT_NAMES } from "../../src/cli/render/formats/registry.ts";
import { gitRepository } from "../support/git.ts";
import { runHere } from "../support/in-process.ts";

const OSC = "\u001b]52;c;eA==\u0007";
const COMMAND = "::add-mask::planted";

/** Everything that a contributor can write somewhere, in a repository that every command can read. */
function hostile(): ReturnType<typeof gitRepository> {
  const repository = gitRepository();
  const odd = `bad\n${COMMAND}${OSC}`;
  repository.commit("first", {
    "pyproject.toml": `[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"

[project]
name = "demo"
version = "1.0.0"
readme = ${JSON.stringify(`README\n${COMMAND}\u0085.md`).replaceAll("\u0085", "\\u0085")}
"unknown\\n${COMMAND}" = 1
"colored\\u001b]0;x\\u0007" = 1

[project.scripts]
"run\\n${COMMAND}" = "demo:ma\\u001b[2Jin"

[tool.shipwheel.changelog]
style = "conventional"
`,
    "demo.py": `def main(): pass\n`,
    "CHANGELOG.md": `# Changelog\n\n## 1.0.0\n\n- ${OSC} said\n${COMMAND}\n`,
    [`.github/workflows/01\n${COMMAND}.yml`]: "on: push\njobs:\n  a:\n    steps:\n      - uses: x/y@v1\n",
    [`src/${odd.replaceAll("/", "")}.py`]: "x = 1\n",
  });
  repository.tag("v1.0.0", `v1.0.0`);
  repository.commit(`feat: good ${OSC}\u009b2J ##[add-mask]x\n\n${COMMAND}`, { "a.txt": "a" });
  repository.commit(`fix!: ${COMMAND} \u202egnp`, { "b.txt": "b" });
  return repository;
}

const COMMANDS: readonly (readonly string[])[] = [
  ...FORMAT_NAMES.map((name) => ["check", "--format", name, "--verbose"]),
  ["check", "--diff"],
  ["check", "--json"],
  ["plan"],
  ["plan", "--json"],
  ["version"],
  ["version", "explain"],
  ["version", "check"],
  ["version", "next"],
  ["version", "next", "--verbose"],
  ["version", "bump", "--dry-run"],
  ["changelog"],
  ["changelog", "--json"],
  ["changelog", "--notes"],
  ["status", "--offline"],
  ["rehearse", "--offline", "--worktree", "--verbose"],
  ["release", "--dry-run"],
  ["release", "--offline"],
  ["publish", `dist\n${COMMAND}${OSC}`],
  ["publish", "--dry-run", "--index", `nowhere\n${COMMAND}${OSC}`],
  [`no-such-command\n${COMMAND}`],
  ["check", `nowhere\n${COMMAND}${OSC}`],
];

// eslint-disable-next-line no-control-regex -- control characters are the point
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

test("no command lets a control or a workflow command of the repository out", async () => {
  using repository = hostile();
  let quoted = 0;
  for (const command of COMMANDS) {
    const run = await runHere(["-C", repository.root, ...command], {
      env: {},
    });
    for (const text of [run.stdout, run.stderr]) {
      quoted += text.includes("planted") ? 1 : 0;
      expect(text, command.join(" ")).not.toMatch(OBEYED);
      expect(text, command.join(" ")).not.toMatch(/##(vso)?\[/);
      const commands = text.split("\n").filter((line) => /^\s*::.*::/.test(line));
      const own = command.includes("github") ? /^::(error|warning|notice) [^\n]*title=[A-Z]\d{3}/ : /^$/;
      expect(commands.filter((line) => !own.test(line))).toEqual([]);
    }
  }
  // The words are shown, made harmless: a test of commands that quote nothing would show nothing.
  expect(quoted).toBeGreaterThan(8);
});
