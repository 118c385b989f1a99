import type { EventBody, NoticeEvent } from '../event.ts';

/** Notices resources that take much longer than they usually do. */
export interface SlownessWatch {
  readonly hear: (event: EventBody, now: Date) => void;
  /** What has become remarkable since it was last asked; each resource once. */
  readonly remarkable: (now: Date) => readonly NoticeEvent[];
}

const minute = 60_000;

/** Nothing is remarkable that takes less. */
const leastPatience = 5 * minute;
const patienceWithTheUnknown = 15 * minute;

export function slownessWatch(): SlownessWatch {
  interface UnderWay {
    readonly what: string;
    readonly since: number;
    readonly expected: number | undefined;
  }
  const underWay = new Map<string, UnderWay>();
  const told = new Set<string>();

  function hear(event: EventBody, now: Date): void {
    if (event.type !== 'resource') return;
    const key = `${event.stack}/${event.logicalId} ${event.doing}`;
    if (event.state !== 'under-way') {
      underWay.delete(key);
      return;
    }
    const since = Math.min(Date.parse(event.at), now.getTime());
    const { description, expectedMilliseconds: expected } = event;
    if (!underWay.has(key)) underWay.set(key, { what: description, since, expected });
  }

  function remarkable(now: Date): readonly NoticeEvent[] {
    const notices: NoticeEvent[] = [];
    for (const [key, { what, since, expected }] of underWay) {
      const took = now.getTime() - since;
      const patience =
        expected === undefined ? patienceWithTheUnknown : Math.max(leastPatience, 3 * expected);
      if (took < patience || told.has(key)) continue;
      told.add(key);
      const usual = expected === undefined ? '' : `, and usually takes ${minutes(expected)}`;
      notices.push({
        type: 'notice',
        code: 'resource-slow',
        level: 'information',
        message: `${what} has been under way for ${minutes(took)}${usual}. CloudFormation goes on waiting for it.`,
      });
    }
    return notices;
  }

  return { hear, remarkable };
}

function minutes(milliseconds: number): string {
  const rounded = Math.round(milliseconds / minute);
  return rounded < 1 ? 'less than a minute' : `${rounded} ${rounded === 1 ? 'minute' : 'minutes'}`;
}
