/** What a release consists of beside its files and the index. */
export interface Shape {
  readonly is: string;
  readonly forge: "github" | "gitlab";
  /** Whether its files are attested. */
  readonly attested: boolean;
  /** Whether it makes and pushes its tag. */
  readonly tags: boolean;
  /** Whether the index offers staged releases (PEP 694). */
  readonly staged: boolean;
}

/** Every step of a release is in one of them. */
export const SHAPES: readonly Shape[] = [
  { is: "on GitHub, tagged before", forge: "github", attested: false, tags: false, staged: false },
  {
    is: "on GitHub, attested, tagged and pushed",
    forge: "github",
    attested: true,
    tags: true,
    staged: false,
  },
  { is: "on GitLab, tagged and pushed", forge: "gitlab", attested: false, tags: true, staged: false },
  { is: "on GitHub, staged on the index", forge: "github", attested: false, tags: false, staged: true },
];
