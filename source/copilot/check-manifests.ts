import { UserError } from '../errors.ts';
import { parseSource } from '../yaml/source-document.ts';
import { SourceError } from '../yaml/source-error.ts';
import { checkEnvironmentManifest } from './environment-manifest/check.ts';
import { type EnvironmentManifest, openEnvironmentManifest } from './environment-manifest/read.ts';
import { type Finding, findingAt, inOrder } from './finding.ts';
import { plainAt, stringOf } from './go-yaml.ts';
import type { ManifestOrigin } from './manifest-origin.ts';
import { nearest } from './nearest.ts';
import { overriddenIn } from './overrides.ts';
import { refuseAliases } from './refuse-aliases.ts';
import { nameViolations } from './rules.ts';
import { checkServiceManifest } from './service-manifest/check.ts';
import {
  loadBalancedWebService,
  openServiceManifest,
  type ServiceManifest,
} from './service-manifest/read.ts';
import { checkStaticSiteManifest } from './static-site-manifest/check.ts';
import { openStaticSiteManifest, staticSite } from './static-site-manifest/read.ts';
import { checkTogether } from './together-rules.ts';

/** A manifest file, with what its place says about it. */
export interface ManifestText {
  /** As it is named to people. */
  readonly file: string;
  readonly text: string;
  /** Undefined outside of a workspace. */
  readonly folder?: string;
  /** By its place; outside of a workspace its `type` decides. */
  readonly kind?: 'environment' | 'workload';
}

export interface CheckedManifest {
  readonly file: string;
  /** Copilot's word for it; undefined when the file does not tell. */
  readonly type: string | undefined;
  readonly findings: readonly Finding[];
}

/** What is known around the manifests. */
export interface Surroundings {
  readonly application: string | undefined;
  readonly variables: ManifestOrigin['variables'];
  /** Manifests of environments that services are compared with, but that are not asked about themselves. */
  readonly context?: readonly ManifestText[];
}

const environmentType = 'Environment';

/** The types of workloads that Copilot knows (docs/copilot.md, 1). */
const workloadTypes = [
  loadBalancedWebService,
  'Backend Service',
  'Worker Service',
  'Request-Driven Web Service',
  staticSite,
  'Scheduled Job',
];

/**
 * Checks manifests, each for itself and services against the environments among them. Nothing is thrown for a file that cannot be
 * read: that is a finding.
 */
export function checkManifests(
  manifests: readonly ManifestText[],
  around: Surroundings,
): readonly CheckedManifest[] {
  const all = [...manifests, ...(around.context ?? [])];
  const environments = all.flatMap((manifest) => openedEnvironment(manifest, around));
  return manifests.map((manifest) => checkOne(manifest, environments, around));
}

interface OpenedEnvironment {
  readonly file: string;
  /** Its folder's; its own outside of a workspace. */
  readonly name: string;
  /** Undefined when it cannot be read: the environment is there all the same. */
  readonly manifest: EnvironmentManifest | undefined;
}

function openedEnvironment(manifest: ManifestText, around: Surroundings): OpenedEnvironment[] {
  const { file, folder, kind } = manifest;
  try {
    if (kindOf(manifest) !== 'environment') return [];
    const opened = openEnvironmentManifest(manifest.text, originOf(manifest, around));
    return [{ file, name: folder ?? opened.name, manifest: opened }];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return kind === 'environment' && folder !== undefined
      ? [{ file, name: folder, manifest: undefined }]
      : [];
  }
}

function checkOne(
  manifest: ManifestText,
  environments: readonly OpenedEnvironment[],
  around: Surroundings,
): CheckedManifest {
  const { file } = manifest;
  try {
    const type = typeOf(manifest);
    return { file, type, findings: findingsOf(manifest, type, environments, around) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { file, type: undefined, findings: [findingOf(error)] };
  }
}

function findingsOf(
  manifest: ManifestText,
  type: string | undefined,
  environments: readonly OpenedEnvironment[],
  around: Surroundings,
): readonly Finding[] {
  const origin = originOf(manifest, around);
  if (kindOf(manifest) === 'environment') {
    const known = environments.find(({ file }) => file === manifest.file)?.manifest;
    return checkEnvironmentManifest(known ?? openEnvironmentManifest(manifest.text, origin));
  }
  if (type === loadBalancedWebService) {
    return forEachEnvironment(manifest, environments, around, (each, environment) => {
      const service: ServiceManifest = openServiceManifest(manifest.text, each);
      const together = environment === undefined ? [] : checkTogether(environment, service);
      return [...checkServiceManifest(service), ...together];
    });
  }
  if (type === staticSite) {
    return forEachEnvironment(manifest, environments, around, (each) =>
      checkStaticSiteManifest(openStaticSiteManifest(manifest.text, each)),
    );
  }
  return otherWorkload(manifest, type);
}

/**
 * A service is checked as it holds in each environment: those that have a manifest, and those that it overrides. Nowhere does its
 * base hold by itself, unless there are none.
 */
function forEachEnvironment(
  manifest: ManifestText,
  environments: readonly OpenedEnvironment[],
  around: Surroundings,
  check: (origin: ManifestOrigin, environment: EnvironmentManifest | undefined) => readonly Finding[],
): readonly Finding[] {
  const overridden = overriddenIn(parseSource(manifest.text, { file: manifest.file }).plain());
  const known = environments.map(({ name }) => name);
  const names = new Set([...known, ...overridden]);
  const each = names.size === 0 ? [undefined] : [...names];
  const findings = each.flatMap((name) =>
    check(
      { ...originOf(manifest, around), environment: name },
      environments.find((environment) => environment.name === name)?.manifest,
    ),
  );
  return inOrder([...findings, ...mistypedEnvironments(manifest, overridden, known)]);
}

/** An override for an environment that is not here may be for one of elsewhere, unless it looks like one that is. */
function mistypedEnvironments(
  { text, file }: ManifestText,
  overridden: readonly string[],
  known: readonly string[],
): readonly Finding[] {
  return overridden
    .filter((name) => !known.includes(name))
    .flatMap((name) => {
      const [meant] = nearest(name, known);
      if (meant === undefined || overridden.includes(meant)) return [];
      return [
        findingAt(parseSource(text, { file }), ['environments', name], {
          code: 'environment-unknown',
          severity: 'warning',
          message: `No environment ${name} has a manifest here, so this part may hold nowhere.`,
          fix: `Write it as ${meant}, if that is what is meant.`,
        }),
      ];
    });
}

/** Of other workloads only what Copilot asks of all of them. */
function otherWorkload(
  { text, file, folder, kind }: ManifestText,
  type: string | undefined,
): readonly Finding[] {
  const source = parseSource(text, { file });
  refuseAliases(source);
  const name = stringOf(plainAt(source.plain(), ['name']));
  const named = nameViolations(name, folder).map(({ path, severity = 'error', ...words }) =>
    findingAt(source, path, { ...words, severity }),
  );
  if (type !== undefined && workloadTypes.includes(type)) return named;
  const types = kind === 'workload' ? workloadTypes : [environmentType, ...workloadTypes];
  const [meant] = nearest(type ?? '', types);
  return [
    ...named,
    findingAt(source, ['type'], {
      code: 'type-unknown',
      severity: 'error',
      message:
        type === undefined
          ? 'The manifest has no type.'
          : `Copilot knows no ${kind === 'workload' ? 'service or job of the ' : ''}type ${type}.`,
      fix: meant === undefined ? `Write one of: ${types.join(', ')}.` : `Write type: ${meant}`,
    }),
  ];
}

function originOf(manifest: ManifestText, around: Surroundings): ManifestOrigin {
  const { file, folder } = manifest;
  return {
    file,
    application: around.application,
    environment: manifest.kind === 'environment' ? folder : undefined,
    variables: around.variables,
    ...(folder !== undefined && { folder }),
  };
}

function kindOf(manifest: ManifestText): 'environment' | 'workload' {
  return manifest.kind ?? (typeOf(manifest) === environmentType ? 'environment' : 'workload');
}

function typeOf({ text, file }: ManifestText): string | undefined {
  return stringOf(plainAt(parseSource(text, { file }).plain(), ['type']));
}

/** A file that cannot be read as YAML, or in which a variable has a value that Copilot does not allow. */
export function findingOf(error: UserError): Finding {
  const { line, column } = error instanceof SourceError ? error.position : { line: 1, column: 1 };
  return {
    code: error.code,
    severity: 'error',
    message: error instanceof SourceError ? error.what : error.message,
    fix: error.next[0] ?? 'Mend the file.',
    path: '',
    line,
    column,
    endLine: line,
    endColumn: column + 1,
    excerpt: error.details,
  };
}
