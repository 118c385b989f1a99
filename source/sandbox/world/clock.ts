/** Time as the sandbox tells it. Durations are given in AWS's seconds and pass `speed` times faster. */
export interface SandboxClock {
  now(): Date;
  /** Calls back after so many of AWS's seconds; returns a function that calls it off. Stops with the world. */
  after(seconds: number, run: () => void): () => void;
  /** Calls off everything that is still to come; nothing new is taken. */
  stop(): void;
}
