import { posix } from "node:path";
import type { Distribution } from "../../../distribution/distribution.ts";
import { outcomeKey } from "../../../findings/finding.ts";
import type { Location } from "../../../findings/location.ts";
import { memberPath } from "../metadata-view.ts";
import type { RuleInputs } from "../../engine/rule.ts";
import type { ScannedModule } from "../../scan/import-scan.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import { treePlace } from "../tree-source.ts";
import { treeDigest } from "./own-sources.ts";
import { installsElsewhere, predictedWheel } from "./predicted-wheel.ts";
import type { PredictedWheel } from "./prediction.ts";
import {
  importableNames,
  installedFiles,
  installedPaths,
  isEmptyWheel,
  namesOf,
  withFolders,
} from "../wheel-content.ts";

/** What a wheel installs, for rules that compare it with the sources: of one that is there, or of one that will be built. */
export interface WheelView {
  /** For messages. */
  readonly label: string;
  /** True for a wheel that nobody has built yet. */
  readonly isPredicted: boolean;
  /** Outcomes after which another view tells the truth: the build, of a prediction. */
  readonly disprovedBy: readonly string[];
  /** Dotted names that can be imported. */
  readonly names: ReadonlySet<string>;
  /** Below site-packages: files, and the folders that hold them. */
  readonly paths: ReadonlySet<string>;
  /** Its Python sources, as they were read; empty when nobody read them. */
  readonly modules: readonly ScannedModule[];
  /** Where a line of a module stands: in the tree when there is one, else in the archive. */
  place(module: ScannedModule, line: number, column: number): Location;
  /** Of an installed file, lower-case hex; null for what cannot be read. */
  sha256(path: string): Promise<string | null>;
}

/**
 * The first wheel's view; without a wheel the view of the one that the backend will build from the tree, as far as
 * that can be told. Null when it cannot, or with a wheel that installs nothing (another rule speaks of it).
 */
export async function wheelView(inputs: RuleInputs): Promise<WheelView | null> {
  const { tree } = inputs;
  const wheel = inputs.wheels[0];
  if (wheel !== undefined) return isEmptyWheel(wheel) ? null : builtView(inputs, wheel);
  if (tree === undefined) return null;
  const predicted = await predictedWheel(tree);
  if (predicted === null || (predicted.size === 0 && !installsElsewhere(tree))) return null;
  return predictedView(inputs, tree, predicted);
}

function predictedView(inputs: RuleInputs, tree: SourceTree, predicted: PredictedWheel): WheelView {
  const sources = new Map([...predicted].map(([installed, path]) => [path, installed]));
  return {
    label: `the wheel that ${tree.backend.id} will build`,
    isPredicted: true,
    disprovedBy: [outcomeKey.built],
    names: namesOf(predicted.keys()),
    paths: withFolders(predicted.keys()),
    modules: (inputs.imports?.tree?.modules ?? []).flatMap((module) => {
      const installed = sources.get(module.path);
      if (installed === undefined) return [];
      // The scan of a tree has paths in the tree.
      const root = module.path.slice(0, -installed.length);
      if (root + installed !== module.path) return [];
      const paths = module.paths.map((use) =>
        use.base === "package" ? { ...use, path: posix.relative(root, use.path) } : use,
      );
      return [{ ...module, path: installed, paths }];
    }),
    place: (module, line, column) => ({ file: predicted.get(module.path) ?? module.path, line, column }),
    sha256: async (path) => {
      const source = predicted.get(path);
      return source === undefined ? null : await treeDigest(tree, source);
    },
  };
}

function builtView(inputs: RuleInputs, wheel: Distribution): WheelView {
  return {
    label: wheel.fileName,
    isPredicted: false,
    disprovedBy: [],
    names: importableNames(wheel),
    paths: installedPaths(wheel),
    modules: inputs.imports?.wheel?.modules ?? [],
    place: (module, line, column) =>
      treePlace(inputs, module.module, line, column) ?? {
        file: memberPath(wheel, module.path),
        line,
        column,
      },
    sha256: (path) => {
      const member = installedFiles(wheel).find((file) => file.path === path)?.member ?? "";
      return Promise.resolve(wheel.entryDigests.get(member)?.sha256 ?? null);
    },
  };
}
