import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { launchPhone } from '../phone/launch-phone.ts';
import type { NodePhone } from '../phone/node-phone.ts';
import { type CliOptions, UsageError } from './cli-options.ts';
import { type CliReport, describeReport, reportPhone } from './cli-report.ts';
import { mediaOf, numbered } from './phone-parts.ts';
import { takeStep } from './take-step.ts';

/** Runs the phones as asked and reports. Throws a UsageError when it cannot begin. */
export async function runPhones(options: CliOptions, say: (line: string) => void): Promise<CliReport> {
  const begun = performance.now();
  checkPlace(options);
  const problems: string[] = [];
  const phones = await launchAll(options);
  try {
    await Promise.all(
      phones.map(async (phone, index) => {
        const told = (line: string) => say(`phone ${index + 1}: ${line}`);
        told(`${phone.page.route} stands after ${Math.round(phone.bootMs)} ms`);
        try {
          for (const step of options.steps)
            told(await takeStep(phone, step, index + 1, options.waitSeconds * 1_000));
        } catch (error) {
          problems.push(`phone ${index + 1}: ${messageOf(error)}`);
        }
      }),
    );
    if (problems.length === 0 && options.forSeconds > 0) {
      say(`staying for ${options.forSeconds} s`);
      await new Promise((resolve) => setTimeout(resolve, options.forSeconds * 1_000));
    }
    await takeScreenshots(phones, options, problems, say);
    const reports = phones.map((phone, index) => reportPhone(phone, index + 1));
    if (options.strict)
      for (const { phone, violations, errors } of reports)
        if (violations.length + errors.length > 0)
          problems.push(
            `phone ${phone}: ${violations.length} violations and ${errors.length} errors, --strict`,
          );
    const seconds = Number(((performance.now() - begun) / 1_000).toFixed(1));
    const report = { ok: problems.length === 0, seconds, media: options.media, problems, phones: reports };
    if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
    say(describeReport(report));
    return report;
  } finally {
    await Promise.all(phones.map((phone) => phone.close()));
  }
}

function checkPlace({ dist, media, screenshot, json }: CliOptions): void {
  if (!existsSync(dist)) throw new UsageError(`there is no folder ${dist}: build the mini program first`);
  if (!existsSync(path.join(dist, 'app.json')))
    throw new UsageError(
      `${dist} has no app.json: give the folder of the compiled mini program, such as dist/weapp`,
    );
  for (const file of [screenshot, json])
    if (file !== undefined && !existsSync(path.dirname(path.resolve(file))))
      throw new UsageError(`there is no folder ${path.dirname(file)} to write ${path.basename(file)} into`);
  const command = process.env.FFMPEG_PATH ?? 'ffmpeg';
  if (media === 'ffmpeg' && spawnSync(command, ['-version']).error)
    throw new UsageError(
      `--media ffmpeg needs ffmpeg 5.1 or later, and ${command} does not run: install it or set FFMPEG_PATH`,
    );
}

async function launchAll(options: CliOptions): Promise<NodePhone[]> {
  const phones: NodePhone[] = [];
  try {
    for (let number = 1; number <= options.phones; number++)
      phones.push(
        await launchPhone({
          dist: options.dist,
          ...(options.page === undefined ? {} : { page: options.page }),
          query: Object.fromEntries(
            Object.entries(options.query).map(([key, value]) => [key, numbered(value, number)]),
          ),
          media: mediaOf(options, number),
        }),
      );
    return phones;
  } catch (error) {
    await Promise.all(phones.map((phone) => phone.close()));
    throw new UsageError(messageOf(error));
  }
}

async function takeScreenshots(
  phones: readonly NodePhone[],
  { screenshot }: CliOptions,
  problems: string[],
  say: (line: string) => void,
): Promise<void> {
  if (screenshot === undefined) return;
  const { dir, name, ext } = path.parse(screenshot);
  for (const [index, phone] of phones.entries()) {
    const file = phones.length === 1 ? screenshot : path.join(dir, `${name}-${index + 1}${ext}`);
    try {
      await phone.screenshot(file);
      say(`phone ${index + 1}: painted ${file}`);
    } catch (error) {
      problems.push(`no screenshot: ${messageOf(error)}`);
      return;
    }
  }
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
