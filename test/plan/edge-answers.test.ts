import { describe, expect, it } from 'vitest';
import type { ProbeResult } from '../../source/network/probe.ts';
import { judge } from '../../source/plan/edge-answers.ts';

const fromEdge: ProbeResult = { status: 200, milliseconds: 41.4, viaCloudFront: true };

describe('what the edge answers for a name', () => {
  it.each<[string, Partial<ProbeResult>, boolean, string]>([
    ['what the service says', {}, true, '200 in 41 ms'],
    ['a 404 of the service', { status: 404 }, true, '404 in 41 ms'],
    [
      'a redirect elsewhere',
      { status: 302, location: 'https://www.example.com/login' },
      true,
      '302 in 41 ms',
    ],
    [
      'a redirect to itself',
      { status: 301, location: 'https://www.example.com:443/' },
      false,
      '301: it redirects to itself without end',
    ],
    ['a 403', { status: 403, server: 'CloudFront' }, false, '403: the distribution does not know the name'],
    [
      'a 502',
      { status: 502, server: 'CloudFront' },
      false,
      '502: CloudFront cannot talk to the load balancer, its certificate may not cover the name',
    ],
    [
      'an answer of the load balancer itself',
      { viaCloudFront: false },
      false,
      '200, but not from CloudFront',
    ],
  ])('%s', (_what, change, well, text) => {
    expect(judge('www.example.com', { ...fromEdge, ...change })).toEqual({
      name: 'www.example.com',
      well,
      text,
    });
  });

  it('no answer at all is told in words', () => {
    const silent: ProbeResult = {
      milliseconds: 10_000,
      viaCloudFront: false,
      error: 'no answer within 10 seconds',
    };
    expect(judge('www.example.com', silent)).toEqual({
      name: 'www.example.com',
      well: false,
      text: 'no answer within 10 seconds',
    });
  });
});
