import type { ProbeEvent } from '../../event.ts';
import { justifyFirst, type Line, row, type Span, span } from '../line.ts';
import { displayWidth, padEnd } from '../text/width.ts';
import { marks } from '../theme.ts';

/** What the site answers while it is worked on: a line a host, and those first that do not answer well. */
export function probeLines(probes: readonly ProbeEvent[], width: number): readonly Line[] {
  const hosts = byHost(probes);
  if (hosts.length === 0) return [];
  const widest = Math.min(Math.max(...hosts.map(({ host }) => displayWidth(host))), Math.floor(width * 0.5));
  const shown = [...hosts]
    .sort((one, other) => trouble(other) - trouble(one) || one.host.localeCompare(other.host))
    .slice(0, mostHosts);
  const more = hosts.length - shown.length;
  return [
    ...shown.map((host) => hostLine(host, widest, width)),
    ...(more === 0 ? [] : [row('  ', span(`and ${more} more names`, 'dim'))]),
  ];
}

const mostHosts = 6;

type Host = Omit<ProbeEvent, 'type' | 'through'>;

/** Both ways to a host together: who watches wants to know whether it answers. */
function byHost(probes: readonly ProbeEvent[]): readonly Host[] {
  const hosts = new Map<string, Host>();
  for (const { host, requests, failures, circles, redirects, slowest } of probes) {
    const known = hosts.get(host);
    hosts.set(host, {
      host,
      requests: requests + (known?.requests ?? 0),
      failures: failures + (known?.failures ?? 0),
      circles: circles + (known?.circles ?? 0),
      redirects: redirects + (known?.redirects ?? 0),
      slowest: Math.max(slowest, known?.slowest ?? 0),
    });
  }
  return [...hosts.values()];
}

function trouble({ failures, circles }: Host): number {
  return circles * 1_000 + failures;
}

function hostLine(host: Host, widest: number, width: number): Line {
  const well = trouble(host) === 0;
  const failed = `${(host.failures + host.circles).toLocaleString('en')} failed`;
  const requests = host.requests.toLocaleString('en');
  const left = row(
    '  ',
    mark(host),
    ' ',
    padEnd(host.host, widest),
    span(
      width < 60 ? `  ${requests}, ${failed}` : `   ${requests} requests, ${failed}`,
      well ? 'dim' : 'plain',
    ),
  );
  const slowest = `${host.slowest} ms`;
  const rest =
    host.circles === 0
      ? [`${host.redirects} redirects, slowest ${slowest}`, slowest, '']
      : [`in circles, slowest ${slowest}`, 'in circles', ''];
  return justifyFirst(
    left,
    rest.map((text) => row(span(text, 'dim'))),
    width,
  );
}

function mark(host: Host): Span {
  return trouble(host) === 0 ? span(marks.trueNow, 'good') : span(marks.lookHere, 'warning');
}
