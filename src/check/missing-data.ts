import { isExcludedFromWheel } from "../tree/wheel-excludes.ts";
import { packageDataFiles, type PackageFile } from "./package-files.ts";
import type { RuleInputs } from "./rule.ts";
import { importableNames, installedPaths, isEmptyWheel } from "./wheel-content.ts";

/** Data files in the folders of packages that the wheel built from this tree lacks, although it has the package. */
export function missingDataFiles(inputs: RuleInputs): readonly PackageFile[] {
  const { tree, layout } = inputs;
  const wheel = inputs.wheels[0];
  if (tree === undefined || layout === null || wheel === undefined || inputs.builtFromTree !== true)
    return [];
  if (isEmptyWheel(wheel)) return [];
  const shipped = installedPaths(wheel);
  const names = importableNames(wheel);
  const isExcluded = isExcludedFromWheel(tree);
  return packageDataFiles(tree, layout).filter(
    // Of a package that is not shipped at all another rule speaks.
    (file) => !shipped.has(file.installed) && names.has(file.package) && !isExcluded(file.path),
  );
}
