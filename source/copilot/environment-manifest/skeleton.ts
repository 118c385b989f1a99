import { packageFile } from '../../package-root.ts';
import { editSource } from '../../yaml/edit.ts';
import type { PlainMap } from '../../yaml/plain-value.ts';
import { pairLines, renderBlock, type Style } from '../../yaml/render.ts';

/** What Copilot wrote down about an environment that is older than manifests of environments (docs/copilot.md, 2.1). */
export interface EnvironmentAsMade {
  readonly importedVpc?: {
    readonly id: string;
    readonly publicSubnets: readonly string[];
    readonly privateSubnets: readonly string[];
  };
  readonly adjustedVpc?: {
    readonly cidr: string;
    readonly zones: readonly string[];
    readonly publicSubnets: readonly string[];
    readonly privateSubnets: readonly string[];
  };
  readonly certificates: readonly string[];
  readonly internalSubnets: readonly string[];
  readonly internalVpcIngress: boolean;
  readonly containerInsights?: boolean;
}

const style: Style = { step: 2, dash: 2, quotes: 'plain' };

/** The manifest that Copilot takes such an environment for, as text. */
export function environmentSkeleton(name: string, made: EnvironmentAsMade): string {
  const head = editSource(packageFile('templates/manifests/environment.yml'), [
    { op: 'set', path: ['name'], value: name },
  ]);
  const sections = { network: networkOf(made), http: httpOf(made), observability: observabilityOf(made) };
  const written = Object.entries(sections).flatMap(([key, section]) =>
    section === undefined ? [] : ['', ...pairLines(key, renderBlock(section, style), style)],
  );
  return head + written.map((line) => `${line}\n`).join('');
}

/** An imported VPC wins over an adjusted one, as it does in Copilot. */
function networkOf({ importedVpc, adjustedVpc }: EnvironmentAsMade): PlainMap | undefined {
  if (importedVpc !== undefined) {
    const { id, publicSubnets, privateSubnets } = importedVpc;
    return vpc(
      { id },
      publicSubnets.map((subnet) => ({ id: subnet })),
      privateSubnets.map((subnet) => ({ id: subnet })),
    );
  }
  if (adjustedVpc === undefined) return undefined;
  const { cidr, zones, publicSubnets, privateSubnets } = adjustedVpc;
  const inZone = (range: string, index: number): PlainMap => {
    const zone = zones[index];
    return zone === undefined ? { cidr: range } : { cidr: range, az: zone };
  };
  return vpc({ cidr }, publicSubnets.map(inZone), privateSubnets.map(inZone));
}

function vpc(of: PlainMap, open: readonly PlainMap[], inside: readonly PlainMap[]): PlainMap {
  const subnets = {
    ...(open.length > 0 && { public: open }),
    ...(inside.length > 0 && { private: inside }),
  };
  return { vpc: { ...of, ...(Object.keys(subnets).length > 0 && { subnets }) } };
}

/** Without public subnets the load balancer is an internal one, and the certificates are its. */
function httpOf(made: EnvironmentAsMade): PlainMap | undefined {
  const { importedVpc, certificates, internalSubnets, internalVpcIngress } = made;
  const internal = importedVpc !== undefined && importedVpc.publicSubnets.length === 0;
  const side = {
    ...(certificates.length > 0 && { certificates }),
    ...(internal && internalSubnets.length > 0 && { subnets: internalSubnets }),
    ...(internal && internalVpcIngress && { ingress: { vpc: true } }),
  };
  if (Object.keys(side).length === 0) return undefined;
  return internal ? { private: side } : { public: side };
}

function observabilityOf({ containerInsights }: EnvironmentAsMade): PlainMap | undefined {
  return containerInsights === undefined ? undefined : { container_insights: containerInsights };
}
