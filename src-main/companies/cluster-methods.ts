/** How points are grouped: by Ward's tree, or by k-means. */
export const clusterMethods = ['ward', 'k-means'] as const;
export type ClusterMethod = (typeof clusterMethods)[number];
