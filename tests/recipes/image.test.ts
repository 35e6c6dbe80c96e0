import { describe, expect, test } from "vitest";
import { imageSection, type ImageConfig } from "../../src/config/sections/image.ts";
import { image } from "../../src/recipes/channels/image.ts";
import { imageLock } from "../../src/recipes/image/lock.ts";
import type { RecipeFacts } from "../../src/recipes/facts.ts";
import type { ResolvedRequirement } from "../../src/recipes/resolve.ts";
import * as v from "valibot";
import { FACTS, recipeInput, requirement } from "./facts.ts";

const DIGEST = `sha256:${"d".repeat(64)}`;
const BASE = `python:3.13-slim@${DIGEST}`;

function written(
  settings: Partial<ImageConfig> = {},
  facts: Partial<RecipeFacts> = {},
  more: Parameters<typeof recipeInput>[2] = {},
) {
  const config = { ...v.parse(imageSection, {}), base: BASE, ...settings };
  const { files, findings, notes } = image.write(recipeInput(facts, {}, { image: config, ...more }));
  const text = (name: string): string => files.find(({ path }) => path === `image/${name}`)?.text ?? "";
  return { containerfile: text("Containerfile"), lock: text("requirements.lock"), text, findings, notes };
}

function resolved(
  name: string,
  wheels: readonly string[],
  marker: string | null = null,
): ResolvedRequirement {
  return {
    name,
    version: "1.0",
    marker: marker === null ? null : requirement(`x; ${marker}`).marker,
    sdist: null,
    wheels: wheels.map((tag, index) => ({
      url: `https://example.org/${name}-1.0-${tag}.whl`,
      sha256: String(index).repeat(64),
    })),
  };
}

describe("the Containerfile", () => {
  test("installs the released wheel with hashes, as nobody, from a base with its digest", () => {
    const { containerfile, lock, text, findings } = written();
    expect(findings).toEqual([]);
    expect(containerfile).toContain(`ARG BASE=${BASE}\n`);
    expect(containerfile).toMatch(/--only-binary :all: --require-hashes -r \/tmp\/requirements\.lock/);
    expect(containerfile).toMatch(
      /\nUSER 10001:10001\n[^]*\nENTRYPOINT \["hello-ship"\]\nCMD \["--help"\]\n$/,
    );
    expect(containerfile).toContain(`org.opencontainers.image.base.digest="${DIGEST}"`);
    expect(containerfile).not.toMatch(/COPY (?!--from=install|requirements\.lock)/);
    expect(lock).toBe(`hello-ship==1.2.3 \\\n    --hash=sha256:${"b".repeat(64)}\n`);
    expect(text(".dockerignore")).toBe("*\n!requirements.lock\n");
  });

  test("takes the wheel from a directory before it is published", () => {
    const { containerfile, text } = written({}, {}, { filesAt: "dist" });
    expect(containerfile).toMatch(/COPY wheels \/wheels\n[^]*--find-links \/wheels -r/);
    expect(text(".dockerignore")).toContain("!wheels/\n");
  });

  test("serves Streamlit and ASGI applications, with a health check that needs no curl", () => {
    const requirements = [requirement("streamlit"), requirement("uvicorn>=0.30")];
    const streamlit = written({ template: "streamlit", app: "hello_ship/app.py" }, { requirements });
    expect(streamlit.findings).toEqual([]);
    expect(streamlit.containerfile).toContain("/opt/app/lib/python3.13/site-packages/hello_ship/app.py");
    expect(streamlit.containerfile).toMatch(
      /EXPOSE 8501\nHEALTHCHECK CMD \["python", "-c", .*_stcore\/health/,
    );
    const web = written({ template: "web", app: "hello_ship:app", health: "/ready" }, { requirements });
    expect(web.containerfile).toMatch(/127\.0\.0\.1:8000\/ready[^]*ENTRYPOINT \["uvicorn", "hello_ship:app"/);
    expect(written({ template: "job" }).containerfile).not.toMatch(/CMD|HEALTHCHECK/);
  });

  test("holds no instruction and no variable of the metadata", () => {
    const { containerfile } = written({}, { summary: 'a "b" $HOME \\' });
    expect(containerfile).toContain('description="a \\"b\\" \\$HOME \\\\"');
  });
});

test.each<[string, Partial<ImageConfig>, Partial<RecipeFacts>, string]>([
  ["a base without a digest", { base: "python:3.13-slim" }, {}, "J005 warning base"],
  ["a base with an old Python", { base: `python:3.10@${DIGEST}` }, {}, "J005 error python"],
  ["a release without a wheel for Linux", {}, { linuxWheels: [] }, "J006 error hello-ship==1.2.3"],
  ["a wheel without a script", {}, { scripts: [] }, "J007 error command"],
  ["a script that is not there", { script: "gone" }, {}, "J007 error command"],
  ["a server without an application", { template: "web" }, {}, "J007 error command"],
  ["a server that is not required", { template: "web", app: "a:b" }, {}, "J007 error command"],
])("%s is reported", (_title, settings, facts, expected) => {
  const { findings } = written(settings, facts);
  expect(findings.map(({ rule, severity, subject }) => `${rule} ${severity} ${subject}`)).toEqual([expected]);
});

test("the lock has the wheels for Linux of what Linux needs", () => {
  const own = { requirement: `${FACTS.name}==1.2.3`, digests: ["f".repeat(64)] };
  const { text, missing } = imageLock(
    own,
    [
      resolved("pure", ["py3-none-any"]),
      resolved("native", [
        "cp313-cp313-win_amd64",
        "cp313-cp313-manylinux_2_28_x86_64",
        "cp313-cp313-musllinux_1_2_aarch64",
      ]),
      resolved("windows", ["py3-none-any"], "sys_platform == 'win32'"),
      resolved("intel", ["py3-none-any"], "platform_machine == 'x86_64'"),
      resolved("source", []),
    ],
    "3.13",
  );
  expect(text.split("\n").filter((line) => !line.startsWith(" "))).toEqual([
    "hello-ship==1.2.3 \\",
    "pure==1.0 \\",
    "native==1.0 \\",
    'intel==1.0 ; platform_machine == "x86_64" \\',
    "",
  ]);
  expect(text).toMatch(/native==1\.0 \\\n {4}--hash=sha256:1+ \\\n {4}--hash=sha256:2+\n/);
  expect(missing).toEqual(["source==1.0"]);
});
