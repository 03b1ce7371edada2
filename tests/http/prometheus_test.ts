import { assertEquals } from "@std/assert";
import { prometheusText } from "@/http/prometheus.ts";

Deno.test("prometheusText() writes each metric with its help, its type and its samples in a row", () => {
  const text = prometheusText([
    {
      name: "people",
      type: "gauge",
      help: "Who is there.",
      samples: [
        { labels: { room: "a", here: "yes" }, value: 2 },
        { labels: { room: "b", here: "no" }, value: 0 },
      ],
    },
    {
      name: "work_seconds",
      type: "summary",
      help: "How long it took.",
      samples: [{ suffix: "_sum", value: 0.25 }, {
        suffix: "_count",
        value: 3,
      }],
    },
  ]);
  assertEquals(
    text,
    `# HELP people Who is there.
# TYPE people gauge
people{room="a",here="yes"} 2
people{room="b",here="no"} 0
# HELP work_seconds How long it took.
# TYPE work_seconds summary
work_seconds_sum 0.25
work_seconds_count 3
`,
  );
});

Deno.test("prometheusText() escapes backslashes and ends of lines, and quotes in labels only", () => {
  const odd = 'a\\n "b"\nc';
  const metric = {
    name: "odd",
    type: "gauge",
    help: odd,
    samples: [{ labels: { odd }, value: 1 }],
  } as const;
  assertEquals(
    prometheusText([metric]).split("\n"),
    [
      String.raw`# HELP odd a\\n "b"\nc`,
      "# TYPE odd gauge",
      String.raw`odd{odd="a\\n \"b\"\nc"} 1`,
      "",
    ],
  );
});
