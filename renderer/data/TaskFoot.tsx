import { useState } from 'react';
import { useEngine } from '../client/engine-context.ts';
import { problemText } from '../client/errors.ts';
import { Button, Spacer } from '../components/index.ts';
import { HandOver } from '../exports/HandOver.tsx';
import { formatBytes } from '../format/number.ts';
import { dataText } from '../text/data.ts';
import { useUpkeep } from './upkeep-store.ts';

const WORDS = dataText.task;

/** The long piece of work that is under way, or the last one with what came of it. */
export function TaskFoot() {
  const client = useEngine();
  const task = useUpkeep((store) => store.task);
  const [problem, setProblem] = useState('');
  if (task === null) return <div className="data-task" />;
  const { kind, state, phase, share, taskId } = task;
  const isRunning = state === 'running';
  const cancel = (): void => {
    client
      .send<'backup.cancel'>({ type: 'backup.cancel', taskId })
      .catch((error: unknown) => setProblem(problemText(error)));
  };
  const word = isRunning ? WORDS.phases[phase] : WORDS.states[state];
  const what = task.fileName === '' ? '' : `${task.fileName}, ${formatBytes(task.bytes)}`;
  return (
    <div className="data-task" role="status" data-testid="data-task" data-state={state}>
      <span className={state === 'failed' ? 'error' : ''}>
        {WORDS.kinds[kind]} {word}
      </span>
      {isRunning && <progress aria-label={WORDS.progress} max={1} value={share} />}
      <span className={task.problem === '' ? 'dim' : 'error'}>{task.problem || what}</span>
      {problem !== '' && <span className="error">{problem}</span>}
      <Spacer />
      {isRunning && (
        <Button small onClick={cancel}>
          {WORDS.cancel}
        </Button>
      )}
      {state === 'done' && task.path !== '' && <HandOver key={taskId} file={task} />}
    </div>
  );
}
