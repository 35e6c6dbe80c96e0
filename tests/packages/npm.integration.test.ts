import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import { expect, inject, test } from "vitest";
import { REPOSITORY, repositoryText } from "../support/repository.ts";
import { temporaryDirectory } from "../support/git.ts";

const manifest = JSON.parse(repositoryText("package.json") ?? "") as { readonly version: string };

test("npx starts it from a registry that holds nothing else", async () => {
  using scratch = temporaryDirectory();
  const tree = join(scratch.path, "tree");
  mkdirSync(tree);
  for (const name of ["package.json", "README.md", "LICENSE", "schema"])
    cpSync(join(REPOSITORY, name), join(tree, name), { recursive: true });
  cpSync(inject("program"), join(tree, "dist"), { recursive: true });
  const packed = spawnSync("npm", ["pack", "--json", "--ignore-scripts"], { cwd: tree, encoding: "utf8" });
  const [made] = Object.values(JSON.parse(packed.stdout) as Record<string, { readonly filename: string }>);
  const filename = made?.filename ?? "";
  const asked: string[] = [];
  const server = await registry(join(tree, filename), asked);
  try {
    const home = join(scratch.path, "home");
    mkdirSync(home);
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const env = { PATH: process.env["PATH"] ?? "", HOME: home, npm_config_registry: address, NO_COLOR: "1" };
    const child = spawn("npx", ["--yes", `shipwheel@${manifest.version}`, "--version"], { env, cwd: home });
    let [out, errors] = ["", ""];
    child.stdout.on("data", (part: Buffer) => (out += part.toString()));
    child.stderr.on("data", (part: Buffer) => (errors += part.toString()));
    const [code] = (await once(child, "close")) as [number];
    expect([code, out], errors).toEqual([0, `shipwheel ${manifest.version}\n`]);
    expect(new Set(asked)).toEqual(new Set(["/shipwheel", `/shipwheel/-/${filename}`]));
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

/** A registry of one package, as npm's own answers: the packument, and the tarball. Everything else is 404. */
async function registry(tarball: string, asked: string[]): Promise<Server> {
  const bytes = readFileSync(tarball);
  const integrity = `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    // npm's own notices of its newer versions are no part of what is installed.
    if (path !== "/npm" && !path.startsWith("/-/")) asked.push(path);
    if (path === `/shipwheel/-/${basename(tarball)}`) {
      response.end(bytes);
    } else if (path === "/shipwheel") {
      const dist = {
        tarball: `http://${request.headers.host ?? ""}/shipwheel/-/${basename(tarball)}`,
        integrity,
      };
      const { version } = manifest;
      response.setHeader("content-type", "application/json");
      response.end(
        JSON.stringify({
          name: "shipwheel",
          "dist-tags": { latest: version },
          versions: { [version]: { ...manifest, dist } },
        }),
      );
    } else {
      response.statusCode = 404;
      response.end("{}");
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}
