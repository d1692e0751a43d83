//! The headers of the site in the words of other hosts: examples in `dist/hosting`, all from the one table.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use crate::headers::{self, Header};

/// A path of the table, with its headers.
type Row = (&'static str, Vec<Header>);

/// The examples, by their place in the site.
pub fn files() -> Vec<(String, Vec<u8>)> {
    let table = headers::table();
    [
        ("README.md", README.to_owned()),
        ("nginx.conf", nginx(&table)),
        ("Caddyfile", caddy(&table)),
        ("cloudfront-function.js", cloudfront(&table)),
        ("s3-upload.sh", s3(&table)),
    ]
    .map(|(name, text)| (format!("hosting/{name}"), text.into_bytes()))
    .into()
}

const README: &str = "# Hosting Nestor

The folder above this one is the whole site. It is static files with relative addresses: it works at the root of a host and below any path,
and needs nothing on the server. What a host should add are headers, above all the Content-Security-Policy, with which a browser sends
nothing of what is pasted to anybody.

| host | what to do |
| --- | --- |
| Netlify, Cloudflare Pages | Upload the folder. `_headers` in it is read by both. |
| nginx | `nginx.conf`: a whole `http` block's content; set `root`. |
| Caddy | `Caddyfile`; set `root`. |
| S3 with CloudFront | `sh s3-upload.sh BUCKET`, and `cloudfront-function.js` as a function on viewer response. |
| GitHub Pages | Works. It cannot send headers, so the browser's promise is missing and others may put the page into a frame. |

Browsers start the part that works without a connection over https and on localhost only.

`Cache-Control` matters most: everything in `a/` is named by its content and may be kept forever; everything else is asked for again.
";

fn nginx(table: &[Row]) -> String {
    let mut text = "# To be included in the `http` block. Variables, so that it works below any path: each is the rest of an address.\n".to_owned();
    for name in names(table) {
        let fallback = table.first().and_then(|row| value(row, name)).unwrap_or_default();
        write!(text, "map $uri ${} {{\n\tdefault \"{fallback}\";\n", variable(name)).ok();
        for row in table {
            writeln!(text, "\t\"~{}\" \"{}\";", rest(row.0), value(row, name).unwrap_or_default()).ok();
        }
        text += "}\n";
    }
    text += "server {\n\tlisten 8080;\n\troot /srv/nestor;\n\tindex index.html;\n\tinclude mime.types;\n\ttypes {\n\t\tapplication/wasm wasm;\n\t}\n";
    text += "\tgzip on;\n\tgzip_min_length 500;\n\tgzip_types application/javascript application/json application/wasm image/svg+xml text/css text/javascript;\n";
    for name in names(table) {
        writeln!(text, "\tadd_header {name} ${};", variable(name)).ok();
    }
    text + "}\n"
}

fn caddy(table: &[Row]) -> String {
    let mut text = ":8080 {\n\troot * /srv/nestor\n\tencode zstd gzip\n\tfile_server\n".to_owned();
    let others: Vec<&str> = table.iter().skip(1).map(|row| row.0).collect();
    for (number, (path, headers)) in table.iter().enumerate() {
        let matcher = if number == 0 { format!("not path {}", others.join(" ")) } else { format!("path {path}") };
        write!(text, "\n\t# {path}\n\t@row{number} {matcher}\n\theader @row{number} {{\n").ok();
        for (name, value) in headers {
            writeln!(text, "\t\t{name} \"{value}\"").ok();
        }
        text += "\t}\n";
    }
    text + "\n\thandle_errors {\n\t\theader Cache-Control no-cache\n\t\trespond \"{err.status_code}\"\n\t}\n}\n"
}

/// A function of CloudFront on viewer response.
fn cloudfront(table: &[Row]) -> String {
    let rows: Map<String, Value> = table
        .iter()
        .map(|(path, headers)| {
            let headers = headers.iter().map(|(name, value)| (name.to_lowercase(), json!({ "value": value })));
            ((*path).to_owned(), Value::Object(headers.collect()))
        })
        .collect();
    format!(
        "// A CloudFront function (runtime 2.0) on viewer response. For a site below a path, write that path into BELOW.
const BELOW = '';
const ROWS = {:#};

function handler(event) {{
  const response = event.response;
  const path = event.request.uri.slice(BELOW.length);
  const found = Object.keys(ROWS).find((row) => (row.endsWith('*') ? path.startsWith(row.slice(0, -1)) : path === row));
  // A missing file must not be remembered as missing.
  const row = response.statusCode < 400 && found ? found : '/';
  Object.assign(response.headers, ROWS[row]);
  return response;
}}
",
        Value::Object(rows)
    )
}

/// The upload, rarely changed files first: a page never names what is not there yet.
fn s3(table: &[Row]) -> String {
    let cache = |row: &Row| value(row, "Cache-Control").unwrap_or_default().to_owned();
    let mut text = "#!/bin/sh
# sh s3-upload.sh BUCKET[/PATH]   Uploads the site with the AWS command line; the other headers come from CloudFront.
set -eu
site=$(cd \"$(dirname \"$0\")/..\" && pwd)
to=\"s3://$1\"
put() {
  # What, how long it is kept.
  aws s3 cp \"$site/\" \"$to/\" --recursive --exclude '*' --include \"$1\" --exclude '*.wasm' --cache-control \"$2\"
  aws s3 cp \"$site/\" \"$to/\" --recursive --exclude '*' --include \"${1%\\*}*.wasm\" --content-type application/wasm --cache-control \"$2\"
}
"
    .to_owned();
    let (folders, files): (Vec<&Row>, Vec<&Row>) = table.iter().partition(|row| row.0.ends_with('*'));
    for row in folders {
        writeln!(text, "put '{}' '{}'", row.0.trim_start_matches('/'), cache(row)).ok();
    }
    for row in files.iter().filter(|row| row.0 != "/") {
        let path = row.0.trim_start_matches('/');
        writeln!(text, "aws s3 cp \"$site/{path}\" \"$to/{path}\" --cache-control '{}'", cache(row)).ok();
    }
    text
}

/// The headers' names, each once.
fn names(table: &[Row]) -> Vec<&'static str> {
    let mut names = Vec::new();
    for (name, _) in table.iter().flat_map(|row| &row.1) {
        if !names.contains(name) {
            names.push(*name);
        }
    }
    names
}

fn value<'r>(row: &'r Row, name: &str) -> Option<&'r str> {
    row.1.iter().find(|(header, _)| *header == name).map(|(_, value)| value.as_str())
}

fn variable(name: &str) -> String {
    format!("nestor_{}", name.to_lowercase().replace('-', "_"))
}

/// The end of an address as a regular expression; the folder of hashed names is told by them.
fn rest(path: &str) -> String {
    match path.strip_suffix('*') {
        Some("/a/") => "/a/[0-9a-f]+/".to_owned(),
        Some(folder) => folder.to_owned(),
        None => format!("{}$", path.replace('.', "\\.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str) -> String {
        let (_, bytes) = files().into_iter().find(|(path, _)| path == &format!("hosting/{name}")).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    /// Braces and quotes that match, as far as a file can be checked without its program.
    fn is_balanced(text: &str) -> bool {
        let mut open = 0_i32;
        for line in text.lines().filter(|line| !line.trim_start().starts_with('#')) {
            let outside: String = line.split('"').step_by(2).collect();
            if line.matches('"').count() % 2 != 0 {
                return false;
            }
            open += outside.matches('{').count() as i32 - outside.matches('}').count() as i32;
            if open < 0 {
                return false;
            }
        }
        open == 0
    }

    #[test]
    fn every_row_stands_in_every_example() {
        for (path, headers) in headers::table() {
            assert!(text("nginx.conf").contains(&format!("\"~{}\"", rest(path))), "nginx: {path}");
            assert!(text("Caddyfile").contains(&format!("\t# {path}\n")), "Caddy: {path}");
            assert!(text("cloudfront-function.js").contains(&format!("\"{path}\": {{")), "CloudFront: {path}");
            let uploaded = path.trim_start_matches('/');
            assert!(path == "/" || text("s3-upload.sh").contains(uploaded), "S3: {path}");
            for (_, value) in headers {
                for name in ["nginx.conf", "Caddyfile", "cloudfront-function.js"] {
                    assert!(text(name).contains(&value), "{name} lacks {value} of {path}");
                }
            }
        }
    }

    #[test]
    fn the_examples_are_well_formed() {
        assert!(is_balanced(&text("nginx.conf")), "{}", text("nginx.conf"));
        assert!(is_balanced(&text("Caddyfile")), "{}", text("Caddyfile"));
        for line in text("nginx.conf").lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            assert!(line.ends_with([';', '{', '}']), "{line}");
        }
        for matcher in 0..headers::table().len() {
            assert_eq!(text("Caddyfile").matches(&format!("@row{matcher} ")).count(), 2);
        }
    }

    #[test]
    fn the_end_of_an_address_is_told_below_any_path() {
        assert_eq!((rest("/").as_str(), rest("/embed.js").as_str()), ("/$", r"/embed\.js$"));
        assert_eq!((rest("/a/*").as_str(), rest("/rules/*").as_str()), ("/a/[0-9a-f]+/", "/rules/"));
    }
}
