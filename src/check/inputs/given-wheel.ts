import type { Distribution } from "../../distribution/distribution.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { normalizeName } from "../../version/names.ts";
import type { CheckInputs } from "../engine/rule.ts";
import type { ImportScan } from "../scan/import-scan.ts";
import { sameVersion } from "../../version/same-version.ts";

/**
 * Whether distributions are what a tree makes: a wheel is among them, all bear the tree's name, and its version where
 * the tree states one. Rules that would predict the wheel then judge the one that is there.
 */
export function isReleaseOf({ project }: SourceTree, distributions: readonly Distribution[]): boolean {
  const [name, version] = [project.name?.value, project.version?.value];
  if (name === undefined || !distributions.some(({ kind }) => kind === "wheel")) return false;
  return distributions.every(
    ({ metadata }) =>
      metadata !== null &&
      normalizeName(metadata.name) === normalizeName(name) &&
      (version === undefined || sameVersion(metadata.version, version)),
  );
}

/** A tree and its distributions, which were gathered one by one, as one subject. */
export function joinInputs(tree: CheckInputs, built: CheckInputs): CheckInputs {
  const { imports, scans, ...rest } = built;
  const { imports: sources } = tree;
  const joined = { ...tree, ...rest, builtFromTree: true };
  if (sources === undefined || imports === undefined) return without(joined);
  const join = (wheel: ImportScan): ImportScan => ({ ...sources, wheel: wheel.wheel });
  return {
    ...joined,
    imports: join(imports),
    ...(scans !== undefined && {
      scans: new Map([...scans].map(([wheel, scan]) => [wheel, join(scan)])),
    }),
  };
}

/** Where Python read only one of the two, rules that need both are skipped, which is told. */
function without({ imports: _tree, ...rest }: CheckInputs): CheckInputs {
  return rest;
}
