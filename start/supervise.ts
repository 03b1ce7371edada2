/** A key press may be told twice: by the terminal and by the task runner. Later than this it is a second one. */
const SAME_SIGNAL_MS = 1_000;

const SIGNALS: Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGBREAK"]
  : ["SIGINT", "SIGTERM"];

/**
 * Runs a server as a child until it ends.
 *
 * The end of its standard input is what asks it to go down (`shutdown.ts`). So it goes down as well when this process is
 * killed without a chance to ask. It is detached because a terminal would send Ctrl-C to it too, and `deno serve`
 * would close its sockets at once.
 *
 * @returns The child's exit code.
 */
export async function supervise(
  args: string[],
  env: Record<string, string>,
): Promise<number> {
  const child = new Deno.Command(Deno.execPath(), {
    args,
    env,
    detached: true,
    stdin: "piped",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn();
  passOnSignals(child);
  return (await child.status).code;
}

/** The first signal asks the child to go down, a second one goes to the child itself. */
function passOnSignals(child: Deno.ChildProcess): void {
  let asked: number | undefined;
  for (const signal of SIGNALS) {
    Deno.addSignalListener(signal, () => {
      if (asked === undefined) {
        asked = performance.now();
        child.stdin.close();
      } else if (performance.now() - asked > SAME_SIGNAL_MS) {
        child.kill(signal);
      }
    });
  }
}
