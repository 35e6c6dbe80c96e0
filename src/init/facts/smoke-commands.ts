const MOST = 3;
/** An argument that needs nothing around it: a sub-command, or an option without a value. */
const PLAIN = /^(?:[a-z][a-z0-9-]*|--?[a-z][a-z0-9-]*)$/;
/** What asks for nothing but an answer. */
const HARMLESS = /^(?:--help|-h|--version|-V|--list|--dry-run)$/;

/**
 * Commands of the README that a trial can run: of the project's own scripts, with nothing but plain arguments, and asking
 * for an answer only.
 */
export function smokeCommands(readme: string, scripts: ReadonlySet<string>): readonly string[] {
  const found = new Set<string>();
  for (const [, block = ""] of readme.matchAll(/^```[^\n]*\n([\s\S]*?)^```/gm)) {
    for (const line of block.split("\n")) {
      const command = line.trim().replace(/^\$ /, "");
      const [script = "", ...rest] = command.split(/\s+/);
      if (!scripts.has(script) || rest.length === 0) continue;
      if (rest.every((word) => PLAIN.test(word)) && rest.some((word) => HARMLESS.test(word)))
        found.add(command);
    }
  }
  return [...found].slice(0, MOST);
}
