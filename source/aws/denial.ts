import type { Doing } from './errors.ts';

const codes = [
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'AuthorizationError',
  'AuthorizationErrorException',
  'Forbidden',
];

/** Whether AWS knows who calls and does not let them. */
export function isDenied(error: Error): boolean {
  return codes.includes(error.name) || /is not authorized to perform/i.test(error.message) || isBare(error);
}

/** HEAD answers have no body, and some services answer 403 in a form that the SDK cannot name. */
function isBare(error: Error): boolean {
  if (!/^(403|Unknown\w*)$/.test(error.name) || !('$metadata' in error)) return false;
  const metadata = error.$metadata;
  return (
    typeof metadata === 'object' &&
    metadata !== null &&
    'httpStatusCode' in metadata &&
    metadata.httpStatusCode === 403
  );
}

/** Which action on which resource was denied to whom, and what to do about it. */
export function denial(
  error: Error,
  doing: Doing,
): { readonly message: string; readonly next: readonly string[] } {
  const said = read(error.message);
  const action = said.action ?? doing.action;
  const who = said.who ?? identities[doing.identity ?? 'caller'];
  const where = said.resource && said.resource !== '*' ? ` on ${said.resource}` : '';
  const because = said.explicit ? ' A policy denies it explicitly.' : '';
  return {
    message: action
      ? `${who} may not use ${action}${where}.${because}`
      : `AWS does not allow it to ${who}.${because}`,
    next: [
      action ? `Have ${action} allowed for it` : 'Have it allowed',
      ...(doing.identity === 'environment-manager'
        ? ["The manager role's permissions come with the environment's stack"]
        : ['Or use other credentials: --profile NAME']),
    ],
  };
}

const identities = {
  caller: 'your AWS identity',
  'environment-manager': "the environment's manager role",
  'dns-delegation': "the application's DNS delegation role",
} as const;

/** "User: ARN is not authorized to perform: ACTION on resource: ARN because no identity-based policy allows the ACTION action" */
function read(message: string): {
  readonly who?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly explicit: boolean;
} {
  const who = /User: (\S+) is not authorized/i.exec(message)?.[1];
  const action = /not authorized to perform: ([\w-]+:\w+)/i.exec(message)?.[1];
  const resource = /on (?:the )?resource: "?([^\s"]+)"?/i.exec(message)?.[1];
  return {
    ...(who !== undefined && { who }),
    ...(action !== undefined && { action }),
    ...(resource !== undefined && { resource }),
    explicit: /explicit deny/i.test(message),
  };
}
