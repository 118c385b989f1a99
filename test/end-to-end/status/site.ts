import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { FactEvent, StatusFindingEvent } from '../../../source/event.ts';
import { recordKey } from '../../../source/sandbox/hosted-zones.ts';
import type { Scenario } from '../../../source/sandbox/scenarios/index.ts';
import { startStackUpdate } from '../../../source/sandbox/services/cloudformation/index.ts';
import { findStack, type Stack } from '../../../source/sandbox/services/cloudformation/stack.ts';
import type {
  Certificate,
  Distribution,
  DistributionConfig,
  HostedZone,
  IngressRule,
  ListenerRule,
  RecordSet,
  Region,
} from '../../../source/sandbox/world.ts';
import { accountOf, regionOf } from '../../../source/sandbox/world-factory.ts';
import type { RunOptions } from '../../support/run.ts';
import { journal, openShop, type Shop, until } from '../shop.ts';

const account = '111122223333';
const region = 'us-west-2';

export interface Seen {
  readonly exitCode: number | null;
  /** Each once, sorted. */
  readonly codes: readonly string[];
  readonly findings: readonly StatusFindingEvent[];
  /** What is true, by its name. */
  readonly rows: Readonly<Record<string, FactEvent>>;
}

/** A shop whose world a test changes behind the program's back, as people do in consoles. */
export interface Site extends Shop {
  readonly region: Region;
  readonly status: (args?: readonly string[], options?: RunOptions) => Promise<Seen>;
  /** Runs a command that mends something; it must end well. */
  readonly mend: (...args: readonly string[]) => Promise<void>;
  readonly stack: (name?: string) => Stack;
  /** Deploys another template, as somebody else would, to its end. */
  readonly deploy: (change: {
    readonly template?: (text: string) => string;
    readonly parameters?: Readonly<Record<string, string>>;
  }) => Promise<void>;
  /** Deploys what the manifest says of the CDN, as Copilot would. */
  readonly deployManifest: () => Promise<void>;
  readonly distribution: () => Distribution;
  /** Changes the distribution past its stack, at the edge as well. */
  readonly configure: (change: (config: DistributionConfig) => DistributionConfig) => void;
  /** The one that visitors are shown. */
  readonly certificate: () => Certificate;
  readonly certify: (change: Partial<Certificate>) => void;
  readonly zone: () => HostedZone;
  readonly point: (name: string, to: Partial<RecordSet> | undefined) => void;
  /** For `point`. */
  readonly toLoadBalancer: () => Partial<RecordSet>;
  readonly toDistribution: () => Partial<RecordSet>;
  /** Adds a rule to the load balancer's security groups; the answer takes it away again. */
  readonly letIn: (rule: Partial<IngressRule>) => () => void;
  /** The rule for HTTP of a service. */
  readonly rule: (service: string) => ListenerRule;
  readonly edit: (path: string, change: (text: string) => string) => void;
  readonly writeJournal: (text: string) => void;
}

export function dayFromNow(days: number): Date {
  return new Date(Date.now() + days * 86_400_000 + 3_600_000);
}

/** A thousand minutes of AWS a minute. */
export async function openSite(scenario: string | Scenario): Promise<Site> {
  const shop = await openShop({ scenario, speed: 1_000 });
  const { world, workspace } = shop;
  const here = regionOf(world, account, region);
  const stack = (name = 'shop-prod') => there(findStack(here, name), `stack ${name}`);
  const distribution = () => there([...accountOf(world, account).distributions.values()][0], 'distribution');
  const deploy: Site['deploy'] = async ({ template, parameters }) => {
    const text = template?.(stack().settings.template.text);
    startStackUpdate(world, {
      account,
      region,
      name: 'shop-prod',
      ...(text !== undefined && { template: text }),
      ...(parameters !== undefined && { parameters }),
    });
    await until(
      'the update',
      () => stack().status === 'UPDATE_COMPLETE',
      () => stack().status,
    );
    await until('the edge', () =>
      [...accountOf(world, account).distributions.values()].every(({ status }) => status === 'Deployed'),
    );
  };
  const certificates = regionOf(world, account, 'us-east-1').certificates;
  const certificate = () =>
    there(
      certificates.get(distribution().config.ViewerCertificate?.AcmCertificateArn ?? ''),
      'certificate that visitors are shown',
    );
  const zone = () => there([...accountOf(world, account).hostedZones.values()][0], 'hosted zone');
  const balancer = () => there([...here.loadBalancers.values()][0], 'load balancer');
  return {
    ...shop,
    region: here,
    stack,
    distribution,
    certificate,
    zone,
    status: async (args = [], options = {}) => {
      const { finished, events } = await shop.events(['status', '--env', 'prod', ...args], options);
      expect(events.at(-1)?.type, finished.stderr).toBe('result');
      expect(events.filter(({ type }) => type === 'error')).toEqual([]);
      const findings = events.filter((event) => event.type === 'status');
      const facts = events.filter((event) => event.type === 'fact');
      return {
        exitCode: finished.code,
        findings,
        codes: [...new Set(findings.map(({ code }) => code))].sort(),
        rows: Object.fromEntries(facts.map((fact) => [fact.name, fact])),
      };
    },
    mend: async (...args) => {
      const { code, stdout } = await shop.run(args);
      expect(code, stdout).toBe(0);
    },
    deploy,
    deployManifest: async () => {
      const file = join(workspace, 'template.yml');
      writeFileSync(file, stack().settings.template.text);
      const { stdout, code } = await shop.run([
        'patch',
        ...['--template', file, '--manifest', shop.manifestPath],
      ]);
      expect(code, stdout).toBe(0);
      await deploy({ template: () => stdout });
    },
    configure: (change) => {
      const found = distribution();
      found.config = change(found.config);
      found.atEdge = found.config;
    },
    certify: (change) => void certificates.set(certificate().arn, { ...certificate(), ...change }),
    point: (name, to) => {
      for (const type of ['A', 'AAAA', 'CNAME']) zone().records.delete(recordKey({ name, type }));
      if (to === undefined) return;
      const record = { name, type: 'A', ...to };
      zone().records.set(recordKey(record), record);
    },
    toLoadBalancer: () => alias(balancer().dnsName.toLowerCase(), balancer().hostedZoneId),
    toDistribution: () => alias(distribution().domainName, 'Z2FDTNDATAQYW2'),
    letIn: (rule) => {
      const groups = balancer().securityGroups.flatMap((id) => here.securityGroups.get(id) ?? []);
      const before = groups.map(({ ingress }) => ingress);
      for (const group of groups)
        group.ingress = [...group.ingress, { protocol: 'tcp', fromPort: 80, toPort: 443, ...rule }];
      return () => {
        for (const [index, group] of groups.entries()) group.ingress = before[index] ?? [];
      };
    },
    rule: (service) => {
      const arn = stack(`shop-prod-${service}`).resources.get('HTTPListenerRuleWithDomain')?.physicalId ?? '';
      const rules = [...balancer().listeners.values()].flatMap(({ rules: all }) => all.get(arn) ?? []);
      return there(rules[0], `rule of ${service}`);
    },
    edit: (path, change) => {
      const file = join(workspace, 'copilot', path);
      const before = readFileSync(file, 'utf8');
      const after = change(before);
      if (after === before) throw new Error(`Nothing changed in ${path}:\n${before}`);
      writeFileSync(file, after);
    },
    writeJournal: (text) => {
      mkdirSync(dirname(journal(shop)), { recursive: true });
      writeFileSync(journal(shop), text);
    },
  };
}

function alias(dnsName: string, hostedZoneId: string): Partial<RecordSet> {
  return { alias: { dnsName, hostedZoneId, evaluateTargetHealth: false } };
}

function there<Value>(found: Value | undefined, what: string): Value {
  if (found === undefined) throw new Error(`The sandbox has no ${what}.`);
  return found;
}

/** A run that was killed before it had done anything. */
export function unfinishedSetup(certificate: string): string {
  return JSON.stringify({
    version: 1,
    command: 'setup',
    application: 'shop',
    environment: 'prod',
    startedAt: new Date(Date.now() - 3_600_000).toISOString(),
    answers: { environment: 'prod', cdn: 'yes', certificate, ingress: 'cloudfront' },
    unattended: true,
  });
}
