import type { Scenario } from './scenario.ts';

/** An application with a domain of its own: names and the load balancer's certificate are looked after by its stacks. */
export const domain: Scenario = {
  name: 'domain',
  summary: 'an application with its own domain, names looked after by its stacks, no CDN',
  application: { name: 'shop', account: '111122223333', region: 'us-west-2', domain: 'example.com' },
  environments: [
    {
      name: 'prod',
      region: 'us-west-2',
      publicCertificates: [],
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
          aliases: ['www.example.com', 'web.prod.shop.example.com'],
          port: 80,
          answers: '<!doctype html><title>Shop</title><h1>The shop is open</h1>\n',
        },
      ],
    },
  ],
  hostedZones: [
    { name: 'example.com', id: 'Z0123456789EXAMPLE01' },
    { name: 'shop.example.com', id: 'Z0123456789EXAMPLE02' },
  ],
  certificates: [],
};
