import { describe, expect, it } from 'vitest';
import type { ProbeResult } from '../../source/network/probe.ts';
import { judge, judgeBalancer } from '../../source/plan/edge-answers.ts';

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

describe('what the load balancer answers for a name that is to lead to it', () => {
  const answer: ProbeResult = {
    status: 200,
    milliseconds: 41,
    server: 'nginx',
    viaCloudFront: false,
  };

  it.each<[string, Partial<ProbeResult>, boolean, string]>([
    ['what the service says', {}, true, '200 in 41 ms'],
    ['an error of the service itself, which visitors get either way', { status: 503 }, true, '503 in 41 ms'],
    ['a page that is not there', { status: 404, server: 'awselb/2.0' }, true, '404 in 41 ms'],
    ['no task', { status: 503, server: 'awselb/2.0' }, false, '503: no task answers for the name'],
    [
      'a redirect to itself',
      { status: 301, location: 'https://www.example.com:443/' },
      false,
      '301: it redirects to itself without end',
    ],
  ])('%s', (_, change, well, text) => {
    expect(judgeBalancer('www.example.com', { ...answer, ...change })).toEqual({
      name: 'www.example.com',
      well,
      text,
    });
  });

  it('a certificate that does not cover the name is no answer', () => {
    const refused = {
      milliseconds: 5,
      viaCloudFront: false,
      error: 'the certificate does not cover www.example.com',
    };
    expect(judgeBalancer('www.example.com', refused)).toMatchObject({ well: false, text: refused.error });
  });
});
