import { UserError } from '../errors.ts';
import { abortable, type Connection, clients } from './connection.ts';
import { describing } from './errors.ts';

const load = () => import('./sdk/ec2.ts');
const ec2 = clients('ec2', async (settings) => new (await load()).EC2Client(settings));

export interface PrefixList {
  readonly id: string;
  /** How many rules it counts for in a security group's quota. */
  readonly maxEntries: number;
}

const listName = 'com.amazonaws.global.cloudfront.origin-facing';

/**
 * AWS's own list of the addresses from which CloudFront calls origins, in the connection's region (docs/copilot.md, 5.7).
 * @throws UserError `prefix-list-not-found` unless there is exactly one
 */
export async function cloudFrontPrefixList(
  connection: Connection,
  signal?: AbortSignal,
): Promise<PrefixList> {
  const doing = {
    ...connection,
    what: `looking for CloudFront's prefix list in ${connection.region}`,
    action: 'ec2:DescribeManagedPrefixLists',
  };
  return describing(doing, async () => {
    const { DescribeManagedPrefixListsCommand } = await load();
    const client = await ec2(connection);
    const command = new DescribeManagedPrefixListsCommand({
      Filters: [{ Name: 'prefix-list-name', Values: [listName] }],
    });
    const { PrefixLists = [] } = await client.send(command, abortable(signal));
    const id = PrefixLists[0]?.PrefixListId;
    if (PrefixLists.length !== 1 || !id) {
      throw new UserError({
        code: 'prefix-list-not-found',
        message: `Looking for CloudFront's prefix list in ${connection.region}: there are ${PrefixLists.length} lists named ${listName}, and it takes exactly one to close the load balancer to everyone else.`,
        next: ['Leave the load balancer open to the internet: --no-restrict-ingress'],
      });
    }
    // AWS documents a weight of 55; an answer without a number counts as that.
    return { id, maxEntries: PrefixLists[0]?.MaxEntries ?? 55 };
  });
}
