import type { Context, Script } from "node:vm";
import type { PatternMatch, Patterns } from "../ports/patterns.ts";
import { lazyBuiltin } from "./lazy-builtin.ts";

const SCRIPT = "new RegExp(source, flags).exec(text)";

/** Regular expressions in a context of their own, whose run can be ended from outside. */
export function nodePatterns(): Patterns {
  let script: Script | undefined;
  let context: Context | undefined;
  return {
    match(source, flags, text, timeoutMs) {
      const vm = lazyBuiltin("node:vm");
      script ??= new vm.Script(SCRIPT, { filename: "pattern" });
      context ??= vm.createContext(Object.create(null) as object);
      Object.assign(context, { source, flags: `${flags}dy`, text });
      try {
        return plain(script.runInContext(context, { timeout: timeoutMs }) as RegExpExecArray | null);
      } catch (error) {
        if ((error as { code?: string }).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return "timeout";
        throw error;
      }
    },
  };
}

function plain(found: RegExpExecArray | null): PatternMatch | null {
  if (found === null) return null;
  return {
    text: found[0],
    spans: [...(found.indices ?? [])].map((span) => (span === undefined ? null : [span[0], span[1]])),
  };
}
