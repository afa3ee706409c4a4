import { Button } from '../../components/index.ts';
import { useCommands } from '../../keyboard/commands.ts';
import { keysOf } from '../../keyboard/keymap.ts';
import { runCommand } from '../../keyboard/run-command.ts';
import { useProfiling } from '../../stores/profiling.ts';
import { performancePagesText as words } from '../../text/performance-pages.ts';

/** Takes a profile, as its key does; pressed while it is being taken, when it cancels it. */
export function ProfileButton({ kind }: { readonly kind: 'cpu' | 'heap' }) {
  const id = `profile.${kind}`;
  const command = useCommands(({ commands }) => commands.get(id));
  const now = useProfiling((store) => store.now);
  if (command === undefined) return null;
  const isTaken = now !== null && (now.kind === 'cpu') === (kind === 'cpu');
  return (
    <Button
      small
      aria-pressed={isTaken}
      className="toggle"
      title={words.profileButtonTitle(command.title, keysOf(id) ?? '')}
      onClick={() => runCommand(command)}
    >
      {words.profileButtons[kind]}
    </Button>
  );
}
