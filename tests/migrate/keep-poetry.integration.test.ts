import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findClient, runTool } from "../support/python-tools.ts";
import { wheel } from "../support/wheel.ts";
import { FILES, POETRY, withProject } from "./project.ts";

const WHEELS = [
  wheel({ name: "attrs", version: "23.2.0" }),
  wheel({ name: "idna", version: "3.4" }),
  wheel({ name: "pytest", version: "8.1.0" }),
].map((each) => ({ name: each.name, file: each.fileName, bytes: each.build() }));

/** A simple index (PEP 503) of a few wheels. */
async function openIndex(): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    const found = WHEELS.find(({ file }) => path.endsWith(`/${file}`));
    const page = WHEELS.filter(({ name }) => path.startsWith(`/simple/${name}`)).map(
      ({ file }) => `<a href="/files/${file}">${file}</a>`,
    );
    response.statusCode = found === undefined && page.length === 0 ? 404 : 200;
    if (found === undefined) response.setHeader("content-type", "text/html");
    response.end(found?.bytes ?? page.join("\n"));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/simple/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

test("after --keep-poetry the real Poetry checks and installs the project", async () => {
  await using index = await openIndex();
  const source = `[[tool.poetry.source]]  # the house's own\nname = "inner"\nurl = "${index.url}"\npriority = "primary"\n`;
  const pyproject = POETRY.replace(
    'readme = "README.md"',
    'readme = "README.md"\npackages = [{ include = "demo_kit" }]  # and nothing else',
  ).replace("[build-system]", `${source}\n[build-system]`);
  await withProject({ ...FILES, "pyproject.toml": pyproject }, async ({ run, root }) => {
    expect((await run("--write", "--no-tests", "--keep-poetry")).exit).toBe(0);
    const text = await readFile(join(root, "pyproject.toml"), "utf8");
    expect(text).toContain('[tool.poetry]\npackages = [{ include = "demo_kit" }]  # and nothing else\n');
    expect(text).toContain(source);
    const poetry = (...words: readonly string[]): ReturnType<typeof runTool> =>
      runTool([...findClient("poetry"), ...words, "--no-interaction", "--directory", root], {
        home: join(root, ".."),
        cwd: root,
      });
    const checked = await poetry("check");
    expect([checked.status, checked.output]).toEqual([0, expect.stringContaining("All set!")]);
    const installed = await poetry("install", "--dry-run", "--all-extras");
    expect([installed.status, installed.output]).toEqual([0, expect.anything()]);
    for (const line of [
      "Installing attrs (23.2.0)",
      "Installing idna (3.4)",
      "Installing pytest (8.1.0)",
      "Installing the current project: demo-kit (1.2.0)",
    ])
      expect(installed.output).toContain(line);
  });
}, 300_000);
