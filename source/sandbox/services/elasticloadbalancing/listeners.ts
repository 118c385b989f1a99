import { type QueryInput, queryText, queryTexts } from '../../protocol/index.ts';
import { Fault } from '../../service.ts';
import type { Listener, LoadBalancer, Region } from '../../world.ts';
import { describeActions } from './actions.ts';
import { loadBalancerOf } from './load-balancers.ts';
import { markedPage } from './page.ts';

/** Throws `LoadBalancerNotFound`, `ListenerNotFound`, `ValidationError`. */
export function describeListeners(region: Region, input: QueryInput) {
  const balancerArn = queryText(input, 'LoadBalancerArn');
  const arns = queryTexts(input, 'ListenerArns');
  if (balancerArn === undefined && arns.length === 0) {
    throw new Fault('ValidationError', 'You must specify either listener ARNs or a load balancer ARN');
  }
  const wanted =
    balancerArn === undefined
      ? arns.map((arn) => listenerOf(region, arn))
      : listenersOf(loadBalancerOf(region, balancerArn));
  const page = markedPage(wanted, input);
  return { Listeners: page.items.map(describe), NextMarker: page.next };
}

interface Placed {
  readonly balancer: LoadBalancer;
  readonly listener: Listener;
}

function listenersOf(balancer: LoadBalancer): readonly Placed[] {
  return [...balancer.listeners.values()].map((listener) => ({ balancer, listener }));
}

/** Throws `ListenerNotFound`. */
export function listenerOf(region: Region, arn: string): Placed {
  const all = [...region.loadBalancers.values()].flatMap(listenersOf);
  const found = all.find(({ listener }) => listener.arn === arn);
  if (found === undefined) throw new Fault('ListenerNotFound', 'One or more listeners not found');
  return found;
}

function describe({ balancer, listener }: Placed) {
  const secure = listener.protocol === 'HTTPS';
  return {
    ListenerArn: listener.arn,
    LoadBalancerArn: balancer.arn,
    Port: listener.port,
    Protocol: listener.protocol,
    // The list holds the default certificate only, as in AWS; further ones need DescribeListenerCertificates.
    Certificates: secure
      ? listener.certificates.slice(0, 1).map((arn) => ({ CertificateArn: arn }))
      : undefined,
    SslPolicy: secure ? 'ELBSecurityPolicy-2016-08' : undefined,
    DefaultActions: describeActions(listener.defaultActions),
  };
}
