import type { Need, Who } from './needs.ts';
import type { CommandNeeds } from './try-commands.ts';

const head = `# Permissions

Which permissions each command takes: what it really asked of AWS in the sandbox, written down by \`npm run least-privilege\`. Words in capitals stand for your own names. \`check\`, \`patch\`, \`replay\`, \`demo\`, \`sandbox\` and
\`completion\` ask AWS for nothing. \`resume\` takes what the command takes that it goes on with; \`status\` leaves out what it may not read, and says so.

Three identities act (see [architecture](architecture.md)): you, the environment's manager role, and with a domain of Copilot's own the application's DNS role. The two roles are Copilot's and may already what is asked of
them, or the site's own template lets them. What CloudFormation changes, it changes as the environment's execution role, which the manager role passes to it.

\`acm:SearchCertificates\` is the newer way to list certificates; where it is denied, \`acm:ListCertificates\` and \`acm:DescribeCertificate\` do, more slowly. \`sts:GetCallerIdentity\` takes no permission.
`;

/** docs/permissions.md, whole. */
export function permissionsPage(commands: readonly CommandNeeds[]): string {
  return [head, table(commands), ...commands.map(section)].join('\n');
}

/** Actions of your own, and which commands ask for them. */
function table(commands: readonly CommandNeeds[]): string {
  const asks = ({ always, sometimes }: CommandNeeds, action: string): string => {
    const has = (needs: readonly Need[]) =>
      needs.some((need) => need.who === 'caller' && need.action === action);
    if (has(always)) return 'yes';
    return sometimes.some(({ needs }) => has(needs)) ? 'some' : '';
  };
  const actions = commands.flatMap(({ always, sometimes }) =>
    [...always, ...sometimes.flatMap(({ needs }) => needs)]
      .filter(({ who }) => who === 'caller')
      .map(({ action }) => action),
  );
  const rows = [...new Set(actions)]
    .sort()
    .map((action) => [`\`${action}\``, ...commands.map((command) => asks(command, action))]);
  const titles = ['your action', ...commands.map(({ command }) => command)];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return `## At a glance

\`some\`: only on some ways through the command.

${[line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n')}
`;
}

const policyTitles: Readonly<Record<Who, string>> = {
  caller: 'You',
  manager: 'The manager role',
  dns: "The application's DNS role",
};

function section({ command, always, sometimes }: CommandNeeds): string {
  const blocks = [
    `## ${command}`,
    ...policies(always, ''),
    ...sometimes.flatMap(({ only, needs }) => policies(needs, `, ${only} as well`)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** Your own as a policy to paste; what roles do that Copilot made, as a list. */
function policies(needs: readonly Need[], suffix: string): readonly string[] {
  return (['caller', 'manager', 'dns'] as const).flatMap((who) => {
    const its = needs.filter((need) => need.who === who);
    if (its.length === 0) return [];
    if (who === 'caller') return [`${policyTitles[who]}${suffix}:`, `\`\`\`json\n${policy(its)}\n\`\`\``];
    const actions = [...new Set(its.map(({ action }) => `\`${action}\``))].join(', ');
    return [`${policyTitles[who]}${suffix}: ${actions}`];
  });
}

function policy(needs: readonly Need[]): string {
  const byResource = new Map<string, string[]>();
  for (const { action, resource } of needs)
    byResource.set(resource, [...(byResource.get(resource) ?? []), action]);
  const statements = [...byResource].map(
    ([resource, actions]) =>
      `    { "Effect": "Allow", "Action": ${JSON.stringify(actions).replaceAll(',', ', ')}, "Resource": "${resource}" }`,
  );
  return `{\n  "Version": "2012-10-17",\n  "Statement": [\n${statements.join(',\n')}\n  ]\n}`;
}
