import { concise } from "./concise.ts";
import type { ReportFormat } from "./format.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import { sarif } from "./sarif.ts";
import { text } from "./text.ts";

/** Every form of a report; a new one is a file and a line here (and its name in format-names.ts). */
export const FORMATS: readonly ReportFormat[] = [text, concise, json, sarif, github, gitlab, junit];
