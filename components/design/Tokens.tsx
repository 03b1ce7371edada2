const TYPE = ["large", "title", "body", "label", "small"];
const SPACES = ["1", "2", "3", "4", "6", "8"];
/** By what they mean. */
const COLOURS = [
  "background",
  "aside",
  "raised",
  "hover",
  "line",
  "edge",
  "text",
  "text-soft",
  "link",
  "accent",
  "accent-hover",
  "selected",
  "on-accent",
  "danger",
  "danger-tint",
  "notice",
  "on-notice",
  "backdrop",
];

/** The sizes of text, `--text-…`. */
export function TypeScale() {
  return (
    <dl class="design-list">
      {TYPE.map((name) => (
        <div key={name} class="design-row">
          <dt>
            <code>{name}</code>
          </dt>
          <dd class={`design-type-${name}`}>
            Whereof one can speak, thereof one must chat
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The distances, `--space-…`. */
export function Spaces() {
  return (
    <dl class="design-list">
      {SPACES.map((name) => (
        <div key={name} class="design-row">
          <dt>
            <code>{name}</code>
          </dt>
          <dd>
            <div class={`design-space design-space-${name}`} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The colours, `--color-…`. */
export function Colours() {
  return (
    <ul class="design-colours">
      {COLOURS.map((name) => (
        <li key={name}>
          <div class={`design-colour design-colour-${name}`} />
          <code>{name}</code>
        </li>
      ))}
    </ul>
  );
}
