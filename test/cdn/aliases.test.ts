import { createRequire } from 'node:module';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { uniqueAliases } from '../../source/cdn/aliases.ts';

const cases = [
  [
    'names of services behind the load balancer, and the additional ones',
    '{"a":["x.com","y.com"],"b":["x.com"],"c":["z.com"]}',
    'a,b',
    ['s.com'],
    ['s.com', 'x.com', 'y.com'],
  ],
  ['nothing when no service has a name', '', 'a,b', [], []],
  ['nothing when no service is behind the load balancer', '{"a":["x.com"]}', '', [], []],
  [
    'upper case before lower case, as code units go',
    '{"a":["b.com","B.com","a.com"]}',
    'a',
    [],
    ['B.com', 'a.com', 'b.com'],
  ],
  ['no empty additional name', '{"a":["x.com"]}', 'a', ['', 'w.com'], ['w.com', 'x.com']],
] as const;

describe('the names of the distribution', () => {
  it.each(cases)('are %s', (_, aliases, workloads, additional, expected) => {
    expect(uniqueAliases(aliases, workloads, additional)).toEqual(expected);
  });

  it('cannot be told from what is no JSON', () => {
    expect(() => uniqueAliases('{', 'a', [])).toThrow(SyntaxError);
  });
});

describe('the function that ships for when Copilot’s own code is nowhere', () => {
  const require = createRequire(import.meta.url);
  const { handler } = require('../../templates/cdn/unique-json-values.cjs');
  const https = require('node:https');
  const { request } = https;
  afterEach(() => {
    https.request = request;
  });

  it.each(cases)(
    'tells CloudFormation the same: %s',
    async (_, Aliases, FilterFor, AdditionalStrings, expected) => {
      const answer = await invoke({
        RequestType: 'Create',
        ResourceProperties: { Aliases, FilterFor, AdditionalStrings },
      });
      expect(answer).toMatchObject({
        Status: 'SUCCESS',
        Data: { UniqueValues: expected },
        PhysicalResourceId: 'UniqueAliasesAction',
      });
    },
  );

  it('keeps its physical id, so that nothing is replaced', async () => {
    const answer = await invoke({
      RequestType: 'Update',
      PhysicalResourceId: 'earlier',
      ResourceProperties: { Aliases: '', FilterFor: '' },
    });
    expect(answer).toMatchObject({ PhysicalResourceId: 'earlier' });
  });

  it('has nothing to do when it is deleted', async () => {
    expect(await invoke({ RequestType: 'Delete', ResourceProperties: {} })).toMatchObject({
      Status: 'SUCCESS',
    });
  });

  it('says what is wrong instead of leaving the stack to wait', async () => {
    const answer = await invoke({
      RequestType: 'Create',
      ResourceProperties: { Aliases: '{', FilterFor: '' },
    });
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('JSON') });
  });

  /** Runs the handler with CloudFormation's side of the line played here: one PUT, one answer. */
  async function invoke(event: object): Promise<unknown> {
    let body = '';
    https.request = (_address: string, _options: object, answered: (response: PassThrough) => void) => {
      const sent = new PassThrough();
      sent.on('data', (chunk) => {
        body += String(chunk);
      });
      sent.on('end', () => {
        const response = Object.assign(new PassThrough(), { statusCode: 200 });
        answered(response);
        response.end();
      });
      return sent;
    };
    const ids = { StackId: 'stack', RequestId: 'request', LogicalResourceId: 'UniqueAliasesAction' };
    await handler({ ResponseURL: 'https://cloudformation.example/answer', ...ids, ...event });
    return JSON.parse(body);
  }
});
