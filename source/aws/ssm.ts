import { abortable, type Connection, clients } from './connection.ts';
import { awsErrorCode, describing } from './errors.ts';

const load = () => import('./sdk/ssm.ts');
const ssm = clients('ssm', async (settings) => new (await load()).SSMClient(settings));

export interface Parameter {
  readonly name: string;
  readonly value: string;
}

/** The parameter's value; undefined when there is no such parameter in the connection's region. */
export async function readParameter(
  connection: Connection,
  name: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const doing = { ...connection, what: `reading the parameter ${name}`, action: 'ssm:GetParameter' };
  return describing(doing, async () => {
    const { GetParameterCommand } = await load();
    const client = await ssm(connection);
    try {
      const { Parameter } = await client.send(new GetParameterCommand({ Name: name }), abortable(signal));
      return Parameter?.Value;
    } catch (error) {
      if (awsErrorCode(error) === 'ParameterNotFound') return undefined;
      throw error;
    }
  });
}

export interface NewParameter {
  readonly name: string;
  readonly value: string;
  readonly description: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Makes a parameter, and leaves one that is there as it is. */
export async function makeParameter(
  connection: Connection,
  { name, value, description, tags }: NewParameter,
  signal?: AbortSignal,
): Promise<'made' | 'there'> {
  const doing = { ...connection, what: `writing the parameter ${name}`, action: 'ssm:PutParameter' };
  return describing(doing, async () => {
    const { PutParameterCommand } = await load();
    const client = await ssm(connection);
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    try {
      await client.send(
        new PutParameterCommand({ Name: name, Value: value, Description: description, Type: 'String', Tags }),
        abortable(signal),
      );
      return 'made';
    } catch (error) {
      if (awsErrorCode(error) === 'ParameterAlreadyExists') return 'there';
      throw error;
    }
  });
}

/** Every parameter directly under the path, all pages, in SSM's order. */
export async function readParametersUnder(
  connection: Connection,
  path: string,
  signal?: AbortSignal,
): Promise<readonly Parameter[]> {
  const doing = {
    ...connection,
    what: `reading the parameters under ${path}`,
    action: 'ssm:GetParametersByPath',
  };
  return describing(doing, async () => {
    const { paginateGetParametersByPath } = await load();
    const client = await ssm(connection);
    const found: Parameter[] = [];
    for await (const page of paginateGetParametersByPath({ client }, { Path: path }, abortable(signal))) {
      for (const { Name, Value } of page.Parameters ?? []) {
        if (Name !== undefined && Value !== undefined) found.push({ name: Name, value: Value });
      }
    }
    return found;
  });
}

/** Deletes a parameter; one that is gone already is fine. */
export async function deleteParameter(
  connection: Connection,
  name: string,
  signal?: AbortSignal,
): Promise<void> {
  const doing = { ...connection, what: `deleting the parameter ${name}`, action: 'ssm:DeleteParameter' };
  await describing(doing, async () => {
    const { DeleteParameterCommand } = await load();
    const client = await ssm(connection);
    await client
      .send(new DeleteParameterCommand({ Name: name }), abortable(signal))
      .catch((error: unknown) => {
        if (awsErrorCode(error) !== 'ParameterNotFound') throw error;
      });
  });
}
