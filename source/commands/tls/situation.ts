import type { FactEvent } from '../../event.ts';
import type { Facts } from '../../plan/facts.ts';
import { type OutsideService, partOf, type ServiceTls, seen } from '../../plan/tls-facts.ts';

/** Each service, with what its manifest, its stack and the load balancer say of HTTP; and where TLS ends. */
export function serviceFacts({ deployed, tls }: Facts): FactEvent[] {
  return [
    {
      type: 'fact',
      name: 'tls-ends-at',
      value: deployed.cdn.terminateTls ? 'edge' : 'load-balancer',
      text: `TLS ends at ${deployed.cdn.terminateTls ? 'the edge' : 'the load balancer'}`,
    },
    ...(tls?.services ?? []).map((service): FactEvent => {
      const { manifest, template, live, agree } = seen(service);
      return {
        type: 'fact',
        name: 'service-rules',
        value: [service.name, partOf(service), manifest, template, live, agree ? 'agree' : 'disagree'],
        text: `${service.name}: ${words(service)}`,
      };
    }),
    ...(tls?.outside ?? []).map(({ name, why }): FactEvent => {
      return { type: 'fact', name: 'service-outside', value: [name, why], text: `${name}: ${outside[why]}` };
    }),
  ];
}

const outside: Readonly<Record<OutsideService['why'], string>> = {
  'own-load-balancer': 'a load balancer of its own, outside of the CDN',
  'no-load-balancer': 'not behind the load balancer',
};

function words(service: ServiceTls): string {
  switch (partOf(service)) {
    case 'no-stack':
      return 'no stack of that name';
    case 'no-https':
      return 'no HTTPS at the load balancer, nothing redirects';
    case 'grpc':
      return 'gRPC, cannot be asked over HTTP, stays as it is';
    case 'moves': {
      const { manifest, template, live, agree } = seen(service);
      return `manifest ${manifest} · stack ${template} · load balancer ${live}${agree ? '' : ' (they differ)'}`;
    }
  }
}
