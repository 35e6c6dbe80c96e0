import { memberPath } from "../../views/metadata-view.ts";
import { syntaxKeys } from "../../views/syntax-keys.ts";
import { isSample, releasedFiles } from "../../views/released-files.ts";
import type { TreeFile } from "../../../tree/source-tree.ts";
import type { Location } from "../../../findings/location.ts";
import { defineRule, type Rule, type RuleFinding, type RuleInputs } from "../../engine/rule.ts";

/** L007: leftovers of a merge are in the release. */
export const mergeLeftovers: Rule = defineRule({
  code: "L007",
  slug: "merge-leftovers",
  title: "leftovers of a merge are in the release",
  severity: "error",
  needs: ["dist", "tree"],
  docs: {
    what: "A file contains conflict markers, or is named *.orig, *.rej or *~.",
    why: "A module with conflict markers cannot be parsed; the other files are old versions that should not be published.",
    fix: "resolve the conflict; remove the files and exclude their patterns",
    bad: "<<<<<<< HEAD",
    good: "the line that was meant",
    peers: [],
  },
  visitor: {
    wants: ({ path, size }) => (IS_TEXT.test(path) && !isSample(path) && size < 2 ** 21 ? size : 0),
    look: (bytes) => conflictLine(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
  },
  async check(inputs, _options, seen) {
    const findings: RuleFinding[] = [];
    const conflict = (path: string, location: Location): void => {
      findings.push({
        message: `${path} contains the markers of a merge conflict`,
        location,
        subject: path,
        severity: IS_CODE.test(path) ? "error" : "warning",
        explains: syntaxKeys(inputs, path),
      });
    };
    for (const { path } of inputs.tree?.files.filter((file) => mayConflict(inputs, file)) ?? []) {
      const bytes = await inputs.tree?.readBytes(path);
      const line = bytes == null ? undefined : conflictLine(Buffer.from(bytes));
      if (line !== undefined) conflict(path, { file: path, line });
    }
    for (const { distribution, member, value } of seen)
      conflict(member.path, { file: memberPath(distribution, member.name), line: value });
    for (const distribution of inputs.distributions) {
      const found = [...releasedFiles({ distributions: [distribution] })].filter(
        ({ path }) => /(\.orig|\.rej|~)$/.test(path) && !isSample(path) && path !== "pyproject.toml.orig",
      );
      const [first] = found;
      if (first === undefined) continue;
      const more = found.length === 1 ? "" : ` and ${found.length - 1} more of the kind`;
      findings.push({
        message: `${distribution.fileName} contains ${first.path}${more}`,
        location: { file: memberPath(distribution, first.member) },
        subject: `${distribution.kind} leftovers`,
        severity: "info",
      });
    }
    return findings;
  },
});

const IS_CODE = /\.(pyi?|pyx|pxd|c|h|cpp|toml|cfg|json|ya?ml|js)$|(^|\/)(METADATA|PKG-INFO)$/;

/** Files of a tree that are read: of the Python sources, which were parsed already, only those that are no Python. */
function mayConflict({ imports }: RuleInputs, { path, kind }: TreeFile): boolean {
  if (kind !== "file" || !IS_TEXT.test(path) || isSample(path)) return false;
  const module = path.endsWith(".py") ? imports?.tree?.modules.find((each) => each.path === path) : undefined;
  return module === undefined || module.syntaxError !== null;
}

/** The line of the first complete set of markers: all three, in their order. */
function conflictLine(data: Buffer): number | undefined {
  if (!data.includes("<<<<<<< ")) return undefined;
  const text = data.toString("latin1").replaceAll("\r\n", "\n");
  const found = /^<{7} .*$[\s\S]*?^={7}$[\s\S]*?^>{7} .*$/m.exec(text);
  return found === null ? undefined : text.slice(0, found.index).split("\n").length;
}

const IS_TEXT =
  /\.(pyi?|pyx|pxd|c|h|cpp|rs|toml|cfg|ini|json|ya?ml|js|css|html?|md|rst|txt|in|sh)$|(^|\/)(METADATA|PKG-INFO|LICENSE)$/;
