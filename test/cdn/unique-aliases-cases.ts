/** Title, parameter `Aliases`, parameter `ALBWorkloads`, further names, and what comes of them. */
export const uniqueAliasesCases = [
  [
    'names of services behind the load balancer, and the additional ones',
    '{"a":["x.com","y.com"],"b":["x.com"],"c":["z.com"]}',
    'a,b',
    ['s.com'],
    ['s.com', 'x.com', 'y.com'],
  ],
  ['nothing when no service has a name', '', 'a,b', [], []],
  ['nothing when no service is behind the load balancer', '{"a":["x.com"]}', '', [], []],
  [
    'upper case before lower case, as code units go',
    '{"a":["b.com","B.com","a.com"]}',
    'a',
    [],
    ['B.com', 'a.com', 'b.com'],
  ],
  ['no empty additional name', '{"a":["x.com"]}', 'a', ['', 'w.com'], ['w.com', 'x.com']],
] as const;
