import type { BuildPorts } from "../../build/build-environment.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import type { KeyPath } from "../../tree/formats/toml-file.ts";
import type { ProjectModel } from "../model/project-model.ts";
import type { Remarks } from "../model/remarks.ts";

/** What a source read. */
export interface SourceReading extends Remarks {
  readonly model: ProjectModel;
  /** Tables and keys of pyproject.toml that the model replaces. */
  readonly replaces: readonly KeyPath[];
  /** Keys in them that nothing here reads: they stay as they are. */
  readonly unknown?: readonly KeyPath[];
  /** Files that the model replaces. */
  readonly replacedFiles: readonly string[];
  /** Files that the model needs and the tree does not have, with their texts. */
  readonly addedFiles?: ReadonlyMap<string, string>;
  /** Keys in them that the old tool itself still needs, when people go on to use it. */
  readonly kept?: readonly KeyPath[];
  /** Requirements of [build-system] that go with the old backend. */
  readonly buildRequires: readonly string[];
}

/** Ports for sources that have to run something. */
export type SourcePorts = BuildPorts;

/** A way in which projects are described today. A new one is a file and a line in the registry. */
export interface Source {
  readonly id: string;
  /** As people call it. */
  readonly title: string;
  /** Whether a tree is described so; the first source of the registry that says yes reads it. */
  recognises(tree: SourceTree): boolean;
  read(tree: SourceTree, ports: SourcePorts): Promise<SourceReading>;
}
