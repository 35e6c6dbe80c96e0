/** A lock that is held; disposing it lets go. */
export type HeldLock = AsyncDisposable;

/** Locks between processes of one machine. */
export interface Locks {
  /**
   * Takes the lock that a file stands for, null when another process (or another holder in this one) has it. The
   * operating system lets go of it when its process ends, however it ends. The directory must exist.
   */
  tryLock(path: string): Promise<HeldLock | null>;
}
