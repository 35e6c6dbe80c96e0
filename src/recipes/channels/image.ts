import type { Finding } from "../../findings/finding.ts";
import { parseSpecifierSet } from "../../version/specifiers.ts";
import type { Channel, Recipe, RecipeInput } from "../channel.ts";
import { imageLock } from "../image/lock.ts";
import { startOf, type Start } from "../image/start.ts";
import { IMAGE_BASE, IMAGE_COMMAND, IMAGE_WHEEL } from "../recipe-rules.ts";

const FILE = "image/Containerfile";

/** A container image that installs the released wheel: no source, no build tools, no root. */
export const image: Channel = {
  id: "image",
  title: "Container image",
  command: "shipwheel image",
  resolvesFor: ({ image: { base } }) => pythonOf(base),
  unfit: () => null,
  write: writeImage,
};

function writeImage(input: RecipeInput): Recipe {
  const { facts, image: settings, filesAt, resolved } = input;
  const python = pythonOf(settings.base);
  const start = startOf(input, python);
  const own = {
    requirement: `${facts.name}==${facts.version}`,
    digests: facts.linuxWheels.map(({ sha256 }) => sha256),
  };
  const lock = imageLock(own, resolved, python);
  const isLocal = filesAt !== null;
  return {
    files: [
      {
        path: FILE,
        text: containerfile(input, typeof start === "string" ? null : start),
        owner: "marked",
        states: [facts.version],
      },
      {
        path: "image/requirements.lock",
        text: lock.text,
        owner: "marked",
        states: [own.requirement, ...own.digests],
      },
      {
        path: "image/.dockerignore",
        text: `*\n!requirements.lock\n${isLocal ? "!wheels/\n" : ""}`,
        owner: "marked",
        states: [],
      },
    ],
    findings: findingsOf(input, start, lock.missing),
    notes: [
      ...(isLocal
        ? ["before the build: copy the wheel into the directory wheels beside the Containerfile"]
        : []),
      ...(typeof start !== "string" && start.health !== null
        ? ["build with --format docker: OCI images have no HEALTHCHECK"]
        : []),
      "run with --read-only; /data is the only place that the container writes to",
    ],
  };
}

function findingsOf(
  { facts, image: { base } }: RecipeInput,
  start: Start | string,
  missing: readonly string[],
): readonly Finding[] {
  const python = pythonOf(base);
  const location = { file: FILE };
  const findings: Finding[] = [];
  if (!base.includes("@sha256:"))
    findings.push(
      IMAGE_BASE.finding({ message: `image: the base ${base} has no digest`, location, subject: "base" }),
    );
  if (
    facts.requiresPython !== null &&
    parseSpecifierSet(facts.requiresPython)?.contains(`${python}.99`) === false
  )
    findings.push(
      IMAGE_BASE.finding({
        message: `image: Python ${python} of the base does not satisfy requires-python ${facts.requiresPython}`,
        location,
        subject: "python",
        severity: "error",
      }),
    );
  for (const requirement of missing)
    findings.push(
      IMAGE_WHEEL.finding({
        message: `image: ${requirement} has no wheel for Linux`,
        location: { file: "image/requirements.lock" },
        subject: requirement,
      }),
    );
  if (typeof start === "string")
    findings.push(IMAGE_COMMAND.finding({ message: `image: ${start}`, location, subject: "command" }));
  return findings;
}

/** `3.13` of `python:3.13-slim`. */
function pythonOf(base: string): string {
  return /:(3\.\d+)/.exec(base)?.[1] ?? "3";
}

function containerfile(input: RecipeInput, start: Start | null): string {
  const { image: settings, filesAt } = input;
  const install = [
    "python -m venv --without-pip /opt/app",
    `python -m pip --python /opt/app/bin/python install --no-cache-dir --no-deps --no-compile --only-binary :all: --require-hashes${filesAt === null ? "" : " --find-links /wheels"} -r /tmp/requirements.lock`,
  ];
  return [
    `ARG BASE=${settings.base}`,
    "FROM ${BASE} AS install",
    "COPY requirements.lock /tmp/requirements.lock",
    ...(filesAt === null ? [] : ["COPY wheels /wheels"]),
    `RUN ${install.join(" \\\n && ")}`,
    "",
    "FROM ${BASE}",
    "COPY --from=install /opt/app /opt/app",
    `LABEL ${labels(input)
      .map(([key, value]) => `org.opencontainers.image.${key}=${quoted(value)}`)
      .join(" \\\n      ")}`,
    "ENV PATH=/opt/app/bin:$PATH \\\n    HOME=/data \\\n    PYTHONDONTWRITEBYTECODE=1 \\\n    PYTHONUNBUFFERED=1",
    "RUN mkdir -m 1777 /data",
    "USER 10001:10001",
    "WORKDIR /data",
    'VOLUME ["/data"]',
    ...(start?.port == null ? [] : [`EXPOSE ${start.port}`]),
    ...(start?.port == null || start.health === null
      ? []
      : [
          `HEALTHCHECK CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:${start.port}${start.health}', timeout=2)"]`,
        ]),
    ...(start === null ? [] : [`ENTRYPOINT ${list(start.entrypoint)}`]),
    ...(start === null || start.arguments.length === 0 ? [] : [`CMD ${list(start.arguments)}`]),
    "",
  ].join("\n");
}

function labels({ facts, image: { base } }: RecipeInput): readonly (readonly [string, string])[] {
  const [name = "", digest] = base.split("@");
  const author = facts.author === null ? null : `${facts.author.name} <${facts.author.email}>`;
  const all: readonly (readonly [string, string | null | undefined])[] = [
    ["title", facts.project],
    ["description", facts.summary],
    ["version", facts.version],
    ["licenses", facts.license],
    ["authors", author],
    ["url", facts.homepage],
    ["source", facts.repository],
    ["base.name", name],
    ["base.digest", digest],
  ];
  return all.flatMap(([key, value]) => (value == null ? [] : [[key, value] as const]));
}

/** A text in double quotes that Containerfiles neither expand nor end early. */
function quoted(text: string): string {
  return `"${text.replaceAll(/[\\"$]/g, "\\$&").replaceAll(/[\r\n]+/g, " ")}"`;
}

function list(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(", ")}]`;
}
