import { expect, it } from 'vitest';
import { runApp } from '../../source/ui/render.tsx';
import type { Screen } from '../../source/wizard/screen.ts';
import * as fixtures from './fixtures.ts';
import { FakeTerminal } from './terminal.ts';

/** The frame that a person sees, whole. `ready` is in its last line. */
async function frame(screen: Screen, columns: number, rows: number, ready: string): Promise<string> {
  const terminal = new FakeTerminal(columns, rows);
  const conversation = fixtures.scriptedConversation(screen);
  const ended = runApp(conversation, {
    stdin: terminal.stdin,
    stdout: terminal.stdout,
    colour: false,
    ascii: false,
    clock: { now: () => fixtures.start + 134_000 },
  });
  const shown = screen.kind === 'end' ? '' : await terminal.waitFor(ready);
  conversation.show(screen.kind === 'end' ? screen : fixtures.endScreen);
  await ended;
  return `\n${screen.kind === 'end' ? terminal.screen() : shown}\n`;
}

it('opens', async () => {
  const opening: Screen = {
    kind: 'opening',
    header: {},
    past: [],
    doing: "Reading the application's records in us-west-2",
  };
  expect(await frame(opening, 80, 24, 'ctrl+c')).toMatchInlineSnapshot(`
    "
      copilot-cdn

      ◐ Reading the application's records in us-west-2

      ctrl+c quit
    "
  `);
});

it('shows where things stand and asks the first question', async () => {
  expect(await frame(fixtures.firstScreen, 80, 24, 'ctrl+c')).toMatchInlineSnapshot(`
    "
      copilot-cdn                                  shop · 111122223333 · us-west-2

      ✔ Environment   prod

        prod is reached through its load balancer, directly.

        Services        api  web          behind the load balancer
        Names           api.example.com   → load balancer
                        www.example.com   → load balancer
        CDN             off
      ! Load balancer   open to everyone
        TLS ends at     the load balancer

      ? Put CloudFront in front of prod?

      ❯ Yes   one distribution in front of both services   recommended
        Not now

      ↑↓ move   enter choose   esc back   ? explain   ctrl+c quit
    "
  `);
});

it('shows where things stand in 40 columns', async () => {
  expect(await frame(fixtures.firstScreen, 40, 20, 'ctrl+c')).toMatchInlineSnapshot(`
    "
     shop · 111122223333 · us-west-2
     ✔ Environment   prod

       prod is reached through its load
       balancer, directly.

       Services        api  web
                       behind the load bal…
       Names           api.example.com
                       → load balancer
                       www.example.com
       … 4 more lines

     ? Put CloudFront in front of prod?
     ❯ Yes   one distribution in front of…
       Not now
       one distribution in front of both
       services · recommended
     enter choose   esc back   ctrl+c quit
    "
  `);
});

it('shows a list that explains itself', async () => {
  expect(await frame(fixtures.certificateScreen, 80, 24, 'ctrl+c')).toMatchInlineSnapshot(`
    "
      copilot-cdn                                  shop · 111122223333 · us-west-2

      ✔ Environment   prod
      ✔ CDN           on

      ? Which certificate should visitors see?
        It must cover api.example.com and www.example.com.               filter: _

      ❯ *.example.com      covers both   211 days   renews itself   recommended
        www.example.com    misses api.example.com
        api.example.com    waiting for validation for 3 days
        shop.example.com   covers both   63 days    imported
      + Request a new certificate for these 2 names
      + Type an ARN

        4 in us-east-1. One more for *.example.com is in us-west-2, which
        CloudFront cannot use.

      ↑↓ move   enter choose   esc back   ? explain   ctrl+c quit
    "
  `);
});

it('shows the list in 40 columns, the row in focus in full below', async () => {
  expect(await frame(fixtures.certificateScreen, 40, 20, 'ctrl+c')).toMatchInlineSnapshot(`
    "
     shop · 111122223333 · us-west-2
     ✔ 2 answers so far

     ? Which certificate should visitors
       see?
       It must cover api.example.com and
       www.example.com.           filter: _

     ❯ *.example.com      covers both   21…
       www.example.com    misses api.examp…
       api.example.com    waiting for vali…
       shop.example.com   covers both   63…
     + Request a new certificate for these…
     + Type an ARN
       covers both · 211 days · renews
       itself · recommended
       4 in us-east-1. One more for
       *.example.com is in us-west-2, whic…
     enter choose   esc back   ctrl+c quit
    "
  `);
});

it('shows what has arrived of a list and what is on its way', async () => {
  const question = {
    ...fixtures.certificateQuestion,
    choices: fixtures.certificateQuestion.choices.slice(0, 1),
    pending: 'Asking ACM in us-east-1',
    footnotes: [],
  };
  expect(
    await frame({ ...fixtures.certificateScreen, past: [], question }, 80, 24, 'ctrl+c'),
  ).toMatchInlineSnapshot(`
    "
      copilot-cdn                                  shop · 111122223333 · us-west-2

      ? Which certificate should visitors see?
        It must cover api.example.com and www.example.com.               filter: _

      ❯ *.example.com   covers both   211 days   renews itself   recommended
      ◐ Asking ACM in us-east-1

      ↑↓ move   enter choose   esc back   ? explain   ctrl+c quit
    "
  `);
});

it('asks for a text', async () => {
  expect(await frame(fixtures.arnScreen, 80, 24, 'ctrl+c')).toMatchInlineSnapshot(`
    "
      copilot-cdn                                  shop · 111122223333 · us-west-2

      ✔ Environment   prod
      ✔ CDN           on

      ? What is the ARN of the certificate?
        In us-east-1, issued, for api.example.com and www.example.com.

      ❯ _ arn:aws:acm:us-east-1:…

      enter go on   esc back   ctrl+c quit
    "
  `);
});

it('shows the window of a list of 2,000', async () => {
  expect(await frame(fixtures.longScreen(2000), 80, 14, 'ctrl+c')).toMatchInlineSnapshot(`
    "
      copilot-cdn                                  shop · 111122223333 · us-west-2
      ✔ 2 answers so far

      ? Which bucket holds the static assets?                            filter: _
      ❯ assets-1.example.com      us-west-2   1 objects
        assets-2.example.com      us-west-2   2 objects
        assets-3.example.com      us-west-2   3 objects
        assets-4.example.com      us-west-2   4 objects
        assets-5.example.com      us-west-2   5 objects
        assets-6.example.com      us-west-2   6 objects
        assets-7.example.com      us-west-2   7 objects
        1 to 7 of 2,000
      ↑↓ move   enter choose   esc back   ? explain   ctrl+c quit
    "
  `);
});

it('shows a list with nothing in it', async () => {
  expect(await frame({ ...fixtures.longScreen(0), past: [] }, 80, 24, 'ctrl+c')).toMatchInlineSnapshot(`
    "
      copilot-cdn                                  shop · 111122223333 · us-west-2

      ? Which bucket holds the static assets?                            filter: _

        There is nothing to choose from.

      ↑↓ move   enter choose   esc back   ? explain   ctrl+c quit
    "
  `);
});

it('shows the review', async () => {
  expect(await frame(fixtures.reviewScreen, 80, 30, 'other changes')).toMatchInlineSnapshot(`
    "
      copilot-cdn                                  shop · 111122223333 · us-west-2
      ✔ 3 earlier answers
      ✔ Load balancer  closed to everyone but CloudFront

      Review                                          nothing happens before a yes

        1  Manifest    environments/prod/manifest.yml   +6 −1
        2  Deployment  shop-prod   adds 4 resources, changes 2         about 5 min
        3  Edge        the distribution answers for both names         about 3 min
        4  Deployment  shop-prod   closes the load balancer to         about 1 min
                                   everyone but CloudFront
        5  For you     2 DNS records, shown at the end

      1 Manifest ──────────────────────────── lines 2 to 9 of 11, pgdn   ←→ others
            container_insights: true
        + cdn:
        +   certificate: arn:aws:acm:us-east-1:111122…-1111-2222-3333-444455556666
          http:
            public:
        −     ingress: {}
        +     ingress:
        +       cdn: true

      ? Do it?
      ❯ Do it   recommended
        Write the manifest only
        Back
        Quit
      ←→ other changes   enter choose   esc back   ? explain   ctrl+c quit
    "
  `);
});

it('shows the review in 40 columns', async () => {
  expect(await frame(fixtures.reviewScreen, 40, 20, 'ctrl+c')).toMatchInlineSnapshot(`
    "
     shop · 111122223333 · us-west-2

     Review    nothing happens before a yes
       1  Manifest    environments/prod/ma…
       2  Deployment  shop-prod  adds 4 re…
       3  Edge        the distribution ans…
       4  Deployment  shop-prod  closes th…
       5  For you     2 DNS records, shown…

     1 Manifest ────────────── 2 to 3 of 11
           container_insights: true
       + cdn:

     ? Do it?
     ❯ Do it   recommended
       Write the manifest only
       Back
       Quit
     enter choose   esc back   ctrl+c quit
    "
  `);
});

it('shows a run under way', async () => {
  expect(await frame(fixtures.runScreen, 80, 24, 'v details')).toMatchInlineSnapshot(`
    "
      copilot-cdn                                  shop · 111122223333 · us-west-2

      prod gets its CDN                                      2m 14s, usually 9 min

      ✔ Manifest     written
      ◐ Deployment   shop-prod                                         2 of 4 done
        ✔ Unique aliases function                                              14s
        ✔ Unique aliases                                                        6s
        ◐ CloudFront distribution                           1m 41s of about 3m 30s
        ○ Environment manager role
      ○ Edge         E2EXAMPLE answers for both names
      ○ Deployment   closes the load balancer

      ctrl+c leave or cancel   v details
    "
  `);
});

it('shows a run under way in 40 columns', async () => {
  expect(await frame(fixtures.runScreen, 40, 20, 'v details')).toMatchInlineSnapshot(`
    "
     shop · 111122223333 · us-west-2

     prod gets its CDN               2m 14s

     ✔ Manifest     written
     ◐ Deployment   shop-prod   2 of 4 done
       ✔ Unique aliases function        14s
       ✔ Unique aliases                  6s
       ◐ CloudFront distribution     1m 41s
       ○ Environment manager role
     ○ Edge         E2EXAMPLE answers for…
     ○ Deployment   closes the load balanc…

     ctrl+c leave or cancel   v details
    "
  `);
});

it('names the cause while the stack goes back', async () => {
  expect(await frame(fixtures.rollingBackScreen, 80, 24, 'v details')).toMatchInlineSnapshot(`
    "
      copilot-cdn                                  shop · 111122223333 · us-west-2

      ✖ CloudFront distribution: One or more of the CNAMEs you provided are
        already associated with a different resource (CNAMEAlreadyExists, 409).
        CloudFormation takes shop-prod back to how it was.

      prod gets its CDN                                                     2m 14s

      ✔ Manifest     written
      ◐ Deployment   shop-prod                                          going back
        ◐ Unique aliases function, being removed                               14s
        ✔ Unique aliases, removed                                               3s
        ✖ CloudFront distribution, removed                                      5s
      ○ Edge         E2EXAMPLE answers for both names
      ○ Deployment   closes the load balancer

      ctrl+c leave or cancel   v details
    "
  `);
});

it('shows of many resources those that move, and counts the others', async () => {
  expect(await frame(fixtures.largeRunScreen, 80, 18, 'v details')).toMatchInlineSnapshot(`
    "
      copilot-cdn                                  shop · 111122223333 · us-west-2

      prod gets its CDN                                      2m 14s, usually 9 min

      ✔ Manifest     written
      ◐ Deployment   shop-prod                                       20 of 40 done
        ✔ Resource 19                                                          19s
        ✔ Resource 20                                                          20s
        ◐ Resource 21                                                          34s
        ◐ Resource 22                                                          34s
        ◐ Resource 23                                                          34s
        ○ Resource 24
          and 18 done, 16 to come
      ○ Edge         E2EXAMPLE answers for both names
      ○ Deployment   closes the load balancer

      ctrl+c leave or cancel   v details
    "
  `);
});

it('asks what Ctrl-C means', async () => {
  expect(await frame(fixtures.leavingScreen, 80, 24, 'enter choose')).toMatchInlineSnapshot(`
    "
      copilot-cdn                                  shop · 111122223333 · us-west-2

      prod gets its CDN                                      2m 14s, usually 9 min

      ✔ Manifest     written
      ◐ Deployment   shop-prod                                         2 of 4 done
        ✔ Unique aliases function                                              14s
        ✔ Unique aliases                                                        6s
        ◐ CloudFront distribution                           1m 41s of about 3m 30s
        ○ Environment manager role
      ○ Edge         E2EXAMPLE answers for both names
      ○ Deployment   closes the load balancer

      ? Leave the update of shop-prod?
        It goes on in AWS whatever you choose here.

      ❯ Keep watching   recommended
        Leave it running    come back with: copilot-cdn resume
        Cancel the update   CloudFormation takes shop-prod back to how it was

      ↑↓ move   enter choose   esc back   ? explain
    "
  `);
});

it('asks for consent with the changes in sight', async () => {
  expect(await frame(fixtures.consentScreen, 80, 24, 'enter choose')).toMatchInlineSnapshot(`
    "
      copilot-cdn                                  shop · 111122223333 · us-west-2

      prod gets its CDN                                      2m 14s, usually 9 min

      ✔ Manifest     written
      ◐ Deployment   shop-prod                                         2 of 4 done
        ✔ Unique aliases function                                              14s
        ◐ CloudFront distribution                           1m 41s of about 3m 30s
          and 1 done, 1 to come
      ○ Edge         E2EXAMPLE answers for both names
      ○ Deployment   closes the load balancer

      ! Visitors see the change within a minute.

      What would change ──────────────────────────────────────────────────────────
        ~ api.example.com   A in example.com
            − ALIAS shop-Publi-1ABC.us-west-2.elb.amazonaws.com
            + ALIAS d111111abcdef8.cloudfront.net

      ? Move the names to CloudFront?
      ❯ Move them   recommended
        Not now   the run ends here; resume goes on
      ↑↓ move   enter choose   ? explain
    "
  `);
});

it('keeps the changes in sight where the window is low', async () => {
  expect(await frame(fixtures.consentScreen, 60, 12, 'Not now')).toMatchInlineSnapshot(`
    "
      ! Visitors see the change within a minute.

      What would change ──────────────────────────────────────
        ~ api.example.com   A in example.com
            − ALIAS shop-Publi-1ABC.us-west-2.elb.amazonaws.c…
            + ALIAS d111111abcdef8.cloudfront.net

      ? Move the names to CloudFront?
      ❯ Move them   recommended
        Not now   the run ends here; resume goes on
      ↑↓ move   enter choose   ? explain
    "
  `);
});

it('ends with what is true now', async () => {
  expect(await frame(fixtures.endScreen, 80, 24, '')).toMatchInlineSnapshot(`
    "
      copilot-cdn                                  shop · 111122223333 · us-west-2

      prod gets its CDN                                                     9m 05s
      ✔ Manifest     written
      ✔ Deployment   shop-prod updated                                      5m 01s
      ✔ Edge         E2EXAMPLE answers for both names                       3m 02s
      ✔ Deployment   load balancer closed to everyone but CloudFront        1m 01s

      ✔ prod is reached through CloudFront: d111111abcdef8.cloudfront.net.

        What is left for you
          Commit copilot/environments/prod/manifest.yml.

        Next
          copilot-cdn status
    "
  `);
});

it('ends with the cause of a failure, the state and the way out', async () => {
  expect(await frame(fixtures.failedScreen, 80, 24, '')).toMatchInlineSnapshot(`
    "
      copilot-cdn                                  shop · 111122223333 · us-west-2

      ✖ www.example.com already belongs to another CloudFront distribution.

      prod gets its CDN                                                     1m 35s
      ✔ Manifest     written
      ✖ Deployment   shop-prod went back to how it was                      1m 35s
        ✖ CloudFront distribution                                              41s
      ○ Edge         the distribution answers for both names

        CloudFormation took shop-prod back to how it was; the site works as
        before. The manifest keeps your answers. Nothing else was changed.

        What to do
          find its owner: copilot-cdn status --names www.example.com
          then go on: copilot-cdn resume

        CloudFront said: One or more of the CNAMEs you provided are already
        associated with a different resource (CNAMEAlreadyExists, 409).
    "
  `);
});

it('does not call what CloudFormation only cancelled a failure', async () => {
  const steps = fixtures.rollingBackScreen.model.steps.map((step) => ({
    ...step,
    resources: step.resources.slice(-1).map(({ earlier: _, ...resource }) => ({
      ...resource,
      description: 'Environment manager role',
      state: 'failed' as const,
      status: 'UPDATE_FAILED',
      reason: 'Resource update cancelled',
    })),
  }));
  const screen = { ...fixtures.rollingBackScreen, model: { ...fixtures.rollingBackScreen.model, steps } };
  const shown = await frame(screen, 80, 24, 'v details');
  expect(shown).toContain('CloudFormation takes shop-prod back to how it was.');
  expect(shown).toContain('– Environment manager role');
  expect(shown).not.toContain('✖');
});

it('keeps steps, changes, warnings and keys on a low screen', async () => {
  const checks = ['a', 'b', 'c'].map((name) => ({
    type: 'check' as const,
    id: 'runtimes',
    verdict: 'warning' as const,
    title: `${name} runs on nodejs20.x, which AWS no longer accepts for changes`,
    why: 'What is there keeps running.',
  }));
  const shown = await frame({ ...fixtures.reviewScreen, checks }, 40, 20, 'ctrl+c');
  expect(shown).toMatch(/1 {2}Manifest .*\n(.*\n)*.*… \d more steps/);
  expect(shown).toContain('! a runs on');
  expect(shown).toContain('1 Manifest ─');
  expect(shown).toContain('❯ Do it');
});

it('begins a long path further left rather than tearing it', async () => {
  const result = {
    ...fixtures.endScreen.model.result,
    type: 'result',
    command: 'setup',
    ok: true,
    exitCode: 0,
    summary: 'Done.',
    left: ['Commit copilot/environments/prod/manifest.yml'],
  } as const;
  const screen = { ...fixtures.endScreen, model: { ...fixtures.endScreen.model, result } };
  expect(await frame(screen, 40, 20, '')).toMatch(/^ +copilot\/environments\/prod\/manifest\.yml$/m);
});

it('shows the records that prove the names of a certificate', async () => {
  expect(await frame(fixtures.certificateRunScreen, 80, 24, 'details')).toMatchInlineSnapshot(`
    "
      copilot-cdn                                  shop · 111122223333 · us-west-2

      prod gets its CDN                                      2m 14s, usually 3 min

      ◐ Certificate   requests one for 3 names               2m 14s of about 3 min
        ○ not-seen.example.com   not seen yet
          _22222222222222222222222222222222.not-seen.example.com.
          CNAME _ffffffffffffffffffffffffffffffff.acm-validations.aws.
        ✔ validated.example.com   validated
        ◐ seen.example.com   ACM looks for it
          Write them where the domain is run. Leaving prints them, to be copied.
      ○ Manifest      +3 −0

      ctrl+c leave   v details
    "
  `);
});

it('shows the records whole where the screen is narrow', async () => {
  expect(await frame(fixtures.certificateRunScreen, 40, 17, 'details')).toMatchInlineSnapshot(`
    "
     shop · 111122223333 · us-west-2

     prod gets its CDN               2m 14s

     ◐ Certificate   requests one…   2m 14s
       ○ not-seen.example.com   not seen y…
         _22222222222222222222222222222222.
         not-seen.example.com.
         CNAME _fffffffffffffffffffffffffff
         fffff.acm-validations.aws.
       ✔ validated.example.com   validated
       ◐ seen.example.com   ACM looks for…
     ○ Manifest      +3 −0
     ctrl+c leave   v details
    "
  `);
});
