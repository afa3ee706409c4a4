/**
 * A terminal made of a few equations that gives the telemetry of a real one: noise, daily patterns,
 * changes of load, bursts, garbage collected in a sawtooth, checkpoint spikes, seconds without a sample.
 * Its constants are those that real runs show (test/faults, docs/advisor.md); each seed is another
 * machine with another workload.
 */
import type { Sample } from '../../../engine/advisor/metrics.ts';
import type { AdvisorMetric } from '../../../engine/contract/advisor-words.ts';
import { Floor } from '../../../engine/host/advisor/floor.ts';
import { HEALTHY } from './faults.ts';
import type { Condition } from './faults.ts';
import { Noise, Wander } from './noise.ts';

const MB = 1_000_000;
/** The background moves the log into the file when it has this size. */
const WAL_LARGE = 64 * MB;
/** Seconds without writing after which it is moved for being idle. */
const WAL_IDLE_S = 3;

interface Machine {
  /** Market events a second on an ordinary morning, and how far the day carries them. */
  readonly events: number;
  readonly daySwing: number;
  /** Orders a second while somebody trades. */
  readonly orders: number;
  /** Microseconds of the loop an event takes, and an order. */
  readonly eventUs: number;
  readonly orderUs: number;
  /** Milliseconds of an fsync, and how much it varies. */
  readonly fsyncMs: number;
  readonly fsyncSigma: number;
  readonly cores: number;
  readonly otherCpu: number;
  readonly heapBytes: number;
  readonly ackUs: number;
  readonly readUs: number;
  readonly subscriptions: number;
  readonly usesApi: boolean;
}

function machineOf(noise: Noise): Machine {
  return {
    events: noise.scale(100, 2_500),
    daySwing: noise.between(0.1, 0.7),
    orders: noise.chance(0.3) ? noise.scale(2, 40) : noise.scale(0.05, 1),
    eventUs: noise.scale(8, 30),
    orderUs: noise.scale(60, 200),
    fsyncMs: noise.scale(0.3, 6),
    fsyncSigma: noise.between(0.15, 0.4),
    cores: noise.chance(0.5) ? 4 : 8,
    otherCpu: noise.scale(3, 25),
    heapBytes: noise.scale(40, 90) * MB,
    ackUs: noise.scale(3_000, 20_000),
    readUs: noise.scale(300, 2_000),
    subscriptions: Math.round(noise.scale(6, 24)),
    usesApi: noise.chance(0.5),
  };
}

/** A phase of the workload that lasts some time and then is over. */
interface Phase {
  leftS: number;
  factor: number;
}

export class TerminalModel {
  condition: Condition = HEALTHY;
  readonly #noise: Noise;
  readonly #machine: Machine;
  readonly #eventWander: Wander;
  readonly #fsyncWander: Wander;
  readonly #otherWander: Wander;
  readonly #speedWander: Wander;
  readonly #burst: Phase = { leftS: 0, factor: 1 };
  readonly #trading: Phase = { leftS: 0, factor: 0 };
  readonly #otherBurst: Phase = { leftS: 0, factor: 1 };
  readonly #values: Partial<Record<AdvisorMetric, number>> = {};
  #atS = 0;
  #dayPhase: number;
  #garbage = 0;
  #walUsed = 0;
  #walAge = 0;
  #quietS = 0;
  #subscriptions: number;
  #buffer = 0;
  #bufferBytes = 0;
  #readersWaiting = 0;
  #feedQueue = 0;
  #writerQueue = 0;
  #diskUsed: number;
  /** Requests to the venue in each of the last 60 seconds. */
  readonly #apiSent: number[] = [];
  readonly #refused: number[] = [];
  readonly #heapFloor = new Floor();
  #stepped = false;

  constructor(seed: number) {
    this.#noise = new Noise(seed);
    this.#machine = machineOf(this.#noise);
    this.#eventWander = new Wander(this.#noise, 0.35, 40);
    this.#fsyncWander = new Wander(this.#noise, 0.15, 120);
    this.#otherWander = new Wander(this.#noise, 0.5, 60);
    this.#speedWander = new Wander(this.#noise, 0.06, 90);
    this.#dayPhase = this.#noise.between(0, 2 * Math.PI);
    this.#subscriptions = this.#machine.subscriptions;
    this.#diskUsed = this.#noise.scale(20_000, 400_000) * MB;
  }

  /** The next second; null: its sample got lost. */
  next(): Sample | null {
    this.#atS += 1;
    const load = this.#load();
    const cpu = this.#processor();
    const speed = this.#speedWander.next() * cpu.slowness;
    const events = load.events;
    const gc = this.#collect(events, load.requests, speed);
    const loop = this.#loop(load, speed, cpu.waitMs, gc);
    this.#store(load, speed, loop.delayUs, cpu.waitMs);
    this.#clients(load, speed, loop.delayUs);
    this.#outside();
    if (this.#noise.chance(0.004)) return null;
    return { atS: this.#atS, values: { ...this.#values } };
  }

  /** Seconds since the start. */
  get atS(): number {
    return this.#atS;
  }

  #load(): { events: number; orders: number; requests: number; reads: number } {
    const noise = this.#noise;
    this.#dayPhase += (2 * Math.PI) / (6.5 * 3_600);
    pass(this.#burst, () =>
      noise.chance(1 / 400)
        ? { leftS: noise.between(3, 25), factor: noise.scale(1.5, 4) }
        : { leftS: 1, factor: 1 },
    );
    pass(this.#trading, () =>
      noise.chance(1 / 120)
        ? { leftS: noise.between(20, 200), factor: noise.scale(0.3, 2) }
        : { leftS: 1, factor: noise.chance(0.02) ? 0.3 : 0 },
    );
    const { events: base, daySwing, orders: trading } = this.#machine;
    const mean =
      base *
        (1 + daySwing * Math.sin(this.#dayPhase)) *
        this.#eventWander.next() *
        this.#burst.factor +
      this.condition.eventsPerS;
    const events = noise.poisson(mean);
    const orders = noise.poisson(trading * this.#trading.factor);
    const reads = noise.poisson(noise.chance(0.3) ? 3 : 0.1);
    const requests =
      orders + reads + noise.poisson(0.5) + noise.poisson(this.condition.requestsPerS);
    this.#values['market.events'] = events;
    this.#values['orders.rate'] = orders + this.condition.requestsPerS * 0.2;
    this.#values['clients.requests'] = requests;
    return { events, orders, requests, reads };
  }

  #processor(): { slowness: number; waitMs: number } {
    const noise = this.#noise;
    pass(this.#otherBurst, () =>
      noise.chance(1 / 500)
        ? { leftS: noise.between(5, 60), factor: noise.scale(1.5, 3) }
        : { leftS: 1, factor: 1 },
    );
    const ordinary = this.#machine.otherCpu * this.#otherWander.next() * this.#otherBurst.factor;
    const other = Math.min(
      97,
      Math.min(45, ordinary) + this.condition.otherCpu * noise.factor(0.05),
    );
    // Others get in the way only once there are more of them than cores.
    const crowd = Math.max(0, other - 50) / 50;
    this.#values['cpu.other'] = other;
    const waitMs = (2 + 350 * crowd * crowd) * noise.factor(0.5);
    this.#values['cpu.wait'] = waitMs;
    return { slowness: 1 + 1.2 * crowd * crowd * noise.factor(0.2), waitMs };
  }

  #collect(events: number, requests: number, speed: number): { timeMs: number; longestMs: number } {
    const noise = this.#noise;
    const { heapBytes } = this.#machine;
    const made =
      events * 3_000 + requests * 12_000 + this.condition.garbagePerS * noise.factor(0.15);
    this.#garbage += 0.04 * made;
    let longestMs = (made > 2 * MB ? 1.2 : 0.6) * noise.factor(0.3) * speed;
    let timeMs = (made / (16 * MB)) * 1.3 * noise.factor(0.3) * speed;
    const live =
      heapBytes + this.#bufferBytes + this.condition.heapBytes + this.#subscriptions * 20_000;
    const isFull = this.#garbage > 0.4 * heapBytes + 0.2 * live;
    if (isFull || this.condition.garbagePerS > 0) {
      const majors = this.condition.garbagePerS > 0 ? this.condition.garbagePerS / (250 * MB) : 1;
      const pauseMs = (3 + (live / MB) * 0.05) * noise.factor(0.3) * speed;
      timeMs += pauseMs * majors;
      longestMs = Math.max(longestMs, pauseMs);
      if (isFull) this.#garbage = 0;
    }
    const heap = live + this.#garbage;
    this.#values['gc.time'] = timeMs;
    this.#values['gc.longest'] = longestMs;
    this.#values['memory.heap'] = this.#heapFloor.add(heap);
    this.#values['memory.resident'] = 70 * MB + heap * 1.15 * noise.factor(0.01);
    return { timeMs, longestMs };
  }

  #loop(
    load: { events: number; orders: number; requests: number },
    speed: number,
    waitMs: number,
    gc: { timeMs: number; longestMs: number },
  ): { delayUs: number } {
    const noise = this.#noise;
    const { eventUs, orderUs } = this.#machine;
    const blockedMs = this.condition.blocksPerS * this.condition.blockMs * noise.factor(0.1);
    const publishUs = 30 * this.#subscriptions * 60 * noise.factor(0.1);
    const workUs =
      load.events * eventUs * speed +
      load.requests * orderUs * speed +
      publishUs * speed +
      (gc.timeMs + blockedMs) * 1_000;
    const busy = Math.min(99.9, 100 * (workUs / 1_000_000));
    const queueing = 1 / Math.max(0.04, 1 - busy / 100);
    const block = this.condition.blocksPerS > 0 ? this.condition.blockMs * noise.factor(0.08) : 0;
    const spike = noise.chance(0.01) ? noise.scale(5, 30) : 0;
    const delayMs =
      1.2 * noise.factor(0.35) * Math.min(6, queueing) +
      gc.longestMs +
      block +
      spike +
      (waitMs > 20 ? waitMs * 0.12 * noise.factor(0.4) : 0);
    this.#values['loop.own'] =
      1_000 * (2 * noise.factor(0.4) + gc.longestMs + block + (spike > 0 ? 0.5 * spike : 0));
    this.#values['loop.busy'] = busy;
    this.#values['loop.delay'] = delayMs * 1_000;
    this.#values['cpu.engine'] = Math.min(250, busy * noise.factor(0.05) * 1.25 + 1);
    if (load.events > 0) {
      const block = blockedMs > 50 ? noise.factor(0.1) * 1.1 : 1;
      this.#values['market.process'] = eventUs * speed * noise.factor(0.08) * block;
    }
    const overload = Math.max(0, workUs / 1_000_000 - 1);
    this.#feedQueue = Math.max(
      0,
      this.#feedQueue + overload * load.events - (overload > 0 ? 0 : 5_000),
    );
    this.#values['queue.feed'] =
      Math.min(60_000, this.#feedQueue) + noise.poisson(0.02 * load.events);
    this.#values['feed.conflated'] = this.#feedQueue > 4_096 ? load.events * 0.4 : 0;
    this.#values['market.publish'] =
      800 * noise.factor(0.2) * (1 + this.#subscriptions / 60) * speed +
      (this.condition.blocksPerS > 0 ? 0.3 * this.condition.blockMs * 1_000 : 0);
    this.#values['buffer.fill'] = Math.min(100, this.#buffer + 1.5 * noise.factor(0.4));
    return { delayUs: delayMs * 1_000 };
  }

  #store(
    load: { orders: number; events: number; reads: number; requests: number },
    speed: number,
    delayUs: number,
    waitMs: number,
  ): void {
    const noise = this.#noise;
    const { fsyncMs, fsyncSigma, readUs } = this.#machine;
    this.#walUsed += load.orders * 6_000 + (this.#atS % 5 === 0 ? 60_000 : 0) + load.events * 4;
    this.#walUsed += this.condition.walPerS * noise.factor(0.2);
    this.#walAge += 1;
    let checkpointing = false;
    this.#quietS = load.orders > 0 ? 0 : this.#quietS + 1;
    const isDue = this.#walUsed > WAL_LARGE || (this.#quietS >= WAL_IDLE_S && this.#walUsed > 0);
    if (isDue && this.condition.walPerS === 0) {
      // An idle log is moved while nobody commits.
      checkpointing = load.orders > 0;
      this.#values['store.checkpoint'] =
        fsyncMs * 12_000 * noise.factor(0.3) * speed + this.condition.fsyncMs * 2_000;
      this.#walUsed = 0;
      this.#walAge = 0;
    }
    this.#values['wal.bytes'] = this.#walUsed;
    this.#values['wal.age'] = this.#walAge;
    const fsync =
      fsyncMs * noise.factor(fsyncSigma) * this.#fsyncWander.next() * (checkpointing ? 3 : 1) +
      this.condition.fsyncMs * noise.factor(0.2);
    const commitUs = fsync * 1_000 + 150 * speed + waitMs * 8;
    const writes = load.orders > 0 || this.#atS % 5 === 0;
    set(this.#values, 'store.commit', writes ? commitUs : undefined);
    const chores = this.#atS % 2 === 0;
    set(
      this.#values,
      'store.chore',
      chores ? 250 * speed * noise.factor(0.3) + waitMs * 4 : undefined,
    );
    const total = commitUs * noise.scale(1, 1.8) + delayUs * 0.25 + this.#machine.orderUs * speed;
    set(this.#values, 'order.total', load.orders > 0 ? total : undefined);
    const matchUs = this.#machine.orderUs * speed * noise.factor(0.2);
    set(this.#values, 'order.match', load.orders > 0 ? matchUs : undefined);
    this.#writerQueue = Math.max(0, load.orders * (commitUs / 1e6) * 4 + noise.poisson(0.5));
    this.#values['queue.writer'] = this.#writerQueue;
    this.#reads(load.reads, readUs, speed);
  }

  #reads(reads: number, readUs: number, speed: number): void {
    const noise = this.#noise;
    const stallUs = this.condition.readerStallUs;
    const usual = this.#noise.poisson(0.3);
    this.#readersWaiting = usual + (stallUs > 0 ? reads * (stallUs / 100_000) : 0);
    this.#values['queue.readers'] = this.#readersWaiting;
    this.#values['store.indexes_missing'] = this.condition.indexesMissing;
    this.#values['store.statistics_drift'] = Math.max(
      this.condition.statisticsDrift,
      0.4 + 0.3 * Math.sin(this.#atS / 900),
    );
    const us = readUs * noise.factor(0.35) * speed * this.condition.readFactor;
    // What holds the reader up is a query too.
    const slowest = us + stallUs * noise.factor(0.1);
    set(this.#values, 'store.read', reads > 0 || stallUs > 0 ? slowest : undefined);
    const waitUs =
      250 * noise.factor(0.4) * speed +
      stallUs * noise.factor(0.3) +
      (this.condition.readFactor > 5 ? us * 0.5 * Math.max(0, reads - 1) : 0);
    set(this.#values, 'store.wait', reads > 0 ? waitUs : undefined);
  }

  #clients(load: { events: number }, speed: number, delayUs: number): void {
    const noise = this.#noise;
    if (noise.chance(1 / 90)) {
      const change = noise.chance(0.5) ? 2 : -2;
      const { subscriptions } = this.#machine;
      const wanted = this.#subscriptions + change;
      if (Math.abs(wanted - subscriptions) <= 6) this.#subscriptions = Math.max(4, wanted);
    }
    this.#subscriptions += this.condition.subscriptionsPerS;
    this.#values['clients.subscriptions'] = Math.round(this.#subscriptions);
    const { ackUs } = this.#machine;
    const slow = noise.chance(0.01) ? noise.scale(2, 8) : 1;
    this.#values['clients.ack'] =
      ackUs * noise.factor(0.3) * speed * slow +
      delayUs * 0.5 +
      this.condition.rendererUs * noise.factor(0.25);
    const late = Math.max(0, (this.#values['clients.ack'] - 33_000) / 16_000);
    this.#values['clients.conflated'] = Math.min(60, late) + (load.events > 0 ? 0 : 0);
    this.#buffer = Math.min(100, this.#buffer + this.condition.bufferPerS);
    this.#bufferBytes += this.condition.bufferBytesPerS;
  }

  #outside(): void {
    const noise = this.#noise;
    this.#diskUsed += 2_000 * noise.factor(1);
    this.#values['disk.used'] = this.#diskUsed;
    if (this.#machine.usesApi || this.condition.refusedPerS > 0) {
      // Some two dozen in an ordinary minute, of the 200 that there may be.
      this.#apiSent.push(noise.poisson(0.4 + this.condition.apiPerS));
      if (this.#apiSent.length > 60) this.#apiSent.shift();
      const sent = this.#apiSent.reduce((sum, each) => sum + each, 0);
      this.#values['api.used'] = Math.min(100, sent / 2);
      this.#refused.push(noise.poisson(this.condition.refusedPerS));
      if (this.#refused.length > 60) this.#refused.shift();
      this.#values['api.refused'] = this.#refused.reduce((sum, each) => sum + each, 0);
    }
    const isStep = this.condition.clockStepS !== 0 && !this.#stepped;
    this.#values['clock.step'] = isStep ? this.condition.clockStepS : 0.001 * noise.factor(1);
    this.#stepped = this.condition.clockStepS !== 0;
  }
}

function pass(phase: Phase, next: () => Phase): void {
  phase.leftS -= 1;
  if (phase.leftS > 0) return;
  Object.assign(phase, next());
}

/** A metric that was not measured is not there. */
function set(
  values: Partial<Record<AdvisorMetric, number>>,
  metric: AdvisorMetric,
  value: number | undefined,
): void {
  if (value === undefined) Reflect.deleteProperty(values, metric);
  else values[metric] = value;
}
