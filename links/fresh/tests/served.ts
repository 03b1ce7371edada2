const ADDRESS = /http:\/\/([\d.]+):(\d+)/;

/** Runs Deno with `args`, and `visit` with the address at which that listens. */
export async function served(
  args: string[],
  visit: (origin: string) => Promise<void>,
  env?: Record<string, string>,
): Promise<void> {
  const command = new Deno.Command(Deno.execPath(), {
    args,
    env: { ...env, NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  });
  await using server = command.spawn();
  const output = printed(server);
  try {
    await visit(await output.address);
  } finally {
    // With --parallel, Deno at times outlives a first SIGTERM.
    server.kill("SIGKILL");
    await output.ended;
  }
}

/** Reads both streams to their ends, and finds the first address in them. */
function printed({ stdout, stderr }: Deno.ChildProcess) {
  const { promise: address, resolve, reject } = Promise.withResolvers<string>();
  let text = "";
  const readers = [stdout, stderr].map(async (stream) => {
    for await (const part of stream.pipeThrough(new TextDecoderStream())) {
      text += part;
      const [, host = "", port] = ADDRESS.exec(text) ?? [];
      const reachable = host.replace("0.0.0.0", "127.0.0.1");
      if (port) resolve(`http://${reachable}:${port}`);
    }
  });
  const ended = Promise.all(readers).then(() => {
    reject(new Error(`Expected an address, got '${text}'`));
  });
  return { address, ended };
}
