import { type ExitCode, exitCode } from '../errors.ts';
import { scenarioNamed } from '../sandbox/scenarios/index.ts';
import { chooseMode, type Mode } from './mode.ts';
import type { SandboxOptions, SetupOptions } from './options.ts';
import { createEmit, printerFor, tellFailure } from './reporting.ts';
import { openSandbox, type SandboxWorld } from './sandbox-world.ts';
import { setup } from './setup.ts';
import { siteDeploy } from './site/deploy.ts';
import { siteInit } from './site/init.ts';
import { tls } from './tls.ts';

/** A minute of AWS passes in a second. */
const demoSpeed = 60;

/** Settings of the person's own that would lead away from the sandbox. */
const ownSettings = ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'];

/** A new site and its deploy on a terminal; elsewhere, what is told ends once: the deploy of one that is there. */
async function sites(mode: Mode, answers: SetupOptions): Promise<ExitCode> {
  if (mode !== 'terminal') return siteDeploy('docs', answers);
  const code = await siteInit({});
  return code === exitCode.done ? siteDeploy(undefined, answers) : code;
}

/** The wizard against the sandbox, in a throw-away workspace. Without a terminal every question gets its recommended answer. */
export async function demo(scenario: string, options: SetupOptions & SandboxOptions): Promise<ExitCode> {
  const mode = chooseMode(options);
  let world: SandboxWorld;
  try {
    world = await openSandbox(scenario, { ...options, speed: options.speed ?? demoSpeed });
  } catch (error) {
    return tellFailure('demo', error, createEmit(printerFor(mode === 'terminal' ? 'plain' : mode, options)));
  }
  for (const name of Object.keys(process.env)) {
    if (ownSettings.includes(name) || name.startsWith('AWS_ENDPOINT_URL_')) delete process.env[name];
  }
  Object.assign(process.env, world.variables);
  try {
    const {
      profile: _profile,
      region: _region,
      workspace: _workspace,
      resolver: _resolver,
      connectTo: _connectTo,
      ...rest
    } = options;
    const answers = { ...rest, ...(mode !== 'terminal' && { yes: true }) };
    switch (scenarioNamed(scenario).shows) {
      case 'tls':
        return await tls(answers);
      case 'site':
        return await sites(mode, answers);
      default:
        return await setup(answers);
    }
  } finally {
    await world.close();
  }
}
