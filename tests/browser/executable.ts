/** A browser's program, and the variables that it needs. */
export interface Executable {
  path: string;
  env: Record<string, string>;
}

/** Whether the program can run here; a file alone does not mean that its libraries are there. */
export async function runs({ path, env }: Executable): Promise<boolean> {
  const command = new Deno.Command(path, {
    args: ["--version"],
    env,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  });
  try {
    return (await command.output()).success;
  } catch (error) {
    const { NotFound, PermissionDenied } = Deno.errors;
    if (error instanceof NotFound) return false;
    if (error instanceof PermissionDenied) return false; // no program
    throw error;
  }
}
