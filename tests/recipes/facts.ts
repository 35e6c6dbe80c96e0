import { recipeSection, type RecipeConfig } from "../../src/config/sections/recipe.ts";
import { imageSection } from "../../src/config/sections/image.ts";
import type { RecipeInput } from "../../src/recipes/channel.ts";
import type { RecipeFacts } from "../../src/recipes/facts.ts";
import { isRequirementError, parseRequirement, type Requirement } from "../../src/version/requirement.ts";
import * as v from "valibot";

/** A requirement by its text. */
export function requirement(text: string): Requirement {
  const parsed = parseRequirement(text);
  if (isRequirementError(parsed)) throw new Error(parsed.error);
  return parsed;
}

/** Facts of a pure application. */
export const FACTS: RecipeFacts = {
  project: "Hello.Ship",
  name: "hello-ship",
  version: "1.2.3",
  summary: "Greeter for ships",
  license: "MIT",
  licenseFiles: [
    { path: "LICENSE", text: "MIT License\n\nCopyright (c) 2026 Ada Lovelace\n\nPermission.\n" },
  ],
  homepage: "https://example.org/hello-ship",
  repository: null,
  author: { name: "Ada Lovelace", email: "ada@example.org" },
  requiresPython: ">=3.11",
  requirements: [requirement("packaging>=21")],
  scripts: [{ name: "hello-ship", target: "hello_ship:main" }],
  modules: ["hello_ship"],
  isPure: true,
  wheel: { fileName: "hello_ship-1.2.3-py3-none-any.whl", sha256: "b".repeat(64) },
  linuxWheels: [{ fileName: "hello_ship-1.2.3-py3-none-any.whl", sha256: "b".repeat(64) }],
  sdist: { fileName: "hello_ship-1.2.3.tar.gz", sha256: "a".repeat(64) },
  build: { requires: ["hatchling>=1.27"], backend: "hatchling.build", usesPep639: true },
};

/** What a channel is given, with the defaults of the settings. */
export function recipeInput(
  facts: Partial<RecipeFacts> = {},
  settings: Partial<RecipeConfig> = {},
  others: Partial<RecipeInput> = {},
): RecipeInput {
  return {
    facts: { ...FACTS, ...facts },
    settings: { ...v.parse(recipeSection, {}), ...settings },
    image: v.parse(imageSection, {}),
    scripts: {},
    filesAt: null,
    resolved: [],
    existing: () => null,
    now: new Date("2026-12-01T10:00:00Z"),
    ...others,
  };
}
