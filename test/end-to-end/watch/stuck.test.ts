import { describe, expect, it } from 'vitest';
import { openSite, type Site } from '../status/site.ts';

type Moment = readonly [logicalId: string, status: string, reason?: string];

const service = 'shop-prod-web';

/** Gives a stack a last operation that went so, as its events tell. */
function went(site: Site, stackName: string, moments: readonly Moment[]): void {
  const stack = site.stack(stackName);
  for (const [logicalId, status, reason] of moments) {
    const own = logicalId === stackName;
    stack.events.push({
      id: `${logicalId}-${status}-${stack.events.length}`,
      operationId: 'theirs',
      logicalId,
      physicalId: own ? stack.id : logicalId,
      type: own ? 'AWS::CloudFormation::Stack' : 'AWS::ECS::Service',
      at: site.world.clock.now(),
      status,
      ...(reason !== undefined && { reason }),
    });
    if (own) stack.status = status;
  }
}

const started = 'User Initiated';

const rows: readonly (readonly [
  status: string,
  history: readonly Moment[],
  message: RegExp,
  next: RegExp,
])[] = [
  [
    'UPDATE_ROLLBACK_FAILED',
    [
      [service, 'UPDATE_IN_PROGRESS', started],
      ['Service', 'UPDATE_FAILED', 'Circuit breaker triggered'],
      [service, 'UPDATE_ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to update: [Service]'],
      ['Service', 'UPDATE_FAILED', 'The role is gone'],
      [service, 'UPDATE_ROLLBACK_FAILED', 'The following resource(s) failed to update: [Service]'],
    ],
    /Circuit breaker|ECS|could not go back to how it was/,
    /continue-update-rollback --stack-name shop-prod-web .*\n.*--resources-to-skip Service/,
  ],
  [
    'ROLLBACK_COMPLETE',
    [
      [service, 'CREATE_IN_PROGRESS', started],
      ['Service', 'CREATE_FAILED', 'Circuit breaker triggered'],
      [service, 'ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to create: [Service]'],
      [service, 'ROLLBACK_COMPLETE'],
    ],
    /undone after its creation failed/,
    /delete-stack --stack-name shop-prod-web/,
  ],
  [
    'DELETE_FAILED',
    [
      [service, 'DELETE_IN_PROGRESS', started],
      ['Service', 'DELETE_FAILED', 'The security group is in use'],
      [service, 'DELETE_FAILED', 'The following resource(s) failed to delete: [Service]'],
    ],
    /could not be deleted/,
    /delete-stack --stack-name shop-prod-web/,
  ],
  [
    'REVIEW_IN_PROGRESS',
    [[service, 'REVIEW_IN_PROGRESS', started]],
    /announced but never created/,
    /delete-stack --stack-name shop-prod-web/,
  ],
];

describe.concurrent('a stack that is stuck', () => {
  it.each(rows)('in %s: watch and status tell the way out', async (status, history, message, next) => {
    const site = await openSite('tls-migration');
    went(site, service, history);
    const { finished, events } = await site.events(['watch', service]);
    expect(finished.code).toBe(1);
    const error = events.find((event) => event.type === 'error');
    expect(error).toMatchObject({ code: 'operation-failed', message: expect.stringContaining(status) });
    expect(error?.type === 'error' && error.message).toMatch(message);
    expect(error?.type === 'error' && error.next.join('\n')).toMatch(next);

    const seen = await site.status();
    const found = seen.findings.find(({ code }) => code === 'stack-stuck');
    expect(found?.message).toContain(status);
    expect(found?.next.join('\n')).toMatch(/aws cloudformation [a-z-]+ --stack-name shop-prod-web/);
  });
});
