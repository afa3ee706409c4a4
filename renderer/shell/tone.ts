/** Sounds of the terminal: generated, so that no file has to be fetched. */

/** Pitches in Hz, one after the other. */
const TONES = { alert: [880, 1_175] } as const;
const TONE_S = 0.12;
const VOLUME = 0.12;

let context: AudioContext | null = null;

/** Plays a short tone; silent where the browser does not let a page sound before it was used. */
export function tone(name: keyof typeof TONES): void {
  if (!('AudioContext' in window)) return;
  context ??= new AudioContext();
  const audio = context;
  if (audio.state === 'suspended') {
    void audio.resume();
    return;
  }
  for (const [at, pitch] of TONES[name].entries()) {
    const begin = audio.currentTime + at * TONE_S;
    const oscillator = audio.createOscillator();
    const gain = audio.createGain();
    oscillator.frequency.value = pitch;
    gain.gain.setValueAtTime(VOLUME, begin);
    // Faded to nothing, so that it ends without a click.
    gain.gain.exponentialRampToValueAtTime(0.001, begin + TONE_S);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(begin);
    oscillator.stop(begin + TONE_S);
  }
}
