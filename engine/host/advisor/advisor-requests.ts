import type { AdvisorReplies, AdvisorRequest } from '../../contract/advisor.ts';
import { assertNever } from '../../domain/assert.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Answer, Reply } from '../client-connection.ts';
import type { AdvisorDesk } from './advisor-desk.ts';

/** Answers what clients ask of the advisor. */
export function advisorAnswer(desk: AdvisorDesk, body: AdvisorRequest): Answer {
  switch (body.type) {
    case 'advisor.status':
      return done(desk.status());
    case 'advisor.cure': {
      const run = desk.cure(body.findingId, body.cure);
      return 'code' in run ? refused(run) : done({ cure: run });
    }
    case 'advisor.undo':
      return done({ lasting: desk.undo(body.cure) });
    case 'advisor.incidents':
      return done(desk.knowledge.page(body.beforeId, body.limit));
    case 'advisor.export':
      return done({ text: desk.knowledge.text(), incidents: desk.knowledge.size });
    case 'advisor.import':
      return learn(desk, body.text);
    case 'advisor.inject': {
      const why = desk.inject(body.fault, body.strength, body.seconds);
      return why === null ? done({ faults: desk.status().faults }) : refused(why);
    }
    case 'advisor.inject_end':
      desk.injectEnd();
      return done({ faults: desk.status().faults });
    default:
      return assertNever(body, 'request');
  }
}

async function learn(desk: AdvisorDesk, text: string): Promise<Reply> {
  const learned = await desk.learn(text);
  return 'code' in learned ? { ok: false, refusal: learned } : { ok: true, result: learned };
}

function done(result: AdvisorReplies[keyof AdvisorReplies]): Answer {
  return () => ({ ok: true, result });
}

function refused(why: Refusal): Answer {
  return () => ({ ok: false, refusal: why });
}
