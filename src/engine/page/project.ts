import type { Section } from "../../html/document.ts";
import { html, type Html, type Part } from "../../html/html.ts";
import { andMore, details, pairs, table } from "../../html/pieces.ts";
import { plural } from "../../text/plural.ts";
import { formatBytes } from "../../text/quantities.ts";
import type { MetadataField, RunReport } from "../report.ts";
import type { Evidence, Room } from "./evidence.ts";
import { cut } from "../../text/cut.ts";

/** Fields with a place elsewhere on the page, and those that PyPI does not show. */
const HIDDEN: ReadonlySet<string> = new Set([
  "metadata-version",
  "dynamic",
  "license-file",
  "requires-dist",
  "description-content-type",
]);

/** The project page: metadata and README as PyPI will show them. */
export function projectSection({ metadata }: RunReport, { readme }: Evidence, room: Room): Section {
  const shown = metadata.filter(({ name }) => !HIDDEN.has(name));
  const byName = Map.groupBy(shown, ({ name }) => name);
  const facts = pairs(
    [...byName].map(([name, fields]) => [title(name), values(name, fields.slice(0, room.rows))]),
  );
  const rendered =
    readme !== null && room.readme
      ? details("readme", `README (${readme.contentType})`, html`<div class="readme">${readme.html}</div>`)
      : html`<p class="faint">
          ${readme === null ? "No README was rendered." : "The README is too long for this page."}
        </p>`;
  return {
    id: "project",
    title: "Project page",
    note: "as PyPI will show it",
    body: metadata.length === 0 ? null : html`<div class="card">${facts}${rendered}</div>`,
  };
}

/** `requires-python` as the specification spells it: `Requires-Python`. */
function title(name: string): string {
  const words = name.split("-").map((word) => `${word[0]?.toUpperCase() ?? ""}${word.slice(1)}`);
  return words.join("-").replace("Url", "URL");
}

function values(name: string, fields: readonly MetadataField[]): Part {
  if (fields.length === 1 && fields[0] !== undefined) return value(fields[0]);
  const kind = name === "classifier" ? "columns" : "";
  return html`<ul class="${kind}">
    ${fields.map((each) => html`<li>${value(each)}</li>`)}
  </ul>`;
}

/** A value may be as long as a license text. */
const LONGEST = 600;

function value({ name, value: text }: MetadataField): Part {
  const [label = "", address = ""] = name === "project-url" ? text.split(/,\s*(.*)/s) : [text, text];
  const isLink = /url|home-page/.test(name) && /^https?:\/\/\S+$/i.test(address);
  if (isLink) return html`<a href="${address}" rel="nofollow noopener">${label}</a>`;
  return cut(text, LONGEST);
}

/** What the release requires, and what an installation of it takes on disk. */
export function dependenciesSection({ metadata, trials }: RunReport, room: Room): Section {
  const required = metadata.filter(({ name }) => name === "requires-dist").map(({ value: text }) => text);
  const footprint = trials.toSorted((a, b) => b.footprint.length - a.footprint.length)[0]?.footprint ?? [];
  const bytes = footprint.reduce((sum, each) => sum + each.bytes, 0);
  const note =
    footprint.length === 0
      ? ""
      : `an installation has ${plural(footprint.length, "distribution")}, ${formatBytes(bytes)}`;
  const rows = footprint
    .slice(0, room.rows)
    .map(({ name, version, files, bytes: size }) => [name, version, String(files), formatBytes(size)]);
  const body = html`${required.length > 0 && requirementList(required.slice(0, room.rows))}${
    rows.length > 0 &&
    html`${table(
      "installed distributions",
      [
        { title: "distribution" },
        { title: "version" },
        { title: "files", numeric: true },
        { title: "size", numeric: true },
      ],
      rows,
    )}${andMore(footprint.length - rows.length, "distributions", "report.json")}`
  }`;
  const isEmpty = required.length === 0 && rows.length === 0;
  return { id: "dependencies", title: "Dependencies", note, body: isEmpty ? null : body };
}

function requirementList(required: readonly string[]): Html {
  return html`<div class="card">
    <ul class="list columns">
      ${required.map((each) => html`<li><code>${each}</code></li>`)}
    </ul>
  </div>`;
}

/** The entry points of the wheel, each with what it printed. */
export function entryPointsSection({ entryPoints, trials }: RunReport, room: Room): Section {
  const ran = trials.flatMap(({ commands }) => commands);
  const rows = entryPoints.slice(0, room.rows).map(({ group, name, target }) => {
    const own = group.endsWith("_scripts") ? ran.find(({ command }) => command[0] === name) : undefined;
    const lines = own?.output.trim().split("\n") ?? [];
    return [
      html`<code>${name}</code>`,
      group,
      html`<code>${target}</code>`,
      own === undefined
        ? ""
        : html`<code>${own.command.join(" ")}</code> exit
            ${own.status ?? "by a signal"}${lines.length > 0 && html`<br /><span class="faint">${lines[0]?.slice(0, 120)}</span>`}`,
    ];
  });
  return {
    id: "entry-points",
    title: "Entry points",
    body:
      rows.length === 0
        ? null
        : html`${table("table of entry points", [{ title: "name" }, { title: "group" }, { title: "object" }, { title: "output" }], rows)}${andMore(
            entryPoints.length - rows.length,
            "entry points",
            "report.json",
          )}`,
  };
}
