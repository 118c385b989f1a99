import { stackResources } from '../../aws/cloudformation.ts';
import type { Connection } from '../../aws/connection.ts';
import { type ListenerRule, listenerRules, rulesByArn } from '../../aws/elastic-load-balancing.ts';
import { type HttpAnswer, httpRules, targetGroupId } from '../../cdn/service-patch.ts';
import { deployedManifestText } from '../../cdn/template-manifest.ts';
import { workloadStackName } from '../../copilot/names.ts';
import { loadBalancedWebService, openServiceManifest } from '../../copilot/service-manifest/read.ts';
import { readManifest, workloadManifestPath, workloadsWithManifest } from '../../copilot/workspace.ts';
import type { Facts, ServiceFacts, StackFacts } from '../../plan/facts.ts';
import { manifestRules } from '../../plan/manifest-rules.ts';
import type { HttpRule, OutsideService, ServiceTls, TlsFacts } from '../../plan/tls-facts.ts';
import { inParallel } from './in-parallel.ts';
import type { OpenApplication } from './open-application.ts';
import { deployedOrigin, manifestOrigin } from './read-manifests.ts';
import { findStack } from './read-stack.ts';

/** So many services are read at once: CloudFormation answers some five questions a second. */
const atOnce = 5;

export interface ServicesAsked {
  readonly opened: OpenApplication;
  readonly manager: Connection;
  readonly signal: AbortSignal;
}

/** What must be known of an environment to read its services. */
type Environment = Pick<Facts, 'application' | 'environment' | 'services' | 'stack'>;

/**
 * The services behind the load balancer: their manifests, their stacks' rules, and what the load balancer does. Three calls a service, and
 * one for the rules of the listener.
 */
export async function readTls(asked: ServicesAsked, facts: Environment): Promise<TlsFacts> {
  const live = readLive(asked, facts.stack);
  live.catch(() => undefined);
  const [services, outside] = await Promise.all([
    inParallel(facts.services, atOnce, (service) => readService(asked, facts, service)),
    outsideServices(asked.opened, facts),
  ]);
  const tls: TlsFacts = { services, outside, only: asked.opened.environments.length === 1 };
  return withLive(tls, await liveOf(asked, services, await live));
}

/** One service again, after its stack was deployed, and what the load balancer does now. */
export async function readServiceAgain(asked: ServicesAsked, facts: Facts, name: string): Promise<Facts> {
  const { tls } = facts;
  const service = facts.services.find((candidate) => candidate.name === name);
  if (tls === undefined || service === undefined) return facts;
  const again = await readService(asked, facts, service);
  const services = tls.services.map((one) => (one.name === name ? again : one));
  return readLiveAgain(asked, { ...facts, tls: { ...tls, services } });
}

/** What the load balancer does now; one call. */
export async function readLiveAgain(asked: ServicesAsked, facts: Facts): Promise<Facts> {
  if (facts.tls === undefined) return facts;
  const live = await liveOf(asked, facts.tls.services, await readLive(asked, facts.stack));
  return { ...facts, tls: withLive(facts.tls, live) };
}

/** Manifests may be edited while stacks take their minutes. */
export async function readServiceManifests(opened: OpenApplication, facts: Facts): Promise<Facts> {
  if (facts.tls === undefined) return facts;
  const services = await Promise.all(
    facts.tls.services.map(async ({ manifest: _, ...service }) => ({
      ...service,
      ...(await manifestOf(opened, facts, service.name)),
    })),
  );
  return { ...facts, tls: { ...facts.tls, services } };
}

async function readService(
  { opened, manager, signal }: ServicesAsked,
  facts: Environment,
  { name, aliases }: ServiceFacts,
): Promise<ServiceTls> {
  const stackName = workloadStackName(facts.application.name, facts.environment.name, name);
  const [manifest, stack] = await Promise.all([
    manifestOf(opened, facts, name),
    findStack(manager, stackName, signal),
  ]);
  if (stack === undefined) return { name, aliases, ...manifest, rules: [] };
  const inTemplate = httpRules(stack.template);
  const needed = inTemplate.flatMap((rule) => [rule.logicalId, targetGroupId(rule)]);
  const resources = needed.length === 0 ? [] : await stackResources(manager, stackName, needed, signal);
  const rules = inTemplate.map((rule): HttpRule => {
    const idOf = (logicalId: string) =>
      resources.find((one) => one.LogicalResourceId === logicalId)?.PhysicalResourceId || undefined;
    const arn = idOf(rule.logicalId);
    const targetGroup = idOf(targetGroupId(rule));
    return {
      ...rule,
      live: 'gone',
      ...(arn !== undefined && { arn }),
      ...(targetGroup !== undefined && { targetGroup }),
    };
  });
  return { name, aliases, ...manifest, ...recorded(opened, facts, name, stack), stack, rules };
}

async function manifestOf(
  opened: OpenApplication,
  facts: Environment,
  name: string,
): Promise<Pick<ServiceTls, 'manifest'>> {
  const file = await readManifest(opened.workspace, workloadManifestPath(opened.workspace, name));
  if (file === undefined) return {};
  const { relativePath: path, text } = file;
  const origin = { ...manifestOrigin(opened, facts.environment.name, path), folder: name };
  return { manifest: { path, text, origin, rules: manifestRules(text, origin) } };
}

function recorded(
  opened: OpenApplication,
  facts: Environment,
  name: string,
  stack: StackFacts,
): Pick<ServiceTls, 'recorded'> {
  const text = deployedManifestText(stack.template);
  if (text === undefined) return {};
  const origin = { ...manifestOrigin(opened, facts.environment.name, stack.name), folder: name };
  return { recorded: manifestRules(text, deployedOrigin(origin)) };
}

/** All rules of the environment's listener for HTTP, by ARN; undefined where the stack does not name it. */
async function readLive(
  { manager, signal }: ServicesAsked,
  stack: StackFacts,
): Promise<readonly ListenerRule[] | undefined> {
  const listener = stack.outputs.HTTPListenerArn;
  return listener === undefined ? undefined : listenerRules(manager, listener, signal);
}

async function liveOf(
  { manager, signal }: ServicesAsked,
  services: readonly ServiceTls[],
  known: readonly ListenerRule[] | undefined,
): Promise<ReadonlyMap<string, HttpAnswer>> {
  const arns = services.flatMap(({ rules }) => rules.flatMap(({ arn }) => arn ?? []));
  const rules = known ?? (await rulesByArn(manager, arns, signal));
  return new Map(rules.map((rule) => [rule.arn, liveAnswer(rule)]));
}

function withLive(tls: TlsFacts, live: ReadonlyMap<string, HttpAnswer>): TlsFacts {
  const services = tls.services.map((service) => ({
    ...service,
    rules: service.rules.map(
      (rule): HttpRule => ({
        ...rule,
        live: (rule.arn === undefined ? undefined : live.get(rule.arn)) ?? 'gone',
      }),
    ),
  }));
  return { ...tls, services };
}

function liveAnswer({ actions }: ListenerRule): HttpAnswer {
  const [only, ...others] = actions;
  if (only === undefined || others.length > 0) return 'other';
  if (only.type === 'forward') return 'forward';
  return only.type === 'redirect' && only.redirectsTo?.protocol === 'HTTPS' ? 'redirect' : 'other';
}

/** Of the workspace's services, those that the environment's load balancer does not know. */
async function outsideServices(
  opened: OpenApplication,
  facts: Environment,
): Promise<readonly OutsideService[]> {
  const behind = new Set(facts.services.map(({ name }) => name));
  const workloads = await workloadsWithManifest(opened.workspace);
  const others = workloads.filter(({ name, type }) => type === loadBalancedWebService && !behind.has(name));
  const read = await Promise.all(
    others.map(async ({ name, manifestPath }): Promise<OutsideService[]> => {
      const file = await readManifest(opened.workspace, manifestPath);
      if (file === undefined) return [];
      const origin = {
        ...manifestOrigin(opened, facts.environment.name, file.relativePath),
        folder: name,
      };
      const { rules, behindLoadBalancer } = openServiceManifest(file.text, origin);
      // One that would be behind it is not deployed to this environment.
      if (behindLoadBalancer) return [];
      return [{ name, why: rules.length > 0 ? 'own-load-balancer' : 'no-load-balancer' }];
    }),
  );
  return read.flat();
}
