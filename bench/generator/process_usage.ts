/** What the kernel says about a process, proc(5). */

/** Of `sysconf(_SC_CLK_TCK)`: 100 a second on every Linux that Deno runs on. */
const TICKS_PER_SECOND = 100;

/** Processor time of a process with all its threads, user and system, in seconds. */
export function processorSeconds(pid: number): number {
  const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
  // The second field is the name, which may hold blanks.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Resident memory, in bytes. */
export function residentBytes(pid: number): number {
  const status = Deno.readTextFileSync(`/proc/${pid}/status`);
  const [, kilobytes] = status.match(/^VmRSS:\s+(\d+) kB$/m) ?? [];
  if (kilobytes === undefined) {
    throw new Error(`Cannot read the memory of process ${pid}: it has ended`);
  }
  return Number(kilobytes) * 1024;
}
