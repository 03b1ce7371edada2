/**
 * The load generator, a process of its own: reads a job as JSON from standard input, does it, writes the measurement as JSON to standard output.
 * It may have a core of its own (`bench/cores.ts`).
 */
import type { Measurement } from "@/bench/figures.ts";
import type { Job, Task } from "@/bench/job.ts";
import { fanOut } from "./fan_out.ts";
import { fill } from "./fill.ts";
import { idle } from "./idle.ts";
import { pages } from "./pages.ts";
import { resume } from "./resume.ts";
import { Run } from "./run.ts";

function perform(run: Run, task: Task): Measurement {
  switch (task.kind) {
    case "fan_out":
      return fanOut(run, task);
    case "idle":
      return idle(run, task);
    case "resume":
      return resume(run, task);
    case "fill":
      return fill(run, task);
    case "pages":
      return pages(run, task);
  }
}

const job: Job = JSON.parse(await new Response(Deno.stdin.readable).text());
console.log(JSON.stringify(perform(new Run(job.target), job.task)));
Deno.exit();
