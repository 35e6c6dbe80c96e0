/** What a probe found of one thing. */
export interface DoctorLine {
  /** Kebab case, stable. */
  readonly id: string;
  readonly title: string;
  /** `unknown`: it could not be seen, which is never counted as well. */
  readonly state: "ok" | "wrong" | "unknown";
  /** The fact, or why it could not be seen. */
  readonly detail: string;
  /** The edit or command that cures it, or makes it seen. */
  readonly remedy?: string;
}

type Said = Pick<DoctorLine, "id" | "title">;

export function ok(said: Said, detail: string): DoctorLine {
  return { ...said, state: "ok", detail };
}

export function wrong(said: Said, detail: string, remedy: string): DoctorLine {
  return { ...said, state: "wrong", detail, remedy };
}

export function unknown(said: Said, detail: string, remedy?: string): DoctorLine {
  return {
    id: said.id,
    title: said.title,
    state: "unknown",
    detail,
    ...(remedy === undefined ? {} : { remedy }),
  };
}
