export const Page = () => <main>Hello</main>;
