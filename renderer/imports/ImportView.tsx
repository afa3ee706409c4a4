import { useImportJob } from './import-job.ts';
import { ImportForm } from './ImportForm.tsx';
import { ImportResult } from './ImportResult.tsx';
import './import-view.css';

/** Brings a file in: what it holds, what it would change, which of its rows are bad, and doing it. */
export function ImportView() {
  const progress = useImportJob((job) => job.progress);
  return progress === null ? <ImportForm /> : <ImportResult progress={progress} />;
}
