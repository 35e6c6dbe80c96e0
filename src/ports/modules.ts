/** Modules that are not ours: plugins. Loading one runs its code, with everything that this process may do. */
export interface Modules {
  /**
   * Imports what a project names: a path that begins with a dot, relative to its directory, or an npm package that is
   * installed there. Throws what resolving or running it throws.
   */
  load(specifier: string, directory: string): Promise<Readonly<Record<string, unknown>>>;
}
