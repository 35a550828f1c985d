import { counted } from '../../counted.ts';
import type { MadeOrigin } from '../../store/label-sources.ts';
import type { Session } from './session.ts';

/** Takes back the last labels by rules, from prices or of topics, of a scheme. */
export async function takeBack({ ask, output }: Session, scheme: string, origin: MadeOrigin): Promise<void> {
  const done = await ask('undo-labels', { scheme, origin });
  if (origin === 'cluster') {
    output.say(
      `"${done.name}" was taken back: ${counted(done.labelled, 'text has', 'texts have')} a topic of the scheme now.`,
    );
    output.result(done);
    return;
  }
  output.say(
    `${counted(done.removed, 'label')} by "${done.name}" ${done.removed === 1 ? 'was' : 'were'} taken back.`,
  );
  if (done.restored !== null)
    output.say(
      `${counted(done.labelled, 'label')} by "${done.restored}" ${done.labelled === 1 ? 'is' : 'are'} there again.`,
    );
  output.result(done);
}
