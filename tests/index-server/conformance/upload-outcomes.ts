import { buildZip } from "../../support/zip.ts";
import { expect } from "vitest";
import { demoSdist, demoWheel } from "../../support/demo-files.ts";
import { tokenHeader } from "../../support/upload-form.ts";
import { DAY, publisherOf, publisherToken, type ConformanceCase } from "./case.ts";

const JSON_TYPE = { accept: "application/vnd.pypi.simple.v1+json" };

export const UPLOAD_OUTCOMES: readonly ConformanceCase[] = [
  {
    id: 1,
    title: "a wheel is stored: 200 with an empty body, listed with sha256, size and core-metadata",
    async run(it) {
      const wheel = demoWheel();
      const answer = await it.upload(wheel);
      expect([answer.status, answer.text]).toEqual([200, ""]);
      const page = JSON.parse((await it.get("/simple/demo-pkg/", JSON_TYPE)).text) as { files: unknown[] };
      expect(page.files).toEqual([
        expect.objectContaining({
          filename: wheel.fileName,
          size: wheel.bytes.length,
          hashes: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
          "core-metadata": { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
        }),
      ]);
    },
  },
  {
    id: 2,
    title: "the same wheel again: 200, no second entry, upload time unchanged",
    async run(it) {
      await it.upload(demoWheel());
      const before = (await it.get("/simple/demo-pkg/", JSON_TYPE)).text;
      it.advance(60_000);
      expect((await it.upload(demoWheel())).status).toBe(200);
      expect((await it.get("/simple/demo-pkg/", JSON_TYPE)).text).toBe(before);
    },
  },
  {
    id: 3,
    title: "the same name with other bytes: 400 File already exists, with the hash of the new bytes",
    async run(it) {
      await it.upload(demoWheel());
      const answer = await it.upload(demoWheel({ salt: "other" }));
      expect(answer.status).toBe(400);
      expect(answer.message).toMatch(
        /^File already exists \('demo_pkg-1\.0\.0-py3-none-any\.whl', with blake2_256 hash '[0-9a-f]{64}'\)\. See <pypi>\/help\/#file-name-reuse for more information\.$/,
      );
    },
  },
  {
    id: 4,
    title: "the same bytes under another name: 400 File already exists",
    async run(it) {
      await it.upload(demoWheel());
      const renamed = { ...demoWheel(), fileName: "demo_pkg-1.0.0-py2-none-any.whl" };
      expect(await it.upload(renamed)).toMatchObject({
        status: 400,
        message: expect.stringMatching(
          /^File already exists \('demo_pkg-1\.0\.0-py2-none-any\.whl', with/,
        ) as string,
      });
    },
  },
  {
    id: 5,
    title: "an identical wheel in a release of 20 days: 200",
    async run(it) {
      await it.upload(demoWheel());
      it.advance(20 * DAY);
      expect((await it.upload(demoWheel())).status).toBe(200);
    },
  },
  {
    id: 6,
    title: "a new wheel after 13 days: 200; after 15 days: 400",
    async run(it) {
      await it.upload(demoSdist());
      it.advance(13 * DAY);
      expect((await it.upload(demoWheel())).status).toBe(200);
      it.advance(2 * DAY);
      const late = await it.upload(demoWheel({ tag: "py2-none-any" }));
      expect([late.status, late.message]).toEqual([
        400,
        "Uploading new files to releases older than 14 days is not allowed.",
      ]);
    },
  },
  {
    id: 7,
    title: "a deleted file's name again: 400 previously used",
    async run(it) {
      const wheel = demoWheel();
      await it.upload(wheel);
      await it.index.deleteFile("demo-pkg", wheel.fileName);
      expect(await it.upload(wheel)).toMatchObject({
        status: 400,
        message:
          "This filename was previously used by a file that has since been deleted. Use a different version. See <pypi>/help/#file-name-reuse for more information.",
      });
    },
  },
  {
    id: 8,
    title: "a second sdist (.zip) in a release that has one: 400 Only one sdist",
    async run(it) {
      await it.upload(demoSdist());
      const answer = await it.upload({ ...demoSdist({ salt: "zip" }), fileName: "demo_pkg-1.0.0.zip" });
      expect([answer.status, answer.message]).toEqual([400, "Only one sdist may be uploaded per release."]);
    },
  },
  {
    id: 9,
    title: "a .zip sdist alone: 400 should be .tar.gz",
    async run(it) {
      const { metadata } = demoSdist();
      const bytes = buildZip({
        members: [
          { name: "demo_pkg-1.0.0/PKG-INFO", content: metadata },
          { name: "demo_pkg-1.0.0/demo_pkg.py", content: "" },
        ],
      });
      const answer = await it.upload({ fileName: "demo_pkg-1.0.0.zip", bytes, metadata });
      expect([answer.status, answer.message]).toEqual([
        400,
        "Filename 'demo_pkg-1.0.0.zip' is invalid, should be 'demo_pkg-1.0.0.tar.gz'.",
      ]);
    },
  },
  {
    id: 10,
    title: "no Authorization: 403",
    async run(it) {
      const answer = await it.upload(demoWheel(), { authorization: null });
      expect([answer.status, answer.message]).toEqual([
        403,
        "Invalid or non-existent authentication information. See <pypi>/help/#invalid-auth for more information.",
      ]);
    },
  },
  {
    id: 11,
    title: "Basic user:pass: 403",
    async run(it) {
      const answer = await it.upload(demoWheel(), { authorization: `Basic ${btoa("user:pass")}` });
      expect(answer.status).toBe(403);
      expect(answer.message).toMatch(/^Username\/Password authentication is no longer supported\./);
    },
  },
  {
    id: 12,
    title: "Authorization: bearer T and token T: 200",
    async run(it) {
      const { token } = it.index;
      expect((await it.upload(demoWheel(), { authorization: `bearer ${token}` })).status).toBe(200);
      expect((await it.upload(demoSdist(), { authorization: `token ${token} ` })).status).toBe(200);
    },
  },
  {
    id: 13,
    title: "an expired publisher token: 403",
    options: { publishers: [publisherOf("demo-pkg")] },
    async run(it) {
      await it.upload(demoSdist());
      const token = await publisherToken(it);
      it.advance(901_000);
      const answer = await it.upload(demoWheel(), { authorization: tokenHeader(token) });
      expect([answer.status, answer.message]).toEqual([403, "Invalid API Token: token is expired"]);
    },
  },
  {
    id: 14,
    title: "a publisher token of another project: 403",
    options: { publishers: [publisherOf("other")] },
    async run(it) {
      await it.upload(demoSdist());
      const answer = await it.upload(demoWheel(), { authorization: tokenHeader(await publisherToken(it)) });
      expect(answer.status).toBe(403);
      expect(answer.message).toMatch(/OIDC scoped token is not valid for project|isn't allowed to upload to/);
    },
  },
  {
    id: 15,
    title: "a user without permission: 403",
    async run(it) {
      await it.upload(demoSdist());
      const answer = await it.upload(demoWheel(), { authorization: tokenHeader(it.index.addUser("alice")) });
      expect(answer.status).toBe(403);
      expect(answer.message).toMatch(/^The user 'alice' isn't allowed to upload to project 'Demo-Pkg'\./);
    },
  },
  {
    id: 16,
    title: "a publisher token, project missing: 400",
    options: { publishers: [publisherOf("demo-pkg")] },
    async run(it) {
      const answer = await it.upload(demoWheel(), { authorization: tokenHeader(await publisherToken(it)) });
      expect(answer.status).toBe(400);
      expect(answer.message).toMatch(/^Non-user identities cannot create new projects\./);
    },
  },
  {
    id: 17,
    title: "a user token, project missing: made; simple name normalised, info.name as sent",
    async run(it) {
      expect((await it.upload(demoWheel())).status).toBe(200);
      expect(JSON.parse((await it.get("/simple/demo-pkg/", JSON_TYPE)).text)).toMatchObject({
        name: "demo-pkg",
      });
      expect(JSON.parse((await it.get("/pypi/demo-pkg/json")).text)).toMatchObject({
        info: { name: "Demo-Pkg" },
      });
    },
  },
  {
    id: 18,
    title: "read-only mode: 403",
    options: { settings: { readOnly: true } },
    async run(it) {
      const answer = await it.upload(demoWheel());
      expect([answer.status, answer.message]).toEqual([
        403,
        "Read-only mode: Uploads are temporarily disabled.",
      ]);
    },
  },
];
