import { document } from "../../documents.ts";
import { printable } from "../../../text/printable.ts";
import { terminal } from "../../../adapters/terminal.ts";
import type { VersionExplanation } from "../../../versioning/explain-version.ts";
import { plural } from "../../../text/plural.ts";
import { renderFindings } from "../../render/findings.ts";
import type { Style } from "../../render/style.ts";
import { defineCommand, type CommandDefinition } from "../definition.ts";
import { projectDirectory } from "../directory.ts";
import { BACKEND_OPTIONS, PYTHON_OPTIONS } from "../options/run-options.ts";

/** `shipwheel version explain`: where the version comes from, who repeats it, what comes next. */
export const versionExplainCommand: CommandDefinition = defineCommand({
  name: "explain",
  summary: "explain where the version comes from, where it is repeated, and what comes next",
  examples: [
    { run: "shipwheel version explain", what: "the project in this directory" },
    { run: "shipwheel version explain --json", what: "for a program" },
  ],
  description:
    "Shows the source of the version (a file, or a tag and the commits since), the tags that were skipped and why, each " +
    "version location, which version the commits require next, and what strict mode would reject. Changes nothing.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: { ...PYTHON_OPTIONS, ...BACKEND_OPTIONS },
  onlyLooks: ({ backend }) => ({ backend }),
  async run({ session, args, options }) {
    const directory = await projectDirectory(
      args[0],
      session.globals,
      terminal.directory(),
      session.ports.files,
    );
    const { explainVersion } = await import("../../../versioning/explain-version.ts");
    const python = options.python?.[0] ?? null;
    const { offline } = session.globals;
    const made = await explainVersion({ directory, python, offline }, session.ports);
    return {
      exitCode: 0,
      json: document("version-explain", made),
      text: explanationText(made, session.style),
    };
  },
});

/** The explanation as a person reads it. */
export function explanationText(made: VersionExplanation, style: Style): string {
  const rows: readonly (readonly [string, string])[] = [
    ["comes from", origin(made)],
    ["tags", `${made.template.text} (${made.template.setting ?? TEMPLATE_FROM[made.template.from]})`],
    ...made.passedOver
      .slice(0, MOST_ROWS)
      .map(({ tag, reason }) => ["passed over", `${tag}, which ${reason}`] as const),
    ...(made.passedOver.length > MOST_ROWS
      ? [["passed over", `${made.passedOver.length - MOST_ROWS} more`] as const]
      : []),
    ...made.locations.map(
      (place) =>
        [
          place.isSource ? "stated in" : "repeated in",
          `${place.file}${place.line === null ? "" : `:${place.line}`} ${place.name}: ${place.text}`,
        ] as const,
    ),
    ["next", nextText(made)],
    ...made.next.notes.filter((note) => !note.startsWith("not counted")).map((note) => ["", note] as const),
    ...made.warnings.map((warning) => ["warning", warning] as const),
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  const lines = rows.map(([label, text]) => `  ${label.padEnd(width)}  ${printable(text)}`);
  const findings = made.findings.length === 0 ? [] : ["", renderFindings(made.findings, style)];
  const name = made.name === "" ? "" : `${made.name} `;
  const version = made.version ?? "has no version";
  return [style.strong(printable(`${name}${version}`)), ...lines, ...findings].join("\n");
}

/** Tags that are passed over and shown one by one. */
const MOST_ROWS = 10;

const TEMPLATE_FROM = {
  tool: "as the tool reads them",
  configuration: "[tool.shipwheel.version] tag",
  history: "in the form of existing tags",
  default: "there is none yet",
} as const;

const STATED_IN: Readonly<Record<string, string>> = {
  project: "[project] version in pyproject.toml",
  "tool.poetry": "[tool.poetry] version in pyproject.toml",
};

function origin(made: VersionExplanation): string {
  const { scheme, source, distance, nearest, problem } = made;
  if (problem !== null) {
    const counts =
      nearest === null || nearest.tag === made.tag
        ? ""
        : `; strict mode counts from ${nearest.tag}, ${plural(nearest.distance, "commit")} ago`;
    return `nowhere: ${problem.message}${counts}; ${problem.remedy}`;
  }
  if (scheme === "static") return STATED_IN[source] ?? source;
  if (scheme === "backend") return "the backend";
  if (made.tag === null) return `${source}, by ${scheme}`;
  const since = distance === 0 ? "at HEAD" : `${plural(distance ?? 0, "commit")} ago`;
  const changed = made.dirty === true ? ", with uncommitted changes" : "";
  const strict =
    nearest === null || nearest.tag === made.tag ? "" : ` (strict mode counts from ${nearest.tag})`;
  return `the tag ${made.tag}, ${since}${changed}, by ${scheme}${strict}`;
}

function nextText({ next }: VersionExplanation): string {
  if (next.version === null) return next.reason ?? "unknown";
  return next.level === null ? next.version : `${next.version} (${next.level})`;
}
