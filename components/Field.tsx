interface FieldProps {
  label: string;
  name: string;
  /** Unique on the page. */
  id: string;
  value?: string;
  hint?: string;
  /** What is wrong with the value, and what would be right. */
  problem?: string;
  /** In UTF-16 code units. */
  maxLength?: number;
  autocomplete?: string;
  optional?: boolean;
}

/** A line of text to fill in, with its label above and its problem below. */
export function Field(
  { label, name, id, value, hint, problem, maxLength, autocomplete, optional }:
    FieldProps,
) {
  return (
    <div class="field">
      <label class="field-label" for={id}>{label}</label>
      <input
        class="field-input"
        id={id}
        name={name}
        // Not `value`, which would come back over what one has typed whenever the field is rendered anew.
        defaultValue={value}
        required={!optional}
        dir="auto"
        maxLength={maxLength}
        autocomplete={autocomplete}
        // The one to put right, wherever it is on the page.
        autofocus={problem !== undefined}
        aria-invalid={problem !== undefined}
        aria-describedby={problem ? `${id}-problem` : hint && `${id}-hint`}
      />
      {problem
        ? (
          <p class="field-problem" id={`${id}-problem`} role="alert">
            {problem}
          </p>
        )
        : hint && <p class="field-hint" id={`${id}-hint`}>{hint}</p>}
    </div>
  );
}
