import type { Scenario } from './scenario.ts';

/** The starting point of the demo: an environment that works, with certificates on its load balancer, without a CDN. */
export const fresh: Scenario = {
  name: 'fresh',
  summary: 'one environment, two services with names in a hosted zone, certificates, no CDN',
  application: { name: 'shop', account: '111122223333', region: 'us-west-2' },
  environments: [
    {
      name: 'prod',
      region: 'us-west-2',
      publicCertificates: ['load-balancer'],
      services: [
        {
          name: 'api',
          path: '/',
          aliases: ['api.example.com'],
          port: 8080,
          answers: '{"service":"api","status":"ok"}\n',
        },
        {
          name: 'web',
          path: '/',
          aliases: ['www.example.com'],
          port: 80,
          answers: '<!doctype html><title>Shop</title><h1>The shop is open</h1>\n',
        },
      ],
    },
  ],
  hostedZones: [
    {
      name: 'example.com',
      id: 'Z0123456789EXAMPLE01',
      toLoadBalancer: { 'api.example.com': 'prod', 'www.example.com': 'prod' },
      texts: { 'example.com': 'v=spf1 -all' },
    },
  ],
  certificates: [
    {
      id: 'load-balancer',
      region: 'us-west-2',
      names: ['*.example.com'],
      status: 'ISSUED',
      type: 'IMPORTED',
      madeDaysAgo: 120,
      validForDays: 245,
    },
    {
      id: 'wildcard',
      region: 'us-east-1',
      names: ['*.example.com', 'example.com'],
      status: 'ISSUED',
      madeDaysAgo: 184,
      validForDays: 211,
    },
    {
      id: 'www-only',
      region: 'us-east-1',
      names: ['www.example.com'],
      status: 'ISSUED',
      madeDaysAgo: 30,
      validForDays: 365,
    },
    {
      id: 'api-pending',
      region: 'us-east-1',
      names: ['api.example.com'],
      status: 'PENDING_VALIDATION',
      madeDaysAgo: 3,
    },
    {
      id: 'old-expired',
      region: 'us-east-1',
      names: ['old.example.com'],
      status: 'EXPIRED',
      type: 'IMPORTED',
      madeDaysAgo: 402,
      validForDays: -12,
    },
  ],
};
