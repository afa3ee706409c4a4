/**
 * The performance advisor as clients see and steer it; part of the contract (messages.ts). Whenever
 * what it has found changes, all clients hear it as an `advisor` message; the page makes sentences of it.
 */
import { z } from 'zod';
import {
  CAUSES,
  CURES,
  CURE_OUTCOMES,
  INCIDENTS_MAX,
  INCIDENTS_PAGE_MAX,
  KNOWLEDGE_CHARS_MAX,
} from './advisor-words.ts';
import type { AdvisorMetric, Cause, Cure, CureOutcome } from './advisor-words.ts';

const SYMPTOMS_MAX = 64;
/** Text that names the machine an incident was on. */
const MACHINE_CHARS_MAX = 64;

const seconds = z.number().min(0).max(1e9);

/** What there was, how strong, 0 to 1: by this incidents are compared. */
const fingerprintSchema = z
  .record(z.string().max(64), z.number().min(0).max(1))
  .refine((value) => Object.keys(value).length <= SYMPTOMS_MAX, `at most ${SYMPTOMS_MAX} symptoms`);

/** One incident as it is kept, exported and imported. */
export const incidentSchema = z.strictObject({
  /** Where it happened; knowledge from elsewhere counts less. */
  machine: z.string().max(MACHINE_CHARS_MAX),
  productVersion: z.string().max(32),
  startedUs: z.int().min(0),
  /** How long it lasted. */
  lastedS: seconds,
  cause: z.enum(CAUSES),
  confidence: z.number().min(0).max(1),
  fingerprint: fingerprintSchema,
  /** What was done about it, and how that went; null: nothing was. */
  cure: z.enum(CURES).nullable(),
  outcome: z.enum(CURE_OUTCOMES).nullable(),
});
export type Incident = Readonly<z.infer<typeof incidentSchema>>;

/** A file of knowledge: what `advisor.export` gives and `advisor.import` takes. */
export interface Knowledge {
  readonly format: 'securetrade-advisor-incidents';
  readonly version: 1;
  readonly incidents: readonly Incident[];
}

/** The file around its incidents, which are looked at one by one: a later version knows causes that this one does not. */
export const knowledgeFileSchema = z.object({
  format: z.literal('securetrade-advisor-incidents'),
  version: z.literal(1),
  incidents: z.array(z.unknown()).max(INCIDENTS_MAX),
});
/** One of them, as far as this version understands it. */
export const learnedIncidentSchema = z.object(incidentSchema.shape);

const findingId = z.int().min(1);

/** Faults that `--developer` lets a client inject into the running engine: one for each cause. */
export const FAULTS = CAUSES;

export const advisorRequests = [
  /** What stands now; the same as the last `advisor` message. */
  z.strictObject({ type: z.literal('advisor.status') }),
  /** Does something about a finding. How it went comes with an `advisor` message. */
  z.strictObject({ type: z.literal('advisor.cure'), findingId, cure: z.enum(CURES) }),
  /** Takes a cure back that lasts, such as fewer frames. */
  z.strictObject({ type: z.literal('advisor.undo'), cure: z.enum(CURES) }),
  /** Past incidents, newest first, below `beforeId` (null: from the newest). */
  z.strictObject({
    type: z.literal('advisor.incidents'),
    beforeId: z.int().min(1).nullable(),
    limit: z.int().min(1).max(INCIDENTS_PAGE_MAX),
  }),
  /** All incidents as the text of a file that another machine can import. */
  z.strictObject({ type: z.literal('advisor.export') }),
  /** Takes incidents from such a file or a part of it; those that are known already are left out. */
  z.strictObject({
    type: z.literal('advisor.import'),
    text: z.string().max(KNOWLEDGE_CHARS_MAX),
  }),
  /** Injects a fault for some seconds; refused without `--developer`. */
  z.strictObject({
    type: z.literal('advisor.inject'),
    fault: z.enum(FAULTS),
    /** 1: a user would just notice; 3: nothing else is on his mind. */
    strength: z.int().min(1).max(3),
    seconds: z.int().min(1).max(600),
  }),
  /** Ends all injected faults. */
  z.strictObject({ type: z.literal('advisor.inject_end') }),
] as const;

export type AdvisorRequest = z.infer<(typeof advisorRequests)[number]>;

/** One piece of evidence for or against a cause. */
export interface Evidence {
  readonly metric: AdvisorMetric;
  /** `above`: expected above the usual; `growing`: expected to grow steadily. */
  readonly expected: 'above' | 'growing';
  /** How surely it is so, 0 to 1. */
  readonly strength: number;
  /** What is usual on this machine at this load; null: not known. */
  readonly usual: number | null;
  /** The mean of the last seconds; null: not measured. */
  readonly now: number | null;
}

export interface CauseGuess {
  readonly cause: Cause;
  /** 0 to 1, over all causes together. */
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  /** Past incidents that looked like this and had this cause. */
  readonly seenBefore: number;
}

/** When something that grows reaches its limit, in seconds from now; null: not for years. */
export interface TimeToLimit {
  readonly metric: AdvisorMetric;
  readonly value: number;
  readonly limit: number;
  readonly perHour: number;
  readonly lowS: number | null;
  readonly likelyS: number | null;
  readonly highS: number | null;
}

export interface CureOffer {
  readonly cure: Cure;
  /** How often it helped in incidents that looked like this, and how often it did not. */
  readonly helped: number;
  readonly didNot: number;
}

/** Something that is not as usual. */
export interface Finding {
  readonly findingId: number;
  /** When it began, by the figures, and when it was told. */
  readonly sinceUs: number;
  readonly foundUs: number;
  /** When it was over; null: it is not. */
  readonly endedUs: number | null;
  /** The likeliest first, at most three. */
  readonly causes: readonly CauseGuess[];
  readonly forecast: TimeToLimit | null;
  /** Of a buffer that grows: its name, as `BufferFigures` has it; null: of anything else. */
  readonly buffer: string | null;
  /** The likeliest to help first; none: a person has to act. */
  readonly cures: readonly CureOffer[];
}

/** A cure that was asked for. */
export interface CureRun {
  readonly findingId: number;
  readonly cure: Cure;
  readonly startedUs: number;
  /** `running`: at work; `judging`: done, and its effect is being measured. */
  readonly state: 'running' | 'judging' | CureOutcome;
  /** The metric by which it is judged, and its value before and after; null: not measured. */
  readonly metric: AdvisorMetric | null;
  readonly before: number | null;
  readonly after: number | null;
  /** True: it made things worse, or was asked to be, and has been taken back. */
  readonly undone: boolean;
  /** What was done, in a few words, or why it was not. */
  readonly detail: string;
}

/** A fault that a developer has injected. */
export interface InjectedFault {
  readonly fault: Cause;
  readonly strength: number;
  readonly endsUs: number;
}

export interface AdvisorStatus {
  /** Seconds of ordinary running that it knows, and how many it needs to judge. */
  readonly learnedS: number;
  readonly neededS: number;
  /** Open ones first, newest first; ended ones for an hour, at most 20 in all. */
  readonly findings: readonly Finding[];
  /** What reaches a limit if it goes on like this. */
  readonly forecasts: readonly TimeToLimit[];
  /** Newest first, at most 20. */
  readonly cures: readonly CureRun[];
  /** Cures that last and are on. */
  readonly lasting: readonly Cure[];
  /** Incidents in memory. */
  readonly incidents: number;
  /** Whether faults may be injected, and those that are. */
  readonly developer: boolean;
  readonly faults: readonly InjectedFault[];
}

/** A past incident with its number in the store. */
export interface StoredIncident extends Incident {
  readonly incidentId: number;
}

export interface AdvisorReplies {
  'advisor.status': AdvisorStatus;
  'advisor.cure': { readonly cure: CureRun };
  'advisor.undo': { readonly lasting: readonly Cure[] };
  'advisor.incidents': { readonly incidents: readonly StoredIncident[]; readonly more: boolean };
  'advisor.export': { readonly text: string; readonly incidents: number };
  /**
   * `skipped`: incidents of the file that this version does not understand; `noRoom`: those that would have been
   * forgotten at once.
   */
  'advisor.import': {
    readonly added: number;
    readonly known: number;
    readonly skipped: number;
    readonly noRoom: number;
  };
  'advisor.inject': { readonly faults: readonly InjectedFault[] };
  'advisor.inject_end': { readonly faults: readonly InjectedFault[] };
}
