import { documentHead } from "../text/document-head.ts";
import { safeJson, safeText } from "../text/printable.ts";
import type { Terminal } from "../adapters/terminal.ts";
import type { VersionPorts } from "../versioning/read-version.ts";
import type { EventSink } from "../ports/event.ts";
import { quickStatic } from "./quick-static.ts";
import { projectDirectory } from "./commands/directory.ts";

const FLAGS: ReadonlySet<string> = new Set(["--compat", "--json"]);

/**
 * `shipwheel version` of a project that states it, and `shipwheel version --compat [--json]`, without the command line's other parts, whose loading would take as long as the
 * answer: scripts and shell prompts ask this often. Prints exactly what the command prints; false when there is
 * anything to it (another option, a setting in the environment, a warning, an error), which the command then tells.
 */
export async function quickVersion(
  terminal: Pick<Terminal, "argv" | "directory" | "stdout" | "variables">,
  makePorts: () => AsyncDisposable & { readonly ports: VersionPorts & { readonly events: EventSink } },
): Promise<boolean> {
  if (!isQuick(terminal)) return false;
  await using node = makePorts();
  if (!terminal.argv.includes("--compat")) return stated(terminal, node.ports.files);
  const [{ readHistoryVersion }, { lookingPorts }] = await Promise.all([
    import("../versioning/read-version.ts"),
    import("../git/looking-ports.ts"),
  ]);
  // What would be said is left to the command.
  const events = (): never => {
    throw new Error("there is something to say");
  };
  const ports = lookingPorts({ ...node.ports, events });
  try {
    const directory = await projectDirectory(
      undefined,
      { directory: undefined },
      terminal.directory(),
      ports.files,
    );
    const { files, ...made } = await readHistoryVersion(directory, ports);
    if (files.length > 0 || made.warnings.length > 0) return false;
    const isJson = terminal.argv.includes("--json");
    terminal.stdout.write(
      `${isJson ? safeJson({ ...documentHead("version-compat"), ...made }) : safeText(made.version)}\n`,
    );
    return true;
  } catch {
    return false;
  }
}

/** Prints the version that pyproject.toml states; false where the command has to look further. */
async function stated(
  { directory: started, stdout }: Pick<Terminal, "directory" | "stdout">,
  files: VersionPorts["files"],
): Promise<boolean> {
  try {
    const directory = await projectDirectory(undefined, { directory: undefined }, started(), files);
    const version = await quickStatic(directory, files);
    if (version === null) return false;
    stdout.write(`${safeText(version)}\n`);
    return true;
  } catch {
    return false;
  }
}

/** Whether the arguments are ones that {@link quickVersion} may answer. */
export function isQuick({ argv, variables }: Pick<Terminal, "argv" | "variables">): boolean {
  const [command, ...flags] = argv;
  if (command !== "version" || (flags.length > 0 && !flags.includes("--compat"))) return false;
  return (
    flags.every((flag) => FLAGS.has(flag)) &&
    !Object.keys(variables).some((name) => name.startsWith("SHIPWHEEL_"))
  );
}
