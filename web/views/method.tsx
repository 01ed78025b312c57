/**
 * What the verdict rests on: how sure it is, which commits and machine, the doubts, the command that makes it again.
 * Its sentences are those of the comment.
 */
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { METRICS } from '../../src/model/metrics.js';
import type { Comparison } from '../../src/model/comparison.js';
import type { ProgramReport } from '../../src/report/model.js';
import type { ReportData, SideData } from '../../src/report/html/data.js';
import type { Prose } from '../../src/report/prose.js';
import { compareUrl } from '../../src/report/markdown/links.js';
import { formatPercent, formatSetting, formatSingle } from '../../src/report/units.js';
import type { ViewProps } from '../app.js';
import { Outside, Sentence } from '../parts/words.js';

export function MethodView({ data, report }: ViewProps): JSX.Element {
  const program = report?.programs[0];
  return (
    <>
      <h1>Method</h1>
      {program === undefined ? <ProfileMethod data={data} /> : <ComparisonMethod data={data} program={program} />}
    </>
  );
}

function ComparisonMethod({
  data,
  program,
}: {
  readonly data: ReportData;
  readonly program: ProgramReport;
}): JSX.Element {
  const { comparison } = program;
  return (
    <>
      <h2>How sure is this?</h2>
      <Sentences list={program.sureness.method} />
      {program.sureness.doubts.length === 0 ? null : (
        <>
          <h2>Doubts</h2>
          <Sentences list={program.sureness.doubts} />
        </>
      )}
      {comparison.gateReasons === undefined || comparison.gateReasons.length === 0 ? null : (
        <>
          <h2>Why the gate failed</h2>
          <ul class="facts-list">
            {comparison.gateReasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </>
      )}
      <Noise comparison={comparison} />
      <h2>What was compared</h2>
      <Commits data={data} comparison={comparison} />
      <Environment comparison={comparison} />
      <h2>Where the figures come from</h2>
      <dl class="facts">
        {data.base === null ? null : <Fact name="Base profiles">{profilesText(data.base)}</Fact>}
        <Fact name="Head profiles">{profilesText(data.head)}</Fact>
      </dl>
      {program.reproduce === null ? null : <Reproduce command={program.reproduce} />}
    </>
  );
}

function Sentences({ list }: { readonly list: readonly Prose[] }): JSX.Element {
  return (
    <ul class="facts-list">
      {list.map((sentence, index) => (
        <li key={index}>
          <Sentence prose={sentence} />
        </li>
      ))}
    </ul>
  );
}

function Noise({ comparison }: { readonly comparison: Comparison }): JSX.Element {
  const percent = (fraction: number | null | undefined) =>
    fraction === null || fraction === undefined ? '–' : formatPercent(fraction);
  return (
    <div class="scroll-x" tabIndex={0} role="group" aria-label="Noise and limits of each metric">
      <table class="plain">
        <caption>Noise and limits of each metric</caption>
        <thead>
          <tr>
            <th scope="col">Metric</th>
            <th scope="col" class="number">
              Runs (base, head)
            </th>
            <th scope="col" class="number">
              Noise of one pair
            </th>
            <th scope="col" class="number">
              Smallest visible change
            </th>
            <th scope="col" class="number">
              Tolerance
            </th>
            <th scope="col" class="number">
              Never flagged below
            </th>
            <th scope="col">Gate</th>
          </tr>
        </thead>
        <tbody>
          {comparison.metrics.map((metric) => (
            <tr key={metric.metric}>
              <td title={METRICS[metric.metric].description}>{METRICS[metric.metric].label}</td>
              <td class="number">{metric.runs === undefined ? '–' : `${metric.runs.base}, ${metric.runs.head}`}</td>
              <td class="number">{percent(metric.noise)}</td>
              <td class="number">{percent(metric.minimumDetectable)}</td>
              <td class="number">{formatPercent(metric.tolerance)}</td>
              <td class="number">{formatSetting(metric.floor, metric.unit)}</td>
              <td>{metric.gated === true ? 'yes' : metric.gated === false ? 'no' : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Commits({
  data,
  comparison: { sides, program },
}: {
  readonly data: ReportData;
  readonly comparison: Comparison;
}): JSX.Element {
  const command =
    program === undefined ? null : [program.script ?? `-m ${program.module ?? ''}`, ...program.args].join(' ');
  return (
    <dl class="facts">
      {command === null ? null : (
        <Fact name="Program">
          <code>{command}</code>
        </Fact>
      )}
      {sides === undefined ? null : (
        <>
          <Fact name="Base">
            {sides.base.ref ?? ''} <code>{sides.base.commit}</code>
          </Fact>
          <Fact name="Head">
            {sides.head.ref ?? ''} <code>{sides.head.commit}</code>
            {sides.head.dirty === true ? ' with uncommitted changes' : ''}
          </Fact>
        </>
      )}
      <ComparedAt data={data} />
    </dl>
  );
}

function ComparedAt({ data: { context } }: { readonly data: ReportData }): JSX.Element | null {
  const url = context.links === undefined ? null : compareUrl(context.links);
  if (url === null) return null;
  return (
    <Fact name="Difference">
      <Outside href={url}>both commits side by side</Outside>
    </Fact>
  );
}

function Environment({ comparison: { environment } }: { readonly comparison: Comparison }): JSX.Element | null {
  if (environment === undefined) return null;
  const { runner, os, arch, cpuModel, cpuCount, memoryMb, python, scalene } = environment;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Runner', runner],
    ['System', os === undefined ? undefined : [os, arch].filter(Boolean).join(' ')],
    ['CPU', cpuModel === undefined ? undefined : `${cpuCount === undefined ? '' : `${cpuCount} × `}${cpuModel}`],
    ['Memory', memoryMb === undefined ? undefined : formatSingle(memoryMb, 'MiB')],
    ['Python', python],
    ['Scalene', scalene],
  ];
  return (
    <dl class="facts">
      {facts.map(([name, value]) =>
        value === undefined ? null : (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ),
      )}
    </dl>
  );
}

function Reproduce({ command }: { readonly command: string }): JSX.Element {
  const [copied, setCopied] = useState('');
  const copy = () => {
    navigator.clipboard.writeText(command).then(
      () => setCopied('Copied.'),
      () => setCopied('The browser does not allow copying here: select the command instead.'),
    );
  };
  return (
    <>
      <h2>Make it again</h2>
      <div class="command">
        <pre tabIndex={0}>
          <code>{command}</code>
        </pre>
        <button type="button" onClick={copy}>
          Copy
        </button>
        <span role="status">{copied}</span>
      </div>
    </>
  );
}

function ProfileMethod({ data }: { readonly data: ReportData }): JSX.Element {
  const { profile, head } = data;
  return (
    <>
      <p>
        CPU figures are shares of the profile's samples times its elapsed time. They are self figures: without the
        functions that are called. One profile of a short run is noisy; the split into Python, native and system time is
        indicative only.
      </p>
      <dl class="facts">
        <Fact name="Profile">{profilesText(head)}</Fact>
        {profile === null ? null : <Fact name="Format of Scalene">{profile.format}</Fact>}
        {profile === null || profile.gpuDevice === '' ? null : <Fact name="GPU">{profile.gpuDevice}</Fact>}
      </dl>
    </>
  );
}

function profilesText({ profiles, samples, seconds, secondsFrom }: SideData): string {
  const count = `${profiles} ${profiles === 1 ? 'profile' : 'profiles'}`;
  const sampled = samples === null ? '' : ` with ${samples.toLocaleString('en')} samples`;
  const basis = secondsFrom === 'timing-runs' ? 'CPU time of the unprofiled runs' : "profiles' elapsed time";
  return `${count}${sampled}; a share of 100 % stands for ${formatSingle(seconds, 's')}, the ${basis}`;
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
