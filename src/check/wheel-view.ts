import type { Distribution } from "../dist/distribution.ts";
import type { Location } from "../values/location.ts";
import { memberPath } from "./metadata-view.ts";
import type { RuleInputs } from "./rule.ts";
import type { ScannedModule } from "./scan/import-scan.ts";
import { treePlace } from "./tree-source.ts";
import { importableNames, installedPaths, isEmptyWheel } from "./wheel-content.ts";

/** What a wheel installs, for rules that compare it with the sources: of one that is there, or of one that will be built. */
export interface WheelView {
  /** For messages. */
  readonly label: string;
  /** True for a wheel that nobody has built yet. */
  readonly isPredicted: boolean;
  /** Dotted names that can be imported. */
  readonly names: ReadonlySet<string>;
  /** Below site-packages: files, and the folders that hold them. */
  readonly paths: ReadonlySet<string>;
  /** Its Python sources, as they were read; empty when nobody read them. */
  readonly modules: readonly ScannedModule[];
  /** Where a line of a module stands: in the tree when there is one, else in the archive. */
  place(module: ScannedModule, line: number, column: number): Location;
}

/** The first wheel's view; null without a wheel, or with one that installs nothing (another rule speaks of it). */
export function wheelView(inputs: RuleInputs): WheelView | null {
  const wheel = inputs.wheels[0];
  return wheel === undefined || isEmptyWheel(wheel) ? null : builtView(inputs, wheel);
}

function builtView(inputs: RuleInputs, wheel: Distribution): WheelView {
  return {
    label: wheel.fileName,
    isPredicted: false,
    names: importableNames(wheel),
    paths: installedPaths(wheel),
    modules: inputs.imports?.wheel?.modules ?? [],
    place: (module, line, column) =>
      treePlace(inputs, module.module, line, column) ?? {
        file: memberPath(wheel, module.path),
        line,
        column,
      },
  };
}
