/** `demo[web]==1.0` (PEP 508). */
export function pinnedRequirement(
  { extras }: { readonly extras: readonly string[] },
  { project }: { readonly project: { readonly name: string; readonly version: string } },
): string {
  return `${nameWithExtras(extras, project.name)}==${project.version}`;
}

/** `demo[web]`. */
export function nameWithExtras(extras: readonly string[], name: string): string {
  return extras.length === 0 ? name : `${name}[${extras.join(",")}]`;
}
