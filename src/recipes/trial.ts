import type { RecipeInput } from "./channel.ts";

/** How an installed package is tried: a script of the project, as its smoke test is configured. */
export interface Trial {
  readonly script: string;
  readonly command: readonly string[];
  readonly exit: number;
}

/** The first script that may be run; null: there is none. */
export function trialOf({ facts, scripts }: Pick<RecipeInput, "facts" | "scripts">): Trial | null {
  for (const { name } of facts.scripts) {
    const expected = scripts[name];
    if (expected?.skip !== undefined) continue;
    return { script: name, command: [name, ...(expected?.args ?? ["--help"])], exit: expected?.exit[0] ?? 0 };
  }
  return null;
}
