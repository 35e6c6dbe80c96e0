import type { RecordedPublishers } from "../config/sections/publishers.ts";
import type { TargetId } from "../index-client/targets.ts";
import { child, scalarText, type YamlFile } from "../tree/formats/yaml-file.ts";
import { known, type Claimed, type JobClaims } from "./job-claims.ts";

/** What ties a checkout to a project on ActiveState's platform. */
export const ACTIVESTATE_FILE = "activestate.yaml";

/**
 * What ActiveState's builder presents to each index where one of its publishers is recorded: nothing else in a tree says
 * that it publishes. The project is named by `activestate.yaml`; who set it up, the platform alone knows.
 */
export function activeStateClaims(
  files: readonly YamlFile[],
  recorded: RecordedPublishers,
): readonly JobClaims[] {
  const indexes = (["pypi", "testpypi"] satisfies readonly TargetId[]).filter((index) =>
    recorded[index]?.some(({ provider }) => provider === "activestate"),
  );
  const [file] = files;
  const node = file === undefined ? null : child(file.root, "project");
  const [organization, project] = projectOf(scalarText(node), file === undefined);
  return indexes.map((index) => ({
    provider: "activestate",
    index,
    file: file?.path ?? ACTIVESTATE_FILE,
    job: "pypi-publisher",
    location: file === undefined ? { file: ACTIVESTATE_FILE } : file.locate(node ?? file.root),
    events: ["a build of the platform"],
    refs: [],
    obstacle: null,
    fields: { organization, project, actor: { unknown: "only the ActiveState platform determines it" } },
    ref: known(null),
    caller: null,
    foreign: null,
    unattested: "PyPI does not accept attestations of ActiveState",
    subjectKeys: null,
  }));
}

/** `https://platform.activestate.com/ORGANIZATION/PROJECT?branch=…`. */
function projectOf(address: string | null, isMissing: boolean): readonly [Claimed, Claimed] {
  const [, organization, project] =
    /^https:\/\/platform\.activestate\.com\/([\w.-]+)\/([\w.-]+)(?:[?/#]|$)/.exec(address ?? "") ?? [];
  if (organization !== undefined && project !== undefined) return [known(organization), known(project)];
  const unknown = isMissing
    ? `there is no ${ACTIVESTATE_FILE}`
    : `${ACTIVESTATE_FILE} is not a project of the platform`;
  return [{ unknown }, { unknown }];
}
