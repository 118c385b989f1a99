import { patchServiceTemplate, type ServicePatch } from '../cdn/service-patch.ts';
import { editServiceManifest, type ServiceManifestChange } from '../copilot/service-manifest/edit.ts';
import { UserError } from '../errors.ts';
import type { FileChange, ResourceChange } from '../event.ts';
import { stackStatus } from '../stack/status.ts';
import { fileChange } from './file-change.ts';
import { manifestRules } from './manifest-rules.ts';
import { memory } from './memory.ts';
import type { DeploymentStep, ManifestStep } from './step.ts';
import { movableRules, type ServiceManifestFacts, type ServiceTls, type Termination } from './tls-facts.ts';

/** Of so many services at once nothing is worked out twice. */
const many = 400;
const patches = memory<ServicePatch>(many);
const diffs = memory<FileChange>(many);
const edits = memory<string>(many);

/** Whose service it is, and where TLS is to end. */
export interface ServiceMove {
  readonly environment: string;
  readonly termination: Termination;
  /** The application has no other environment. */
  readonly only: boolean;
}

/**
 * What each rule of a service is to do over HTTP, by logical id. Where TLS ends at the edge, it forwards; else what the manifest says once
 * it is as if nothing had been written, and where no manifest tells, Copilot's default.
 */
export function wantedAnswers(
  service: ServiceTls,
  move: ServiceMove,
): ReadonlyMap<string, 'redirect' | 'forward'> {
  const told = afterwards(service, move);
  return new Map(
    movableRules(service).map(({ logicalId, index }) => {
      const redirects =
        move.termination === 'load-balancer' &&
        (told?.find((rule) => rule.index === index)?.redirects ?? true);
      return [logicalId, redirects ? 'redirect' : 'forward'] as const;
    }),
  );
}

function afterwards(service: ServiceTls, move: ServiceMove) {
  if (move.termination === 'edge') return undefined;
  if (service.manifest === undefined) return service.recorded;
  return manifestRules(editedManifest(service.manifest, move), service.manifest.origin);
}

/** The edit of a service's manifest; undefined where the manifest is not in this workspace. */
export function serviceManifestStep(service: ServiceTls, move: ServiceMove): ManifestStep | undefined {
  const { manifest, name } = service;
  if (manifest === undefined) return undefined;
  const { path, text } = manifest;
  const after = editedManifest(manifest, move);
  const done = after === text;
  const shown = fileChange(path, text, after);
  const edge = move.termination === 'edge';
  return {
    kind: 'manifest',
    id: `manifest-${name}`,
    title: `Manifest ${name}`,
    target: path,
    path,
    deployment: `service-${name}`,
    service: name,
    onDisk: true,
    before: text,
    after,
    done,
    summary: done ? 'already says so' : `+${shown.added} −${shown.removed}`,
    whenDone: edge
      ? 'says that HTTP is not redirected'
      : 'says nothing of redirects that TLS at the edge needs',
    why: 'The next deployment of the service makes its rules what its manifest says, so the manifest says it first.',
    changes: done ? [] : [shown],
  };
}

/** The deployment of a service's stack that changes what its rules do, and nothing else. */
export function serviceDeploymentStep(service: ServiceTls, move: ServiceMove): DeploymentStep | undefined {
  const { stack, name } = service;
  if (stack === undefined) return undefined;
  const wanted = wantedAnswers(service, move);
  const patch = patches(`${[...wanted].join()} ${stack.template}`, () =>
    patchServiceTemplate(stack.template, wanted),
  );
  const done = patch.nodes.length === 0 && stackStatus(stack.status).settled;
  const edge = move.termination === 'edge';
  const count = patch.nodes.length;
  return {
    kind: 'deployment',
    id: `service-${name}`,
    title: `Rules ${name}`,
    target: stack.name,
    stack: stack.name,
    service: name,
    template: patch.template,
    nodes: patch.nodes,
    needs: edge ? 'nothing' : 'tls-at-load-balancer',
    done,
    summary: done
      ? 'already deployed'
      : `${count === 1 ? 'a rule' : `${count} rules`} ${edge ? (count === 1 ? 'forwards' : 'forward') : count === 1 ? 'redirects' : 'redirect'} HTTP`,
    whenDone: edge ? 'HTTP goes to the tasks' : 'HTTP is answered as the manifest says',
    why: edge
      ? 'CloudFront will ask over HTTP: a rule that sends it to HTTPS would send visitors in circles. Until then nobody notices, for CloudFront asks as its visitors do.'
      : 'CloudFront asks over HTTPS again, so a redirect leads somewhere.',
    expectedMilliseconds: 40_000,
    changes: done
      ? []
      : [
          ...patch.nodes.map(
            ({ logicalId, resourceType, description }): ResourceChange => ({
              kind: 'resource',
              stack: stack.name,
              logicalId,
              resourceType,
              description,
              action: 'modify',
              replacement: 'no',
              properties: [],
              verdict: 'allowed',
            }),
          ),
          diffs(`${stack.name} ${stack.template} ${patch.template}`, () =>
            fileChange(`${stack.name} template`, stack.template, patch.template),
          ),
        ],
  };
}

/** @throws UserError `cannot-edit-safely` */
function editedManifest(manifest: ServiceManifestFacts, move: ServiceMove): string {
  const { environment, termination, only } = move;
  return edits(`${environment} ${termination} ${only} ${manifest.path} ${manifest.text}`, () =>
    termination === 'edge' ? withoutRedirects(manifest, move) : asIfNeverWritten(manifest, move),
  );
}

/**
 * Only where the environment is the only one, the base is edited, and only if that is enough; else the base stays, for it holds elsewhere,
 * and the environment's own part says it.
 */
function withoutRedirects(manifest: ServiceManifestFacts, { environment, only }: ServiceMove): string {
  const { path: file, text, origin } = manifest;
  const rules = manifest.rules.filter((rule) => !rule.grpc && rule.redirects).map(({ index }) => index);
  if (rules.length === 0) return text;
  const change: ServiceManifestChange = { redirectToHttps: false, rules };
  const base = only ? tried(() => editServiceManifest(text, change, { file })) : undefined;
  const enough =
    base !== undefined && manifestRules(base, origin).every((rule) => rule.grpc || !rule.redirects);
  return enough ? base : editServiceManifest(text, { ...change, environment }, { file });
}

function asIfNeverWritten(manifest: ServiceManifestFacts, { environment, only }: ServiceMove): string {
  const { path: file, text } = manifest;
  const rules = manifest.rules.filter((rule) => !rule.grpc).map(({ index }) => index);
  if (rules.length === 0) return text;
  const change: ServiceManifestChange = { redirectToHttps: null, rules };
  const own = editServiceManifest(text, { ...change, environment }, { file });
  return only ? (tried(() => editServiceManifest(own, change, { file })) ?? own) : own;
}

/** Undefined where the base has no such rule. */
function tried(edit: () => string): string | undefined {
  try {
    return edit();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
