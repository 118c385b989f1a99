import { describe, expect, it } from 'vitest';
import type { ProbeEvent } from '../../source/event.ts';
import { probeLines } from '../../source/ui/run/probe-lines.ts';

function probe(host: string, more: Partial<ProbeEvent> = {}): ProbeEvent {
  return {
    type: 'probe',
    host,
    through: 'edge',
    requests: 642,
    failures: 0,
    circles: 0,
    redirects: 12,
    slowest: 41,
    ...more,
  };
}

function shown(probes: readonly ProbeEvent[], width = 76): readonly string[] {
  return probeLines(probes, width).map((line) => line.map(({ text }) => text).join(''));
}

describe('what the site answers', () => {
  it('is a line a host, both ways to it together', () => {
    const both = [
      probe('api.example.com'),
      probe('api.example.com', { through: 'load-balancer', slowest: 58 }),
    ];
    const [line = '', ...others] = shown(both);
    expect(others).toEqual([]);
    expect(line).toMatch(
      /^ {2}✔ api\.example\.com {3}1,284 requests, 0 failed +24 redirects, slowest 58 ms$/,
    );
    expect(line).toHaveLength(76);
  });

  it('has the hosts in trouble first, marked, and says how many are left out', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const lines = shown([
      ...names.map((name) => probe(`${name}.example.com`)),
      probe('z.example.com', { circles: 2 }),
    ]);
    expect(lines).toHaveLength(7);
    expect(lines[0]).toMatch(/^ {2}! z\.example\.com .* 2 failed +in circles/);
    expect(lines[6]).toBe('  and 2 more names');
  });

  it('leaves out what does not fit, the name and the failures last', () => {
    const [line = ''] = shown([probe('api.example.com', { failures: 3 })], 38);
    expect(line).toContain('api.example.com  642, 3 failed');
    expect(line.length).toBeLessThanOrEqual(38);
  });

  it('is nothing when nobody asks', () => {
    expect(shown([])).toEqual([]);
  });
});
