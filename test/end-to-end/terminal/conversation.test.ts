import { describe, expect, it } from 'vitest';
import { openShop } from '../shop.ts';
import { openTerminal, questions } from './person.ts';

const elsewhere = 'arn:aws:acm:eu-west-1:111122223333:certificate/1a2b3c4d-1111-2222-3333-444455556666';

describe('the conversation', () => {
  it('goes back with Esc, the earlier answer still chosen', async () => {
    const terminal = openTerminal(await openShop(), ['setup']);
    await terminal.waitFor(questions.cdn);
    terminal.press('enter');
    await terminal.waitFor(questions.certificate);
    terminal.press('enter');
    await terminal.waitFor(questions.files);
    terminal.press('enter');
    await terminal.waitFor(questions.ingress);
    terminal.press('down', 'enter');
    await terminal.waitFor(questions.review);
    terminal.press('escape');
    await terminal.waitFor(/❯ Everyone .*your answer before/);
    terminal.press('escape');
    await terminal.waitFor(/❯ No .*your answer before/);
    terminal.press('escape');
    await terminal.waitFor(/❯ \*\.example\.com .*your answer before/);
    terminal.press('escape');
    await terminal.waitFor(/❯ Yes .*your answer before/);
  });

  it('explains a question behind ?, and hides it again', async () => {
    const terminal = openTerminal(await openShop(), ['setup']);
    const before = await terminal.waitFor(questions.cdn);
    terminal.type('?');
    await terminal.waitFor('As a flag: --cdn');
    terminal.type('?');
    expect(await terminal.waitFor((screen) => !screen.includes('As a flag'))).toBe(before);
  });

  it('does nothing on a key that means nothing', async () => {
    const terminal = openTerminal(await openShop(), ['setup']);
    const before = await terminal.waitFor(questions.cdn);
    terminal.type('xyz7');
    terminal.press('tab', 'left', 'ctrl+l', 'delete');
    // The next key shows that those before it were read.
    terminal.press('down');
    await terminal.waitFor('❯ Not now');
    terminal.press('up');
    expect(await terminal.waitFor('❯ Yes')).toBe(before);
  });

  it('does not choose an unusable certificate, and says why', async () => {
    const terminal = openTerminal(await openShop(), ['setup']);
    await terminal.waitFor(questions.cdn);
    terminal.press('enter');
    await terminal.waitFor(questions.certificate);
    terminal.press('down', 'enter');
    await terminal.waitFor('! www.example.com cannot be chosen: covers 1 of 2, not api.example.com');
    expect(terminal.screen()).toContain('❯ www.example.com');
  });

  it('refuses a malformed ARN and one of another region under the field, and lets it be mended', async () => {
    const terminal = openTerminal(await openShop(), ['setup']);
    await terminal.waitFor(questions.cdn);
    terminal.press('enter');
    await terminal.waitFor(questions.certificate);
    terminal.press('end', 'enter');
    await terminal.waitFor('What is the ARN of the certificate?');
    terminal.type('certificate/1a2b');
    terminal.press('enter');
    await terminal.waitFor(/❯ certificate\/1a2b\s*\n.*! .*is not the ARN of an ACM certificate/);
    terminal.press('ctrl+u');
    terminal.type(elsewhere);
    await terminal.waitFor('444455556666');
    terminal.press('enter');
    await terminal.waitFor(/❯ .*444455556666\s*\n.*! The certificate is in eu-west-1/);
    terminal.press('escape');
    await terminal.waitFor('❯ Type an ARN');
  });

  it('leaves on Ctrl-C before anything is changed, and says so', async () => {
    const shop = await openShop();
    const before = shop.manifest();
    shop.writes();
    const terminal = openTerminal(shop, ['setup']);
    await terminal.waitFor(questions.cdn);
    terminal.press('enter');
    await terminal.waitFor(questions.certificate);
    terminal.press('ctrl+c');
    expect((await terminal.exit).code).toBe(130);
    expect(terminal.transcript()).toContain('Nothing was changed.');
    expect(shop.manifest()).toBe(before);
    expect(shop.writes().filter(({ operation }) => operation !== 'AssumeRole')).toEqual([]);
  });
});
