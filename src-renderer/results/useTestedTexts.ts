import { useRoute, useRouter } from 'vue-router';
import { useAddress } from '../shared/address.ts';

/** The texts of the test part that are labelled one class and predicted as one; null: as any. */
interface Chosen {
  truth: string | null;
  predicted: string | null;
}

/** Leads to texts of the test part of a run: they are listed on its page, wherever its scores are shown. */
export function useTestedTexts(run: () => number): (chosen: Chosen) => void {
  const route = useRoute();
  const router = useRouter();
  const { choose } = useAddress();
  return ({ truth, predicted }) => {
    if (route.name === 'run') {
      choose({ truth, predicted });
      return;
    }
    const query = Object.entries({ truth, predicted }).filter(([, value]) => value !== null);
    void router.push({ name: 'run', params: { run: run() }, query: Object.fromEntries(query) });
  };
}
