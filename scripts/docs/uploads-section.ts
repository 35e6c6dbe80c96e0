import {
  isCrash,
  isSame,
  SILENT,
  TAKEN,
  WANTED,
  type UploadRow,
} from "../../tests/support/upload-agreement.ts";

/** What each family of recorded uploads varies. */
const FAMILIES: Readonly<Record<string, string>> = {
  clf: "classifiers",
  ctype: "content types of the description",
  descr: "descriptions",
  dup: "fields that occur twice",
  dyn: "`Dynamic`",
  eps: "`entry_points.txt`",
  extra: "names of extras",
  fieldver: "fields newer than the metadata version",
  form: "fields of the form",
  imp: "import names",
  kw: "keywords",
  lic: "license expressions",
  licfile: "license files",
  mail: "e-mail addresses",
  mver: "metadata versions",
  name: "names of projects",
  plat: "platform tags",
  purl: "project URLs",
  req: "requirements",
  rpy: "supported Pythons",
  sdist: "sdists",
  sname: "file names of sdists",
  summ: "summaries",
  url: "home page and download address",
  ver: "versions",
  wheel: "wheels",
  wname: "file names of wheels",
};

/** The page's section about the recorded uploads. */
export function uploadSection(rows: readonly UploadRow[]): string {
  const judged = rows.filter((row) => !isCrash(row));
  const checked = judged.filter(({ errors }) => errors !== null);
  const refused = judged.filter(({ pypi }) => pypi.status !== 200);
  const reds = checked.filter(({ pypi, errors }) => pypi.status === 200 && errors?.length !== 0);
  const same = judged.filter(isSame).length;
  const families = Map.groupBy(rows, ({ upload }) => upload.id.replace(/-\d+$/, ""));
  const familyLines = [...families]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([family, members]) => {
      const count = (test: (row: UploadRow) => boolean): number => members.filter(test).length;
      return [
        FAMILIES[family] ?? family,
        members.length,
        count(({ pypi }) => pypi.status === 200),
        count((row) => !isCrash(row) && row.pypi.status !== 200),
        count(isCrash),
        count((row) => !isCrash(row) && !isSame(row)),
        count(({ pypi, errors }) => pypi.status === 200 && (errors ?? []).length > 0),
      ].join(" | ");
    });
  const codes = Map.groupBy(
    reds.flatMap((row) => (row.errors ?? []).map((code) => ({ code, row }))),
    ({ code }) => code,
  );
  const redLines = [...codes]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, each]) => {
      const which = each.map(({ row }) => `\`${row.upload.id}\` (${plain(row.upload.label)})`).join(", ");
      return `${code} | ${which} | ${WANTED[code] ?? ""}`;
    });
  const crashLines = rows.filter(isCrash).map((row) => {
    const says = row.index.status === 200 ? `takes it: ${TAKEN[row.upload.id]}` : "rejects it";
    const errors = row.errors?.join(", ") ?? "";
    return `\`${row.upload.id}\` (${plain(row.upload.label)}) | ${plain(row.upload.answer)} | ${says} | ${errors === "" ? "–" : errors}`;
  });
  return `## Uploads

${rows.length} uploads to PyPI's whole application (of August 2026, on its own database), each sent again to a fresh rehearsal index; the files of ${checked.length} of them say what their form says and were given to \`check --target pypi\` as well.

- The index gives PyPI's status and its very words for **${same}** of ${judged.length}; in the rest of ${rows.length - judged.length} PyPI's own code ended with an error (HTTP 500).
- PyPI rejects ${refused.length}. \`check\` has an error for all of those that it can know but ${Object.keys(SILENT).length}: ${Object.entries(
    SILENT,
  )
    .map(([id, why]) => `\`${id}\`: ${why}`)
    .join("; ")}.
- PyPI takes ${judged.length - refused.length}. \`check\` has an error for ${reds.length} of them, each for the sake of who installs.

The texts of PyPI that name a set of values have them in random order; ours is that of the recording.

| what is varied | uploads | accepted | rejected | HTTP 500 | index differs | errors of check on what is taken |
| --- | --- | --- | --- | --- | --- | --- |
${familyLines.map((line) => `| ${line} |`).join("\n")}

Errors of \`check\` on files that PyPI takes:

| rule | uploads | why |
| --- | --- | --- |
${redLines.map((line) => `| ${line} |`).join("\n")}

Where PyPI's own code ends with an error:

| upload | PyPI's error | index | errors of check |
| --- | --- | --- | --- |
${crashLines.map((line) => `| ${line} |`).join("\n")}
`;
}

function plain(text: string): string {
  return text
    .replaceAll("|", "\\|")
    .replaceAll("<", "&lt;")
    .replaceAll(/\s+/g, " ")
    .replaceAll("`", "'")
    .trim();
}
