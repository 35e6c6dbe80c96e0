import type { RecipeConfig } from "../config/sections/recipe.ts";
import type { ImageConfig } from "../config/sections/image.ts";
import type { ScriptExpectation } from "../config/schema.ts";
import type { Finding } from "../findings/finding.ts";
import type { RecipeFacts } from "./facts.ts";
import type { ResolvedRequirement } from "./resolve.ts";

/** One file of a recipe. */
export interface RecipeFile {
  /** POSIX, below the folder of the recipes. */
  readonly path: string;
  readonly text: string;
  /**
   * `marked`: regenerated as long as nobody edited it. `kept`: written once, and then the user's. `merged`: made from the
   * text that is there.
   */
  readonly owner: "marked" | "kept" | "merged";
  /** What an edited file still has to contain: the version, the digest. */
  readonly states: readonly string[];
}

/** What a channel writes from. */
export interface RecipeInput {
  readonly facts: RecipeFacts;
  readonly settings: RecipeConfig;
  readonly image: ImageConfig;
  readonly scripts: Readonly<Record<string, ScriptExpectation>>;
  /** Where the files of the release are: null is PyPI; else a URL or a directory. */
  readonly filesAt: string | null;
  /** All runtime dependencies; empty unless the channel asks for them. */
  readonly resolved: readonly ResolvedRequirement[];
  /** The text of a file of the recipe, when it exists. */
  readonly existing: (path: string) => string | null;
  /** For the entry of a changelog. */
  readonly now: Date;
}

/** A recipe: its files and what is wrong with them. */
export interface Recipe {
  readonly files: readonly RecipeFile[];
  readonly findings: readonly Finding[];
  /** What a person has to know or do. */
  readonly notes: readonly string[];
}

/** A packaging system outside PyPI: one file, and one line in the registry. */
export interface Channel {
  readonly id: string;
  readonly title: string;
  /** The command that writes it. */
  readonly command: "shipwheel recipe" | "shipwheel image";
  /** The Python for which every dependency is listed with its files; null: the system resolves them. */
  readonly resolvesFor: (settings: Pick<RecipeInput, "settings" | "image">) => string | null;
  /** Why the project does not belong there; null: it does. */
  readonly unfit: (facts: RecipeFacts) => string | null;
  readonly write: (input: RecipeInput) => Recipe;
}
