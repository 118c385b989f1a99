/** How many uploads may be under way at once, learned from what S3 says. */
export interface UploadLimit {
  readonly most: number;
  /** Uploads that went well since `most` last changed. */
  readonly successes: number;
  /** When `most` was last lowered, in milliseconds. */
  readonly loweredAt: number;
}

const bounds = { first: 24, least: 1, most: 64 };

/** Answers that were on their way when the limit was lowered say nothing about the new one. Milliseconds. */
const settling = 1000;

export const firstLimit: UploadLimit = {
  most: bounds.first,
  successes: 0,
  loweredAt: Number.NEGATIVE_INFINITY,
};

/** One more for each round of uploads in which S3 complained about none. */
export function afterSuccess(limit: UploadLimit): UploadLimit {
  const successes = limit.successes + 1;
  if (successes < limit.most) return { ...limit, successes };
  return { ...limit, most: Math.min(limit.most + 1, bounds.most), successes: 0 };
}

/** Half as many when S3 says that there are too many, once a second. `now` in milliseconds. */
export function afterThrottling(limit: UploadLimit, now: number): UploadLimit {
  if (now - limit.loweredAt < settling) return { ...limit, successes: 0 };
  return { most: Math.max(bounds.least, Math.floor(limit.most / 2)), successes: 0, loweredAt: now };
}
