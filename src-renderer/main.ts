// Styles come first, so that what a component says of itself counts more. The letters come with them: the window and its
// figures look alike on all systems.
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/tables.css';
import './styles/panels.css';
import './styles/page.css';
import './styles/maps.css';
import { VueQueryPlugin } from '@tanstack/vue-query';
import { createApp } from 'vue';
import App from './App.vue';
import { queryClient } from './api.ts';
import { router } from './router.ts';

// A chart measures its words once: the letters have to be there before it does. Without them those of the system do.
await document.fonts.load("13px 'Inter Variable'").catch(() => {});

createApp(App).use(router).use(VueQueryPlugin, { queryClient }).mount('#app');
