import { exitCode, UserError } from '../errors.ts';
import { abortable, type Connection, clients } from './connection.ts';
import { describing } from './errors.ts';

const load = () => import('./sdk/sts.ts');
const sts = clients('sts', async (settings) => new (await load()).STSClient(settings));

export interface CallerIdentity {
  readonly account: string;
  readonly arn: string;
  /** `aws`, `aws-cn`, `aws-us-gov` */
  readonly partition: string;
}

/** Who the connection's credentials belong to. */
export async function callerIdentity(connection: Connection, signal?: AbortSignal): Promise<CallerIdentity> {
  return describing({ ...connection, what: 'asking AWS whose credentials these are' }, async () => {
    const { GetCallerIdentityCommand } = await load();
    const client = await sts(connection);
    const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}), abortable(signal));
    if (!Account || !Arn) {
      throw new UserError({
        code: 'unexpected-answer',
        message: 'Asking AWS whose credentials these are: the answer names no account.',
        next: ['Run the same command again; look at AWS_ENDPOINT_URL if it stays'],
        exitCode: exitCode.failed,
      });
    }
    return { account: Account, arn: Arn, partition: Arn.split(':')[1] ?? 'aws' };
  });
}
