import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { readDeployedEnvironment, refuseUnpatchable } from '../cdn/deployed-environment.ts';
import { type EnvironmentPatch, patchEnvironmentTemplate } from '../cdn/environment-patch.ts';
import type { FunctionCode, ObjectLocation } from '../cdn/settings.ts';
import { settingsFromManifest } from '../cdn/settings-from-manifest.ts';
import { checkEnvironmentManifest } from '../copilot/environment-manifest/check.ts';
import { type EnvironmentManifest, readEnvironmentManifest } from '../copilot/environment-manifest/read.ts';
import { parseTemplateOverrides, type TemplateOverride } from '../copilot/template-overrides.ts';
import { readManifest } from '../copilot/workspace.ts';
import { type ExitCode, exitCode, UserError } from '../errors.ts';
import type { Emit } from '../event.ts';
import { fileChange } from '../plan/file-change.ts';
import { inLines, type LineWork } from './lines.ts';
import type { PatchOptions } from './options.ts';

/**
 * The environment's template with the manifest's CDN in it, on standard output; nothing is asked of AWS and nothing is written.
 * Its own output gives itself.
 */
export function patch(options: PatchOptions): Promise<ExitCode> {
  if (options.json === true) return inLines('patch', 'json', options, (work) => tell(options, work));
  // Whatever is not the template goes to standard error.
  return inLines('patch', 'plain', options, (work) => print(options, work), process.stderr);
}

async function print(options: PatchOptions, { emit }: LineWork): Promise<ExitCode> {
  const { patched, path, before } = await patchedTemplate(options);
  warn(patched, emit);
  if (options.diff !== true) process.stdout.write(patched.template);
  else if (patched.changed) {
    const { diff } = fileChange(path, before, patched.template);
    process.stdout.write(`--- ${path}\n+++ ${path}\n${diff}\n`);
  }
  return exitCode.done;
}

async function tell(options: PatchOptions, { emit }: LineWork): Promise<ExitCode> {
  const { patched, path, before } = await patchedTemplate(options);
  warn(patched, emit);
  if (patched.changed)
    emit({ type: 'change', step: 'template', ...fileChange(path, before, patched.template) });
  emit({
    type: 'result',
    command: 'patch',
    ok: true,
    exitCode: exitCode.done,
    summary: patched.changed
      ? `The template changes in ${patched.nodes.length} resources and outputs.`
      : 'The template says so already.',
    changed: patched.changed,
    nodes: patched.nodes,
    ...(options.diff !== true && { template: patched.template }),
  });
  return exitCode.done;
}

function warn({ metadataOnly }: EnvironmentPatch, emit: Emit): void {
  if (!metadataOnly) return;
  emit({
    type: 'notice',
    code: 'metadata-only',
    level: 'warning',
    message:
      'Only Metadata.Manifest differs, which CloudFormation takes for no change: copilot-cdn setup deploys it with a new LastForceDeployID.',
  });
}

interface Patched {
  readonly patched: EnvironmentPatch;
  /** As it was named. */
  readonly path: string;
  readonly before: string;
}

async function patchedTemplate(options: PatchOptions): Promise<Patched> {
  const path = relative(process.cwd(), resolve(options.template)) || options.template;
  const before = await readText(options.template, 'Name the file: --template FILE');
  const parameters = Object.fromEntries(options.param ?? []);
  const deployed = readDeployedEnvironment(before);
  const manifest = await readSoundManifest(options.manifest, parameters);
  refuseUnpatchable(deployed, manifest.name);
  const settings = settingsFromManifest(manifest, deployed, {
    parameters,
    prefixListId: options.prefixList,
    functionCode: functionCode(options),
    aliases: options.alias ?? [],
  });
  const overrides = await readOverrides(options.overrides);
  return { patched: patchEnvironmentTemplate(before, { ...settings, overrides }), path, before };
}

/** `-` is standard input. @throws UserError `file-not-readable` */
async function readText(file: string, next: string): Promise<string> {
  try {
    return await readFile(file === '-' ? '/dev/stdin' : file, 'utf8');
  } catch (cause) {
    throw new UserError({
      code: 'file-not-readable',
      message: `Reading ${file} failed: ${cause instanceof Error ? cause.message : String(cause)}.`,
      next: [next],
      cause,
    });
  }
}

async function readOverrides(file: string | undefined): Promise<readonly TemplateOverride[]> {
  if (file === undefined) return [];
  return parseTemplateOverrides(await readText(file, 'Name the file: --overrides FILE'), file);
}

/** @throws UserError `no-such-manifest`, `manifest-refused`, and what reading it throws */
async function readSoundManifest(
  file: string,
  { AppName, EnvironmentName }: Readonly<Record<string, string>>,
): Promise<EnvironmentManifest> {
  const found = await readManifest({ root: process.cwd() }, resolve(file));
  if (found === undefined) {
    throw new UserError({
      code: 'no-such-manifest',
      message: `Reading ${file}: there is no such file.`,
      next: ["Name the environment's manifest: --manifest copilot/environments/NAME/manifest.yml"],
    });
  }
  const manifest = readEnvironmentManifest(found.text, {
    file: found.relativePath,
    application: AppName,
    environment: EnvironmentName ?? nameIn(found.text),
    variables: process.env,
  });
  const errors = checkEnvironmentManifest(manifest).filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return manifest;
  throw new UserError({
    code: 'manifest-refused',
    message: `${file} breaks a rule of Copilot: ${first.message}`,
    next: errors.map((finding) => finding.fix),
    details: errors.map((finding) => `${file}:${finding.line}:${finding.column}  ${finding.message}`),
  });
}

/** The name of the environment, as it is written. */
function nameIn(manifest: string): string | undefined {
  return /^name: *["']?([a-z][a-z0-9-]*)/m.exec(manifest)?.[1];
}

function functionCode({ function: functions = [] }: PatchOptions): FunctionCode {
  const places = new Map<string, ObjectLocation>(functions);
  const uniqueJsonValues = places.get('UniqueJSONValuesFunction');
  const certificateReplicator = places.get('CertificateReplicatorFunction');
  return {
    ...(uniqueJsonValues !== undefined && { uniqueJsonValues }),
    ...(certificateReplicator !== undefined && { certificateReplicator }),
  };
}
