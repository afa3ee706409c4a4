/**
 * The advisor at work: gives it a sample a second, tells all clients what it finds, does what they ask for
 * about it, and keeps what it has learned in the store.
 */
import { Advisor, BASELINE_NEEDED_S } from '../../advisor/advisor.ts';
import type { Baseline } from '../../advisor/baseline.ts';
import type { Case } from '../../advisor/case.ts';
import { IncidentMemory } from '../../advisor/incident-memory.ts';
import type { Cause, Cure } from '../../contract/advisor-words.ts';
import type {
  AdvisorReplies,
  AdvisorStatus,
  CureRun,
  Finding,
  Incident,
  StoredIncident,
} from '../../contract/advisor.ts';
import type { Telemetry } from '../../contract/telemetry.ts';
import { refusal } from '../../domain/refusal.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Clock } from '../../ports.ts';
import type { Chore, ChoreResult } from '../../store/chores.ts';
import { limitsOf } from './advisor-limits.ts';
import { advisorSample, fullestBuffer } from './advisor-sample.ts';
import type { CureHands } from './cure-hands.ts';
import { CureRuns } from './cure-runs.ts';
import type { FaultInjector } from './fault-injector.ts';
import { findingOf, timeToLimit } from './findings.ts';
import type { AdvisorTime } from './findings.ts';
import { Floor } from './floor.ts';
import { IncidentQueue } from './incident-queue.ts';
import { KnowledgeFile } from './knowledge-file.ts';
import { MinuteSum } from './minute-sum.ts';

const US_PER_S = 1_000_000;
/** How often what was learned is stored; a crash loses no more of it. */
const SAVE_EVERY_S = 600;
/** Largest baseline that is stored: some dozens of loads. */
const BASELINE_CHARS_MAX = 4_000_000;
/** Findings told: open ones, and ended ones of the last hour. */
const FINDINGS_TOLD = 20;
const ENDED_TOLD_US = 3_600 * US_PER_S;

export interface AdvisorDeskOptions {
  readonly clock: Clock;
  readonly machine: string;
  readonly productVersion: string;
  readonly baseline: Baseline;
  /** Newest first. */
  readonly incidents: readonly StoredIncident[];
  readonly hands: CureHands;
  /** null: not started with `--developer`. */
  readonly faults: FaultInjector | null;
  readonly chore: (chore: Chore) => Promise<ChoreResult>;
  /** Has telemetry look at the store's indexes and statistics at once. */
  readonly lookAtStore: () => void;
  /** Samples a second: 1; tests let the advisor's seconds pass sooner. */
  readonly samplesPerS: number;
  readonly tell: (status: AdvisorStatus) => void;
  /** Logs a cure: done, judged or taken back. */
  readonly log: (run: CureRun) => void;
}

export class AdvisorDesk {
  readonly knowledge: KnowledgeFile;
  readonly #options: AdvisorDeskOptions;
  readonly #advisor: Advisor;
  readonly #cures: CureRuns;
  readonly #queue: IncidentQueue;
  /** Open cases as they were when they alarmed last: figures of the trouble, not of its end. */
  readonly #open = new Map<number, Finding>();
  /** Ended cases that have been told: newest first, bounded by age and number. */
  #ended: Finding[] = [];
  /** Ended cases whose cure is still being judged. */
  #unstored: { readonly each: Case; readonly finding: Finding }[] = [];
  readonly #refusals = new MinuteSum();
  readonly #heap = new Floor();
  #fullest: string | null = null;
  #saveDueS = SAVE_EVERY_S;
  #nowS = 0;
  #refusedS: number | null = null;
  #toldText = '';

  constructor(options: AdvisorDeskOptions) {
    this.#options = options;
    const { machine, incidents, baseline, hands } = options;
    const memory = new IncidentMemory(machine, incidents);
    this.#advisor = new Advisor({ memory, baseline });
    this.#cures = new CureRuns(this.#advisor, hands, options.log);
    this.#queue = new IncidentQueue(machine, options.chore);
    this.knowledge = new KnowledgeFile(machine, incidents, (all) => {
      memory.replace(all);
    });
  }

  status(): AdvisorStatus {
    const { baseline } = this.#advisor;
    const { faults, hands } = this.#options;
    return {
      learnedS: Math.min(baseline.samples, BASELINE_NEEDED_S),
      neededS: BASELINE_NEEDED_S,
      findings: [...[...this.#open.values()].reverse(), ...this.#ended].slice(0, FINDINGS_TOLD),
      forecasts: this.#advisor.forecasts().map((each) => timeToLimit(each.metric, each)),
      cures: this.#cures.runs,
      lasting: hands.lasting,
      incidents: this.knowledge.size,
      developer: faults !== null,
      faults: faults?.running() ?? [],
    };
  }

  /** Takes a second's measurements. */
  observe(telemetry: Telemetry): void {
    const { clock, faults, samplesPerS } = this.#options;
    this.#nowS = (clock.monotonicUs() / US_PER_S) * samplesPerS;
    const sample = advisorSample(telemetry, {
      atS: this.#nowS,
      refused: this.#refused(telemetry),
      heapFloor: this.#heap.add(telemetry.sample.values['engine.heap'] ?? 0),
      extraClockS: faults?.takeClockStepS() ?? 0,
    });
    for (const [metric, limit] of limitsOf(telemetry)) this.#advisor.setLimit(metric, limit);
    this.#fullest = fullestBuffer(telemetry.buffers)?.name ?? null;
    const ended = this.#advisor.feed(sample);
    for (const each of ended) this.#end(each);
    this.#lookAtCases();
    this.#cures.tick(this.#nowS);
    this.#store();
    void this.#queue.offer();
    if (this.#nowS >= this.#saveDueS) {
      this.#saveDueS = this.#nowS + SAVE_EVERY_S;
      void this.#saveBaseline();
    }
    this.#tell();
  }

  /** Starts a cure of an open finding, or says why not. */
  cure(findingId: number, cure: Cure): CureRun | Refusal {
    const found = this.#advisor.cases.find(({ caseId }) => caseId === findingId);
    if (found === undefined) {
      return refusal('advisor.no_finding', 'findingId', findingId, 'a finding that is not over');
    }
    const offered = found.recall?.offers(found.cause).map((offer) => offer.cure) ?? [];
    if (!offered.includes(cure)) {
      const rule = offered.length === 0 ? 'no cure is known' : `one of ${offered.join(', ')}`;
      return refusal('advisor.not_offered', 'cure', cure, rule);
    }
    if (this.#cures.isBusy(findingId)) {
      return refusal('advisor.busy', 'cure', cure, 'one cure of a finding at a time');
    }
    this.#options.faults?.beforeCure(cure);
    const startedUs = this.#options.clock.wallUs();
    const run = this.#cures.start(findingId, found.cause, cure, startedUs, () => {
      this.#options.lookAtStore();
      this.#tell();
    });
    this.#tell();
    return run;
  }

  /** Takes a lasting cure back. */
  undo(cure: Cure): readonly Cure[] {
    this.#options.hands.undo(cure);
    this.#cures.takenBack(cure);
    this.#tell();
    return this.#options.hands.lasting;
  }

  /** Adds what another machine knows, or says what is wrong with it. */
  async learn(text: string): Promise<AdvisorReplies['advisor.import'] | Refusal> {
    const read = this.knowledge.read(text);
    if ('code' in read) return read;
    const { incidents, skipped } = read;
    const { fresh, known } = this.knowledge.look(incidents);
    // Known is what is stored: otherwise the same file would bring nothing new the next time.
    const { stored, problem } = await this.#queue.storeNow(fresh);
    this.knowledge.add(stored);
    this.#tell();
    if (problem !== '') return refusal('store.cannot_write', 'text', fresh.length, problem);
    const noRoom = incidents.length - known - fresh.length;
    return { added: fresh.length, known, skipped, noRoom };
  }

  /** Plays a fault, or says why not. */
  inject(fault: Cause, strength: number, seconds: number): Refusal | null {
    const { faults } = this.#options;
    if (faults === null) {
      return refusal('advisor.not_developer', 'fault', fault, 'an engine started with --developer');
    }
    const why = faults.start(fault, strength, seconds);
    this.#tell();
    return why;
  }

  injectEnd(): void {
    this.#options.faults?.end();
    this.#tell();
  }

  /** Ends faults and stores what was learned and what is still going on; before the store is closed. */
  async stop(): Promise<void> {
    this.#options.faults?.end();
    for (const each of this.#advisor.cases) this.#end(each);
    this.#store(true);
    await this.#queue.offer();
    await this.#saveBaseline();
  }

  /** Of the last minute of the advisor's; null while there is no venue that could refuse. */
  #refused({ sample }: Telemetry): number | null {
    const real = sample.values['api.throttled'];
    const played = this.#options.faults?.refusedPerS ?? 0;
    const lastS = this.#refusedS ?? this.#nowS;
    this.#refusedS = this.#nowS;
    const count = ((real ?? 0) + played) * ((this.#nowS - lastS) / this.#options.samplesPerS);
    const sum = this.#refusals.add(this.#nowS, count);
    return real === undefined && played === 0 && sum === 0 ? null : sum;
  }

  #lookAtCases(): void {
    const time = this.#time();
    for (const each of this.#advisor.cases) {
      if (!each.isAlarming && this.#open.has(each.caseId)) continue;
      this.#open.set(each.caseId, findingOf(this.#advisor, each, time, this.#fullest));
    }
  }

  #time(): AdvisorTime {
    const { clock, samplesPerS } = this.#options;
    return { nowS: this.#nowS, wallUs: clock.wallUs(), usPerS: US_PER_S / samplesPerS };
  }

  #end(each: Case): void {
    const time = this.#time();
    const { wallUs } = time;
    const last = this.#open.get(each.caseId) ?? findingOf(this.#advisor, each, time, this.#fullest);
    const finding = { ...last, endedUs: wallUs };
    this.#open.delete(each.caseId);
    this.#ended = [finding, ...this.#ended]
      .filter(({ endedUs }) => wallUs - (endedUs ?? wallUs) < ENDED_TOLD_US)
      .slice(0, FINDINGS_TOLD);
    this.#unstored.push({ each, finding });
  }

  /** Stores ended cases, those with a cure once it has been judged. */
  #store(all = false): void {
    const ready = this.#unstored.filter(({ each }) => all || !this.#cures.isBusy(each.caseId));
    if (ready.length === 0) return;
    this.#unstored = this.#unstored.filter((each) => !ready.includes(each));
    const incidents = ready.map(({ each, finding }) => this.#incidentOf(each, finding));
    this.#queue.add(this.knowledge.add(incidents));
  }

  #incidentOf(each: Case, { sinceUs, endedUs }: Finding): Incident {
    const { machine, productVersion } = this.#options;
    const judged = this.#cures.judged(each.caseId);
    return {
      machine,
      productVersion,
      startedUs: sinceUs,
      lastedS: Math.max(0, Math.round(((endedUs ?? sinceUs) - sinceUs) / US_PER_S)),
      cause: each.cause,
      confidence: Math.round(each.confidence * 1_000) / 1_000,
      fingerprint: each.fingerprint,
      cure: judged?.cure ?? null,
      outcome: judged?.outcome ?? null,
    };
  }

  async #saveBaseline(): Promise<void> {
    const data = JSON.stringify(this.#advisor.baseline.stored());
    if (data.length > BASELINE_CHARS_MAX) return;
    const { machine, clock } = this.#options;
    await this.#options.chore({ name: 'baseline.save', machine, savedUs: clock.wallUs(), data });
  }

  /** Tells what has changed since it was told last. */
  #tell(): void {
    const status = this.status();
    const text = JSON.stringify(status);
    if (text === this.#toldText) return;
    this.#toldText = text;
    this.#options.tell(status);
  }
}
