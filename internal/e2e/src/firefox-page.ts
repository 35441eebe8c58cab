import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findProgram } from '@callgrid/start';
import { until } from '@callgrid/test-kit';
import { WebSocket } from 'ws';

/** Where this machine has Firefox; undefined where it has none. */
export const firefoxPath = findProgram('firefox');

/** A camera and a microphone that Firefox makes up, and no questions. */
const PREFERENCES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'media.autoplay.block-webaudio': false,
  // It would look for its plug-ins, and for itself.
  'media.gmp-manager.url': '',
  'app.update.disabledForTesting': true,
};

export type Preferences = Readonly<Record<string, string | number | boolean>>;

type Answer = {
  readonly id: number;
  readonly type: string;
  readonly message?: string;
  readonly result?: unknown;
};

/** A page in a Firefox of its own, a stock one, that is spoken to by WebDriver BiDi. */
export class FirefoxPage {
  private last = 0;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private context = '';

  private constructor(
    private readonly browser: ChildProcess,
    private readonly profile: string,
    private readonly socket: WebSocket,
  ) {
    socket.on('message', (data) => {
      const answer = JSON.parse(String(data)) as Answer;
      this.waiting.get(answer.id)?.(answer);
      this.waiting.delete(answer.id);
    });
  }

  /** `preload` runs in the page before anything of its own. */
  static async open(url: string, preload: () => void, preferences: Preferences = {}): Promise<FirefoxPage> {
    const profile = mkdtempSync(path.join(tmpdir(), 'callgrid-firefox-'));
    const lines = Object.entries({ ...PREFERENCES, ...preferences }).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    );
    writeFileSync(path.join(profile, 'user.js'), lines.join('\n'));
    const args = ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', profile];
    const browser = spawn(firefoxPath!, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    browser.stderr.on('data', (text) => {
      said += text;
    });
    const address = () => /WebDriver BiDi listening on (ws:\S+)/.exec(said)?.[1];
    const socket = new WebSocket(`${await until('Firefox listens', address, 20_000)}/session`);
    await once(socket, 'open');
    const page = new FirefoxPage(browser, profile, socket);
    await page.ask('session.new', { capabilities: {} });
    const { contexts } = await page.ask<{ contexts: [{ context: string }] }>('browsingContext.getTree', {});
    page.context = contexts[0].context;
    await page.ask('script.addPreloadScript', { functionDeclaration: String(preload) });
    await page.ask('browsingContext.navigate', { context: page.context, url, wait: 'complete' });
    return page;
  }

  /** What the expression gives in the page, as JSON carries it. */
  async evaluate<T>(expression: string): Promise<T> {
    const target = { context: this.context };
    const given = { expression: `JSON.stringify(${expression} ?? null)`, target, awaitPromise: true };
    const { result, exceptionDetails } = await this.ask<{
      result?: { value: string };
      exceptionDetails?: { text: string };
    }>('script.evaluate', given);
    if (!result) throw new Error(exceptionDetails?.text);
    return JSON.parse(result.value) as T;
  }

  async close(): Promise<void> {
    this.socket.terminate();
    const gone = once(this.browser, 'close');
    this.browser.kill('SIGKILL');
    await gone;
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  private async ask<T>(method: string, params: object): Promise<T> {
    this.last += 1;
    const id = this.last;
    const answered = new Promise<Answer>((resolve) => this.waiting.set(id, resolve));
    this.socket.send(JSON.stringify({ id, method, params }));
    const { type, message, result } = await answered;
    if (type === 'error') throw new Error(`${method}: ${message}`);
    return result as T;
  }
}
