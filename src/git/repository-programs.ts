import { join } from "node:path";
import type { Command, Completed } from "../ports/processes.ts";

type RunCommand = (command: Command) => Promise<Completed>;

/** One line of `git config --list --show-scope`. */
interface Setting {
  readonly scope: string;
  readonly key: string;
  readonly value: string;
}

/**
 * The settings that name a program which git starts where it only looks, and what stands for each of them when nobody
 * but the repository says one. Section and variable are in lower case, as git lists them.
 */
const PROGRAMS: readonly (readonly [key: RegExp, otherwise: string])[] = [
  [/^core\.fsmonitor$/, "false"],
  [/^core\.sshcommand$/, "ssh"],
  [/^core\.askpass$/, ""],
  [/^core\.alternaterefscommand$/, ":"],
  [/^filter\..+\.(?:clean|smudge|process)$/s, ""],
  [/^filter\..+\.required$/s, "false"],
  [/^diff\.external$/, "true"],
  [/^diff\..+\.command$/s, "true"],
  [/^diff\..+\.textconv$/s, "cat"],
  [/^gpg\.(?:openpgp\.)?program$/, "gpg"],
  [/^gpg\.x509\.program$/, "gpgsm"],
  [/^gpg\.ssh\.program$/, "ssh-keygen"],
  [/^gpg\.ssh\.defaultkeycommand$/, ""],
  [/^remote\..+\.vcs$/s, ""],
];
const UPLOAD_PACK = /^remote\..+\.uploadpack$/s;
const HELPER = /^credential\.(?:.+\.)?helper$/s;
const SUBMODULE = /^submodule\..+\.(?:url|active)$/s;
const OWN: ReadonlySet<string> = new Set(["local", "worktree"]);

/** Whatever the repository says: no hooks, no remote that is a command, no proxy that is one. */
const ALWAYS: readonly (readonly [string, string])[] = [
  ["core.hooksPath", "/dev/null"],
  ["protocol.ext.allow", "never"],
  ["log.showSignature", "false"],
];

/** What keeps git from starting the programs of a repository, and which of its settings that passes over. */
export interface ProgramGuards {
  readonly settings: readonly (readonly [key: string, value: string])[];
  readonly passedOver: readonly string[];
}

/**
 * The settings under which git starts no program that a repository's own configuration names, for the checkout of this
 * command and for its submodules: what the person's own configuration says counts, as if the repository said nothing.
 */
export async function programGuards(
  command: Command,
  run: RunCommand,
  seen: ReadonlySet<string> = new Set(),
): Promise<ProgramGuards> {
  const settings = await listSettings(command, run);
  const passedOver = settings
    .filter(({ scope, key }) => OWN.has(scope) && isProgram(key))
    .map(({ key }) => key);
  const overrides = [...new Set(passedOver)].flatMap((key) => overridesOf(key, settings));
  const below = settings.some(({ scope, key }) => OWN.has(scope) && SUBMODULE.test(key))
    ? await guardsBelow(command, run, seen)
    : [];
  return {
    settings: [...below.flatMap((each) => each.settings), ...ALWAYS, ...overrides],
    passedOver: [...new Set([...passedOver, ...below.flatMap((each) => each.passedOver)])],
  };
}

/** The command under these settings, after those that its environment has already (git-config, GIT_CONFIG_COUNT). */
export function guarded(command: Command, { settings, passedOver }: ProgramGuards): Command {
  const first = Number.parseInt(command.env["GIT_CONFIG_COUNT"] ?? "0", 10) || 0;
  const env: Record<string, string> = { ...command.env, GIT_PROXY_COMMAND: "" };
  for (const [at, [key, value]] of settings.entries()) {
    env[`GIT_CONFIG_KEY_${first + at}`] = key;
    env[`GIT_CONFIG_VALUE_${first + at}`] = value;
  }
  env["GIT_CONFIG_COUNT"] = String(first + settings.length);
  if (!passedOver.some((key) => UPLOAD_PACK.test(key))) return { ...command, env };
  // Of this setting git takes the first one: only its option wins over it, and a fetch on the side has no options.
  const argv = command.argv.flatMap((word) =>
    word === "ls-remote" || word === "fetch" ? [word, "--upload-pack=git-upload-pack"] : word,
  );
  return { ...command, argv, env: { ...env, GIT_NO_LAZY_FETCH: "1" } };
}

function isProgram(key: string): boolean {
  return HELPER.test(key) || UPLOAD_PACK.test(key) || PROGRAMS.some(([pattern]) => pattern.test(key));
}

function overridesOf(key: string, settings: readonly Setting[]): readonly (readonly [string, string])[] {
  const ofPerson = settings.filter(({ scope }) => !OWN.has(scope));
  // An empty helper forgets all that were named before it.
  if (HELPER.test(key)) {
    const again = ofPerson.filter((each) => HELPER.test(each.key));
    return [["credential.helper", ""], [key, ""], ...again.map((each) => [each.key, each.value] as const)];
  }
  if (UPLOAD_PACK.test(key)) return [];
  const otherwise = PROGRAMS.find(([pattern]) => pattern.test(key))?.[1] ?? "";
  return [[key, ofPerson.findLast((each) => each.key === key)?.value ?? otherwise]];
}

async function listSettings(command: Command, run: RunCommand): Promise<readonly Setting[]> {
  const done = await run(ask(command, "config", "--list", "--show-scope", "--includes", "-z"));
  // What git cannot read stops the question itself, too.
  if (done.status !== 0) return [];
  const fields = done.stdout.split("\0");
  const settings: Setting[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [key = "", ...rest] = (fields[at + 1] ?? "").split("\n");
    settings.push({ scope: fields[at] ?? "", key, value: rest.join("\n") });
  }
  return settings;
}

/** Of the checkouts of submodules, which git enters by itself. */
async function guardsBelow(
  command: Command,
  run: RunCommand,
  seen: ReadonlySet<string>,
): Promise<readonly ProgramGuards[]> {
  const top = (await run(ask(command, "rev-parse", "--show-toplevel"))).stdout.replace(/\n$/, "");
  // The directory of a submodule that is not there is one of the repository around it.
  if (top === "" || seen.has(top)) return [];
  const listed = await run(ask(command, "ls-files", "--stage", "-z", "--full-name", "--", ":/"));
  const paths = listed.stdout.split("\0").flatMap((line) => {
    const [facts = "", path = ""] = line.split("\t", 2);
    return facts.startsWith("160000 ") ? [join(top, path)] : [];
  });
  const own = new Set([...seen, top]);
  return Promise.all(paths.map((cwd) => programGuards({ ...command, cwd }, run, own)));
}

function ask({ cwd, env, signal }: Command, ...args: readonly string[]): Command {
  return {
    argv: ["git", "-c", "core.fsmonitor=false", ...args],
    cwd,
    env,
    maxOutputBytes: 256 * 1024 * 1024,
    ...(signal === undefined ? {} : { signal }),
  };
}
