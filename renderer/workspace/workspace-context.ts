import { createContext, useContext } from 'react';
import type { WorkspaceDesk } from './workspace-desk.ts';

/** The page's desk of workspaces. */
export const WorkspaceContext = createContext<WorkspaceDesk | null>(null);

/** Throws outside of the page. */
export function useWorkspaceDesk(): WorkspaceDesk {
  const desk = useContext(WorkspaceContext);
  if (desk === null) throw new Error('workspaces are used inside the page');
  return desk;
}
