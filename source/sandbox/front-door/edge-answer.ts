import type { Answer } from './visitor.ts';

/** An answer that the edge passes on or gives itself. */
export type EdgeAnswer = Omit<Answer, 'through'>;

/** CloudFront's own error page. */
export function refusal(status: number, why: string): EdgeAnswer {
  const body = `<HTML><HEAD><TITLE>ERROR: The request could not be satisfied</TITLE></HEAD><BODY>
<H1>${status} ERROR</H1>
<H2>The request could not be satisfied.</H2>
<!-- ${why} -->
</BODY></HTML>
`;
  return {
    status,
    headers: { server: 'CloudFront', 'content-type': 'text/html', 'x-cache': 'Error from cloudfront' },
    body,
    why,
  };
}
