import { registerWorkload } from '../../../copilot/register-workload.ts';
import { writeFileSafely } from '../../../copilot/safe-write.ts';
import { staticSite } from '../../../copilot/static-site-manifest/read.ts';
import { type ExitCode, exitCode, UserError } from '../../../errors.ts';
import type { Emit } from '../../../event.ts';
import type { InitPlan } from './new-manifest.ts';
import type { OpenInit } from './open-init.ts';

export interface InitWork {
  readonly open: OpenInit;
  readonly plan: InitPlan;
  /** The application is told of it. */
  readonly register: boolean;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

/**
 * Writes the manifest, then tells the application: should that fail, the same command goes on with it.
 * @throws UserError `file-changed`, `file-not-written`
 */
export async function carryOutInit(work: InitWork): Promise<ExitCode> {
  const { plan, emit } = work;
  if (plan.manifest !== undefined) {
    emit({ type: 'change', step: 'manifest', ...plan.manifest.change });
    await writeFileSafely(plan.manifest.path, plan.manifest.text, 'absent');
  }
  const isRegistered = work.register ? await register(work) : plan.registration === 'done';
  tellInit(work, isRegistered);
  return exitCode.done;
}

/** What these credentials may not do, somebody else's may. */
async function register({ open, plan, emit, signal }: InitWork): Promise<boolean> {
  const { opened, application } = open;
  if (opened === undefined) return false;
  if (plan.registration === 'done') return true;
  try {
    await registerWorkload(opened.caller, application, { name: plan.name, type: staticSite }, signal);
    return true;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    emit({ type: 'notice', code: 'site-not-registered', level: 'warning', message: error.message });
    return false;
  }
}

function tellInit({ open, plan, emit }: InitWork, isRegistered: boolean): void {
  const { name, manifest, site } = plan;
  const files = `${plan.files.toLocaleString('en')} ${plan.files === 1 ? 'file' : 'files'}`;
  const path = manifest?.change.path;
  emit({
    type: 'result',
    command: 'site init',
    ok: true,
    exitCode: exitCode.done,
    summary:
      path === undefined
        ? `${open.application} knows of ${name} now; its manifest stays as it was.`
        : `${path} describes ${name}: ${files}. Nothing is deployed yet.`,
    changed: true,
    site: name,
    manifest: path ?? null,
    files: plan.files,
    alias: site?.http?.alias ?? null,
    certificate: site?.http?.certificate ?? null,
    routing: site?.routing ?? null,
    registered: isRegistered,
    ...(!isRegistered && {
      left: [
        `Copilot does not list ${name} yet; with credentials that may write the application's records: copilot-cdn site init --name ${name}`,
      ],
    }),
    next: [deployCommand(open, plan)],
  });
}

function deployCommand({ environments }: OpenInit, { name, site }: InitPlan): string {
  const environment = site?.environment ?? (environments.length > 1 ? environments[0]?.name : undefined);
  const isMissing = site?.http !== undefined && site.http.certificate === undefined;
  return [
    `copilot-cdn site deploy ${name}`,
    ...(environment === undefined ? [] : [`--env ${environment}`]),
    ...(isMissing ? ['--certificate request'] : []),
  ].join(' ');
}

/** For `--dry-run`. */
export function tellInitDryRun({ plan, emit, register }: InitWork): ExitCode {
  if (plan.manifest !== undefined) emit({ type: 'change', step: 'manifest', ...plan.manifest.change });
  const also = register && plan.registration === 'to-do' ? ', and the application told of it' : '';
  emit({
    type: 'result',
    command: 'site init',
    ok: true,
    exitCode: exitCode.done,
    summary:
      plan.manifest === undefined
        ? `The application would be told of ${plan.name}. Nothing was changed.`
        : `${plan.manifest.change.path} would be written${also}. Nothing was changed.`,
    changed: false,
    next: ['the same command without --dry-run'],
  });
  return exitCode.done;
}
