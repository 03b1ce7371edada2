import type { ComponentChildren } from "preact";
import { Brand } from "@/components/Brand.tsx";
import { Colours, Spaces, TypeScale } from "@/components/design/Tokens.tsx";
import { Controls } from "@/components/design/Controls.tsx";
import { Messages } from "@/components/design/Messages.tsx";

/** All that pages are made of, on one page: what to use, and what a change of it changes. */
export function DesignPage() {
  return (
    <main class="plain-page design" id="main">
      <Brand />
      <div class="plain-hero">
        <h1>What Confab is made of</h1>
        <p class="plain-lead">
          Values stand in{" "}
          <code>static/css/tokens.css</code>, in two tiers: numbers, and what
          they mean. Components use meanings only, so that the dark scheme
          redefines numbers and nothing else.
        </p>
      </div>
      <Part title="Type">
        <TypeScale />
      </Part>
      <Part title="Space">
        <Spaces />
      </Part>
      <Part title="Colours">
        <Colours />
      </Part>
      <Part title="Controls">
        <Controls />
      </Part>
      <Part title="Messages">
        <Messages />
      </Part>
    </main>
  );
}

function Part(
  { title, children }: { title: string; children: ComponentChildren },
) {
  return (
    <section class="plain-card">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
