import { memberPath } from "../../views/metadata-view.ts";
import { isSample } from "../../views/released-files.ts";
import { syntaxKeys } from "../../views/syntax-keys.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import { gitIgnored } from "./git-ignore.ts";
import { packageDataFiles } from "../../views/packages/package-files.ts";
import { predictedWheel } from "../../views/packages/predicted-wheel.ts";
import { defineRule, type Rule, type RuleFinding, type RuleInputs } from "../../engine/rule.ts";

/** V008: a Git LFS pointer or an empty submodule replaces a file. */
export const pointerInsteadOfFile: Rule = defineRule({
  code: "V008",
  slug: "pointer-instead-of-file",
  title: "a Git LFS pointer or an empty submodule replaces a file",
  severity: "error",
  needs: ["tree", "dist"],
  docs: {
    what: "The release is built without `git lfs pull` or `git submodule update`.",
    why: "Users get 130 bytes of pointer text, or nothing, instead of the file.",
    fix: "run git lfs pull or git submodule update --init; in CI, check out with lfs: true and submodules: true",
    bad: "version https://git-lfs.github.com/spec/v1",
    good: "the file itself",
    peers: [],
  },
  visitor: {
    // A pointer is smaller than 1024 bytes, extensions included, says its specification.
    wants: ({ size }) => (size < 100 || size >= 1024 ? 0 : size),
    look: (bytes) => (isPointer(bytes) ? true : undefined),
  },
  async check(inputs, _options, seen) {
    const findings: RuleFinding[] = [];
    for (const { distribution, member } of seen) {
      findings.push({
        // What users install lacks nothing when a picture of the documentation does.
        ...(distribution.kind === "sdist" && isSample(member.path) && { severity: "warning" as const }),
        explains: syntaxKeys(inputs, member.path),
        message: `${member.path} in ${distribution.fileName} is a Git LFS pointer, not the file`,
        location: { file: memberPath(distribution, member.name) },
        subject: member.path,
      });
    }
    const { tree, layout } = inputs;
    for (const { path, ships } of tree === undefined ? [] : await pointersOf(tree, inputs)) {
      // What was built from here has it already.
      if (inputs.builtFromTree === true && seen.some(({ member }) => `/${path}`.endsWith(`/${member.path}`)))
        continue;
      findings.push({
        message: `${path} is a Git LFS pointer, not the file: the build will contain the pointer`,
        location: { file: path },
        subject: path,
        severity: ships ? "error" : isSample(path) ? "info" : "warning",
        explains: syntaxKeys(inputs, path),
        help: "run git lfs pull",
      });
    }
    for (const submodule of tree?.files.filter((file) => file.kind === "submodule") ?? []) {
      const isPackage =
        layout?.roots.some((root) => root !== "" && submodule.path.startsWith(`${root}/`)) === true;
      findings.push({
        message: `the submodule ${submodule.path} is not initialised: its directory is empty in the build`,
        location: { file: submodule.path },
        subject: submodule.path,
        severity: isPackage ? "warning" : "info",
        confidence: "likely",
        help: "run git submodule update --init --recursive",
      });
    }
    return findings;
  },
});

const POINTER =
  /^version https:\/\/(git-lfs|hawser)\.github\.com\/spec\/v\d+\r?\n[\s\S]*^oid sha256:[0-9a-f]{64}\r?$/m;

/** A file of the tree that holds a pointer, and whether the wheel will have it. */
interface Pointer {
  readonly path: string;
  readonly ships: boolean;
}

/** Files that the attributes of a tree give to LFS, or that its packages bring into the wheel, and that nobody has pulled. */
async function pointersOf(tree: SourceTree, { layout }: RuleInputs): Promise<readonly Pointer[]> {
  const attributes = (await tree.readText(".gitattributes")) ?? "";
  const patterns = [...attributes.matchAll(/^[ \t]*([^\s#]\S*)[^\n]*\sfilter=lfs\b/gm)].map(
    ([, each]) => each,
  );
  const isLfs = patterns.length === 0 ? () => null : gitIgnored(patterns.join("\n"));
  const predicted = await predictedWheel(tree);
  const shipped = new Set(
    predicted?.values() ?? (layout === null ? [] : packageDataFiles(tree, layout).map(({ path }) => path)),
  );
  const found: Pointer[] = [];
  for (const { path, kind } of tree.files) {
    const ships = shipped.has(path);
    if (kind !== "file" || !((ships && !path.endsWith(".py")) || isLfs(path) !== null)) continue;
    const bytes = await tree.readBytes(path);
    if (bytes !== null && bytes.length < 1024 && isPointer(bytes)) found.push({ path, ships });
  }
  return found;
}

function isPointer(bytes: Uint8Array): boolean {
  return POINTER.test(Buffer.from(bytes).toString("latin1"));
}
