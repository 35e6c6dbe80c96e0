import { expect } from "vitest";
import { demoSdist, demoWheel } from "../../support/demo-files.ts";
import type { ConformanceCase } from "./case.ts";

const JSON_TYPE = "application/vnd.pypi.simple.v1+json";
const PIP =
  "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html; q=0.1, text/html; q=0.01";
const UV = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.01";

interface PageFile {
  readonly filename: string;
  readonly url: string;
  readonly yanked: boolean | string;
}

export const SIMPLE_PAGES: readonly ConformanceCase[] = [
  {
    id: 64,
    title: "GET /simple/demo-pkg/ without Accept: HTML of repository version 1.4",
    async run(it) {
      await it.upload(demoWheel());
      const page = await it.get("/simple/demo-pkg/", { accept: "*/*" });
      expect(page.headers.get("content-type")).toMatch(/^text\/html/);
      expect(page.text).toContain('<meta name="pypi:repository-version" content="1.4">');
      expect(page.text).toMatch(/<!--SERIAL \d+-->$/);
    },
  },
  {
    id: 65,
    title: "pip's and uv's Accept: JSON, with Vary; text/plain: HTML",
    async run(it) {
      await it.upload(demoWheel());
      for (const accept of [PIP, UV, JSON_TYPE]) {
        const page = await it.get("/simple/demo-pkg/", { accept });
        expect(page.headers.get("content-type")).toBe(JSON_TYPE);
        expect(page.headers.get("vary")).toContain("Accept");
      }
      const html = await it.get("/simple/demo-pkg/", { accept: "application/vnd.pypi.simple.v1+html" });
      expect(html.headers.get("content-type")).toBe("application/vnd.pypi.simple.v1+html");
      const plain = await it.get("/simple/demo-pkg/", { accept: "text/plain" });
      expect([plain.status, plain.headers.get("content-type")]).toEqual([200, "text/html; charset=UTF-8"]);
    },
  },
  {
    id: 66,
    title: "names that are not normalised: 301; without the slash: a redirect to it",
    async run(it) {
      await it.upload(demoWheel());
      for (const path of ["/simple/Demo_Pkg/", "/simple/demo.pkg/", "/simple/demo-pkg"]) {
        const answer = await it.get(path);
        expect([answer.status, answer.headers.get("location")]).toEqual([301, "/simple/demo-pkg/"]);
      }
    },
  },
  {
    id: 67,
    title: "an unknown project: 404",
    async run(it) {
      expect((await it.get("/simple/unknown/")).status).toBe(404);
    },
  },
  {
    id: 68,
    title: "JSON keys exactly; versions by PEP 440; core-metadata for wheels, false for sdists",
    async run(it) {
      for (const version of ["1.10", "1.9", "1.10rc1"]) {
        expect((await it.upload(demoWheel({ version }))).message).toBe("");
      }
      await it.upload(demoSdist({ version: "1.9" }));
      const page = JSON.parse((await it.get("/simple/demo-pkg/", { accept: JSON_TYPE })).text) as {
        versions: string[];
        files: Record<string, unknown>[];
      };
      expect(Object.keys(page)).toEqual(["meta", "name", "project-status", "versions", "files"]);
      expect(page).toMatchObject({
        meta: { "api-version": "1.4", "_last-serial": expect.any(Number) as number },
        "project-status": { status: "active" },
        versions: ["1.9", "1.10rc1", "1.10"],
      });
      expect(Object.keys(page.files[0] ?? {})).toEqual([
        "filename",
        "url",
        "hashes",
        "requires-python",
        "size",
        "upload-time",
        "yanked",
        "core-metadata",
        "data-dist-info-metadata",
        "provenance",
      ]);
      const [wheel, sdist] = page.files;
      expect([wheel?.["filename"], sdist?.["filename"]]).toEqual([
        "demo_pkg-1.9-py3-none-any.whl",
        "demo_pkg-1.9.tar.gz",
      ]);
      expect(sdist?.["core-metadata"]).toBe(false);
      expect(sdist?.["upload-time"]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    },
  },
  {
    id: 69,
    title: "<wheel>.metadata: METADATA with the announced sha256; of an sdist: 404",
    async run(it) {
      const { createHash } = await import("node:crypto");
      const wheel = demoWheel();
      await it.upload(wheel);
      await it.upload(demoSdist());
      const page = JSON.parse((await it.get("/simple/demo-pkg/", { accept: JSON_TYPE })).text) as {
        files: (PageFile & { "core-metadata": { sha256: string } })[];
      };
      const [whl, sdist] = page.files;
      const metadata = await it.get(`${whl?.url}.metadata`);
      expect([metadata.status, metadata.text]).toEqual([200, wheel.metadata]);
      expect(createHash("sha256").update(metadata.text).digest("hex")).toBe(whl?.["core-metadata"].sha256);
      expect((await it.get(`${sdist?.url}.metadata`)).status).toBe(404);
    },
  },
  {
    id: 70,
    title: "a file: bytes, length, HEAD, ranges",
    async run(it) {
      const wheel = demoWheel();
      await it.upload(wheel);
      const page = JSON.parse((await it.get("/simple/demo-pkg/", { accept: JSON_TYPE })).text) as {
        files: PageFile[];
      };
      const url = page.files[0]?.url ?? "";
      const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
      expect(whole.equals(wheel.bytes)).toBe(true);
      const head = await it.get(url, {}, "HEAD");
      expect(head.headers.get("content-length")).toBe(String(wheel.bytes.length));
      expect(head.headers.get("accept-ranges")).toBe("bytes");
      const part = await fetch(url, { headers: { range: "bytes=0-9" } });
      expect(part.status).toBe(206);
      expect(part.headers.get("content-range")).toBe(`bytes 0-9/${wheel.bytes.length}`);
      expect(Buffer.from(await part.arrayBuffer()).equals(wheel.bytes.subarray(0, 10))).toBe(true);
      const tail = await fetch(url, { headers: { range: "bytes=-5" } });
      expect(Buffer.from(await tail.arrayBuffer()).equals(wheel.bytes.subarray(-5))).toBe(true);
      expect((await it.get(url, { range: "bytes=999999-" })).status).toBe(416);
    },
  },
  {
    id: 71,
    title: "If-None-Match: 304; the ETag changes after an upload; the serial grows",
    async run(it) {
      await it.upload(demoWheel());
      const first = await it.get("/simple/demo-pkg/", { accept: JSON_TYPE });
      const etag = first.headers.get("etag") ?? "";
      const again = await it.get("/simple/demo-pkg/", { accept: JSON_TYPE, "if-none-match": etag });
      expect([again.status, again.text]).toEqual([304, ""]);
      await it.upload(demoSdist());
      const second = await it.get("/simple/demo-pkg/", { accept: JSON_TYPE, "if-none-match": etag });
      expect(second.status).toBe(200);
      const serial = (answer: typeof first): number => Number(answer.headers.get("x-pypi-last-serial"));
      expect(serial(second)).toBeGreaterThan(serial(first));
    },
  },
];
