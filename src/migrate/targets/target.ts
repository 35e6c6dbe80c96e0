import type { TomlValue } from "../../tree/formats/toml-file.ts";
import type { ProjectModel } from "../model/project-model.ts";
import type { Remarks } from "../model/remarks.ts";
import type { MigratedTree } from "../model/migrated-tree.ts";

/** What a backend has to be told beyond [project]. */
export interface TargetPlan extends Remarks {
  readonly requires: readonly string[];
  readonly buildBackend: string;
  /** Fields of [project] that this backend fills. */
  readonly dynamic: readonly string[];
  /** Tables of its own, in order: the path and its keys. */
  readonly tables: readonly (readonly [readonly string[], Readonly<Record<string, TomlValue>>])[];
  /** Fields of [project] in another form than the usual. */
  readonly project?: Readonly<Record<string, TomlValue>>;
  /** Files of {@link MigratedTree.gone} that it keeps. */
  readonly keeps?: readonly string[];
  /** Whether the tables that a project of this very backend has already stay, and only gain what is new. */
  readonly keepsTables?: boolean;
  /** Files that it needs, by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** A build backend to migrate to. A new one is a file and a line in the registry. */
export interface Target {
  readonly id: string;
  /** Whether it puts files into directories of the environment. */
  readonly takesDataFiles?: boolean;
  /** The plan, its refusals saying what this backend cannot express. */
  plan(model: ProjectModel, tree: MigratedTree): TargetPlan;
}
