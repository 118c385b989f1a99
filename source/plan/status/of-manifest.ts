import { checkEnvironmentManifest } from '../../copilot/environment-manifest/check.ts';
import type { EnvironmentManifest } from '../../copilot/environment-manifest/read.ts';
import { isPlainMap, type PlainValue } from '../../yaml/plain-value.ts';
import { parseSource } from '../../yaml/source-document.ts';
import type { StatusFacts } from './facts.ts';
import { ifKnown } from './facts.ts';
import { few, note, problem, type StatusFinding, warning } from './finding.ts';

/** The manifest in the workspace, against its rules and against what is deployed. */
export function ofManifest(facts: StatusFacts): readonly StatusFinding[] {
  const { manifest: seen, environment } = facts;
  if (!seen.known)
    return [problem('manifest-unreadable', 'manifest', seen.why, 'copilot-cdn check', ...seen.next)];
  const { manifest, path } = seen.value;
  if (manifest === undefined)
    return [
      note(
        'manifest-missing',
        'manifest',
        `There is no ${path} in this workspace: what is deployed is all there is.`,
        `copilot-cdn setup --env ${environment.name} writes it from what is deployed`,
      ),
    ];
  const findings = [...manifest.findings, ...checkEnvironmentManifest(manifest)];
  const broken = findings.filter(({ severity }) => severity === 'error');
  if (broken.length > 0) {
    const codes = few([...new Set(broken.map(({ code }) => code))]);
    return [
      problem(
        'manifest-breaks-rules',
        'manifest',
        `Copilot or AWS would refuse ${path}: ${codes}.`,
        `copilot-cdn check ${path}`,
      ),
    ];
  }
  return undeployed(manifest, path, facts);
}

interface Difference {
  readonly path: string;
  /** The command that makes AWS match the manifest. */
  readonly next: string;
}

function undeployed(
  manifest: EnvironmentManifest,
  path: string,
  facts: StatusFacts,
): readonly StatusFinding[] {
  const differences = differencesOfCdn(manifest, facts);
  if (differences.length > 0)
    return [
      warning(
        'manifest-undeployed',
        'manifest',
        `What ${path} says is not what is deployed: ${differences.map((each) => each.path).join(', ')}.`,
        ...new Set(differences.map(({ next }) => next)),
      ),
    ];
  const deployed = ifKnown(facts.deployedManifest);
  if (deployed === undefined) return [];
  if (besideTheCdn(deployed.interpolatedText) === besideTheCdn(manifest.interpolatedText)) return [];
  return [
    note(
      'manifest-differs',
      'manifest',
      `${path} differs from the deployed manifest in things that are not the CDN's.`,
      `copilot env deploy --name ${facts.environment.name}`,
    ),
  ];
}

function differencesOfCdn({ cdn, ingress }: EnvironmentManifest, facts: StatusFacts): readonly Difference[] {
  const { deployed, environment } = facts;
  const { name } = environment;
  const deploy = `copilot-cdn deploy --env ${name}`;
  if (cdn.enabled !== deployed.cdn.enabled) {
    const next = cdn.enabled
      ? deploy
      : `${deploy} takes the CDN down, in the order in which the site stays up; copilot-cdn setup --env ${name} writes it again`;
    return [{ path: 'cdn', next }];
  }
  if (!cdn.enabled) return [];
  const tls = `copilot-cdn tls --env ${name}`;
  const differs: readonly (Difference & { readonly is: boolean })[] = [
    { path: 'cdn.certificate', next: deploy, is: cdn.certificate !== deployed.cdn.certificate },
    // Services have to stop redirecting first, or redirect again.
    {
      path: 'cdn.terminate_tls',
      next: cdn.terminateTls ? tls : `${tls} --no-terminate-tls`,
      is: cdn.terminateTls !== deployed.cdn.terminateTls,
    },
    {
      path: 'cdn.static_assets',
      next: deploy,
      is: !sameAssets(cdn.staticAssets, deployed.cdn.staticAssets),
    },
    { path: 'http.public.ingress.cdn', next: deploy, is: ingress.cdn !== deployed.ingressRestricted },
  ];
  return differs.filter(({ is }) => is).map(({ path, next }) => ({ path, next }));
}

type Assets = EnvironmentManifest['cdn']['staticAssets'];

function sameAssets(one: Assets, other: Assets): boolean {
  return one?.alias === other?.alias && one?.location === other?.location && one?.path === other?.path;
}

/** What a manifest says of other things: comments and the order of lines do not count. */
function besideTheCdn(text: string): string {
  return JSON.stringify(withoutCdn(parseSource(text, { file: 'the manifest' }).plain()) ?? null);
}

/** The key stands at the top, and in both spellings of ingress. */
function withoutCdn(value: PlainValue): PlainValue | undefined {
  if (!isPlainMap(value)) return value;
  const kept = Object.entries(value)
    .filter(([key]) => key !== 'cdn')
    .flatMap(([key, inner]) => {
      const left = withoutCdn(inner);
      return left === undefined || left === null ? [] : [[key, left] as const];
    })
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
