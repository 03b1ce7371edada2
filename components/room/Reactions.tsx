/** Who reacted how: emoji → ids of people. */
export function Reactions(
  { reactions }: { reactions: Record<string, string[]> },
) {
  const given = Object.entries(reactions).filter(([, people]) =>
    people.length > 0
  );
  if (given.length === 0) return null;
  return (
    <ul class="reactions" aria-label="Reactions">
      {given.map(([emoji, people]) => (
        <li key={emoji} class="reaction">{emoji} {people.length}</li>
      ))}
    </ul>
  );
}
