const METADATA =
  /^(?:name|version|summary|description|description_(?:file|content_type)|long_description(?:_content_type)?|home_page|(?:download_)?url|project_urls|(?:author|maintainer)(?:_email)?|license(?:_files?|_expression)?|classifiers?|keywords|platforms?|provides|requires|obsoletes)$/;
const OPTIONS =
  /^(?:zip_safe|(?:setup|install|tests)_requires?|extras_require|python_requires|entry_points|scripts|eager_resources|dependency_links|include_package_data|packages|package_dir|(?:exclude_)?package_data|namespace_packages|py_modules|data_files|cmdclass|test_suite)$/;
const TABLES =
  /^options\.(?:packages\.find|(?:exclude_)?package_data|entry_points|extras_require|data_files)$/;

/** Sections that say nothing to another backend: what setuptools itself writes there. */
const OWN = /^(?:sdist|egg_info)$/;

/** What remains of setup.cfg once the metadata has moved. */
export interface RestOfSetupCfg {
  /** Sections of other tools, and keys that setuptools does not know; null: nothing. */
  readonly text: string | null;
  /** Such keys, as `section.key`. */
  readonly unknown: readonly string[];
}

/** Takes the metadata out of setup.cfg, line by line: what stays is as it was. */
export function restOfSetupCfg(text: string): RestOfSetupCfg {
  const unknown: string[] = [];
  const kept: string[] = [];
  let section = "";
  let header: string | null = null;
  let isKept = true;
  // Comments right above a header belong to its section.
  let above: string[] = [];
  for (const line of text.split(/(?<=\n)/)) {
    const opened = /^\[([^\]]+)\]/.exec(line)?.[1]?.trim();
    const key = /^[^\s#;[=:]+(?:[ \t]+[^\s=:]+)*(?=[ \t]*[=:])/.exec(line)?.[0];
    if (opened !== undefined) {
      section = opened;
      isKept = !isMetadata(section);
      header = isKept ? null : line;
      if (isKept) kept.push(...above);
    } else if (key !== undefined && isMetadata(section)) {
      isKept = !isKnown(section, key.toLowerCase().replaceAll("-", "_"));
      if (isKept) {
        unknown.push(`${section}.${key}`);
        if (header !== null) kept.push(header);
        header = null;
      }
    }
    if (isKept) kept.push(line);
    above = !isKept && /^[#;]/.test(line) ? [...above, line] : [];
  }
  const rest = kept.join("").replace(/^\s+|\s+$/g, "");
  return { text: /^\[/m.test(rest) ? `${rest}${text.includes("\r\n") ? "\r\n" : "\n"}` : null, unknown };
}

function isMetadata(section: string): boolean {
  return section === "metadata" || section === "options" || TABLES.test(section) || OWN.test(section);
}

function isKnown(section: string, key: string): boolean {
  if (section === "metadata") return METADATA.test(key);
  return section !== "options" || OPTIONS.test(key);
}
