import type { HttpAnswer, TemplateRule } from '../cdn/service-patch.ts';
import type { ManifestOrigin } from '../copilot/manifest-origin.ts';
import type { StackFacts } from './facts.ts';

/** Where TLS ends for visitors that come through the CDN. */
export type Termination = 'edge' | 'load-balancer';

/** What is true about the services of an environment, as far as it matters to where TLS ends. */
export interface TlsFacts {
  /** Behind the environment's load balancer, as its stack knows them. */
  readonly services: readonly ServiceTls[];
  /** In the workspace, and not behind it. */
  readonly outside: readonly OutsideService[];
  /** The application has no other environment: what its manifests say holds for this one. */
  readonly only: boolean;
}

export interface ServiceTls {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Absent: it is not in this workspace. */
  readonly manifest?: ServiceManifestFacts;
  /** What its last deployment was made from, where the template tells: what holds when the manifest is not here. */
  readonly recorded?: readonly ManifestRule[];
  /** Absent: there is no stack of that name. */
  readonly stack?: StackFacts;
  /** Its rules for HTTP, where it has HTTPS as well. */
  readonly rules: readonly HttpRule[];
}

export interface ServiceManifestFacts {
  /** Relative to the workspace's root. */
  readonly path: string;
  readonly text: string;
  readonly rules: readonly ManifestRule[];
  readonly origin: ManifestOrigin;
}

/** As it holds in the environment. */
export interface ManifestRule {
  readonly index: number;
  readonly redirects: boolean;
  readonly grpc: boolean;
  readonly names: readonly string[];
}

export interface HttpRule extends TemplateRule {
  readonly arn?: string;
  /** ARN of the target group that it forwards to, or would. */
  readonly targetGroup?: string;
  /** What the load balancer does now, whoever told it to; `gone`: it has no such rule. */
  readonly live: HttpAnswer | 'gone';
}

export interface OutsideService {
  readonly name: string;
  readonly why: 'own-load-balancer' | 'no-load-balancer';
}

/** What a service has to do with the migration. */
export type Part =
  /** Its rules can be made to forward HTTP, or do so. */
  | 'moves'
  /** All of it is gRPC, which no listener for HTTP can pass on. */
  | 'grpc'
  /** The load balancer has no HTTPS for it, so nothing of it redirects. */
  | 'no-https'
  /** Its stack is not there. */
  | 'no-stack';

export function partOf(service: ServiceTls): Part {
  if (service.stack === undefined) return 'no-stack';
  if (service.rules.length === 0) return 'no-https';
  return movableRules(service).length === 0 ? 'grpc' : 'moves';
}

export function movableRules({ rules }: Pick<ServiceTls, 'rules'>): readonly HttpRule[] {
  return rules.filter((rule) => !rule.grpc);
}

/** Names that visitors cannot reach through the edge whatever is done: those behind which there is nothing but gRPC. */
export function namesOutside(tls: TlsFacts | undefined): ReadonlySet<string> {
  const names = (tls?.services ?? []).flatMap((service) => {
    if (partOf(service) === 'grpc') return service.aliases;
    const rules = service.manifest?.rules ?? service.recorded ?? [];
    const others = rules.filter(({ grpc }) => !grpc).flatMap((rule) => rule.names);
    return rules
      .filter(({ grpc }) => grpc)
      .flatMap((rule) => rule.names)
      .filter((name) => !others.includes(name));
  });
  return new Set(names.map((name) => name.toLowerCase()));
}

export const says: Readonly<Record<HttpRule['live'], string>> = {
  redirect: 'redirects',
  forward: 'forwards',
  other: 'does something else',
  gone: 'is gone',
};

export interface Seen {
  readonly manifest: string;
  readonly template: string;
  readonly live: string;
  readonly agree: boolean;
}

/** What the manifest, the deployed template and the load balancer say of a service, each in a word or two. */
export function seen(service: ServiceTls): Seen {
  const rules = movableRules(service);
  const manifest = service.manifest?.rules.filter(({ grpc }) => !grpc).map(({ redirects }) => redirects);
  const told = manifest?.map((redirects): HttpAnswer => (redirects ? 'redirect' : 'forward'));
  const template = rules.map((rule) => rule.answer);
  const live = rules.map((rule) => rule.live);
  const all = [...(told ?? []), ...template, ...live];
  return {
    manifest: told === undefined ? 'is not here' : summed(told),
    template: summed(template),
    live: summed(live),
    agree: new Set(all).size === 1,
  };
}

function summed(answers: readonly HttpRule['live'][]): string {
  const kinds = [...new Set(answers)];
  const [only] = kinds;
  if (only === undefined) return 'has no such rule';
  if (kinds.length === 1) return says[only];
  return kinds
    .map((kind) => `${says[kind]} in ${answers.filter((answer) => answer === kind).length}`)
    .join(', ');
}
