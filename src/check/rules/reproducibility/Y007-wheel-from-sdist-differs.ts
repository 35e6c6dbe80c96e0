import type { Distribution } from "../../../distribution/distribution.ts";
import { sdistPaths, isGenerated, topFolder } from "../../views/sdist-content.ts";
import { installedFiles } from "../../views/wheel-content.ts";
import { sameRelease } from "../../views/same-release.ts";
import { memberPath } from "../../views/metadata-view.ts";
import { makesModules } from "./generated-modules.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";
import { WHEEL_FROM_SDIST_DIFFERS } from "../../../findings/shared-rules.ts";

/** Y007: the wheel's modules differ from the sdist. */
export const wheelFromSdistDiffers: Rule = defineRule({
  ...WHEEL_FROM_SDIST_DIFFERS.name,
  title: "the wheel's modules differ from the sdist",
  severity: "error",
  needs: [["sdist", "wheel"]],
  confidence: "likely",
  docs: {
    what: "A Python module of the wheel is missing from the sdist of the same release or differs from it; or, in a rehearsal, the wheel that an installer builds from the sdist differs.",
    why: "Distributors, and users without a matching wheel, run code that you did not test. The usual cause is a stale build/lib folder, or a MANIFEST.in that omits files.",
    fix: "remove build/, build the wheel from the sdist (as uv build and python -m build do), and include everything that the build reads in the sdist",
    bad: "demo/old_module.py in the wheel only",
    good: "the same modules in both",
    peers: ["check-manifest"],
  },
  async check({ sdists, wheels }) {
    const findings: RuleFinding[] = [];
    for (const wheel of wheels) {
      const { metadata } = wheel;
      if (metadata === null) continue;
      const sdist = sdists.find((each) => each.metadata !== null && sameRelease(each.metadata, metadata));
      if (sdist === undefined) continue;
      const compared = compare(sdist, wheel);
      // A build that runs code of the project, or a compiler, makes modules: they are not in the sdist by design.
      const missing = compared.missing.length > 0 && (await makesModules(sdist)) ? [] : compared.missing;
      const { changed } = compared;
      const all = [...changed, ...missing];
      const [first] = all;
      if (first === undefined) continue;
      const more = all.length === 1 ? "" : ` and ${all.length - 1} more`;
      const how = changed.length > 0 ? "differs from" : "is not in";
      findings.push({
        message: `${first.path} of ${wheel.fileName} ${how} the sdist${more}`,
        // What an installer really built differently is an error; here the two files are compared only.
        severity: "warning",
        location: { file: memberPath(wheel, first.member) },
        subject: first.path,
        details: {
          missing: missing.slice(0, 50).map(({ path }) => path),
          changed: changed.slice(0, 50).map(({ path }) => path),
        },
      });
    }
    return findings;
  },
});

interface Module {
  readonly path: string;
  readonly member: string;
}

/** Modules by their bytes: where the sources lie in the sdist is the backend's business. */
function compare(
  sdist: Distribution,
  wheel: Distribution,
): { readonly missing: readonly Module[]; readonly changed: readonly Module[] } {
  const top = `${topFolder(sdist)}/`;
  const digests = new Set([...sdist.entryDigests.values()].map(({ sha256 }) => sha256));
  const paths = [...sdistPaths(sdist)];
  const missing: Module[] = [];
  const changed: Module[] = [];
  for (const { path, member } of installedFiles(wheel)) {
    const digest = wheel.entryDigests.get(member);
    if (!path.endsWith(".py") || digest === undefined || digest.size === 0 || isGenerated(path)) continue;
    if (digests.has(digest.sha256)) continue;
    const source = paths.find((each) => each === path || each.endsWith(`/${path}`));
    if (source === undefined) missing.push({ path, member });
    // Digests of members that could not be read say nothing.
    else if (sdist.entryDigests.has(top + source)) changed.push({ path, member });
  }
  return { missing, changed };
}
