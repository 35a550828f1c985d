import { createRouter, createWebHashHistory } from 'vue-router';
import LibraryView from './library/LibraryView.vue';

declare module 'vue-router' {
  interface RouteMeta {
    title?: string;
  }
}

/** Addresses live in the fragment: the same in app:// and on any server, and a reload needs no rewriting. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', redirect: '/library' },
    { path: '/library', name: 'library', component: LibraryView, meta: { title: 'Library' } },
    {
      path: '/tickers',
      name: 'tickers',
      component: () => import('./tickers/TickersView.vue'),
      meta: { title: 'Tickers' },
    },
    {
      path: '/tickers/:symbol',
      name: 'ticker',
      component: () => import('./ticker/TickerView.vue'),
      props: true,
      meta: { title: 'Ticker' },
    },
    {
      path: '/label',
      name: 'label',
      component: () => import('./label/LabelView.vue'),
      meta: { title: 'Label' },
    },
    {
      path: '/train',
      name: 'train',
      component: () => import('./train/TrainView.vue'),
      meta: { title: 'Train' },
    },
    { path: '/runs', name: 'runs', component: () => import('./runs/RunsView.vue'), meta: { title: 'Runs' } },
    {
      path: '/runs/compare',
      name: 'compare',
      component: () => import('./compare/CompareView.vue'),
      props: (route) => ({ ids: route.query['ids'] }),
      meta: { title: 'Compare runs' },
    },
    {
      path: '/runs/:run(\\d+)',
      name: 'run',
      component: () => import('./run/RunView.vue'),
      props: (route) => ({ run: Number(route.params['run']) }),
      meta: { title: 'Run' },
    },
    {
      path: '/study',
      name: 'studies',
      component: () => import('./studies/StudiesView.vue'),
      meta: { title: 'Study' },
    },
    {
      path: '/study/new',
      name: 'new-study',
      component: () => import('./studies/NewStudyView.vue'),
      meta: { title: 'New study' },
    },
    {
      path: '/study/:study(\\w+)',
      name: 'study',
      component: () => import('./study/StudyView.vue'),
      props: true,
      meta: { title: 'Study' },
    },
    {
      path: '/explain',
      name: 'explain',
      component: () => import('./explain/ExplainView.vue'),
      meta: { title: 'Explain' },
    },
    {
      path: '/companies',
      name: 'companies',
      component: () => import('./companies/CompaniesView.vue'),
      meta: { title: 'Companies' },
    },
    {
      path: '/texts',
      name: 'texts',
      component: () => import('./texts/TextsView.vue'),
      meta: { title: 'Texts' },
    },
    {
      path: '/settings',
      name: 'settings',
      component: () => import('./settings/SettingsView.vue'),
      meta: { title: 'Settings' },
    },
    {
      path: '/:rest(.*)*',
      name: 'missing',
      component: () => import('./frame/MissingView.vue'),
      meta: { title: 'Not found' },
    },
  ],
});

router.afterEach((to) => {
  const symbol = to.params['symbol'];
  document.title = `${typeof symbol === 'string' ? symbol : to.meta.title} – Contexture`;
});
