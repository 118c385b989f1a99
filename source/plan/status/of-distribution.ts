import { uniqueAliases } from '../../cdn/aliases.ts';
import { stackStatus } from '../../stack/status.ts';
import { ifKnown, type LiveDistribution, liveDistribution, type StatusFacts } from './facts.ts';
import { few, note, problem, type StatusFinding, warning } from './finding.ts';

/** The distribution as CloudFront has it, against the one that is deployed. */
export function ofDistribution(facts: StatusFacts): readonly StatusFinding[] {
  const { deployed, distribution, environment, services } = facts;
  const { name } = environment;
  if (!deployed.cdn.enabled)
    return [note('cdn-off', 'distribution', `${name} has no CDN.`, `copilot-cdn setup --env ${name}`)];
  if (services.length === 0)
    return [
      note(
        'no-services',
        'distribution',
        `The CDN of ${name} is made with the first service behind a load balancer, and there is none.`,
        `copilot svc deploy --env ${name}`,
      ),
    ];
  if (ifKnown(distribution) === 'gone')
    return [
      problem(
        'distribution-gone',
        'distribution',
        'The stack believes in a distribution that CloudFront does not have: somebody deleted it by hand.',
        `Lead the names to the load balancer, and have the stack forget it: copilot-cdn off --env ${name}`,
        `Then make another: copilot-cdn setup --env ${name}`,
      ),
    ];
  const live = liveDistribution(facts);
  return live === undefined ? [] : ofLive(live, facts);
}

function ofLive(live: LiveDistribution, facts: StatusFacts): readonly StatusFinding[] {
  return [...ofState(live), ...ofFloor(live), ...(isAtRest(facts) ? drift(live, facts) : [])];
}

/** While an update runs, AWS answers with the new template already. */
function isAtRest({ stack }: StatusFacts): boolean {
  return stackStatus(stack.status).settled;
}

function ofState({ id, enabled, status }: LiveDistribution): readonly StatusFinding[] {
  if (!enabled)
    return [
      problem(
        'distribution-disabled',
        'distribution',
        `${id} is disabled: CloudFront answers nobody.`,
        `Enable it: CloudFront console, Distributions, ${id}, Enable`,
      ),
    ];
  if (status === 'Deployed') return [];
  return [
    note(
      'distribution-in-progress',
      'distribution',
      `${id} is on its way to the edge, which takes some minutes; until then visitors may get what was there before.`,
    ),
  ];
}

/** AWS has told everybody to leave what is older than TLS 1.2 (CloudFront developer guide, "Supported protocols and ciphers"). */
function ofFloor({
  certificateArn,
  minimumProtocolVersion: floor,
}: LiveDistribution): readonly StatusFinding[] {
  if (certificateArn === undefined || floor === undefined || /^TLSv1\.[23]/.test(floor)) return [];
  return [
    note(
      'tls-floor-low',
      'distribution',
      `Visitors may use ${floor}, which browsers gave up in 2020.`,
      'MinimumProtocolVersion: TLSv1.2_2021 in overrides/cfn.patches.yml, copilot env deploy',
    ),
  ];
}

/** What somebody changed by hand: CloudFormation does not see it, and no deployment of the same template takes it back. */
function drift(live: LiveDistribution, facts: StatusFacts): readonly StatusFinding[] {
  return [...driftOfSettings(live, facts), ...driftOfAliases(live, facts)];
}

function driftOfSettings(live: LiveDistribution, facts: StatusFacts): readonly StatusFinding[] {
  const { certificate, minimumTls, terminateTls } = facts.deployed.cdn;
  const httpOnly = live.originProtocols.includes('http-only');
  const differences = [
    ...(certificate !== undefined && live.certificateArn !== certificate
      ? [`it shows ${live.certificateArn ?? "CloudFront's own certificate"}, deployed is ${certificate}`]
      : []),
    ...(minimumTls !== undefined && live.minimumProtocolVersion !== minimumTls
      ? [`it takes ${live.minimumProtocolVersion} and up, deployed is ${minimumTls}`]
      : []),
    ...(httpOnly !== terminateTls
      ? [`it asks the load balancer ${httpOnly ? 'over HTTP' : 'as its visitors ask'}, deployed is the other`]
      : []),
  ];
  if (differences.length === 0) return [];
  return [
    warning(
      'distribution-changed-by-hand',
      'distribution',
      `${live.id} is not as it was deployed: ${differences.join('; ')}.`,
      `Put it back in the CloudFront console: a deployment of the same template does not`,
    ),
  ];
}

function driftOfAliases(live: LiveDistribution, facts: StatusFacts): readonly StatusFinding[] {
  const wanted = wantedAliases(facts);
  if (wanted === undefined) return [];
  const has = new Set(live.aliases.map((name) => name.toLowerCase()));
  const missing = wanted.filter((name) => !has.has(name.toLowerCase()));
  const known = new Set(wanted.map((name) => name.toLowerCase()));
  const strays = live.aliases.filter((name) => !known.has(name.toLowerCase()));
  const console = `CloudFront console, ${live.id}, Alternate domain names`;
  return [
    ...(missing.length === 0
      ? []
      : [
          problem(
            'alias-missing',
            'distribution',
            `${live.id} does not answer for ${few(missing)}, which ${missing.length === 1 ? 'is a name' : 'are names'} of the services.`,
            `Add ${missing.length === 1 ? 'it' : 'them'}: ${console}`,
          ),
        ]),
    ...(strays.length === 0
      ? []
      : [
          warning(
            'alias-stray',
            'distribution',
            `${live.id} answers for ${few(strays)}, which no service has: the next deployment that touches the names takes ${strays.length === 1 ? 'it' : 'them'} off.`,
            `Give it to a service with http.alias, or take it off: ${console}`,
          ),
        ]),
  ];
}

/** Undefined where the distribution has none by right: without a certificate it answers for its own name only. */
function wantedAliases({ stack, deployed, application }: StatusFacts): readonly string[] | undefined {
  if (!deployed.hasUniqueAliases) return undefined;
  if (deployed.cdn.certificate === undefined && application.domain === '') return undefined;
  const { Aliases = '', ALBWorkloads = '' } = stack.parameters;
  const own = deployed.cdn.staticAssets?.alias ?? '';
  return uniqueAliases(Aliases, ALBWorkloads, [own, ...deployed.cdn.extraAliases]);
}
