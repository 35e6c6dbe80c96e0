import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { normalizeName } from "../../src/version/names.ts";
import type { DemoFile } from "./demo-files.ts";

/** A project as the index has it. */
export interface PlayedProject {
  readonly files: readonly (DemoFile & { readonly yanked?: boolean })[];
  /** PEP 792. */
  readonly status?: string;
}

/** An index that serves these projects by PEP 691, and counts nothing else. */
export async function playedSimpleIndex(
  projects: Readonly<Record<string, PlayedProject>>,
): Promise<AsyncDisposable & { readonly address: string }> {
  const byName = new Map(Object.entries(projects).map(([name, each]) => [normalizeName(name), each]));
  const files = new Map(
    Object.values(projects).flatMap((each) => each.files.map((file) => [file.fileName, file])),
  );
  const server = createServer((request, response) => {
    const [, folder, name = ""] = (request.url ?? "").split("/");
    const project = folder === "simple" ? byName.get(name) : undefined;
    const file = folder === "files" ? files.get(name) : undefined;
    if (file !== undefined) {
      response.end(file.bytes);
    } else if (project !== undefined) {
      response.setHeader("content-type", "application/vnd.pypi.simple.v1+json");
      response.end(
        JSON.stringify({
          meta: { "api-version": "1.4" },
          name,
          ...(project.status === undefined ? {} : { "project-status": { status: project.status } }),
          files: project.files.map(({ fileName, bytes, yanked = false }) => ({
            filename: fileName,
            url: `/files/${fileName}`,
            hashes: { sha256: createHash("sha256").update(bytes).digest("hex") },
            size: bytes.length,
            yanked,
          })),
        }),
      );
    } else {
      response.statusCode = 404;
      response.end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/simple/`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
