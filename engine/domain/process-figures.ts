/** A process or thread of the terminal. */
export interface ProcessFigures {
  readonly name: string;
  readonly kind: 'process' | 'thread';
  /** 0 on threads. */
  readonly pid: number;
  /** Processor seconds a second; of a thread, the share of time its loop was busy. */
  readonly cpuCores: number;
  /** Resident memory of a process, used heap of a thread; null where it cannot be told. */
  readonly memoryBytes: number | null;
}
