/** Sounds made of a few tones, so that none has to be loaded: each event has its own figure. */
import type { SignalEvent } from './signal-settings.ts';

/** One tone: pitch in hertz, beginning and length in milliseconds. */
interface Tone {
  readonly hz: number;
  readonly atMs: number;
  readonly ms: number;
}

/** Silence between two tones. */
const GAP_MS = 25;

/** Rising is good, falling is not, a repeated low tone asks for attention. */
export const FIGURES: Readonly<Record<SignalEvent, readonly Tone[]>> = {
  fill: figure([660, 70], [880, 110]),
  part_fill: figure([660, 70]),
  reject: figure([330, 110], [220, 160]),
  ended: figure([440, 70], [370, 90]),
  trigger: figure([520, 60], [520, 60], [780, 90]),
  alert: figure([880, 60], [660, 60], [880, 110]),
  lock: figure([196, 160], [196, 160], [196, 240]),
  disarm: figure([392, 60], [294, 90]),
  connection: figure([262, 120], [208, 200]),
  finding: figure([494, 90], [494, 90]),
};

/** Time in which a tone swells and dies away, in seconds: without it one hears clicks. */
const EDGE_S = 0.008;

function figure(...tones: readonly (readonly [hz: number, ms: number])[]): readonly Tone[] {
  let atMs = 0;
  return tones.map(([hz, ms]) => {
    const tone = { hz, atMs, ms };
    atMs += ms + GAP_MS;
    return tone;
  });
}

/** Plays figures on one audio context, made when it is first needed. */
export class Tones {
  #context: AudioContext | null = null;

  /** `volume`: percent. A browser may stay silent until the page has been clicked or typed in. */
  async play(event: SignalEvent, volume: number): Promise<void> {
    this.#context ??= new AudioContext();
    const context = this.#context;
    if (context.state !== 'running') await context.resume();
    const level = (volume / 100) ** 2;
    for (const tone of FIGURES[event]) sound(context, tone, level);
  }
}

function sound(context: AudioContext, { hz, atMs, ms }: Tone, level: number): void {
  const from = context.currentTime + atMs / 1_000;
  const to = from + ms / 1_000;
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(level, from + EDGE_S);
  gain.gain.setValueAtTime(level, to - EDGE_S);
  gain.gain.linearRampToValueAtTime(0, to);
  const tone = new OscillatorNode(context, { type: 'triangle', frequency: hz });
  tone.connect(gain).connect(context.destination);
  tone.start(from);
  tone.stop(to);
}
