import { indentAt, lineStart } from "../../tree/edit/text-lines.ts";

/** Where a command runs, which decides by what its tools are there. */
export type CommandPlace =
  /** A runner of GitHub, which has pipx. */
  | "runner"
  /** A job or an image that begins with Python and nothing else. */
  | "bare"
  | "tox"
  | "nox"
  /** A person's own environment: a Makefile, a script. */
  | "person"
  /** Text for people. */
  | "prose";

const PLACES: readonly (readonly [CommandPlace, RegExp])[] = [
  ["runner", /^\.github\/(?:workflows|actions)\/.*\.ya?ml$/],
  [
    "bare",
    /^(?:\.gitlab-ci|\.travis|\.?appveyor|azure-pipelines|bitbucket-pipelines|\.drone|\.woodpecker|cloudbuild)\.ya?ml$|^\.circleci\/config\.ya?ml$|^\.(?:gitlab|azure-pipelines|woodpecker)\/.*\.ya?ml$|^Jenkinsfile$|(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[\w-]+)?$|(?:^|\/)[\w-]+\.[Dd]ockerfile$/,
  ],
  ["tox", /^tox\.ini$/],
  ["nox", /^noxfile\.py$/],
  [
    "person",
    /^(?:tasks\.py|dodo\.py|[Jj]ustfile|Makefile|GNUmakefile|[\w-]+\.mk|Taskfile\.ya?ml|\.pre-commit-config\.yaml|[\w-]+\.sh|(?:scripts?|ci|tools|bin|\.ci)\/[^/]+(?:\.sh)?)$/,
  ],
  [
    "prose",
    /^(?:(?:README|CONTRIBUTING|RELEASING|RELEASE|DEVELOPMENT|HACKING|INSTALL)[^/]*|docs\/[^/]+\.(?:md|rst))$/,
  ],
];

/** The place of the commands of a file; null for a file without any. */
export function commandPlace(path: string): CommandPlace | null {
  return PLACES.find(([, pattern]) => pattern.test(path))?.[0] ?? null;
}

/** A command that stays as it is, and what to do with it. */
export interface LeftCommand {
  readonly line: number;
  readonly command: string;
  readonly help: string;
  /** It goes on to log in with the old tool's variables. */
  readonly publishes?: boolean;
}

/** A text with its commands in the words of tools that work with every backend. */
export interface Rewritten {
  readonly text: string;
  readonly left: readonly LeftCommand[];
  /** Lines that upload, and whose credentials twine gets from the person who runs them. */
  readonly asks: readonly number[];
  /** Whether something is uploaded by twine from now on. */
  readonly uploads: boolean;
}

/** What to build and to upload, in the words of build and twine. */
export interface Release {
  /** Options of build; null: nothing is built. */
  readonly build: readonly string[] | null;
  /** Options of twine upload, before the files; null: nothing is uploaded. */
  readonly upload: readonly string[] | null;
  readonly files: string;
}

/** The commands for a release, one each: tox runs no shell. */
export function releaseCommands(
  place: CommandPlace,
  python: string,
  { build, upload, files }: Release,
): readonly string[] {
  const run = place === "runner" && python === "python" ? "pipx run" : `${python} -m`;
  const tools = [...(build === null ? [] : ["build"]), ...(upload === null ? [] : ["twine"])];
  return [
    ...(place === "bare" ? [`${python} -m pip install ${tools.join(" ")}`] : []),
    ...(build === null ? [] : [[run, "build", ...build].join(" ")]),
    ...(upload === null ? [] : [[run, "twine upload", ...upload, files].join(" ")]),
  ];
}

/** A name of a step or a comment is no command. */
export function isTitle(text: string, at: number): boolean {
  return /^[ \t]*(?:-[ \t]+)?(?:name:|#[ \t])/.test(text.slice(lineStart(text, at), at));
}

/** One after the other: by the shell, or by lines where there is none. */
export function separator(text: string, at: number, place: CommandPlace): string {
  return place === "tox" ? `\n${indentAt(text, at) || "    "}` : " && ";
}

/** The number of a line, counted from one. */
export function lineOf(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}

/** A value on a command line: an expression of GitHub, a variable of make, a quoted text, a word. */
export const VALUE: string = String.raw`(?:\$\{\{.*?\}\}|\$\([^)\n]*\)|"[^"\n]*"|'[^'\n]*'|[^\s;&|<>\x60'")\],]+)`;

/** Options at the start of a text, with the values of those that take one; ends at the first word that is none. */
export function readOptions(
  text: string,
  withValue: RegExp,
): { readonly options: readonly (readonly [name: string, value: string | null])[]; readonly length: number } {
  const options: [string, string | null][] = [];
  let at = 0;
  for (;;) {
    const found = OPTION.exec(text.slice(at));
    if (found === null) return { options, length: at };
    const [all, name = "", joined] = found;
    at += all.length;
    const next = joined === undefined && withValue.test(name) ? NEXT.exec(text.slice(at)) : null;
    if (next !== null) at += next[0].length;
    options.push([name, joined ?? next?.[1] ?? null]);
  }
}

const GAP = String.raw`(?:[ \t]|\\\r?\n)+`;
const OPTION: RegExp = new RegExp(`^${GAP}(--?[A-Za-z][\\w-]*)(?:=(${VALUE}))?`);
const NEXT: RegExp = new RegExp(`^${GAP}(${VALUE})`);
