//! Longer and changed versions of the sources that are timed.

use analyzer::Source;

use super::corpus::Corpus;

impl Corpus {
    /// Their size.
    pub fn bytes(&self) -> usize {
        self.sources.iter().map(|it| it.text.len()).sum()
    }

    /// One file of about 100 KB of the project's own code, and longer ones of the same.
    pub fn longer(&self, times: usize) -> Vec<Source> {
        let mut text = String::new();
        let readable =
            |it: &&Source| it.path.ends_with(".ts") && !it.text.contains("@angular") && it.text.len() < 50_000;
        let pieces: Vec<&Source> = self.sources.iter().filter(readable).collect();
        for piece in pieces.iter().cycle() {
            if text.len() > times * 100_000 {
                break;
            }
            text.push_str(&piece.text);
            text.push('\n');
        }
        vec![Source::new("src/long.ts", text)]
    }

    /// The project with one more line in its middle file.
    pub fn edited(&self) -> Vec<Source> {
        let mut sources = self.sources.clone();
        let code: Vec<usize> = (0..sources.len()).filter(|it| sources[*it].path.ends_with(".ts")).collect();
        let at = code[code.len() / 2];
        sources[at] =
            Source::new(sources[at].path.clone(), format!("{}\nexport const edited = 1;\n", sources[at].text));
        sources
    }
}
