/** What one run measured; which of them there are depends on the scenario. Times in milliseconds, memory in bytes, unless the name says otherwise. */
export interface Figures {
  messagesPerSecond?: number;
  /** Messages that readers got; a message to 1,000 readers is 1,000 deliveries. */
  deliveriesPerSecond?: number;
  /** WebSocket frames that readers got; one may hold several messages. */
  framesPerSecond?: number;
  /** From sending to delivery (or what the scenario calls latency): the 50th, 99th and 99.9th percentile. */
  p50?: number;
  p99?: number;
  p999?: number;
  /** Processor time of the server for each delivery (or request), in microseconds. */
  serverMicroseconds?: number;
  /** Processor time over wall time; 1 is a whole core. */
  serverCpu?: number;
  generatorCpu?: number;
  /** Resident memory of the server for each connection. */
  connectionBytes?: number;
  /** Resident memory of the server as a whole. */
  serverBytes?: number;
  requestsPerSecond?: number;
  /** How long all of it took. */
  elapsed?: number;
}

export type FigureName = keyof Figures;

/** A run's figures, and why they don't count, if they don't. */
export interface Measurement {
  figures: Figures;
  /** Empty for a valid run. */
  problems: string[];
  /** How many deliveries (or responses) were counted and checked, with those outside the measured time. */
  checked?: number;
}
