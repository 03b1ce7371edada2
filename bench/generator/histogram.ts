/** Buckets of equal width between two powers of two; so a value is known within a 128th, 0.8 %. */
const SUB_BITS = 7;
const SUB = 2 ** SUB_BITS;
const LARGEST = 2 ** 31 - 1;

/** How often each value occurred, in the manner of HdrHistogram: whole numbers up to 2³¹, the relative error bounded, memory fixed. */
export class Histogram {
  readonly #counts = new Float64Array((32 - SUB_BITS) * SUB + SUB);
  count = 0;
  max = 0;

  /** Values below 0 count as 0; fractions are cut off. */
  record(value: number): void {
    const whole = value < 0 ? 0 : value > LARGEST ? LARGEST : value | 0;
    this.#counts[bucketOf(whole)]!++;
    this.count++;
    if (whole > this.max) this.max = whole;
  }

  reset(): void {
    this.#counts.fill(0);
    this.count = 0;
    this.max = 0;
  }

  /** The smallest value that a share of all values does not pass; `share` from 0 to 1. 0 without values. */
  quantile(share: number): number {
    const rank = Math.max(1, Math.ceil(share * this.count));
    let seen = 0;
    for (let bucket = 0; bucket < this.#counts.length; bucket++) {
      seen += this.#counts[bucket]!;
      if (seen >= rank) return Math.min(this.max, topOf(bucket));
    }
    return this.max;
  }
}

function bucketOf(value: number): number {
  if (value < SUB) return value;
  const shift = 31 - Math.clz32(value) - SUB_BITS;
  return (shift + 1) * SUB + (value >>> shift) - SUB;
}

/** The largest value in a bucket. */
function topOf(bucket: number): number {
  if (bucket < SUB) return bucket;
  const shift = Math.floor(bucket / SUB) - 1;
  return (bucket % SUB + SUB + 1) * 2 ** shift - 1;
}
