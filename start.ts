/**
 * Starts the built app (`deno task start`): looks at what commonly goes wrong, says it in one sentence, and then hands
 * over to a server with few permissions.
 */
import { readSettings, type Settings, SettingsError } from "@/settings.ts";
import { checkDatabase } from "@/start/database.ts";
import { checkPort } from "@/start/port.ts";
import { serverArguments, serverEnvironment } from "@/start/server.ts";
import { StartError } from "@/start/start_error.ts";
import { supervise } from "@/start/supervise.ts";

async function checkedSettings(): Promise<Settings> {
  const settings = readSettings(Deno.env);
  checkPort(settings.port);
  if (settings.kv !== undefined) await checkDatabase(settings.kv);
  return settings;
}

function explain(error: unknown): never {
  const expected = error instanceof SettingsError ||
    error instanceof StartError;
  if (!expected) throw error;
  console.error(error.message);
  Deno.exit(1);
}

const settings = await checkedSettings().catch(explain);
Deno.exit(
  await supervise(serverArguments(settings), serverEnvironment(settings)),
);
