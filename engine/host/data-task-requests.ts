import type { BackupReplies } from '../contract/maintenance.ts';
import type { RequestOf } from '../contract/messages.ts';
import { assertNever } from '../domain/assert.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Answer } from './client-connection.ts';
import type { DataTaskDesk } from './data-task-desk.ts';

/** Answers the requests about work on whole stores. */
export function dataTaskAnswer(tasks: DataTaskDesk, body: RequestOf<keyof BackupReplies>): Answer {
  switch (body.type) {
    case 'backup.start':
      return started(tasks.backup());
    case 'workspace.export':
      return started(tasks.exportWorkspace());
    case 'workspace.import':
      return started(tasks.importWorkspace(body.ticket));
    case 'backup.restore':
      return started(tasks.restore(body.fileName));
    case 'backup.cancel': {
      const { taskId } = body;
      const result = { taskId, canceled: tasks.cancel(taskId) };
      return () => ({ ok: true, result });
    }
    case 'backup.list':
      return tasks.list().then((result) => ({ ok: true, result }));
    default:
      return assertNever(body, 'request about data');
  }
}

function started(task: { readonly taskId: number } | Refusal): Answer {
  if (!('taskId' in task)) return () => ({ ok: false, refusal: task });
  const result = { taskId: task.taskId };
  return () => ({ ok: true, result });
}
