/** Resident memory of a process in bytes (`VmRSS` in proc(5)); `undefined` where that cannot be seen, or once it has ended. */
export async function residentMemory(pid: number): Promise<number | undefined> {
  if (Deno.build.os !== "linux") return undefined;
  try {
    const status = await Deno.readTextFile(`/proc/${pid}/status`);
    const [, kilobytes] = status.match(/^VmRSS:\s+(\d+) kB$/m) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
