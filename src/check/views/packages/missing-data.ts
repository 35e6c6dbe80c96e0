import { isExcludedFromWheel } from "../../../tree/wheel-excludes.ts";
import { packageDataFiles, type PackageFile } from "./package-files.ts";
import type { RuleInputs } from "../../engine/rule.ts";
import type { WheelView } from "./wheel-view.ts";
import { importableNames, installedPaths, isEmptyWheel } from "../wheel-content.ts";

/** Data files in the folders of packages that a wheel lacks, although it has the package: the one built from this tree, or a predicted one. */
export function missingDataFiles(inputs: RuleInputs, predicted?: WheelView): readonly PackageFile[] {
  const { tree, layout } = inputs;
  const wheel = inputs.wheels[0];
  if (tree === undefined || layout === null) return [];
  if (wheel !== undefined && (inputs.builtFromTree !== true || isEmptyWheel(wheel))) return [];
  const shipped = wheel === undefined ? predicted?.paths : installedPaths(wheel);
  const names = wheel === undefined ? predicted?.names : importableNames(wheel);
  const isExcluded = isExcludedFromWheel(tree);
  return packageDataFiles(tree, layout).filter(
    // Of a package that is not shipped at all another rule speaks.
    (file) =>
      shipped?.has(file.installed) === false && names?.has(file.package) === true && !isExcluded(file.path),
  );
}
