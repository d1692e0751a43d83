//! Compiles the copying of tree-sitter's tree against the headers of the tree-sitter that is linked.

use std::env;
use std::path::Path;

const SOURCE: &str = "src/syntax/flatten.c";

fn main() {
    println!("cargo::rerun-if-changed={SOURCE}");
    if env::var_os("CARGO_FEATURE_ENGINE").is_none() {
        return;
    }
    let public = env::var("DEP_TREE_SITTER_INCLUDE").expect("tree-sitter says where its headers are");
    let own = Path::new(&public).with_file_name("src");
    assert!(own.join("subtree.h").exists(), "tree-sitter has moved its headers: {} lacks subtree.h", own.display());
    let mut compiler = cc::Build::new();
    compiler.std("c11").warnings(false).include(own).include(public).file(SOURCE);
    if env::var("TARGET").is_ok_and(|it| it == "wasm32-unknown-unknown") {
        let headers = env::var("DEP_TREE_SITTER_LANGUAGE_WASM_HEADERS").expect("tree-sitter-language has a C library");
        compiler.include(headers).define("TREE_SITTER_WASM_STDLIB", "");
    }
    if env::var("PROFILE").is_ok_and(|it| it == "debug") {
        compiler.opt_level(1);
    }
    compiler.compile("nestor-flatten");
}
