import type { ServerReply, ServerRequest } from "../ports/http.ts";
import { isPrerelease, parseVersion } from "../version/pep440.ts";
import { normalizeName } from "../version/names.ts";
import type { IndexContext } from "./context.ts";
import { errorReply, jsonReply, redirectReply } from "./http/replies.ts";
import { compareVersionTexts, fileUrl } from "./simple/project-page.ts";
import type { StoredFile } from "./state/events.ts";
import { releaseKey, type Project, type Release } from "./state/state.ts";

const INFO_KEYS = [
  "author",
  "author_email",
  "classifiers",
  "description",
  "description_content_type",
  "download_url",
  "dynamic",
  "home_page",
  "keywords",
  "license",
  "license_expression",
  "maintainer",
  "maintainer_email",
  "requires_dist",
  "requires_python",
  "summary",
] as const;

/** `/pypi/<name>/json` and `/pypi/<name>/<version>/json`; `path` is what follows `/pypi/`. */
export function jsonApiEndpoint(request: ServerRequest, path: string, context: IndexContext): ServerReply {
  const parts = path.split("/").map(decodeURIComponent);
  const missing = errorReply(404, "Not Found", request.headers["accept"]);
  if (parts.pop() !== "json") return missing;
  const [name = "", version, ...rest] = parts;
  if (rest.length > 0) return missing;
  const normalized = normalizeName(name);
  if (name !== normalized) {
    return redirectReply(
      301,
      `/pypi/${[normalized, ...(version === undefined ? [] : [version])].join("/")}/json`,
    );
  }
  const project = context.store.state.projects.get(normalized);
  const release = version === undefined ? latestRelease(project) : project?.releases.get(releaseKey(version));
  if (project === undefined || release === undefined) return missing;
  const releases = Object.fromEntries(
    [...project.releases.values()].map((each) => [each.version, fileRecords(each, request.origin)]),
  );
  const document = {
    info: info(project, release),
    last_serial: project.serial,
    ownership: { organization: null, roles: [...project.owners].map((user) => ({ role: "Owner", user })) },
    ...(version === undefined ? { releases } : {}),
    urls: fileRecords(release, request.origin),
    vulnerabilities: [],
  };
  const headers = { "cache-control": "max-age=900, public", "x-pypi-last-serial": String(project.serial) };
  return jsonReply(200, document, headers);
}

function latestRelease(project: Project | undefined): Release | undefined {
  const releases = [...(project?.releases.values() ?? [])];
  const rank = (release: Release): number => {
    const version = parseVersion(release.version);
    const prerelease = version === null || isPrerelease(version);
    return (release.yanked === false ? 2 : 0) + (prerelease ? 0 : 1);
  };
  return releases.sort((a, b) => rank(b) - rank(a) || compareVersionTexts(b.version, a.version))[0];
}

function info(project: Project, release: Release): Record<string, unknown> {
  const fields = Object.fromEntries(INFO_KEYS.map((key) => [key, release.info[key] ?? null]));
  const urls = (release.info["project_urls"] ?? []) as readonly string[];
  const pairs = urls.map((url) => [url.split(",")[0]?.trim() ?? "", url.slice(url.indexOf(",") + 1).trim()]);
  return {
    ...fields,
    name: project.name,
    version: release.version,
    project_urls: pairs.length === 0 ? null : Object.fromEntries(pairs),
    yanked: release.yanked !== false,
    yanked_reason: typeof release.yanked === "string" ? release.yanked : null,
  };
}

function fileRecords(release: Release, origin: string): readonly Record<string, unknown>[] {
  return [...release.files.values()].map((file) => fileRecord(file, release, origin));
}

function fileRecord(file: StoredFile, release: Release, origin: string): Record<string, unknown> {
  return {
    comment_text: file.comment,
    "core-metadata": file.metadataSha256 === null ? false : { sha256: file.metadataSha256 },
    digests: { blake2b_256: file.blake2b256, md5: file.md5, sha256: file.sha256 },
    downloads: -1,
    filename: file.fileName,
    has_sig: false,
    md5_digest: file.md5,
    packagetype: file.packageType,
    python_version: file.pythonVersion,
    requires_python: release.info["requires_python"] ?? null,
    size: file.size,
    upload_time: file.uploadTime.slice(0, 19),
    upload_time_iso_8601: file.uploadTime,
    url: fileUrl(file, origin),
    yanked: release.yanked !== false,
    yanked_reason: typeof release.yanked === "string" ? release.yanked : null,
  };
}
