import { type TopicalCompany, topicCells, wholeViews } from './topic-cells.ts';
import { addTo, predictViews, type Space, unit } from './vectors.ts';

/** A vector of length 1 (D,) of the company with this index. */
interface CompanyVector {
  company: number;
  vector: Float32Array;
}

/**
 * What each company's name attends to in all its texts, `textsPerCompany` of one topic at a time: means by topic, and
 * over all.
 */
export async function companyTopicVectors(
  space: Space,
  companies: readonly TopicalCompany[],
): Promise<{
  overall: CompanyVector[];
  byTopic: (CompanyVector & { topic: number; texts: number })[];
}> {
  const { textsPerCompany, width } = space.config;
  const cells = topicCells(companies, ({ train, valid, test }) => [...train, ...valid, ...test]);
  const views = wholeViews(cells, textsPerCompany);
  const vectors = await predictViews(space, views, 'companies');
  const zeros = () => new Float32Array(width);
  const overall = companies.map(zeros);
  const byCell = new Map(cells.map(({ company, topic }) => [`${company} ${topic}`, zeros()]));
  views.forEach(({ company, topic }, at) => {
    addTo(overall[company]!, vectors[at]!);
    addTo(byCell.get(`${company} ${topic}`)!, vectors[at]!);
  });
  return {
    overall: overall.map((sum, company) => ({ company, vector: unit(sum) })),
    byTopic: cells.map(({ company, topic, texts }) => ({
      company,
      topic,
      texts: texts.length,
      vector: unit(byCell.get(`${company} ${topic}`)!),
    })),
  };
}
