import { document } from "../../documents.ts";
import type { DoctorLine } from "../../../doctor/line.ts";
import { terminal } from "../../../adapters/terminal.ts";
import { EXIT_CODES } from "../../../findings/phase.ts";
import { maskedAddresses } from "../../../text/redaction.ts";
import { printableLine } from "../../../text/printable.ts";
import { plural } from "../../../text/plural.ts";
import type { Style } from "../../render/style.ts";
import { SHIPWHEEL_VERSION } from "../../../text/own-version.ts";
import { defineCommand, type CommandDefinition } from "../definition.ts";
import { projectDirectory } from "../directory.ts";
import { doctorTrustCommand } from "./trust.ts";

/** `shipwheel doctor`: everything that a release needs from its surroundings, on one screen. */
export const doctorCommand: CommandDefinition = defineCommand({
  name: "doctor",
  summary: "check the environment of a release: tools, git, network, names, publishers, repository settings",
  group: "Release",
  examples: [
    { run: "shipwheel doctor", what: "examine this machine and project" },
    { run: "shipwheel doctor trust", what: "compare the trusted publisher with the workflow" },
  ],
  description:
    "Checks tools and interpreters, git, proxies, the clock, the index, the project's name, build requirements, trusted publishers and API tokens. With a token of the repository host (GITHUB_TOKEN, GITLAB_TOKEN) it also checks environments, tag rules, permissions and the names of stored secrets. Each line is ok, wrong or unknown, with its reason. Changes nothing. Exits with 1 if something is wrong.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: {
    report: {
      kind: "switch",
      help: "print a report for an issue, without your names, paths and addresses",
    },
  },
  subcommands: [doctorTrustCommand],
  async run({ session, args, options }) {
    const { ports, globals, style } = session;
    const directory = await projectDirectory(args[0], globals, terminal.directory(), ports.files);
    const { examine } = await import("../../../doctor/examine.ts");
    const { project, lines } = await examine(directory, globals.offline, ports);
    const wrong = lines.filter(({ state }) => state === "wrong").length;
    const hidden = lines.filter(({ state }) => state === "unknown").length;
    const exitCode = wrong > 0 ? EXIT_CODES.check : 0;
    const shown = options.report
      ? lines.map((line) => redactedLine(line, [directory, ports.environment.home]))
      : lines;
    const sum = `${plural(lines.length - wrong - hidden, "line")} ok, ${wrong} wrong, ${hidden} unknown`;
    const head = options.report
      ? [`shipwheel ${SHIPWHEEL_VERSION}, ${ports.environment.platform}`, ""]
      : [style.strong(project), ""];
    return {
      exitCode,
      json: document("doctor", {
        ...(options.report ? {} : { project }),
        lines: shown,
        wrong,
        unknown: hidden,
      }),
      text: [...head, ...shown.flatMap((line) => rendered(line, style)), "", sum].join("\n"),
    };
  },
});

function rendered({ title, state, detail, remedy }: DoctorLine, style: Style): readonly string[] {
  const words = {
    ok: style.good("ok     "),
    wrong: style.error("wrong  "),
    unknown: style.warning("unknown"),
  };
  return [
    `${words[state]}  ${printableLine(title)}: ${printableLine(detail)}`,
    ...(remedy === undefined || state === "ok"
      ? []
      : [`         ${style.faint("help:")} ${printableLine(remedy)}`]),
  ];
}

/** Without what is the person's own: paths, addresses, and the credentials in them. */
function redactedLine(line: DoctorLine, paths: readonly string[]): DoctorLine {
  const clean = (text: string): string =>
    paths
      .filter((path) => path.length > 1)
      .reduce((rest, path) => rest.replaceAll(path, "~"), maskedAddresses(text))
      .replaceAll(/https?:\/\/[^\s,)"]+/g, "<address>");
  return {
    ...line,
    detail: clean(line.detail),
    ...(line.remedy === undefined ? {} : { remedy: clean(line.remedy) }),
  };
}
