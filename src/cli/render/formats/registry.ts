import type { ReportFormat } from "./format.ts";

/** Every form of a report, in the order of the help; its file is loaded when it is asked for. */
export const FORMATS: readonly ReportFormat[] = [
  {
    name: "text",
    summary: "for people: source lines, why and help",
    load: () => import("./text.ts"),
  },
  {
    name: "concise",
    summary: "one line per finding: file:line:col: CODE message",
    load: () => import("./concise.ts"),
  },
  { name: "json", summary: "everything, for programs (the same as --json)", load: () => import("./json.ts") },
  { name: "sarif", summary: "SARIF 2.1.0, for code scanning", load: () => import("./sarif.ts") },
  { name: "github", summary: "annotations of a GitHub workflow", load: () => import("./github.ts") },
  { name: "gitlab", summary: "GitLab's code quality report", load: () => import("./gitlab.ts") },
  { name: "junit", summary: "JUnit XML, one test case per rule", load: () => import("./junit.ts") },
];

/** The names of {@link FORMATS}, for the command line. */
export const FORMAT_NAMES: readonly string[] = FORMATS.map((format) => format.name);
