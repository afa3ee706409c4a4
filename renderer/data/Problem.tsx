import { Button } from '../components/index.ts';
import { dataText } from '../text/data.ts';
import type { Question } from './use-question.ts';

/** What is wrong with an answer, with a way to ask again; nothing when nothing is. */
export function Problem({ question }: { readonly question: Question<unknown> }) {
  if (question.problem === '') return null;
  return (
    <div className="dialog-line error" role="alert">
      {dataText.loadProblem(question.problem)}
      <Button small onClick={question.retry}>
        {dataText.retry}
      </Button>
    </div>
  );
}
