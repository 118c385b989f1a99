import type { ApiCall } from '../aws/connection.ts';
import type { Emit } from '../event.ts';
import type { CommonOptions } from './options.ts';

const whose: Readonly<Record<ApiCall['identity'], string>> = {
  caller: 'you',
  'environment-manager': "the environment's manager role",
  'dns-delegation': "the application's DNS role",
};

/** `--verbose`: every AWS call, in which region, as whom, how long it took, how often it was tried. */
export function callListener(options: CommonOptions, emit: Emit): ((call: ApiCall) => void) | undefined {
  if (options.verbose !== true) return undefined;
  return (call) => {
    const tries = call.attempts > 1 ? `, ${call.attempts} attempts` : '';
    const failed = call.errorCode === undefined ? '' : `, ${call.errorCode}`;
    emit({
      type: 'notice',
      code: 'aws-call',
      level: 'information',
      message: `${call.service}:${call.operation} in ${call.region} as ${whose[call.identity]}, ${Math.round(call.milliseconds)} ms${tries}${failed}`,
    });
  };
}
