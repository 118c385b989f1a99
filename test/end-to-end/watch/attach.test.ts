import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { findStack } from '../../../source/sandbox/services/cloudformation/stack.ts';
import { regionOf } from '../../../source/sandbox/world-factory.ts';
import { runCommand, start } from '../../support/run.ts';
import { openShop, parseEvents, until } from '../shop.ts';

/** Any version of the `aws` command line. */
const aws = process.env.AWS_CLI || 'aws';
const starts = spawnSync(aws, ['--version']).status === 0;
const why = starts ? '' : ` (skipped: ${aws} does not start; AWS_CLI names another)`;
if (!starts) console.warn(`watch of what the aws command line started${why}`);

describe.skipIf(!starts)(`watch of what the aws command line started${why}`, () => {
  it('is attached in less than a second, and tells what happened before', async () => {
    // At AWS's own pace the update outlasts the test.
    const shop = await openShop({ scenario: 'fresh', speed: 1 });
    const stack = findStack(regionOf(shop.world, '111122223333', 'us-west-2'), 'shop-prod');
    const kept = [...(stack?.settings.parameters.keys() ?? [])].filter((name) => name !== 'NATWorkloads');
    const update = await runCommand(
      aws,
      [
        ...['cloudformation', 'update-stack', '--stack-name', 'shop-prod', '--use-previous-template'],
        ...['--capabilities', 'CAPABILITY_NAMED_IAM', '--parameters'],
        ...kept.map((name) => `ParameterKey=${name},UsePreviousValue=true`),
        'ParameterKey=NATWorkloads,ParameterValue=web',
      ],
      { env: { ...shop.variables, AWS_PAGER: '' } },
    );
    expect(update).toMatchObject({ code: 0, stderr: '' });
    const watching = start(['watch', 'shop-prod', '--json'], { cwd: shop.workspace, env: shop.variables });
    await until('a word of the stack', () => watching.output().includes('"type":"stack"'), watching.output);
    const { stdout } = await watching.kill('SIGINT');
    const events = parseEvents(stdout);
    const at = (type: string) => Date.parse(events.find((event) => event.type === type)?.time ?? '');
    expect(at('stack') - at('plan')).toBeLessThan(1_000);
    expect(events.find((event) => event.type === 'stack')).toMatchObject({
      stack: 'shop-prod',
      status: 'UPDATE_IN_PROGRESS',
    });
  });
});
